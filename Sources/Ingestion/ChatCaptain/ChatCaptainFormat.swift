import Records

extension VendorFormat {
  /// Everything that ChatCaptain exports.
  static let chatcaptain = VendorFormat(.chatcaptain, bodies: [])
}
