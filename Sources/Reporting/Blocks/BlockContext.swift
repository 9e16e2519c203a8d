import Aggregation
import Charts
import Insights
import Notation
import Records

/// Everything a block needs to become markup. Values only; the addresses are made by the page.
struct BlockContext: Sendable {
  /// All figures.
  var figures: Figures
  /// What was read besides conversations.
  var documents: PeriodDocuments
  /// The period, how much of it is covered, and what it is compared with.
  var comparison: PeriodComparison
  /// False when the project compares nothing: then every report reads like a first one.
  var compares: Bool
  /// Up to 13 periods that end with this one, ascending; for the small lines on cards.
  var history: [Period]
  /// How numbers and dates are written.
  var notation: Notation
  /// IANA name of the zone, for figures that show hours.
  var zone: String
  /// Before every id on the page: the section's own id.
  var idPrefix: String
  /// What a section that stands once per group speaks about; joined to the restrictions of each of its blocks.
  var pinned: [Filter] = []
  /// Values of vendors that differ from ours, for exactly this period.
  var differences: [MetricID: (vendor: Vendor, value: Double)] = [:]
  /// The answers of all analyses for the period.
  var analyses = PeriodAnalyses()
  /// The rules of the project, replayed over the period.
  var alerts: [AlertReplay] = []
  /// Addresses of the pages of single assistants, by name.
  var assistantPages: [String: String] = [:]
  /// What the project wants metrics to be.
  var targets: [Target] = []
  /// The comparison with the same period of the year before; nil without it.
  var yearComparison: PeriodComparison?
  /// What happened, by first day.
  var events: [Event] = []
  /// Where the evidence of an analysis stands; nil when its page is not written in the period.
  var evidence: @Sendable (AnalysisID) -> PhrasedFinding.Evidence? = { _ in nil }
  /// Address of the CSV of a figure, relative to the page; nil when none is written.
  var dataLink: @Sendable (String) -> String?
  /// Address of the definition of a metric, relative to the page; nil when there is no glossary.
  var definitionLink: @Sendable (MetricID) -> String?

  /// A context.
  init(
    figures: Figures, documents: PeriodDocuments = .none, comparison: PeriodComparison, compares: Bool = true, history: [Period],
    notation: Notation, zone: String, idPrefix: String,
    dataLink: @escaping @Sendable (String) -> String? = { _ in nil },
    definitionLink: @escaping @Sendable (MetricID) -> String? = { _ in nil }
  ) {
    self.figures = figures
    self.documents = documents
    self.comparison = comparison
    self.compares = compares
    self.history = history
    self.notation = notation
    self.zone = zone
    self.idPrefix = idPrefix
    self.dataLink = dataLink
    self.definitionLink = definitionLink
  }
}

extension BlockContext {
  /// The period.
  var period: Period { comparison.period }

  /// The period before, when there is one to compare with.
  var previousPeriod: Period? { compares ? comparison.previous : nil }

  /// The dates the figures speak about: complete ones of the period.
  var days: Range<CalendarDay> { comparison.isComplete ? period.start..<period.end : comparison.covered }

  /// `September 2026`, or `1 to 12 September 2026` when only that is covered: up to the last day with data.
  var periodWords: String {
    if comparison.isComplete || comparison.covered.isEmpty { return PeriodWords.title(period, notation) }
    let end = max(comparison.covered.upperBound, figures.coveredDays(period)?.upperBound ?? comparison.covered.upperBound)
    return PeriodWords.days(comparison.covered.lowerBound..<end, notation)
  }

  /// `the first 12 days`, of a period that is not complete.
  var comparedWords: String {
    let count = comparison.covered.count
    return count == 1 ? "the first day" : "the first \(count) days"
  }

  /// `August`, or `the first 12 days of August` in a partial period.
  var previousWords: String? {
    guard let previous = previousPeriod else { return nil }
    let name = PeriodWords.short(previous, beside: period, notation)
    guard case .firstDays(let count) = comparison.basis, count < previous.dayCount else { return name }
    return count == 1 ? "the first day of \(name)" : "the first \(count) days of \(name)"
  }

  /// The figure of the period.
  func current(_ metric: Metric, _ filters: [Filter]) -> Estimate { figures.estimate(metric.id, in: period, where: filters) }

  /// The comparable figure of the period before; nil without one.
  func previous(_ metric: Metric, _ filters: [Filter]) -> Estimate? {
    guard let previous = previousPeriod else { return nil }
    return figures.estimate(metric.id, in: previous, days: comparison.isComplete ? nil : comparison.previousDays, where: filters)
  }

  /// Why a figure must not stand for the whole although it has a value: costs behind which few prices lie.
  func thinPrices(_ metric: Metric, _ filters: [Filter]) -> AbsenceWords.Absence? {
    guard metric.isMadeOfPrices else { return nil }
    return AbsenceWords.absence(figures.priceCoverage(in: period, where: filters), notation: notation)
  }

  /// How a chart writes a unit.
  func format(_ unit: Unit) -> ValueFormat {
    let notation = notation
    return ValueFormat(unit: unit, text: { notation.text($0, unit) }, axis: { notation.axis($0, unit) })
  }

  /// The restriction of a block, for subtitles: `, Web chat only`.
  func restriction(_ filters: [Filter]) -> String {
    filters.isEmpty ? "" : "; only " + PlainEnglish.list(filters.map(words))
  }

  private func words(_ filter: Filter) -> String {
    let dimension = figures.catalogue.dimension(filter.dimension).map { DimensionWords($0).singular } ?? filter.dimension.rawValue
    return "\(dimension) \(filter.value)"
  }
}

extension BlockContext {
  /// `as reported by Studio Chat`, and how many days were added up; nil for computed values.
  func attribution(_ estimate: Estimate) -> String? {
    guard case .reported(let origin) = estimate.origin else { return nil }
    var words = ReportedWords.by(origin.vendor)
    if let days = origin.days, days > 1 { words += ", \(days) days added up" }
    let bodies = documents.documents.bodies
    if bodies.indices.contains(origin.body), let window = ReportedWords.window(bodies[origin.body], of: documents, notation) {
      words += ", \(window)"
    }
    return words
  }

  /// `† As reported by Studio Chat.` below a table or chart with such values; nil without any.
  func mark(_ estimates: [Estimate]) -> String? {
    let vendors = estimates.compactMap(\.origin.vendor)
    return vendors.isEmpty ? nil : "\u{2020} \(PlainEnglish.sentence(ReportedWords.by(vendors)))."
  }

  /// What a vendor reports where it differs from ours.
  func reportedDifference(_ metric: MetricID) -> (vendor: Vendor, value: Double)? { differences[metric] }

  /// A value in a table cell: marked when it is a vendor's word.
  func cell(_ text: String, _ estimate: Estimate) -> DataCell { estimate.isReported ? .reported(text) : .text(text) }
}
