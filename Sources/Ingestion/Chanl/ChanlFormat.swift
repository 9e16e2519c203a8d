import Records

extension VendorFormat {
  /// Everything that Chanl exports.
  static let chanl = VendorFormat(.chanl, bodies: [])
}
