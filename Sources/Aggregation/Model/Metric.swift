import Notation
import Records

/// Subjects of the catalogue, in the order of the report.
public enum MetricFamily: String, Sendable, CaseIterable, Hashable {
  case volume, outcomes, handoffs, sentiment, satisfaction, conversions, topics, flows, tools, knowledge, latency, cost
  case simulations, evals, calls, inbox, assistants, days, dataQuality
  /// Of a project.
  case own

  /// Heading of the glossary.
  public var title: String {
    switch self {
    case .volume: "Volume and engagement"
    case .outcomes: "Outcomes"
    case .handoffs: "Hand-offs"
    case .sentiment: "Sentiment"
    case .satisfaction: "Satisfaction"
    case .conversions: "Conversions and goals"
    case .topics: "Topics"
    case .flows: "Channels, languages and intents"
    case .tools: "Tools and skills"
    case .knowledge: "Knowledge"
    case .latency: "Response time and errors"
    case .cost: "Cost and tokens"
    case .simulations: "Simulations and personas"
    case .evals: "Evals"
    case .calls: "Calls"
    case .inbox: "Inbox"
    case .assistants: "Assistants and models"
    case .days: "Reported days"
    case .dataQuality: "Data quality"
    case .own: "Metrics of this project"
    }
  }
}

/// What must be in the data for a metric to have a value; decides why an empty metric is empty.
public struct Requirement: Sendable, Hashable {
  /// How presence shows.
  public enum Presence: Sendable, Hashable {
    /// At least one conversation of the period meets it.
    case conversation(Condition)
    /// At least one item of this kind exists in the period.
    case item(Quantity)
  }
  /// Field of the export (`response_latency_ms`), or what to configure.
  public let name: String
  /// True: something to configure; false: a field the export lacks.
  public let isConfiguration: Bool
  /// How presence shows.
  public let presence: Presence
  /// What could carry it; without any, its absence says nothing about the export. nil: every conversation.
  public let carrier: Presence?

  init(name: String, isConfiguration: Bool, presence: Presence, carrier: Presence? = nil) {
    self.name = name
    self.isConfiguration = isConfiguration
    self.presence = presence
    self.carrier = carrier
  }

  /// A field of the export.
  static func field(_ name: String, _ presence: Presence, among carrier: Presence? = nil) -> Requirement {
    Requirement(name: name, isConfiguration: false, presence: presence, carrier: carrier)
  }
}

/// One number of the report and all that is said about it: a single definition for cards, charts, tables, glossary and files.
public struct Metric: Sendable, Hashable {
  /// Stable name.
  public let id: MetricID
  /// Subject.
  public let family: MetricFamily
  /// Title in sentence case.
  public let title: String
  /// Title for cards and column heads.
  public let shortTitle: String
  /// What it is, in plain words.
  public let definition: String
  /// The same as a formula.
  public let formula: String
  /// Unit of its value.
  public let unit: Unit
  /// Which way is better.
  public let direction: Direction
  /// What it speaks about: the base of a share.
  public let population: Population
  /// Which time puts a record into a period.
  public let anchor: Anchor
  /// How it is computed.
  public let expression: Expression
  /// Field it cannot do without; nil when every export has it.
  public let requirement: Requirement?
  /// Names of the same thing in other products.
  public let synonyms: [String]
  /// Below this base the value is "too few": 30 for shares, means and medians, 1 for counts.
  public let minimumSample: Int
  /// A change smaller than this is of no practical interest, in the unit of the metric (0.02 = 2 points for shares).
  public let practicalMargin: Double
  /// The population of a metric of a project; nil for built-in ones.
  public internal(set) var namedPopulation: NamedPopulation?

  init(
    _ id: MetricID, _ family: MetricFamily, _ title: String, short: String? = nil, _ definition: String, formula: String, _ unit: Unit,
    _ direction: Direction, _ population: Population, by anchor: Anchor = .lastMessage, _ expression: Expression,
    needs requirement: Requirement? = nil, synonyms: [String] = [], margin: Double? = nil, minimum: Int? = nil
  ) {
    self.id = id
    self.family = family
    self.title = title
    self.shortTitle = short ?? title
    self.definition = definition
    self.formula = formula
    self.unit = unit
    self.direction = direction
    self.population = population
    self.anchor = anchor
    self.expression = expression
    self.requirement = requirement
    self.synonyms = synonyms
    self.minimumSample = minimum ?? expression.minimumSample
    self.practicalMargin = margin ?? (unit == .share || unit == .points ? 0.02 : 0)
  }
}

extension Metric {
  /// Kind of records it is computed from; nil for metrics of conversations and for figures that only vendors have.
  public var recordKind: RecordKind? { if case let .records(expression) = expression { expression.kind } else { nil } }

  /// What it counts, inside a sentence, for metrics of records: ("simulation", "simulations").
  public var things: (singular: String, plural: String)? {
    guard let schema = recordKind?.schema else { return nil }
    let isAcronym = schema.title.dropFirst().first?.isUppercase == true
    return (schema.noun, isAcronym ? schema.title : schema.title.prefix(1).lowercased() + schema.title.dropFirst())
  }

  /// True when the pass over conversations counts something for it in every group: figures of whole stretches of time are not cut.
  var isOfConversations: Bool {
    switch expression {
    case .records, .reported, .derived, .minutes, .perWeekdayAdjustedDay: false
    default: true
    }
  }
}
