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
    // A body that counts more conversations than the missing rows can be is wrong in another way, and so is all that follows from it.
    let beyond = Set(
      zip(lines, rows).filter { line, row in
        row.metric == "vol.conversations" && row.buckets == nil && row.verdict == .unexplained
          && (row.difference ?? 0) > Double(missing(line))
      }.map { $0.0.body })
    for place in rows.indices where rows[place].verdict == .unexplained {
      let line = lines[place]
      if let gap = known[part(line)], gap.more > 0, rows[place].buckets == nil, covers(gap.more, line, rows[place]) {
        rows[place].verdict = .explained(gap.cause)
        continue
      }
      let more = Double(missing(line))
      if more > 0, !beyond.contains(line.body), rows[place].buckets == nil ? covers(more, line, rows[place]) : coversEach(more, line) {
        rows[place].verdict = .explained(.truncatedPage)
      }
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
    guard let reported = row.reported, let computed = row.computed, let subject = line.elements.first?.subject else { return false }
    if covers(more, reported, computed, row.base, subject, line.tolerance) { return true }
    guard let labelled = subject.withAnyLabel, case let .number(other, base) = answers.answer(labelled.ask, labelled.meaning.aspect)
    else { return false }
    return covers(more, reported, other, base, labelled, line.tolerance)
  }

  /// The same for every bucket of a series that differs.
  private func coversEach(_ more: Double, _ line: Line) -> Bool {
    line.elements.allSatisfy { element in
      let subject = element.subject
      guard case let .number(computed, base) = answers.answer(subject.ask, subject.meaning.aspect) else { return true }
      return line.tolerance.allows(element.reported, computed) || covers(more, element.reported, computed, base, subject, line.tolerance)
    }
  }

  private func covers(
    _ more: Double, _ reported: Double, _ computed: Double, _ base: Int, _ subject: Subject, _ tolerance: Tolerance
  ) -> Bool {
    guard let metric = MetricCatalogue.metric(subject.meaning.metric) else { return false }
    if Judge.countsConversations(subject) { return (0...more).contains(reported - computed) }
    if metric.unit == .share, subject.meaning.aspect == .value, metric.anchor != .toolCall, metric.anchor != .message {
      // With n conversations behind it: none, or all, of the others have the property.
      let n = Double(base)
      let low = computed * n / (n + more)
      let high = (computed * n + more) / (n + more)
      return reported >= low - tolerance.half && reported <= high + tolerance.half
    }
    // Sums grow; means, and shares of what a conversation can have many of, can move either way.
    let grows = metric.unit == .count || metric.unit == .tokens || subject.meaning.aspect == .numerator
    return grows ? reported > computed : true
  }
}
