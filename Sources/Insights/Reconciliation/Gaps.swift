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
  /// `missing`: rows known to be missing for a line.
  func explain(_ rows: inout [Reconciled], missing: (Line) -> Int) {
    explainVersions(&rows)
    var known: [Part: (cause: ReconciliationCause, more: Double)] = [:]
    for (line, row) in zip(lines, rows) where row.metric == "vol.conversations" && row.buckets == nil {
      guard case .explained(let cause) = row.verdict, cause == .truncatedPage || cause == .participants, let more = row.difference
      else { continue }
      known[part(line)] = (cause, more)
    }
    for place in rows.indices where rows[place].verdict == .unexplained && rows[place].buckets == nil {
      if lines[place].elements.first?.subject.ask.records != nil {
        let more = Double(missing(lines[place]))
        if more > 0, covers(more, lines[place], rows[place]) { rows[place].verdict = .explained(.truncatedPage) }
        continue
      }
      guard let gap = known[part(lines[place])], gap.more > 0, covers(gap.more, lines[place], rows[place]) else { continue }
      rows[place].verdict = .explained(gap.cause)
    }
  }

  /// Versions of one assistant whose counts add up to everyone who met it: each counts by participants.
  private func explainVersions(_ rows: inout [Reconciled]) {
    struct Assistant: Hashable {
      let body: Int
      let name: String
    }
    var places: [Assistant: [Int]] = [:]
    for (place, line) in lines.enumerated() where line.figure.bucketSeconds == 0 {
      guard let versions = line.elements.first?.subject.participantsOfVersion else { continue }
      places[Assistant(body: line.body, name: versions.assistant), default: []].append(place)
    }
    for places in places.values {
      guard places.contains(where: { rows[$0].verdict == .unexplained }),
        let ask = places.first.flatMap({ lines[$0].elements.first?.subject.participantsOfVersion?.ask }),
        case .number(let all, _) = answers.answer(ask, .value)
      else { continue }
      let sum = places.reduce(0) { $0 + (rows[$1].reported ?? 0) }
      guard sum == all else { continue }
      for place in places where rows[place].verdict == .unexplained { rows[place].verdict = .explained(.participants) }
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
