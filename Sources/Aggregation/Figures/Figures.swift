import Basics
import Records

/// Finished figures of all periods. Every number of the site comes from here, so a card, its chart and its file cannot disagree.
public struct Figures: Sendable {
  /// Periods with at least one conversation by the time of the last message, or with records or a vendor's figures of exactly that
  /// period, in order.
  public let periods: [Period]
  private(set) var records: RecordBook
  let reports: ReportedBook
  /// What followed each conversation of a known contact; nil where the project names no contact.
  var followUps: FollowUpBook?
  /// The conversations to read first; nil where none were looked for.
  var review: ReviewBook?
  /// What conversations reached; nil where they were not followed.
  var journeys: JourneyBook?
  /// What happened in each minute, and when people are there.
  var hours: HoursBook
  private let coveredByDocuments: [Int: ClosedRange<Int>]
  let plan: Plan
  private let covered: [Int32: Range<CalendarDay>]
  /// Groups of each table: by names, then by time.
  private let groupsOf: [[[String?]: [(time: Int32, cell: Cell)]]]
  /// Everything of a period in one cell, for tables of days without names.
  private let totals: [[Int32: Cell]]
  private let spellings: [String: String]
  private let undated: Int

  /// Figures of a state. A state of another plan gives no figures: every estimate is `notRequested`.
  /// `documents`: records and vendors' figures; without them only conversations are known.
  ///
  /// `isCovered` is false for a period with some rows at the edge of another zone, of which there will be no report: no list goes there.
  public init(
    _ state: AggregateState, plan: Plan, documents: Documents = Documents(), isCovered: (Period) -> Bool = { _ in true }
  ) {
    self.plan = plan
    undated = state.undatedRows
    let matches = state.fingerprint == plan.fingerprint && state.tables.count == plan.tables.count
    let tables = matches ? state.tables : [[GroupKey: Cell]](repeating: [:], count: plan.tables.count)
    let kind = plan.settings.periodKind
    groupsOf = tables.map { table in
      var groups: [[String?]: [(time: Int32, cell: Cell)]] = [:]
      for (key, cell) in table { groups[key.names, default: []].append((key.time, cell)) }
      return groups.mapValues { $0.sorted { $0.time < $1.time } }
    }
    totals = zip(plan.tables, groupsOf).map { spec, groups in
      guard spec.grouping.daily && spec.grouping.keys.isEmpty, let days = groups[[]] else { return [:] }
      var parts: [Int32: [Cell]] = [:]
      for (time, cell) in days {
        parts[Int32(Period(kind, containing: CalendarDay(ordinal: Int(time))).start.ordinal), default: []].append(cell)
      }
      return parts.mapValues { Cell.merged($0, spec) }
    }
    var covered: [Int32: Range<CalendarDay>] = [:]
    if let base = plan.table(.init(grain: .lastMessage, daily: true, keys: [])) {
      for (time, _) in groupsOf[base][[]] ?? [] {
        let day = CalendarDay(ordinal: Int(time))
        let period = Period(kind, containing: day)
        let start = Int32(period.start.ordinal)
        if let known = covered[start] {
          covered[start] = known.lowerBound..<day.advanced(by: 1)
        } else {
          covered[start] = day..<day.advanced(by: 1)
        }
      }
    }
    self.covered = covered
    let ends = Dictionary(covered.map { (Int($0.key), $0.value.upperBound) }, uniquingKeysWith: { first, _ in first })
    reports = ReportedBook(documents, plan.settings, ends: ends)
    let known = Set(covered.keys.map(Int.init)).union(reports.days.keys)
    let reported = known.filter { isCovered(Period(kind, containing: CalendarDay(ordinal: $0))) }
    records = RecordBook(documents, plan.settings, plan.catalogue, known: reported)
    coveredByDocuments = reports.days.merging(records.days) { a, b in
      min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
    }
    let starts = known.union(records.days.keys)
    self.periods = (starts.isEmpty ? records.listedPeriods : starts).sorted().map { Period(kind, containing: CalendarDay(ordinal: $0)) }
    spellings = Self.spellings(state, records)
    hours = HoursBook(matches ? state.minutes : [:], documents)
  }

  /// Metrics and dimensions that can be asked for.
  public var catalogue: Catalogue { plan.catalogue }

  /// The same figures with other records in place of those that were read: what joining them with conversations adds. Periods stay.
  public func with(_ documents: Documents) -> Figures {
    var result = self
    result.records = RecordBook(documents, plan.settings, plan.catalogue, known: records.known)
    return result
  }

  /// Most frequent spelling of each intent.
  private static func spellings(_ state: AggregateState, _ records: RecordBook) -> [String: String] {
    var counts = state.spellings
    for (form, texts) in records.intentSpellings() {
      for (text, count) in texts { counts[form, default: [:]][text, default: 0] &+= count }
    }
    return counts.mapValues { counts in
      let most = counts.min { $0.value > $1.value || ($0.value == $1.value && utf8Precedes($0.key, $1.key)) }
      return most?.key ?? ""
    }
  }

  /// From the first to the last day of a period with a conversation by the time of the last message; of a period without conversations,
  /// with a record or a stated figure; nil when there is nothing.
  public func coveredDays(_ p: Period) -> Range<CalendarDay>? {
    conversationDays(p)
      ?? coveredByDocuments[p.start.ordinal].map {
        CalendarDay(ordinal: $0.lowerBound)..<CalendarDay(ordinal: $0.upperBound + 1)
      }
  }

  /// From the first to the last day of a period with a conversation.
  func conversationDays(_ p: Period) -> Range<CalendarDay>? { covered[Int32(p.start.ordinal)] }

  /// One figure of a period, or of some of its days (`days` is clipped to the period). Where nothing can be computed and a vendor states
  /// the value of exactly this period or of these days, that is the estimate, and its origin says so.
  public func estimate(_ m: MetricID, in p: Period, days: Range<CalendarDay>? = nil, where filters: [Filter] = []) -> Estimate {
    filled(computed(m, in: p, days: days, where: filters), m, in: p, days: days, filters)
  }

  /// A figure for every day of the period, in order; days before the first and after the last conversation have no data. Lists without
  /// times have no days.
  public func daily(_ m: MetricID, in p: Period, where filters: [Filter] = []) -> [(day: CalendarDay, estimate: Estimate)] {
    let days = ownDaily(m, in: p, where: filters)
    if formula(m) != nil { return days }
    guard days.allSatisfy(\.estimate.lacksData) else { return days }
    return days.map { day, own in (day, filled(own, m, in: p, days: day..<day.advanced(by: 1), filters)) }
  }

  private func ownDaily(_ m: MetricID, in p: Period, where filters: [Filter]) -> [(day: CalendarDay, estimate: Estimate)] {
    guard let metric = catalogue.metric(m) else { return p.days.map { ($0, .unavailable(.notRequested)) } }
    switch metric.expression {
    case .records(let expression):
      let question = RecordQuestion(metric, expression, records, p, days: nil, filters)
      let rows = Dictionary(grouping: question.rows) { $0.day ?? Int.min }
      let bounds = coveredByDocuments[p.start.ordinal]
      return p.days.map { day in
        let own = rows[day.ordinal] ?? []
        guard !own.isEmpty || bounds?.contains(day.ordinal) == true, question.isDated else { return (day, .unavailable(.noData)) }
        return (day, recordEstimate(question, own))
      }
    case .derived: return combinedDaily(m, in: p, where: filters)
    case .reported: return p.days.map { ($0, .unavailable(.noData)) }
    case .minutes(let measure): return p.days.map { ($0, minuteEstimate(metric, measure, $0..<$0.advanced(by: 1), filters)) }
    case .followUp(let measure): return p.days.map { ($0, followUpEstimate(metric, measure, p, $0..<$0.advanced(by: 1), filters)) }
    default:
      guard let question = Question(m, by: [], filters, self) else { return p.days.map { ($0, .unavailable(.notRequested)) } }
      return p.days.map { ($0, conversationEstimate(question, p, $0..<$0.advanced(by: 1))) }
    }
  }

  func conversationEstimate(_ question: Question, _ p: Period, _ range: Range<CalendarDay>) -> Estimate {
    if case .perWeekdayAdjustedDay(let condition) = question.metric.expression { return adjustedRate(question, condition, p, range) }
    let view = question.view(total(question, p, range))
    return evaluate(question, view, total: view, p, SliceOfTime(range, hour: nil, conversationDays(p), plan.settings.zone))
  }

  /// The distribution behind a median, another quantile or a maximum, ascending: milliseconds, messages, or millionths of a dollar;
  /// exact up to 8,192 distinct values (docs/metrics.md). Of records also behind a mean: milliseconds, points of a score, per cent of a
  /// share, each rounded to a whole number. Empty for other metrics.
  public func histogram(_ m: MetricID, in p: Period, where filters: [Filter] = []) -> [(value: Int, count: Int)] {
    if let metric = catalogue.metric(m), case .records(let expression) = metric.expression {
      return RecordQuestion(metric, expression, records, p, days: nil, filters).histogram()
    }
    guard let question = Question(m, by: [], filters, self) else { return [] }
    let quantity: Quantity
    var condition = Condition.everything
    switch question.metric.expression {
    case let .quantile(q, _, c): (quantity, condition) = (q, c)
    case let .maximum(q): quantity = q
    default: return []
    }
    guard let runs = question.view(total(question, p, p.start..<p.end)).runs(quantity, condition) else { return [] }
    return runs.values.indices.map { place in
      let number = runs.number(at: place)
      let isDuration = [.duration, .activeDuration, .handoffDelay].contains(quantity)
      return (isDuration ? Int(DurationCode.milliseconds(number)) : Int(number), Int(runs.counts[place]))
    }
  }

  /// The text to show for an intent.
  func spelling(_ form: String) -> String { spellings[form] ?? form }

  /// Groups of a table by their names.
  func groups(_ table: Int) -> [[String?]: [(time: Int32, cell: Cell)]] { groupsOf[table] }

  /// The cells of everything between two dates.
  func total(_ question: Question, _ p: Period, _ range: Range<CalendarDay>) -> [Cell] {
    if question.pinned.isEmpty && range == p.start..<p.end {
      return totals[question.table][Int32(p.start.ordinal)].map { [$0] } ?? []
    }
    return question.rows(groupsOf[question.table][question.pinned] ?? [], range).map(\.cell)
  }

  /// A figure of a group.
  func evaluate(_ question: Question, _ view: View, total: View, _ p: Period, _ time: SliceOfTime) -> Estimate {
    // A day outside the covered ones may still hold what another anchor puts there: chats begun the evening before the first end.
    if time.days == 0 && view.cells.isEmpty && question.metric.expression != .undated { return .unavailable(.noData) }
    let around = Surroundings(total: total, time: time, undated: undated, reason: { reason($0, p) })
    return Evaluation(metric: question.metric, view: view, around: around).estimate()
  }

  /// Why a metric of a period without a base has none: its field is missing from the whole period, or there is just nothing.
  private func reason(_ metric: Metric, _ p: Period) -> Unavailability {
    guard let requirement = metric.requirement, !isPresent(requirement.presence, p) else { return .noData }
    if let carrier = requirement.carrier, !isPresent(carrier, p) { return .noData }
    if requirement.isConfiguration && !plan.settings.contactsConfigured { return .notConfigured(requirement.name) }
    return .notInExport(requirement.name)
  }

  private func isPresent(_ presence: Requirement.Presence, _ p: Period) -> Bool {
    let grain: Grain
    switch presence {
    case .conversation: grain = .lastMessage
    case let .item(quantity): grain = quantity.homeGrain
    }
    guard let table = plan.table(.init(grain: grain, daily: true, keys: [])), let cell = totals[table][Int32(p.start.ordinal)]
    else { return false }
    let view = View(spec: plan.tables[table], restriction: .everything, cells: [cell])
    switch presence {
    case let .conversation(condition): return (view.count(condition) ?? 0) > 0
    case let .item(quantity): return (view.sum(quantity, .count) ?? 0) > 0
    }
  }
}

extension Cell {
  /// All cells of one table in one.
  static func merged(_ cells: [Cell], _ spec: TableSpec) -> Cell {
    var result = Cell(spec)
    for cell in cells {
      for i in result.counts.indices { result.counts[i] &+= cell.counts[i] }
      for i in result.sums.indices { result.sums[i] &+= cell.sums[i] }
      for i in result.contacts.indices { result.contacts[i].merge(cell.contacts[i]) }
    }
    for i in result.runs.indices { result.runs[i] = ValueRuns.merged(cells.map { $0.runs[i] }) }
    return result
  }
}
