/// A unit of time for one table column or one axis.
public enum DurationUnit: Double, Sendable, CaseIterable {
  /// Its raw value is its length in milliseconds.
  case seconds = 1000
  /// 60 s.
  case minutes = 60_000
  /// 60 min.
  case hours = 3_600_000
  /// 24 h.
  case days = 86_400_000

  /// "s", "min", "h", "d".
  public var symbol: String {
    switch self {
    case .seconds: "s"
    case .minutes: "min"
    case .hours: "h"
    case .days: "d"
    }
  }
}

extension Notation {
  /// Milliseconds in the two largest units: 0.4 s · 42 s · 2 min 45 s · 3 h 05 min · 2 d 4 h. A smaller unit of 0 is left out.
  func duration(_ milliseconds: Double) -> WrittenValue {
    let size = abs(milliseconds)
    let sign = milliseconds < 0 ? Mark.minus : ""
    func number(_ v: Double) -> String { locale.fixed(v, places: 0) }
    let seconds = size / 1000
    if size == 0 { return WrittenValue(number(0), "s") }
    if seconds < 0.05 { return WrittenValue(sign + "<" + locale.fixed(0.1, places: 1), "s") }
    if rounded(seconds, places: 1) < 10 { return WrittenValue(sign + locale.fixed(seconds, places: 1), "s") }
    let wholeSeconds = rounded(seconds, places: 0)
    if wholeSeconds < 60 { return WrittenValue(sign + number(wholeSeconds), "s") }
    /// Rounded to the smaller of two units, split into both.
    func two(_ smallSeconds: Double, _ large: DurationUnit, _ small: DurationUnit, padded: Bool) -> WrittenValue {
      let factor = (large.rawValue / small.rawValue).rounded()
      let units = rounded(seconds / smallSeconds, places: 0)
      let rest = units.truncatingRemainder(dividingBy: factor)
      var parts = [WrittenValue.Part(sign + number((units / factor).rounded(.down)), large.symbol)]
      if rest > 0 { parts.append(WrittenValue.Part((padded && rest < 10 ? "0" : "") + number(rest), small.symbol)) }
      return WrittenValue(parts: parts)
    }
    if wholeSeconds < 3600 { return two(1, .minutes, .seconds, padded: true) }
    if rounded(seconds / 60, places: 0) < 24 * 60 { return two(60, .hours, .minutes, padded: true) }
    return two(3600, .days, .hours, padded: false)
  }
}
