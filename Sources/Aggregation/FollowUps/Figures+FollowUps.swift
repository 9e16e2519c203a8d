import Basics
import Records

/// What followed the conversations of one cell.
public struct FollowUpCounts: Sendable, Hashable {
  /// Conversations with a known contact.
  public var known = 0
  /// Of them those whose window is closed inside the loaded data.
  public var assessed = 0
  /// Of the assessed those that another conversation of the same contact followed within the window.
  public var again = 0
  /// Of these those that one of the same intent followed.
  public var sameIntent = 0

  /// No conversations.
  public init() {}
}

/// Follow-ups of one cell, for each condition asked.
public struct FollowUpCountRow: Sendable, Hashable {
  /// Group of each dimension, in the order asked.
  public var groups: [GroupLabel]
  /// One for each condition.
  public var counts: [FollowUpCounts]
}

extension Figures {
  /// The same figures with what followed each conversation.
  public func with(_ followUps: FollowUpBook?) -> Figures {
    var result = self
    result.followUps = followUps
    return result
  }

  /// The same figures with what other figures of the same data know about follow-ups: for periods of another length.
  public func with(followUpsOf other: Figures) -> Figures { with(other.followUps).with(sourceNames: other.hours.sourceNames) }

  /// True when the project says where to find the contact of a conversation.
  public var contactsAreConfigured: Bool { plan.settings.contactsConfigured }

  /// True when the project names the contact and at least one conversation of the data states it.
  public var knowsContacts: Bool { (followUps?.count ?? 0) > 0 }

  /// What followed the conversations of each condition, in every cell of dimensions of names or time; by the keys of the groups. nil when
  /// contacts are not known, or a dimension is not kept for follow-ups.
  public func followUps(
    _ window: FollowUpWindow, of conditions: [Condition], by dimensions: [DimensionID] = [], in p: Period,
    days: Range<CalendarDay>? = nil
  ) -> [FollowUpCountRow]? {
    let kept = dimensions.compactMap(catalogue.dimension)
    let whole = p.start..<p.end
    guard let book = followUps, kept.count == dimensions.count,
      let question = FollowUpQuestion(book, days?.clamped(to: whole) ?? whole, [], by: kept, catalogue)
    else { return nil }
    let tables = conditions.map(question.table)
    return question.cells.sorted { a, b in
      for (x, y) in zip(a.key, b.key) where x != y { return utf8Precedes(x, y) }
      return false
    }.map { key, rows in
      let groups = zip(kept, key).map { dimension, key in
        key.isEmpty
          ? GroupLabel(key: "", text: "Not stated", isMissing: true)
          : GroupLabel(key: key, text: dimension.column == .intent ? spelling(key) : key)
      }
      return FollowUpCountRow(groups: groups, counts: tables.map { book.counts(window, rows, $0) })
    }
  }

  /// A figure about follow-ups of some days of a period.
  func followUpEstimate(
    _ metric: Metric, _ measure: FollowUpMeasure, _ p: Period, _ days: Range<CalendarDay>, _ filters: [Filter]
  ) -> Estimate {
    guard let book = followUps else { return .unavailable(absence(metric, p)) }
    guard let question = FollowUpQuestion(book, days, filters, catalogue) else { return .unavailable(.notRequested) }
    return FollowUpEvaluation(metric: metric, measure: measure, question: question, reason: absence(metric, p)).estimate(question.all)
  }

  /// Figures about follow-ups in the cells of some dimensions; nil when one of them is not kept.
  func followUpCut(
    _ metric: Metric, _ measure: FollowUpMeasure, by dimensions: [Dimension], _ p: Period, _ filters: [Filter]
  ) -> (any GroupedAnswers)? {
    let book = followUps ?? FollowUpBook()
    guard let question = FollowUpQuestion(book, p.start..<p.end, filters, by: dimensions, catalogue) else { return nil }
    return FollowUpCut(
      evaluation: FollowUpEvaluation(metric: metric, measure: measure, question: question, reason: absence(metric, p)))
  }

  private func absence(_ metric: Metric, _ p: Period) -> Unavailability {
    guard plan.settings.contactsConfigured else { return .notConfigured(Requirement.contact.name) }
    guard let book = followUps else { return .notRequested }
    return book.rows(p.start..<p.end).isEmpty ? .notInExport(Requirement.contact.name) : .noData
  }
}

/// One metric about follow-ups cut into groups.
struct FollowUpCut: GroupedAnswers {
  let evaluation: FollowUpEvaluation

  func names(_ dimension: Dimension) -> [(name: String?, size: Double)] {
    guard case .code = dimension.kind, let place = evaluation.question.dimensions.firstIndex(of: dimension) else { return [] }
    var sizes: [String: Int] = [:]
    for (key, rows) in evaluation.question.cells { sizes[key[place], default: 0] += rows.count }
    return sizes.map { ($0.key.isEmpty ? nil : $0.key, Double($0.value)) }
  }

  private func key(_ parts: [Axis.Part]) -> [String] { parts.map { $0.condition == nil ? $0.label.key : "" } }

  func isEmpty(_ parts: [Axis.Part]) -> Bool {
    guard let rows = evaluation.question.cells[key(parts)] else { return true }
    let holds = evaluation.question.table(condition(parts))
    var isEmpty = true
    rows.forEach { if holds[Int(evaluation.question.book.signature[$0])] { isEmpty = false } }
    return isEmpty
  }

  func estimate(_ parts: [Axis.Part]) -> Estimate {
    evaluation.estimate(evaluation.question.cells[key(parts)].map { [$0] } ?? [], where: condition(parts))
  }

  private func condition(_ parts: [Axis.Part]) -> Condition { parts.compactMap(\.condition).reduce(.everything) { $0 && $1 } }
}

extension FollowUpBook {
  fileprivate func counts(_ window: FollowUpWindow, _ rows: FollowUpRows, _ holds: [Bool]) -> FollowUpCounts {
    var counts = FollowUpCounts()
    rows.forEach { row in
      guard holds[Int(signature[row])] else { return }
      counts.known += 1
      guard facts[row].contains(.assessed(window)) else { return }
      counts.assessed += 1
      if facts[row].contains(.again(window)) { counts.again += 1 }
      if facts[row].contains(.sameIntent(window)) { counts.sameIntent += 1 }
    }
    return counts
  }
}
