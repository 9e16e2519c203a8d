import Notation

/// The facts of a measure over several periods.
struct TrendFacts: Sendable {
  var measure: Measure
  /// Oldest first; nil is a gap.
  var points: [LinePoint]
  /// What a point is: `month`.
  var noun: Noun
  var notation: Notation

  /// Points with a number.
  var known: [(label: String, value: Double)] { points.compactMap { point in point.value.map { (point.label, $0) } } }
}

/// Sentences over a measure of several periods. No change is judged here: the reports of the periods do that.
enum TrendWords {
  /// The title: a record of the last period, else its figure.
  static func title(_ facts: TrendFacts) -> String {
    guard let last = facts.known.last else { return facts.measure.title }
    let value = facts.notation.text(last.value, facts.measure.unit)
    return TitleLimit.choose([record(facts)], otherwise: "\(facts.measure.title): \(value) in \(last.label)")
  }

  /// Guard: the last period has a number that lies strictly beyond all others, of which there are at least 12.
  static func record(_ facts: TrendFacts) -> String? {
    guard let last = facts.known.last, last.label == facts.points.last?.label, facts.known.count > 12 else { return nil }
    let before = facts.known.dropLast().map(\.value)
    let side = before.allSatisfy { $0 < last.value } ? "highest" : before.allSatisfy { $0 > last.value } ? "lowest" : nil
    guard let side else { return nil }
    let value = facts.notation.text(last.value, facts.measure.unit)
    return "\(facts.measure.title): \(value), the \(side) in \(facts.known.count) \(facts.noun.plural)"
  }

  /// Both ends of the range, each with its period, and the gaps.
  static func reading(_ facts: TrendFacts) -> String {
    let known = facts.known
    guard var low = known.first else { return "No \(facts.noun.singular) has a figure." }
    var high = low
    for point in known {
      if point.value < low.value { low = point }
      if point.value > high.value { high = point }
    }
    func text(_ value: Double) -> String { facts.notation.text(value, facts.measure.unit) }
    var sentence =
      text(low.value) == text(high.value)
      ? "\(text(high.value)) in every \(facts.noun.singular) shown."
      : "From \(text(low.value)) (\(low.label)) to \(text(high.value)) (\(high.label))."
    let gaps = facts.points.count - known.count
    if gaps > 0 {
      let number = facts.notation.text(Double(gaps), .count)
      sentence += " \(number) \(gaps == 1 ? facts.noun.singular : facts.noun.plural) without a figure (gap)."
    }
    return sentence
  }
}
