extension NumberLocale {
  /// A number with exactly `places` digits after the mark, grouped, U+2212 for minus, half away from zero, no minus zero.
  func fixed(_ value: Double, places: Int) -> String {
    guard let (negative, whole, fraction) = decimalParts(value, places: places) else { return "\(value)" }
    return (negative ? Mark.minus : "") + grouped(whole) + (fraction.isEmpty ? "" : decimalMark + fraction)
  }

  /// A number with up to `significant` digits; whole numbers are never cut. `least` is the smallest number of places.
  func significant(_ value: Double, _ significant: Int, least: Int = 0) -> String {
    fixed(value, places: significantPlaces(value, significant, least: least))
  }

  /// Digits in groups.
  private func grouped(_ digits: String) -> String {
    guard !groupSeparator.isEmpty, digits.count >= 3 + minimumGroupingDigits else { return digits }
    var groups: [Substring] = []
    var rest = digits[...]
    var size = 3
    while rest.count > size {
      groups.append(rest.suffix(size))
      rest = rest.dropLast(size)
      size = outerGroupSize
    }
    groups.append(rest)
    return groups.reversed().joined(separator: groupSeparator)
  }
}

/// Places that show `significant` digits of a value after rounding (9.996 with three digits is 10.0).
func significantPlaces(_ value: Double, _ significant: Int, least: Int = 0) -> Int {
  var places = max(least, min(15, significant - magnitude(value)))
  if places > least, magnitude(rounded(value, places: places)) > magnitude(value) { places = max(least, places - 1) }
  return places
}

/// Digits before the decimal mark; 0 for 0.1…, −1 for 0.01…; 1 for zero.
func magnitude(_ value: Double) -> Int {
  let size = abs(value)
  guard size > 0, size.isFinite else { return 1 }
  var power = 1.0
  var digits = 0
  if size >= 1 {
    while power <= size, digits < 310 {
      power *= 10
      digits += 1
    }
    return digits
  }
  while size < 1 / (power * 10), digits < 300 {
    power *= 10
    digits += 1
  }
  // 0.1 itself has no leading zero after the mark.
  return -digits
}

/// Half away from zero at `places`.
func rounded(_ value: Double, places: Int) -> Double {
  let scale = powerOfTen(places)
  let scaled = value * scale
  return scaled.isFinite ? scaled.rounded(.toNearestOrAwayFromZero) / scale : value
}

func powerOfTen(_ exponent: Int) -> Double {
  var result = 1.0
  for _ in 0..<max(0, exponent) { result *= 10 }
  return result
}

/// Sign, whole digits and fraction digits; nil when the number is not finite or beyond what an integer of 64 bits can carry.
private func decimalParts(_ value: Double, places: Int) -> (negative: Bool, whole: String, fraction: String)? {
  var places = max(0, min(15, places))
  guard value.isFinite, abs(value) < 9e18 else { return nil }
  while places > 0, abs(value) * powerOfTen(places) >= 9e18 { places -= 1 }
  let units = (abs(value) * powerOfTen(places)).rounded(.toNearestOrAwayFromZero)
  guard units < 9.2e18 else { return nil }
  var digits = String(UInt64(units))
  if digits.count <= places { digits = String(repeating: "0", count: places + 1 - digits.count) + digits }
  let whole = String(digits.dropLast(places))
  return (value < 0 && units > 0, whole, String(digits.suffix(places)))
}
