import Basics
import Notation
import Records

extension Figures {
  /// What vendors state for exactly this period, for reconciliation and notes: the whole and every part, preferred values first.
  public func reported(metric m: MetricID, in p: Period) -> [ReportedValue] { reports.all(m, in: p) }

  /// What vendors state for the days before a capture in this period, or for everything up to it. Never figures of the period.
  public func asOf(_ p: Period) -> [ReportedValue] { reports.asOf(p) }

  /// A figure from rows alone: a vendor's value never stands in.
  public func computed(_ m: MetricID, in p: Period, days: Range<CalendarDay>? = nil, where filters: [Filter] = []) -> Estimate {
    guard let metric = catalogue.metric(m) else { return .unavailable(.notRequested) }
    let whole = p.start..<p.end
    let range = days.map { $0.clamped(to: whole) } ?? whole
    switch metric.expression {
    case .records(let expression):
      return recordEstimate(RecordQuestion(metric, expression, records, p, days: days == nil ? nil : range, filters))
    case .derived: return combined(m) { computed($0, in: p, days: days, where: filters) }
    case .reported: return .unavailable(.noData)
    case .minutes(let measure): return minuteEstimate(metric, measure, range, filters)
    case .followUp(let measure): return followUpEstimate(metric, measure, p, range, filters)
    default:
      // A dimension that only records have is no mistake of the caller: conversations just lack it.
      if let lacking = filters.lazy.compactMap({ catalogue.dimension($0.dimension) }).first(where: { !$0.isOfConversations }) {
        return .unavailable(.notInExport("\(lacking.title.lowercased()) of conversations"))
      }
      guard let question = Question(m, by: [], filters, self) else { return .unavailable(.notRequested) }
      return conversationEstimate(question, p, range)
    }
  }

  func recordEstimate(_ question: RecordQuestion, _ rows: [PlacedRecord]? = nil) -> Estimate {
    RecordEvaluation(question: question, rows: rows ?? question.rows, end: plan.settings.zone.start(of: question.period.end)).estimate()
  }

  /// Filters as parts of a vendor's figure; nil when two of them name one dimension.
  static func parts(_ filters: [Filter]) -> [FigurePart]? {
    let parts = filters.map { ReportedBook.key(FigurePart(dimension: $0.dimension.rawValue, member: $0.value)) }
      .sorted { utf8Precedes($0.dimension, $1.dimension) }
    return Set(parts.map(\.dimension)).count == parts.count ? parts : nil
  }

  /// True when rows of the metric's list are missing: then a value that the vendor states for the whole is better than ours of a page.
  func isIncomplete(_ metric: Metric, in p: Period) -> Bool { metric.recordKind.map { records.isIncomplete($0, in: p) } ?? false }

  /// A vendor's own value where nothing can be computed, or only from a part of the rows.
  func filled(_ own: Estimate, _ m: MetricID, in p: Period, days: Range<CalendarDay>?, _ filters: [Filter]) -> Estimate {
    guard let metric = catalogue.metric(m), own.lacksData || isIncomplete(metric, in: p), let parts = Self.parts(filters)
    else { return own }
    let whole = p.start..<p.end
    let range = days.map { $0.clamped(to: whole) } ?? whole
    if range == whole { return reports.estimate(metric, in: p, parts) ?? own }
    return reports.estimate(metric, days: range, parts) ?? own
  }
}

/// Records of a period sorted into groups.
struct RecordCut {
  let question: RecordQuestion
  private let dimensions: [Dimension]
  private var groups: [[String]: [PlacedRecord]] = [:]
  private let figures: Figures

  /// nil when the records do not have one of the dimensions.
  init?(_ question: RecordQuestion, by dimensions: [Dimension], _ figures: Figures) {
    self.question = question
    self.dimensions = dimensions
    self.figures = figures
    var readings: [RecordReading] = []
    for dimension in dimensions {
      guard let reading = question.reading(dimension) else { return nil }
      readings.append(reading)
    }
    for row in question.rows {
      var keys: [[String]] = [[]]
      for (dimension, reading) in zip(dimensions, readings) {
        let own = question.keys(reading, dimension, row)
        keys = keys.flatMap { key in own.map { key + [$0 ?? ""] } }
      }
      for key in keys { groups[key, default: []].append(row) }
    }
  }
}

extension RecordCut: GroupedAnswers {
  /// By what the metric counts (a persona used in many simulations comes first), else by the number of records.
  func names(_ dimension: Dimension) -> [(name: String?, size: Double)] {
    guard let place = dimensions.firstIndex(of: dimension) else { return [] }
    var parts: [String: [PlacedRecord]] = [:]
    for (key, rows) in groups { parts[key[place], default: []].append(contentsOf: rows) }
    return parts.map { name, rows in
      let isCounted = question.metric.expression.isAdditive || question.metric.expression.nature == .distinct
      let size = isCounted ? figures.recordEstimate(question, rows).value ?? 0 : Double(rows.count)
      return (name.isEmpty ? nil : name, size)
    }
  }

  func isEmpty(_ parts: [Axis.Part]) -> Bool { groups[parts.map(\.label.key)] == nil }

  func estimate(_ parts: [Axis.Part]) -> Estimate { figures.recordEstimate(question, groups[parts.map(\.label.key)] ?? []) }
}
