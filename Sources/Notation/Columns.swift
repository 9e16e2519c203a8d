/// How one table column writes its numbers: one unit and one number of places for all cells.
public struct ColumnNotation: Sendable {
  let notation: Notation
  let unit: Unit
  let places: Int?
  /// The unit of time of a duration column.
  public let durationUnit: DurationUnit?
  /// What the header says about the unit: "s", "min", "points", "of 5"; nil when the cells carry it or there is none.
  public let unitLabel: String?

  /// One cell, without the unit of the header.
  public func cell(_ v: Double) -> String {
    guard let durationUnit else { return notation.cell(v, unit, places: places) }
    guard v.isFinite else { return "–" }
    return notation.locale.fixed(v / durationUnit.rawValue, places: places ?? 1)
  }

  /// A difference of two cells, with its sign.
  public func delta(_ d: Double) -> String {
    guard d.isFinite else { return "–" }
    let text = unit == .share ? notation.locale.fixed(abs(d) * 100, places: 1) : cell(abs(d))
    let isNothing = !text.contains { $0.isNumber && $0 != "0" }
    return (isNothing ? "" : d < 0 ? Mark.minus : "+") + text
  }
}

extension Notation {
  /// A table cell: the header carries units in words, per cent and currency signs stay. `places` nil means the usual places.
  public func cell(_ v: Double, _ unit: Unit, places: Int?) -> String {
    guard v.isFinite else { return "–" }
    switch unit {
    case .count, .tokens, .characters: return locale.fixed(v, places: places ?? 0)
    case .rate, .ratio: return places.map { locale.fixed(v, places: $0) } ?? rate(v)
    case .share: return percent(v, places: places ?? 1)
    case .points: return locale.fixed(v * 100, places: places ?? 1)
    case .duration: return locale.fixed(v / 1000, places: places ?? 1)
    case let .money(code):
      guard let places else { return locale.money(v, code) }
      return (v < 0 ? Mark.minus : "") + locale.priced(locale.fixed(abs(v), places: places), Currency(code: code))
    case .score: return locale.fixed(v, places: places ?? 1)
    }
  }

  /// The notation of a column: shares without decimals when a base is below 1,000; durations in one unit, chosen by the median
  /// value; rates and money with the places of their largest value.
  public func column(_ values: [Double?], _ unit: Unit, smallestBase: Int? = nil) -> ColumnNotation {
    let sizes = values.compactMap { $0.map(abs) }.filter(\.isFinite).sorted()
    let largest = sizes.last ?? 0
    func make(_ places: Int?, _ label: String? = nil, _ duration: DurationUnit? = nil) -> ColumnNotation {
      ColumnNotation(notation: self, unit: unit, places: places, durationUnit: duration, unitLabel: label)
    }
    switch unit {
    case .count: return make(0)
    case .tokens: return make(0, "tokens")
    case .characters: return make(0, "characters")
    case .share: return make((smallestBase ?? 1000) < 1000 ? 0 : 1)
    case .points: return make(1, "points")
    case let .score(of: most): return make(1, "of \(locale.fixed(most, places: most == most.rounded() ? 0 : 1))")
    case .rate, .ratio: return make(largest >= 99.95 ? 0 : largest >= 0.995 || largest == 0 ? 1 : 2, unit == .ratio ? "times" : nil)
    case let .money(code):
      let minor = Currency(code: code).minorDigits
      return make(largest >= 99.995 ? 0 : largest >= 0.995 ? minor : min(4, significantPlaces(largest, 2, least: minor)))
    case .duration:
      let middle = sizes.isEmpty ? 0 : sizes[sizes.count / 2]
      let chosen: DurationUnit = middle < 120_000 ? .seconds : middle < 7_200_000 ? .minutes : middle < 172_800_000 ? .hours : .days
      return make(largest / chosen.rawValue < 99.95 ? 1 : 0, chosen.symbol, chosen)
    }
  }

  /// The parts of one whole in per cent, rounded by largest remainder so that they add to 100; a part that is not zero never
  /// shows 0 %, and one that is not everything never 100 %.
  public func shares(_ parts: [Double], places: Int) -> [String] {
    let scale = powerOfTen(max(0, min(6, places)))
    let units = LargestRemainder.round(parts, total: Int(100 * scale)).map(Double.init)
    let sum = parts.filter { $0.isFinite && $0 > 0 }.count
    let sign = locale.percentSpace + "%"
    return zip(parts, units).map { part, whole in
      if !(part > 0) { return locale.fixed(0, places: 0) + sign }
      if sum == 1 { return locale.fixed(100, places: 0) + sign }
      if whole == 0 { return "<" + locale.fixed(1 / scale, places: places) + sign }
      if whole >= 100 * scale { return ">" + locale.fixed(100 - 1 / scale, places: places) + sign }
      return locale.fixed(whole / scale, places: places) + sign
    }
  }
}
