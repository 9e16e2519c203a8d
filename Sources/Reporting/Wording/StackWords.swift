import Notation

/// The facts of a split whole.
struct StackFacts: Sendable {
  /// Names of the parts in fixed order with their share of everything in the period.
  var parts: [(label: String, share: Double)]
  /// Name of the part that means "not known", if one is shown.
  var unknown: String?
  /// Name of the part that holds everything not shown alone, if there is one.
  var rest: String?
  /// The split of each row that is large enough and complete enough to speak about: label and the parts' shares.
  var rows: [(label: String, shares: [Double])]
  /// True when the chart shows more rows than `rows`: cut weeks, groups of a handful.
  var leavesOutRows = false
  var rowWords: DimensionWords
  /// What the parts are: `outcome`, `hand-off reason`.
  var partWords: DimensionWords
  var counted: Noun
  var notation: Notation
}

/// Sentences over a split whole.
enum StackWords {
  /// The title: the largest known part.
  static func title(_ facts: StackFacts) -> String {
    TitleLimit.choose(
      [largest(facts), unknown(facts)], otherwise: "\(PlainEnglish.sentence(facts.counted.plural)) by \(facts.partWords.singular)")
  }

  /// Guard: one part is strictly larger than every other and is not the unknown one.
  static func largest(_ facts: StackFacts) -> String? {
    let sorted = facts.parts.sorted { $0.share > $1.share }
    guard let first = sorted.first, first.share > 0, sorted.count < 2 || sorted[1].share < first.share, first.label != facts.unknown,
      first.label != facts.rest
    else { return nil }
    return "\(first.label): \(facts.notation.text(first.share, .share)) of \(facts.counted.plural), the largest part"
  }

  /// Guard: the unknown part is strictly the largest.
  static func unknown(_ facts: StackFacts) -> String? {
    guard let unknown = facts.unknown, let part = facts.parts.first(where: { $0.label == unknown }),
      facts.parts.allSatisfy({ $0.label == unknown || $0.share < part.share })
    else { return nil }
    return missing(facts, part.share)
  }

  /// `9.7% of conversations have no known outcome`.
  static func missing(_ facts: StackFacts, _ share: Double) -> String {
    "\(facts.notation.text(share, .share)) of \(facts.counted.plural) have no known \(facts.partWords.singular)"
  }

  /// How far the largest known part moves between rows, and the unknown share.
  static func reading(_ facts: StackFacts) -> String {
    var sentences: [String] = []
    let known = facts.parts.enumerated().filter { $0.element.label != facts.unknown && $0.element.label != facts.rest }
    if let main = known.max(by: { $0.element.share < $1.element.share }), main.element.share > 0 {
      let values = facts.rows.map { $0.shares[main.offset] }
      // Rows too small to speak about are left out: a range beside which the whole lies would mislead.
      if values.count > 1, let least = values.min(), let most = values.max(), least <= main.element.share, main.element.share <= most,
        let low = values.min(), let high = values.max(),
        let lowRow = facts.rows.first(where: { $0.shares[main.offset] == low }),
        let highRow = facts.rows.first(where: { $0.shares[main.offset] == high })
      {
        let from = facts.notation.text(low, .share)
        let to = facts.notation.text(high, .share)
        if from == to {
          sentences.append("\(main.element.label) made up \(from) for every \(facts.rowWords.singular) shown.")
        } else {
          let lowName = PlainEnglish.shortened(lowRow.label)
          let scope = facts.leavesOutRows ? "Among whole and large enough \(facts.rowWords.plural), " : ""
          let subject = scope.isEmpty ? main.element.label : PlainEnglish.inside(main.element.label)
          sentences.append("\(scope)\(subject) ranged from \(from) (\(lowName)) to \(to) (\(PlainEnglish.shortened(highRow.label))).")
        }
      }
    }
    if let unknown = facts.unknown, let part = facts.parts.first(where: { $0.label == unknown }), part.share > 0 {
      sentences.append(missing(facts, part.share) + ".")
    }
    if sentences.isEmpty {
      let shares = facts.parts.filter { $0.share > 0 }.map { "\(PlainEnglish.inside($0.label)) \(facts.notation.text($0.share, .share))" }
      return PlainEnglish.sentence(PlainEnglish.list(shares)) + "."
    }
    return sentences.joined(separator: " ")
  }
}
