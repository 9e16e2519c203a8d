/// The shortest decimal that reads back as the same value: `.` as mark, `-` as sign, no grouping, `3` for 3.0, `0` for −0,
/// no exponent from 1e-20 up to 1e15. The same on every machine. Nil for a value that is not finite.
func decimalText(_ value: Double) -> String? {
  guard value.isFinite else { return nil }
  if value == 0 { return "0" }
  // Most numbers of data files are whole.
  if value.magnitude < 1e15, value.rounded(.towardZero) == value { return String(Int64(value)) }
  let shortest = value.magnitude.description
  let parts = shortest.split(separator: "e")
  let mantissa = parts[0].split(separator: ".")
  var digits = Array(mantissa[0].utf8) + (mantissa.count > 1 ? Array(mantissa[1].utf8) : [])
  var point = mantissa[0].utf8.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
  while digits.count > 1, digits.first == 0x30 {
    digits.removeFirst()
    point -= 1
  }
  while digits.count > 1, digits.last == 0x30 { digits.removeLast() }
  let sign = value < 0 ? "-" : ""
  let figures = String(decoding: digits, as: UTF8.self)
  if point > 15 || point < -19 {
    let fraction = figures.dropFirst()
    return sign + figures.prefix(1) + (fraction.isEmpty ? "" : "." + fraction) + "e" + String(point - 1)
  }
  if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + figures }
  if point >= digits.count { return sign + figures + String(repeating: "0", count: point - digits.count) }
  return sign + figures.prefix(point) + "." + figures.dropFirst(point)
}
