import Aggregation
import Insights
import Notation

/// A change between two figures, in the words of the report.
struct Judged: Sendable {
  /// More than normal variation.
  var isClear: Bool
  /// `+3.2 points`, `+8.1%`; nil when there is nothing to compare.
  var change: String?
  /// `better`, `worse`; nil for neutral measures and where there is no verdict.
  var word: String?
  var tone: Tone
  var glyph: Glyph
  /// The fixed word: `Better`, `No clear change`, `Too few` …
  var status: String
  /// Why there is no comparison, one sentence; nil when there is one.
  var reason: String?
  /// The change of a complete count that its history calls usual: a fact, though no clear change.
  var counted: String?

  /// `▲ +3.2 points, better`, or the status alone.
  var delta: DeltaText {
    guard isClear, let change else {
      let words = counted.map { "\($0), \(PlainEnglish.inside(status))" } ?? status
      return DeltaText(text: words, tone: .flat, glyph: counted == nil ? .flat : glyph)
    }
    return DeltaText(text: word.map { "\(change), \($0)" } ?? change, tone: tone, glyph: glyph)
  }

  /// A relative change of fewer than 30 of something says nothing: `too few` instead. What is new or gone is no percentage and
  /// stays, when it is 30 or more on the other side.
  func guarded(_ metric: Metric, _ comparison: Comparison) -> Judged {
    guard case .count = metric.unit, let now = comparison.current.value, let before = comparison.previous?.value,
      min(now, before) < Self.least, now != before, !(min(now, before) == 0 && max(now, before) >= Self.least)
    else { return self }
    return Judged(isClear: false, tone: .flat, glyph: .flat, status: StatusWords.tooFew)
  }

  private static let least = 30.0

  /// In a table cell: the change with its word, or the status in small letters.
  var cell: DataCell {
    isClear ? .markup(delta.fragment) : .muted(PlainEnglish.inside(status))
  }

  /// For files: `+3.2 points, better`, `no clear change`.
  var text: String { isClear ? delta.text : PlainEnglish.inside(status) }
}

extension Judged {
  /// The words of a comparison.
  init(_ comparison: Comparison, _ metric: Metric, notation: Notation) {
    let measure = Measure(metric)
    self.init(isClear: comparison.isClear, tone: .flat, glyph: .flat, status: StatusWords.status(comparison.verdict))
    reason = AbsenceWords.reason(comparison.verdict, notation)
    guard let now = comparison.current.value, let before = comparison.previous?.value, let delta = comparison.delta else { return }
    let facts = ChangeFacts(
      measure: measure, current: now, previous: before, isClear: isClear, previousWords: "", notation: notation)
    change = ChangeWords.signed(facts)
    if delta == 0, comparison.verdict == .noClearChange { status = StatusWords.noChange }
    if delta != 0, comparison.verdict == .noClearChange, comparison.strength == .counted { counted = change }
    glyph = Glyph.arrow(for: delta)
    switch comparison.verdict {
    case .better:
      tone = .good
      word = "better"
    case .worse:
      tone = .bad
      word = "worse"
    case .changed:
      // No test exists for this figure, or it is complete: the change is stated and not judged.
      tone = .plain
      isClear = true
    default: tone = .flat
    }
  }
}

extension BlockContext {
  /// The comparison of the period's figure with the one before.
  func compared(_ metric: Metric, _ filters: [Filter]) -> Comparison {
    guard compares else {
      return compare(metric, current: current(metric, filters), previous: nil, comparability: .firstReport)
    }
    return comparison.comparison(of: metric, figures: figures, where: filters)
  }

  /// Whether groups of a metric may be compared with those of the period before.
  func comparability(_ metric: Metric, _ filters: [Filter]) -> Comparability {
    let id: MetricID = "dq.scored_coverage"
    let now = figures.estimate(id, in: period, where: filters).value
    let before = previousPeriod.flatMap { figures.estimate(id, in: $0, where: filters).value }
    return comparison.comparability(of: metric, scored: (now, before))
  }

  /// The judgement over two figures of one group.
  func judge(_ metric: Metric, _ current: Estimate, _ previous: Estimate) -> Judged {
    let comparison = compare(metric, current: current, previous: previous)
    return Judged(comparison, metric, notation: notation).guarded(metric, comparison)
  }

  /// The change of a metric against the comparable days before; nil when it cannot be compared.
  func change(_ metric: Metric, _ filters: [Filter]) -> ChangeFacts? {
    guard let previousWords else { return nil }
    let result = compared(metric, filters)
    guard let current = result.current.value, let previous = result.previous?.value, result.delta != nil else { return nil }
    let isClear = Judged(result, metric, notation: notation).isClear
    return ChangeFacts(
      measure: Measure(metric), current: current, previous: previous, isClear: isClear, previousWords: previousWords,
      notation: notation)
  }
}
