/// Numbers of data files (CSV, JSON): full precision, machine-readable.
public enum CSVNumber {
  /// The shortest decimal that reads back as the same number: `.` as mark, `-` for minus, no group separators, no exponent
  /// below 1e15, no `-0`. A number that is not finite is missing: the empty string.
  public static func write(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    if value == 0 { return "0" }
    if abs(value) < 1e15, value == value.rounded() { return String(Int64(value)) }
    let text = value.description
    guard let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }) else {
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    guard abs(value) < 1, let exponent = Int(text[text.index(after: mark)...]) else { return text }
    // 1.25e-07 becomes 0.000000125.
    let digits = text[..<mark].filter(\.isNumber)
    let significant = digits.hasSuffix("0") && digits.count > 1 ? String(digits.dropLast()) : digits
    return (value < 0 ? "-" : "") + "0." + String(repeating: "0", count: -exponent - 1) + significant
  }
}
