import Aggregation
import Charts
import Markup
import Notation
import Records

/// A finding over several lists.
struct InsightBlock: FigureBlock {
  let block: Block
  let query: InsightQuery
  let context: BlockContext
  let id: String

  func render() -> RenderedBlock {
    switch query.kind {
    case .personaRanking: personaRanking()
    case .emotionMatrix: emotionMatrix()
    case .coverageGaps: coverageGaps()
    case .difficultyGradient: difficultyGradient()
    case .usageTrend: usageTrend()
    case .evalRuns: evalRuns()
    case .evalChanges: evalChanges()
    case .evalCoverage: evalCoverage()
    case .versionTimeline: versionTimeline()
    case .latestVersions: latestVersions()
    case .comparisons: comparisons()
    case .targets: targets()
    case .goals: goals()
    case .funnels: funnels()
    case .anomalies: anomalies()
    case .watchedFigures: watchedFigures()
    case .events: events()
    case .alerts: alerts()
    case .alertDays: alertDays()
    case .findings: findings()
    case .drivers: drivers()
    case .mainDriver: mainDriver()
    case .versionEffects: versionEffects()
    case .topicShift: topicShift()
    case .knowledgeGaps: knowledgeGaps()
    case .toolHarm: toolHarm()
    case .knowledgeItems: knowledgeItems()
    case .deadItems: deadItems()
    case .handoffBudget: handoffBudget()
    case .avoidableHandoffs: avoidableHandoffs()
    case .reasonIntents: reasonIntents()
    case .resolutionLadder: resolutionLadder()
    case .ladderBounds: ladderBounds()
    case .ladderGroups: ladderGroups()
    case .recontactWindows: recontactWindows()
    case .recontactLabels: recontactLabels()
    case .reviewQueue: reviewQueue()
    case .reviewReasons: reviewReasons()
    case .reviewIntents: reviewIntents()
    case .sentimentOutcomes: sentimentOutcomes()
    case .sentimentMatrix: sentimentMatrix()
    case .sentimentAssistants: sentimentAssistants()
    case .sentimentIntents: sentimentIntents()
    case .ratedProfile: ratedProfile()
    case .adjustedSatisfaction: adjustedSatisfaction()
    case .ratingAgreement: ratingAgreement()
    case .scoredProfile: scoredProfile()
    case .scoredBounds: scoredBounds()
    case .costSplit: costSplit()
    case .costPerResolved: costPerResolved()
    case .returnOnCost: returnOnCost()
    }
  }
}

/// A table that a finding shows: header, rows, and the same for the files.
struct InsightTable {
  var title: String
  var subtitle: String
  var columns: [DataColumn]
  var rows: [DataRow]
  var reading: String
  var notes: [String] = []
  var published: PublishedTable
  var isWide = false
  var records: Set<RecordKind> = []
  /// The totals.
  var footer: DataRow?
}

extension InsightBlock {
  var documents: PeriodDocuments { context.documents }
  var limit: Int { block.limit ?? InsightQuery.usualLimit }

  func records(_ kind: RecordKind) -> [Record] { documents.records(kind).map(\.record) }

  /// Records from the first known one to the end of the period.
  func history(_ kind: RecordKind) -> [Record] { context.figures.listed(kind, through: context.period) }

  func number(_ count: Int) -> String { notation.text(Double(count), .count) }

  func counted(_ count: Int, _ noun: Noun) -> String { PlainEnglish.counted(Double(count), number(count), noun) }

  func definition(_ metric: MetricID) -> String? { context.definitionLink(metric) }

  /// `2 March`, with the year when it is another one than the period's.
  func day(_ instant: Instant) -> String {
    let c = documents.zone.day(of: instant).components
    let text = notation.day(c.year, c.month, c.day, style: .short)
    return c.year == context.period.start.components.year ? text : "\(text) \(c.year)"
  }

  /// The end of what is known of the period: the end of its days with data.
  var known: Range<Instant> {
    let end = min(documents.span.upperBound, max(documents.span.lowerBound, documents.zone.start(of: context.days.upperBound)))
    return documents.span.lowerBound..<end
  }

  /// A period is short for questions about every persona: simulations of at least these days up to its end are taken together.
  private static let simulationDays = 90

  /// Scored and unscored simulations that the findings about personas speak about, and the days that they are from.
  var simulations: (records: [Record], words: String) {
    let end = documents.zone.day(of: Instant(microseconds: known.upperBound.microseconds - 1)).advanced(by: 1)
    let start = min(context.period.start, end.advanced(by: -Self.simulationDays))
    let span = documents.zone.start(of: start)..<max(documents.zone.start(of: start), known.upperBound)
    let dated = history(.simulations).filter { record in
      record.value("startedAt", .simulations).time.map { span.contains($0) } ?? false
    }
    if start == context.period.start { return (dated, context.periodWords) }
    return (dated, "the \(Self.simulationDays) days to \(PeriodWords.days(end.advanced(by: -1)..<end, notation))")
  }

  /// `18 March 2026`: the last day that is known of the period.
  var lastDay: String {
    let end = documents.zone.day(of: Instant(microseconds: known.upperBound.microseconds - 1)).advanced(by: 1)
    return PeriodWords.days(end.advanced(by: -1)..<end, notation)
  }

  func card(_ table: InsightTable) -> RenderedBlock {
    let card = TableCard(
      id: id, isWide: block.width.map { $0 == .wide } ?? table.isWide, title: block.title ?? table.title, subtitle: table.subtitle,
      table: table.rows.isEmpty
        ? nil
        : DataTable(
          id: id, caption: table.published.title, isCaptionHidden: true, columns: table.columns, rows: table.rows, footer: table.footer),
      reading: table.reading, notes: table.notes + notes, download: context.dataLink(id))
    return RenderedBlock(fragment: card.fragment, tables: [table.published], shownRecords: table.records)
  }

  /// Names of vendors as people write them: `very_hard` → `very hard`.
  func plain(_ name: String) -> String { String(name.map { $0 == "_" ? " " : $0 }) }
}

extension Noun {
  static let simulation = Noun(singular: "simulation", plural: "simulations")
  static let persona = Noun(singular: "persona", plural: "personas")
  static let combination = Noun(singular: "combination", plural: "combinations")
  static let run = Noun(singular: "run", plural: "runs")
  static let activation = Noun(singular: "activation", plural: "activations")
  static let assistant = Noun(singular: "assistant", plural: "assistants")
}
