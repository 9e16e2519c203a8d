import Basics
import Privacy
import Records

/// How far the conversations of one funnel came.
public struct FunnelCount: Sendable, Equatable {
  /// One step that the data know about.
  public struct Step: Sendable, Equatable {
    /// Stable name.
    public var id: String
    /// Name for people.
    public var title: String
    /// Conversations that passed it and all steps before it.
    public var count: Int
    /// Median milliseconds since the last step before it that has a time; nil without any.
    public var medianTime: Double?
    /// Conversations behind the median.
    public var timed: Int
  }
  /// A step that is left out.
  public struct Gap: Sendable, Equatable {
    /// Name for people.
    public var title: String
    /// Conversations of which it is known whether they passed it.
    public var known: Int
  }

  /// The funnel.
  public var funnel: JourneyFunnel
  /// Conversations begun in the period.
  public var begun: Int
  /// In order; the first holds the cohort: conversations of which every step here is known.
  public var steps: [Step]
  /// Steps known of less than half of the conversations begun.
  public var gaps: [Gap]

  /// Conversations in the first step.
  public var cohort: Int { steps.first?.count ?? 0 }
}

/// What conversations reached, day by day.
public struct JourneyBook: Sendable {
  private struct Row: Sendable {
    let day: Int
    let known: Int
    let reached: Int
    let count: Int
  }

  /// Goals, also those of vendors, and funnels.
  public private(set) var plan: JourneyPlan
  private let funnels: [[Row]]
  private let goals: [[Row]]
  private let times: [[Row]]

  /// Share of the conversations begun that must be known for a step to be shown.
  static let leastKnown = 0.5

  /// What a sink counted.
  public init(_ sink: JourneySink) {
    plan = sink.plan
    var funnels = plan.funnels.map { _ in [Row]() }
    var goals = plan.goals.map { _ in [Row]() }
    var times = funnels
    for (cell, count) in sink.counts {
      let row = Row(day: cell.day, known: cell.known, reached: cell.reached, count: count)
      switch cell.subject {
      case .funnel: if cell.index < funnels.count { funnels[cell.index].append(row) }
      case .goal: if cell.index < goals.count { goals[cell.index].append(row) }
      case .time: if cell.index < times.count { times[cell.index].append(row) }
      }
    }
    func ordered(_ lists: [[Row]]) -> [[Row]] {
      lists.map { $0.sorted { ($0.day, $0.known, $0.reached) < ($1.day, $1.known, $1.reached) } }
    }
    self.funnels = ordered(funnels)
    self.goals = ordered(goals)
    self.times = ordered(times)
  }

  /// The same for periods of another length.
  func grouped(by settings: AggregationSettings) -> JourneyBook {
    var result = self
    result.plan.settings = settings
    return result
  }

  /// How far the conversations begun on some days came in one funnel; nil when none began, or there is no such funnel.
  func count(_ place: Int, _ days: Range<Int>) -> FunnelCount? {
    guard funnels.indices.contains(place) else { return nil }
    let rows = funnels[place].filter { days.contains($0.day) }
    let begun = rows.reduce(0) { $0 + $1.count }
    guard begun > 0 else { return nil }
    let funnel = plan.funnels[place]
    let known = funnel.steps.indices.map { step in rows.reduce(0) { $0 + (($1.known >> step) & 1) * $1.count } }
    let kept = Self.kept(known, begun)
    let counts = Self.passed(rows, kept)
    let wanted = kept.reduce(0) { $0 | 1 << $1 }
    let lengths = times[place].filter { days.contains($0.day) && ($0.known >> 8) & wanted == wanted }
    let steps = zip(kept, counts).map { step, count in
      let own = lengths.filter { $0.known & 0xFF == step }.map { (code: $0.reached, count: $0.count) }
      return FunnelCount.Step(
        id: funnel.steps[step].id, title: funnel.steps[step].title, count: count, medianTime: JourneyTime.median(own),
        timed: own.reduce(0) { $0 + $1.count })
    }
    let gaps = funnel.steps.indices.filter { !kept.contains($0) }.map {
      FunnelCount.Gap(title: funnel.steps[$0].title, known: known[$0])
    }
    return FunnelCount(funnel: funnel, begun: begun, steps: steps, gaps: gaps)
  }

  /// Steps that are shown: the first, and those known of half of the conversations.
  private static func kept(_ known: [Int], _ begun: Int) -> [Int] {
    known.indices.filter { $0 == 0 || Double(known[$0]) >= leastKnown * Double(begun) }
  }

  /// Conversations at each kept step, of those of which all kept steps are known.
  private static func passed(_ rows: [Row], _ kept: [Int]) -> [Int] {
    let wanted = kept.reduce(0) { $0 | 1 << $1 }
    var counts = [Int](repeating: 0, count: kept.count)
    for row in rows where row.known & wanted == wanted {
      for (place, step) in kept.enumerated() {
        if (row.reached >> step) & 1 == 0 { break }
        counts[place] += row.count
      }
    }
    return counts
  }

  // MARK: records

  /// One record for each day and goal, and for each day, funnel and step but the first, so that metrics can be made of them. The steps of a
  /// funnel are those that its whole period shows.
  func records(body: Int) -> [RecordKind: [Record]] {
    var made: [RecordKind: [Record]] = [:]
    let zone = plan.settings.zone
    func time(_ day: Int) -> FieldValue { .time(zone.start(of: CalendarDay(ordinal: day))) }
    for (goal, rows) in zip(plan.goals, goals) {
      for (day, own) in Self.grouped(rows, by: \.day) {
        let all = own.reduce(0) { $0 + $1.count }
        let reached = own.reduce(0) { $0 + $1.reached * $1.count }
        made[.goalCohorts, default: []].append(
          Record(
            .goalCohorts, body: body, row: (made[.goalCohorts]?.count ?? 0) + 1,
            [
              "day": time(day), "goal": .text(name(goal.title)), "conversations": .number(Double(all)), "reached": .number(Double(reached)),
            ]))
      }
    }
    for (funnel, rows) in zip(plan.funnels, funnels) {
      let kind = plan.settings.periodKind
      for (_, period) in Self.grouped(rows, by: { Period(kind, containing: CalendarDay(ordinal: $0.day)).start.ordinal }) {
        let begun = period.reduce(0) { $0 + $1.count }
        let kept = Self.kept(funnel.steps.indices.map { step in period.reduce(0) { $0 + (($1.known >> step) & 1) * $1.count } }, begun)
        for (day, own) in Self.grouped(period, by: \.day) {
          let counts = Self.passed(own, kept)
          for place in kept.indices.dropFirst() {
            let step = funnel.steps[kept[place]]
            made[.funnelSteps, default: []].append(
              Record(
                .funnelSteps, body: body, row: (made[.funnelSteps]?.count ?? 0) + 1,
                [
                  "day": time(day), "funnel": .text(name(funnel.title)), "step": .text(name(step.title)),
                  "path": .text(name("\(funnel.id) \(step.id)")), "place": .number(Double(kept[place] + 1)),
                  "started": .number(Double(counts[0])), "before": .number(Double(counts[place - 1])),
                  "conversations": .number(Double(counts[place])), "lost": .number(Double(counts[place - 1] - counts[place])),
                ]))
          }
        }
      }
    }
    return made
  }

  /// Titles come from the project and from redacted texts; a redactor leaves both as they are but for personal data in a configuration.
  private func name(_ title: String) -> RedactedText { Redactor().redact(UntrustedText(title)) }

  private static func grouped(_ rows: [Row], by key: (Row) -> Int) -> [(Int, [Row])] {
    Dictionary(grouping: rows, by: key).sorted { $0.key < $1.key }
  }
}

extension JourneyTime {
  /// The median of coded times in milliseconds: the middle one, or the mean of the two in the middle; nil without any.
  static func median(_ times: [(code: Int, count: Int)]) -> Double? {
    let total = times.reduce(0) { $0 + $1.count }
    guard total > 0 else { return nil }
    let ordered = times.sorted { $0.code < $1.code }
    func value(at rank: Int) -> Double {
      var seen = 0
      for (code, count) in ordered {
        seen += count
        if rank < seen { return seconds(code) }
      }
      return seconds(ordered[ordered.count - 1].code)
    }
    return (value(at: (total - 1) / 2) + value(at: total / 2)) / 2 * 1000
  }
}
