import Notation

/// How the values of one chart are written. The only place of this module that knows who writes numbers.
public struct ValueFormat: Sendable {
  /// What the values measure; decides the steps of the axis.
  public let unit: Unit
  /// One value as in a sentence: "71.4%", "2.4 s", "18,240".
  public let text: @Sendable (Double) -> String
  /// The ticks of one axis, all with the same decimals: "0", "20k", "40k".
  public let axis: @Sendable ([Double]) -> [String]

  /// A format from its two functions. Both must be pure: the same value always gives the same text.
  public init(unit: Unit, text: @escaping @Sendable (Double) -> String, axis: @escaping @Sendable ([Double]) -> [String]) {
    self.unit = unit
    self.text = text
    self.axis = axis
  }

  /// The notation of a report for values of one unit.
  public init(_ notation: Notation, _ unit: Unit) {
    self.init(unit: unit, text: { notation.text($0, unit) }, axis: { notation.axis($0, unit) })
  }

  /// A value without its per cent sign, for labels beside an axis that carries it.
  func bare(_ value: Double) -> String {
    let text = text(value)
    guard unit == .share, text.contains("%") else { return text }
    return text.filter { $0 != "%" && $0 != "\u{A0}" && $0 != "\u{202F}" }
  }
}
