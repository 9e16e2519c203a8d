import Aggregation
import Notation
import Records

/// The judgement of one line.
struct Judge {
  private let line: Line
  private let answers: Answers
  private let missing: Int
  private let exact: [Answer]

  init(_ line: Line, _ answers: Answers, missing: Int) {
    self.line = line
    self.answers = answers
    self.missing = missing
    exact = line.elements.map { answers.answer($0.subject.ask, $0.subject.meaning.aspect) }
  }

  /// True while further passes could change the verdict: something is not asked yet, or differs.
  var isOpen: Bool {
    if exact.contains(.pending) { return true }
    if exact.contains(.nothing), line.elements.contains(where: { $0.subject.varied(.nearestRank) != nil }) { return true }
    return zip(line.elements, exact).contains { element, answer in
      if case .number(let number, _) = answer { !agrees(element.reported, number) } else { false }
    }
  }

  private func agrees(_ reported: Double, _ computed: Double) -> Bool {
    line.tolerance.allows(reported, computed) || line.tolerance.isCutOff(reported, computed)
  }

  /// The row of the report.
  func row(_ documents: Documents) -> Reconciled {
    let body = documents.bodies[line.body]
    var row = Reconciled(
      body: line.body, vendor: body.vendor, source: body.source, file: body.file, kind: body.kind, quantity: line.figure.quantity,
      metric: line.figure.metric ?? line.elements.first.map { $0.subject.meaning.metric.rawValue }, dimension: line.figure.dimension,
      member: line.figure.member, path: line.figure.path, unit: line.figure.unit, reported: line.figure.value,
      verdict: .notComparable(line.obstacle ?? .nothingReported))
    if line.figure.bucketSeconds > 0 { row.buckets = Reconciled.Buckets(seconds: line.figure.bucketSeconds) }
    row.tolerance = line.tolerance.half
    guard line.obstacle == nil, let first = line.elements.first, let last = line.elements.last else { return row }
    row.window = first.subject.window.lowerBound..<max(first.subject.window.upperBound, last.subject.window.upperBound)
    fill(&row)
    return row
  }

  private func fill(_ row: inout Reconciled) {
    if let reason = absence() {
      row.verdict = .notComparable(reason)
      return
    }
    var compared = 0
    var agreeing = 0
    var isExact = true
    var shown: Int?
    var widest = -1.0
    for (place, (element, answer)) in zip(line.elements, exact).enumerated() {
      guard case .number(let number, _) = answer else { continue }
      compared += 1
      if agrees(element.reported, number) { agreeing += 1 }
      if !Tolerance.isSame(element.reported, number) { isExact = false }
      let gap = abs(element.reported - number)
      if gap > widest {
        widest = gap
        shown = place
      }
    }
    row.buckets?.compared = compared
    row.buckets?.agreeing = agreeing
    guard let shown, case .number(let number, let base) = exact[shown] else {
      // Nothing to divide where the vendor writes 0: both say the same in their own way.
      let isNothing = exact.allSatisfy { $0 == .nothing } && line.elements.allSatisfy { $0.reported == 0 }
      row.verdict = isNothing ? .equal : .notComparable(.notInRows)
      if !isNothing, let (variation, value) = explanation() {
        row.verdict = .explained(variation.cause)
        row.variant = value
        row.reported = line.elements[0].reported
        row.buckets?.shown = line.elements[0].bucket
      }
      return
    }
    row.reported = line.elements[shown].reported
    row.computed = number
    row.base = base
    row.buckets?.shown = line.elements[shown].bucket
    if compared == agreeing {
      row.verdict = isExact ? .equal : .withinRounding
    } else if let (variation, value) = explanation(showing: shown) {
      row.verdict = .explained(variation.cause)
      row.variant = value
    } else {
      row.verdict = isTruncated ? .explained(.truncatedPage) : .unexplained
    }
  }

  /// Why there is nothing to compare with, seen from the rows: none in the window, or none of the part that was asked for.
  private func absence() -> Incomparable? {
    guard let first = line.elements.first?.subject else { return .nothingReported }
    let isEmpty = exact.allSatisfy { answer in
      if case .number(let number, _) = answer { number == 0 } else { true }
    }
    if first.ask.records != nil {
      guard isEmpty, !first.scope.isEmpty else { return nil }
      // A part that no record of any time is of, is named otherwise in the rows.
      var ask = Ask(metric: first.meaning.metric, filters: first.scope, window: Instant.dates, anchor: .own, vendor: first.vendor)
      ask.source = first.source
      if case .number(let number, _) = answers.answer(ask, .value), number != 0 { return nil }
      return .otherScope
    }
    if isEmpty, let member = line.figure.member?.string, line.figure.dimension == "tool", Self.isUUID(member) { return .unknownCut }
    if first.bucketSeconds > 0 { return isEmpty && !first.scope.isEmpty ? .otherScope : nil }
    guard case .number(0, _) = answers.answer(first.presence, .value) else { return nil }
    return first.scope.isEmpty ? .noRows : .otherScope
  }

  /// An id that no list gave a name.
  private static func isUUID(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
  }

  /// The first variation under which every element agrees, with what it gives for the element shown.
  private func explanation(showing shown: Int = 0) -> (Variation, Double)? {
    guard let zones = line.elements.first?.subject.zones.count else { return nil }
    let all = Variation.all(zones: zones)
    if let found = all.lazy.compactMap({ closing($0, shown) { $0 } }).first { return found }
    // Where any label scores, everything else may still be counted otherwise, too.
    return all.lazy.compactMap { closing($0, shown) { $0.withAnyLabel } }.first
  }

  private func closing(_ variation: Variation, _ shown: Int, _ change: (Subject) -> Subject?) -> (Variation, Double)? {
    var value: Double?
    for (place, element) in line.elements.enumerated() {
      guard let (ask, aspect) = change(element.subject)?.varied(variation), case .number(let number, _) = answers.answer(ask, aspect),
        agrees(element.reported, number)
      else { return nil }
      if place == shown { value = number }
    }
    return value.map { (variation, $0) }
  }

  /// True when the rows known to be missing account for every gap of a count: as many, or fewer, are too few.
  private var isTruncated: Bool {
    guard missing > 0, line.figure.unit == .count, let first = line.elements.first, Self.countsConversations(first.subject)
    else { return false }
    var left = missing
    for (element, answer) in zip(line.elements, exact) {
      guard case .number(let number, _) = answer else { continue }
      let gap = Int((element.reported - number).rounded())
      if gap < 0 { return false }
      left -= gap
    }
    return left >= 0
  }

  /// True for counts of which a conversation, or a record, adds at most one.
  static func countsConversations(_ subject: Subject) -> Bool {
    guard let metric = MetricCatalogue.metric(subject.meaning.metric) else { return false }
    if case .numerator = subject.meaning.aspect, case .share = metric.expression { return true }
    switch metric.expression {
    case .count: return true
    case .records: return metric.expression.nature == .count || metric.expression.nature == .distinct
    default: return false
    }
  }
}
