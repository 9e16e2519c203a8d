import Basics
import Notation
import Records
import Testing

@testable import Aggregation

@Suite("The catalogue")
struct CatalogueTests {
  @Test("ids are unique, lower-case, and named after one subject")
  func ids() {
    let ids = MetricCatalogue.all.map(\.id.rawValue)
    #expect(Set(ids).count == ids.count)
    for id in ids {
      #expect(id.split(separator: ".").count == 2, "\(id)")
      #expect(id.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" || $0 == "." }, "\(id)")
    }
    let dimensions = DimensionCatalogue.all.map(\.id.rawValue)
    #expect(Set(dimensions).count == dimensions.count)
  }

  @Test("families come in the order of the report and hold their own metrics")
  func families() {
    #expect(MetricCatalogue.families.map(\.family) == MetricFamily.allCases.filter { $0 != .own })
    for (family, metrics) in MetricCatalogue.families {
      #expect(!metrics.isEmpty)
      #expect(metrics.allSatisfy { $0.family == family })
    }
    #expect(MetricCatalogue.all == MetricCatalogue.families.flatMap(\.metrics))
  }

  @Test("every metric has complete texts", arguments: MetricCatalogue.all)
  func texts(_ metric: Metric) {
    #expect(metric.title.first?.isUppercase == true)
    #expect(!metric.title.hasSuffix("."))
    #expect(metric.shortTitle.count <= 36, "\(metric.shortTitle)")
    #expect(metric.definition.hasSuffix(".") && metric.definition.count >= 20)
    #expect(!metric.definition.contains("  "))
    #expect(!metric.formula.isEmpty)
    #expect(MetricCatalogue.metric(metric.id) == metric)
  }

  @Test("unit, direction and margin agree with the expression", arguments: MetricCatalogue.all)
  func units(_ metric: Metric) {
    switch metric.expression {
    case .share, .shareOfTotal, .itemShare, .sumShare: #expect(metric.unit == .share)
    case .net, .scaled: #expect(metric.unit == .points)
    case .count, .items, .contacts, .undated: #expect(metric.unit == .count)
    case .perDay, .perWeekdayAdjustedDay, .perHour, .perContact: #expect(metric.unit == .rate)
    case .weighted: #expect(metric.unit == .share || metric.unit == .points)
    case .minutes(let measure): #expect(metric.unit == (measure == .peak ? .count : .share))
    case .derived, .reported: break
    case .followUp: #expect(metric.unit == .share || metric.unit == .count)
    case .records(let expression):
      switch expression.measure {
      case .share, .loaded: #expect(metric.unit == .share)
      case .net: #expect(metric.unit == .points)
      case .count, .distinct, .days: #expect(metric.unit == .count)
      case .age: #expect(metric.unit == .duration)
      case .ratio, .partOf: #expect(metric.unit == .share || metric.unit == .rate)
      default: #expect(metric.unit != .points)
      }
    default: #expect(metric.unit != .share)
    }
    #expect(metric.practicalMargin == (metric.unit == .share || metric.unit == .points ? 0.02 : 0))
  }

  @Test("the base of a share lies in the population it names", arguments: MetricCatalogue.all)
  func populations(_ metric: Metric) {
    let base: Condition
    switch metric.expression {
    case let .share(_, of), let .net(_, _, of), let .scaled(_, of, _, _): base = of
    case let .count(a): base = a
    default: return
    }
    let population: Condition
    switch metric.population {
    case .engaged: population = .engaged
    case .handedOff: population = .handedOff
    case .deflected: population = .deflected
    case .scored where metric.requirement == .sentiment: population = .scored
    case .scoredDeflected: population = .deflected
    case .scoredHandedOff: population = .handedOff
    case .toolsJudged: population = .resourcesJudged
    default: population = .everything
    }
    var random = SeededRandom(state: 3)
    for _ in 0..<3000 {
      let signature = Signature(bits: random.next())
      if base.holds(signature) { #expect(population.holds(signature), "\(metric.id)") }
    }
  }

  @Test("a plan of a metric answers for it, in total and by every dimension", arguments: MetricCatalogue.all)
  func planned(_ metric: Metric) {
    let filter = [Filter("outcome", "resolved")]
    let queries = [Query([metric.id], where: filter)] + DimensionCatalogue.all.map { Query([metric.id], by: [$0.id]) }
    guard metric.isOfConversations else { return }
    let plan = Plan(queries, settings: utcMonths)
    let figures = Self.figures(plan)
    #expect(figures.estimate(metric.id, in: march).state != .unavailable(.notRequested))
    #expect(figures.estimate(metric.id, in: march, where: filter).state != .unavailable(.notRequested))
    for dimension in DimensionCatalogue.all {
      let rows = figures.groups([metric.id], by: dimension.id, in: march)
      if !dimension.isOfConversations {
        #expect(rows.isEmpty, "\(dimension.id)")
        continue
      }
      // Follow-ups are kept for some dimensions only.
      if case .followUp = metric.expression, rows.isEmpty { continue }
      #expect(!rows.isEmpty, "\(dimension.id)")
      for row in rows { #expect(row.estimates[0].state != .unavailable(.notRequested), "\(dimension.id)") }
    }
  }

  @Test("a metric of records speaks of fields that its kind has", arguments: MetricCatalogue.all)
  func fields(_ metric: Metric) {
    guard case .records(let expression) = metric.expression else { return }
    let schema = expression.kind.schema
    #expect(metric.population == .records)
    #expect(metric.anchor == (schema.anchor == nil ? .capture : .record))
    for field in expression.filter.fields + expression.measure.fields + [expression.unit].compactMap({ $0 }) {
      #expect(schema.field(field) != nil, "\(metric.id): \(field)")
    }
    #expect(metric.isOfConversations == false && metric.things != nil)
  }

  @Test("metrics of records cost the pass nothing")
  func plansOfRecords() {
    let records = MetricCatalogue.all.filter { $0.recordKind != nil }.map(\.id)
    let with = Plan([Query(["vol.conversations"]), Query(records, by: ["tag"])], settings: utcMonths)
    #expect(with.fingerprint == Plan([Query(["vol.conversations"])], settings: utcMonths).fingerprint)
  }

  @Test("every dimension of a schema is in the catalogue", arguments: RecordKind.allCases)
  func cuts(_ kind: RecordKind) {
    for field in kind.schema.fields {
      guard let dimension = field.dimension else { continue }
      #expect(DimensionCatalogue.dimension(DimensionID(rawValue: dimension)) != nil, "\(dimension)")
    }
  }

  private static let rows = syntheticRows(40, seed: 5)

  private static func figures(_ plan: Plan) -> Figures { AggregationTests.figures(rows, plan) }

  @Test("a question that no query asked is refused, not answered with zero")
  func unplanned() {
    let figures = AggregationTests.figures(Self.rows, plan(["vol.conversations"]))
    let refused = EstimateState.unavailable(.notRequested)
    #expect(figures.estimate("out.dq_resolved", in: march).state == refused)
    #expect(figures.estimate("vol.conversations", in: march, where: [Filter("assistant", "Ada")]).state == refused)
    #expect(figures.estimate("no.such_metric", in: march).state == refused)
    #expect(figures.groups(["vol.conversations"], by: "tag", in: march).allSatisfy { $0.estimates[0].state == refused })
    #expect(figures.cross("vol.conversations", by: "tag", "model", in: march).isEmpty)
  }
}
