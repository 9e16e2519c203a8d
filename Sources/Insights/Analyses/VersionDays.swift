import Aggregation
import Basics
import Records
import Statistics

/// The conversations of every assistant and version by day and intent, and by day and channel, as far back as the questions reach.
struct VersionDays {
  /// Counts of one day, version and group.
  struct Cell {
    var day: CalendarDay
    var version: Int?
    var group: String
    var counts: [Int]
  }

  /// Why an effect cannot be told.
  struct Obstacle: Error {
    var reason: VersionEffects.Skipped.Reason
  }

  private let byIntent: [String: [Cell]]
  private let byInbox: [String: [Cell]]

  /// As far back as two earlier windows of a deployment shortly before the period.
  init(_ input: AnalysisInput) {
    let start = input.period.start.advanced(by: -(VersionWindow.most + 1) * 5)
    let days = start..<max(start, input.comparison.covered.upperBound)
    byIntent = Self.cells(input.figures.counts(VersionEffects.query(by: "intent"), days: days))
    byInbox = Self.cells(input.figures.counts(VersionEffects.query(by: "inbox"), days: days))
  }

  /// From cells, by assistant.
  init(byIntent: [String: [Cell]], byInbox: [String: [Cell]] = [:]) {
    self.byIntent = byIntent
    self.byInbox = byInbox
  }

  private static func cells(_ rows: [CountRow]) -> [String: [Cell]] {
    var made: [String: [Cell]] = [:]
    for row in rows {
      guard let day = row.day, row.groups.count == 2, !row.groups[0].isMissing else { continue }
      let (assistant, version) = VersionName.parts(row.groups[0].key)
      made[assistant, default: []].append(Cell(day: day, version: version, group: row.groups[1].key, counts: row.counts))
    }
    return made
  }

  /// Stated deployments; of assistants of which none is stated those that their conversations show.
  func deployments(_ input: AnalysisInput) -> [Deployment] {
    let timeline = VersionTimeline(input.figures.listed(.activations, through: input.period))
    var made = Deployment.stated(timeline, zone: input.zone)
    let listed = Set(timeline.stays.map(\.assistant))
    for (assistant, cells) in byIntent where !listed.contains(assistant) {
      var days: [CalendarDay: [Int: Int]] = [:]
      for cell in cells {
        if let version = cell.version { days[cell.day, default: [:]][version, default: 0] += cell.counts[0] }
      }
      made += Deployment.seen(assistant, days.sorted { $0.key.ordinal < $1.key.ordinal }.map { (day: $0.key, versions: $0.value) })
    }
    return made.sorted { a, b in a.day != b.day ? a.day.ordinal < b.day.ordinal : utf8Precedes(a.assistant, b.assistant) }
  }

  /// One share around one deployment. `busy` are the assistants that changed within the window; `others` the other days of change of this
  /// one; `span` the days with data.
  func effect(
    _ metric: Metric, _ place: Int, _ deployment: Deployment, _ window: VersionWindow, busy: Set<String>, others: [CalendarDay],
    span: Range<CalendarDay>, period: Period
  ) -> Result<VersionEffects.Effect, Obstacle> {
    let own = byIntent[deployment.assistant] ?? []
    func side(_ cells: [Cell], _ days: Range<CalendarDay>, _ version: Int?, strata: Bool = true) -> [StandardisedDifference.Row] {
      Self.rows(cells, days, version, place, strata: strata)
    }
    func difference(_ cells: [Cell], _ window: VersionWindow, _ before: Int?, _ after: Int?, strata: Bool = true) -> StandardisedDifference?
    {
      StandardisedDifference(
        before: side(cells, window.before, before, strata: strata), after: side(cells, window.after, after, strata: strata))
    }
    let (before, after) = (deployment.previous, deployment.version)
    let least =
      [window.before, window.after].enumerated().map { index, days in
        side(own, days, index == 0 ? before : after, strata: false).reduce(0) { $0 + $1.cases }
      }.min() ?? 0
    guard least >= verdictBase else { return .failure(Obstacle(reason: .tooFew(least))) }
    guard let raw = difference(own, window, before, after, strata: false) else { return .failure(Obstacle(reason: .tooFewDays)) }
    guard let adjusted = difference(own, window, before, after), adjusted.covered >= VersionEffects.leastCovered else {
      return .failure(Obstacle(reason: .otherIntents))
    }
    let inbox = difference(byInbox[deployment.assistant] ?? [], window, before, after)
    let placebos = [1, 2].compactMap { window.placebo($0) }.compactMap { earlier -> StandardisedDifference? in
      let all = earlier.before.lowerBound..<earlier.after.upperBound
      guard all.lowerBound >= span.lowerBound, !others.contains(where: { all.contains($0) }),
        side(own, earlier.before, before).reduce(0, { $0 + $1.cases }) >= verdictBase,
        side(own, earlier.after, before).reduce(0, { $0 + $1.cases }) >= verdictBase
      else { return nil }
      return difference(own, earlier, before, before)
    }
    let inside = (window.before.lowerBound..<window.after.upperBound)
    let mine = own.filter { inside.contains($0.day) && $0.day != deployment.day }
    let excluded = mine.filter { $0.version != (window.before.contains($0.day) ? before : after) }.reduce(0) { $0 + $1.counts[0] }
    let all = mine.reduce(0) { $0 + $1.counts[0] }
    guard Double(excluded) <= VersionEffects.mostExcluded * Double(all) else { return .failure(Obstacle(reason: .sideBySide)) }
    let conversations = mine.filter { $0.version == after && window.after.contains($0.day) && period.start <= $0.day }
      .reduce(0) { $0 + $1.counts[0] }
    return .success(
      VersionEffects.Effect(
        deployment: deployment, window: window, metric: metric, raw: raw, adjusted: adjusted, byInbox: inbox,
        control: control(place, busy, window), placebos: placebos, excluded: excluded, conversations: conversations))
  }

  /// All other assistants without a change in the window, each intent of each a stratum of its own.
  private func control(_ place: Int, _ busy: Set<String>, _ window: VersionWindow) -> StandardisedDifference? {
    var before: [StandardisedDifference.Row] = []
    var after: [StandardisedDifference.Row] = []
    for (assistant, cells) in byIntent.sorted(by: { utf8Precedes($0.key, $1.key) }) where !busy.contains(assistant) {
      let named = cells.map { Cell(day: $0.day, version: nil, group: "\(assistant)\u{1}\($0.group)", counts: $0.counts) }
      before += Self.rows(named, window.before, nil, place, strata: true)
      after += Self.rows(named, window.after, nil, place, strata: true)
    }
    let least = min(before.reduce(0) { $0 + $1.cases }, after.reduce(0) { $0 + $1.cases })
    guard least >= verdictBase, let made = StandardisedDifference(before: before, after: after),
      made.covered >= VersionEffects.leastCovered
    else { return nil }
    return made
  }

  private static func rows(
    _ cells: [Cell], _ days: Range<CalendarDay>, _ version: Int?, _ place: Int, strata: Bool
  ) -> [StandardisedDifference.Row] {
    cells.compactMap { cell in
      guard days.contains(cell.day), version == nil || cell.version == version, cell.counts[1 + place * 2] > 0 else { return nil }
      return StandardisedDifference.Row(
        day: cell.day.ordinal, stratum: strata ? cell.group : "all", successes: cell.counts[2 + place * 2],
        cases: cell.counts[1 + place * 2])
    }
  }
}
