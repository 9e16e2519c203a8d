/// The fixed words of judgement; no page uses others.
enum StatusWords {
  static let better = "Better"
  static let worse = "Worse"
  static let needsAttention = "Needs attention"
  static let noClearChange = "No clear change"
  static let tooFew = "Too few"
  static let notComparable = "Not comparable"
  static let notConfigured = "Not configured"
  static let noData = "No data"
  static let firstReport = "First report"
  static let smallSample = "small sample"
}
