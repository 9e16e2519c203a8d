/// Characters of Parlance's own typography.
enum Mark {
  /// Between number and unit, and inside "7 Sep".
  static let noBreakSpace = "\u{00A0}"
  /// U+2212, as wide as "+"; the hyphen is for CSV and JSON.
  static let minus = "\u{2212}"
}
