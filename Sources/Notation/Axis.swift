extension Notation {
  /// Labels of the ticks of one axis: the shortest exact form with the same decimals on all; zero is plain. Counts from 10,000
  /// are written in thousands ("20k"), from a million in millions ("1.2M").
  public func axis(_ ticks: [Double], _ unit: Unit) -> [String] {
    let largest = ticks.filter(\.isFinite).map(abs).max() ?? 0
    switch unit {
    case .count, .tokens, .characters, .rate, .ratio: return scaled(ticks, largest) { $0 }
    case .score: return plain(ticks, 1) { $0 }
    case .share: return plain(ticks, 100) { $0 + locale.percentSpace + "%" }
    case .points: return plain(ticks, 100) { $0 }
    case let .money(code): return scaled(ticks, largest) { locale.priced($0, Currency(code: code)) }
    case .duration:
      let chosen = DurationUnit.allCases.last { unit in
        largest >= unit.rawValue && ticks.allSatisfy { isWhole($0 / unit.rawValue) }
      }
      let unit = chosen ?? .seconds
      return plain(ticks, 1 / unit.rawValue) { $0 + Mark.noBreakSpace + unit.symbol }
    }
  }

  private func scaled(_ ticks: [Double], _ largest: Double, _ decorate: (String) -> String) -> [String] {
    let (factor, letter) =
      largest >= 1e9 ? (1e-9, "B") : largest >= 1e6 ? (1e-6, "M") : largest >= 1e4 ? (1e-3, "k") : (1.0, "")
    return plain(ticks, factor) { decorate($0 + letter) }
  }

  /// Ticks times a factor with the fewest decimals that are exact for all, at most 6.
  private func plain(_ ticks: [Double], _ factor: Double, _ decorate: (String) -> String) -> [String] {
    let values = ticks.map { $0 * factor }
    let places = (0..<6).first { places in values.allSatisfy { isWhole($0 * powerOfTen(places)) } } ?? 6
    return values.map { value in
      guard value.isFinite else { return "" }
      if value == 0 { return zeroLabel(decorate) }
      return (value < 0 ? Mark.minus : "") + decorate(locale.fixed(abs(value), places: places))
    }
  }

  /// "0", or "0%" and "$0" where the sign belongs to the number.
  private func zeroLabel(_ decorate: (String) -> String) -> String {
    let zero = locale.fixed(0, places: 0)
    let text = decorate(zero)
    let keepsSign = text.hasSuffix("%") || !text.hasPrefix(zero)
    return keepsSign ? text.filter { !"kMB".contains($0) } : zero
  }

  private func isWhole(_ value: Double) -> Bool {
    abs(value - value.rounded()) <= 1e-6 * max(1e-3, min(1, abs(value)))
  }
}
