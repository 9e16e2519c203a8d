import Aggregation
import Notation
import Records

/// Figures that follow from a gap in the number of conversations: once it is known that a body counts `k` conversations more than the
/// rows hold, and why, its shares and sums may differ by what `k` conversations can do.
struct Gaps {
  private struct Part: Hashable {
    let body: Int
    let dimension: String?
    let member: String?
  }
  private let lines: [Line]
  private let answers: Answers

  init(_ lines: [Line], _ answers: Answers) {
    self.lines = lines
    self.answers = answers
  }

  /// Passes the cause of a body's conversation count on to its other figures of the same part. `rows` are those of the lines.
  func explain(_ rows: inout [Reconciled]) {
    var known: [Part: (cause: ReconciliationCause, more: Double)] = [:]
    for (line, row) in zip(lines, rows) where row.metric == "vol.conversations" && row.buckets == nil {
      guard case .explained(let cause) = row.verdict, cause == .truncatedPage || cause == .participants, let more = row.difference
      else { continue }
      known[part(line)] = (cause, more)
    }
    for place in rows.indices where rows[place].verdict == .unexplained && rows[place].buckets == nil {
      guard let gap = known[part(lines[place])], gap.more > 0, covers(gap.more, lines[place], rows[place]) else { continue }
      rows[place].verdict = .explained(gap.cause)
    }
  }

  private func part(_ line: Line) -> Part { Part(body: line.body, dimension: line.figure.dimension, member: line.figure.member?.string) }

  /// True when `more` conversations, whatever they are, can turn the computed number into the reported one.
  private func covers(_ more: Double, _ line: Line, _ row: Reconciled) -> Bool {
    guard let reported = row.reported, let computed = row.computed, let meaning = line.elements.first?.subject.meaning,
      let metric = MetricCatalogue.metric(meaning.metric)
    else { return false }
    if Judge.countsConversations(line) { return (0...more).contains(reported - computed) }
    if metric.unit == .share, meaning.aspect == .value {
      // With n conversations behind it: none, or all, of the others have the property.
      let n = Double(row.base)
      let low = computed * n / (n + more)
      let high = (computed * n + more) / (n + more)
      return reported >= low - line.tolerance.half && reported <= high + line.tolerance.half
    }
    // Sums grow; means can move either way.
    return metric.unit == .count || metric.unit == .tokens ? reported > computed : true
  }
}
