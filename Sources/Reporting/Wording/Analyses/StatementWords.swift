import Aggregation
import Insights
import Notation
import Records

/// How the sentences of analyses write their numbers.
struct StatementContext: Sendable {
  /// Numbers and dates.
  var notation: Notation
  /// `March 2026`, or the covered days of it.
  var periodWords: String
  /// What the period is compared with; nil without it.
  var previousWords: String?
  /// Dates of this year are written without it.
  var calendarYear: Int?
  /// What a period is called: `month`, `months`.
  var periodNoun = Noun(singular: "period", plural: "periods")

  /// A number in its unit.
  func text(_ value: Double, _ unit: Unit) -> String { notation.text(value, unit) }

  /// A count with its noun: `1 conversation`, `2,040 conversations`.
  func counted(_ count: Double, _ noun: Noun) -> String { PlainEnglish.counted(count, notation.text(count, .count), noun) }

  /// `12 March`, with the year when it is another one than the period's.
  func day(_ day: CalendarDay) -> String {
    let c = day.components
    let text = notation.day(c.year, c.month, c.day, style: .short)
    return c.year == calendarYear ? text : "\(text) \(c.year)"
  }

  /// A metric as sentences speak of it; nil for an unknown one.
  func measure(_ id: MetricID) -> Measure? { MetricCatalogue.metric(id).map(Measure.init) }
}

/// The sentences of all analyses: one template for each kind of statement, defined in one file for each analysis.
enum StatementWords {
  /// Writes a statement of one analysis; nil for a kind that it does not know.
  typealias Template = @Sendable (Statement, StatementContext) -> RichSentence?

  /// By analysis. A new analysis adds one line.
  static let templates: [AnalysisID: Template] = [
    .knowledgeItems: KnowledgeItemsWords.sentence,
    .toolHarm: ToolHarmWords.sentence,
    .knowledgeGaps: KnowledgeGapsWords.sentence,
    .anomalies: AnomaliesWords.sentence,
    .drivers: DriversWords.sentence,
    .versionEffects: VersionEffectsWords.sentence,
    .topicShift: TopicShiftWords.sentence,
    .handoffBudget: HandoffBudgetWords.sentence,
    .recontact: RecontactWords.sentence,
    .resolutionLadder: LadderWords.sentence,
    .reviewQueue: ReviewWords.sentence,
    .sentiment: SentimentWords.sentence,
    .representativeness: RepresentativenessWords.sentence,
    .scoredSample: RepresentativenessWords.sentence,
    .costMap: CostMapWords.sentence,
    .returnOnCost: ReturnWords.sentence,
  ]

  /// Page (its slug) and section where the evidence of an analysis stands: `resolution.html#drivers`. A new analysis adds one line. Links
  /// point there only when the page and the section are written in the period.
  static let evidence: [AnalysisID: (page: String, section: String)] = [
    .knowledgeItems: ("knowledge", "item-outcomes"),
    .toolHarm: ("tools", "harm"),
    .knowledgeGaps: ("knowledge", "gaps"),
    .anomalies: ("alerts", "days"),
    .drivers: ("resolution", "drivers"),
    .versionEffects: ("versions", "effects"),
    .topicShift: ("topics", "shift"),
    .handoffBudget: ("handoffs", "budget"),
    .recontact: ("resolution", "recontact"),
    .resolutionLadder: ("resolution", "ladder"),
    .reviewQueue: ("review", "reasons"),
    .sentiment: ("sentiment", "where"),
    .representativeness: ("csat", "represent"),
    .scoredSample: ("data-quality", "scored-sample"),
    .costMap: ("cost", "split"),
    .returnOnCost: ("cost", "worth"),
  ]

  /// The sentence of a statement; nil when its analysis has no template for it (a test holds every kind against its template).
  static func sentence(_ statement: Statement, _ context: StatementContext) -> RichSentence? {
    templates[statement.analysis]?(statement, context)
  }
}

/// Why an analysis says nothing, in words; the same for all.
enum ShortfallWords {
  /// One plain sentence.
  static func sentence(_ shortfall: Shortfall, _ context: StatementContext) -> String {
    switch shortfall {
    case let .notEnoughHistory(have, need, unit):
      let known = PlainEnglish.counted(Double(have), context.text(Double(have), .count), noun(unit))
      return "Not enough history: \(known) of the \(context.text(Double(need), .count)) it needs."
    case let .tooFew(have, need, what):
      return "Too few \(what): \(context.text(Double(have), .count)) of the \(context.text(Double(need), .count)) it needs."
    case let .notInData(field): return "No data: no export has \(field)."
    case let .notConfigured(key): return "Not configured: it needs \(key) in parlance.json."
    case .firstPeriod: return "First report: there is nothing to compare with yet."
    case .notComparable: return "Not comparable: the two periods do not cover the same."
    case .nothingFound: return "Nothing stands out in \(context.periodWords)."
    }
  }

  private static func noun(_ unit: Shortfall.HistoryUnit) -> Noun {
    switch unit {
    case .days: Noun(singular: "day", plural: "days")
    case .weeks: Noun(singular: "week", plural: "weeks")
    case .months: Noun(singular: "month", plural: "months")
    case .periods: Noun(singular: "period", plural: "periods")
    }
  }
}
