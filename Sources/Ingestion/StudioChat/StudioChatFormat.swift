import Records

extension VendorFormat {
  /// Everything that StudioChat exports.
  static let studiochat = VendorFormat(.studiochat, bodies: [])
}
