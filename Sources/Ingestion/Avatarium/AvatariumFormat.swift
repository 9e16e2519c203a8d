import Records

extension VendorFormat {
  /// Everything that Avatarium exports.
  static let avatarium = VendorFormat(.avatarium, bodies: [])
}
