import Records

/// The two statistics reports. The same number means something else in each of them.
enum ReportKind: String, CaseIterable, Sendable {
  case overview = "report-overview"
  case channel = "report-channel"
}

/// How the value of a component is written.
enum ComponentClass: String, Sendable {
  case count, series, trend, median, breakdown
}

/// One component of a report: how it is named, what it measures, where it is shown. Decoding, recognition, fields and the coverage
/// table all come from `Component.all`.
struct Component: Sendable, Hashable {
  let report: ReportKind
  /// Number inside its report.
  let id: Int
  /// The vendor's name: `CONVERSATION_COUNT`.
  let name: String
  let form: ComponentClass
  /// Metric of the catalogue that means the same; nil when none does.
  let metric: String?
  let scale: Scale
  /// What a breakdown is cut by; for step executions what a breakdown would be cut by if one came instead of the number.
  let dimension: String?
  /// What it says, for readers: "Conversations by language".
  let words: String

  /// Both reports in the order of their numbers.
  static let all: [Component] = table(.overview, overviewQuantities) + table(.channel, channelQuantities)

  /// The component with this number.
  static func numbered(_ id: Int, in report: ReportKind) -> Component? {
    all.first { $0.report == report && $0.id == id }
  }

  /// The component with this name, spelled in any case and with or without `_`; in the channel report also without its suffix.
  static func named(_ name: String, in report: ReportKind) -> Component? {
    byName[report]?[comparable(name)]
  }

  /// A name as it is compared: `conversationCount` = `CONVERSATION_COUNT`.
  static func comparable(_ name: String) -> String {
    String(name.lowercased().unicodeScalars.filter { $0 != "_" && $0 != "-" && $0 != " " })
  }

  /// End of the names that only the channel report has.
  static let channelSuffix = "_FOR_CHANNEL_ID"

  private static let byName: [ReportKind: [String: Component]] = {
    var names: [ReportKind: [String: Component]] = [:]
    for component in all {
      names[component.report, default: [:]][comparable(component.name)] = component
      if component.name.hasSuffix(channelSuffix) {
        names[component.report, default: [:]][comparable(String(component.name.dropLast(channelSuffix.count)))] = component
      }
    }
    return names
  }()

  private static func table(_ report: ReportKind, _ quantities: [ComponentQuantity]) -> [Component] {
    quantities.enumerated().map { id, quantity in
      let suffix = report == .channel && !quantity.name.hasPrefix("CALL_") ? channelSuffix : ""
      return Component(
        report: report, id: id, name: quantity.name + suffix, form: quantity.form, metric: quantity.metric, scale: quantity.scale,
        dimension: quantity.dimension, words: quantity.words)
    }
  }
}

/// What a component measures, whichever report it stands in.
struct ComponentQuantity: Sendable, Hashable {
  let name: String
  let form: ComponentClass
  let metric: String?
  let scale: Scale
  let dimension: String?
  let words: String

  init(_ name: String, _ form: ComponentClass, _ metric: String?, in scale: Scale = .count, by dimension: String? = nil, _ words: String) {
    self.name = name
    self.form = form
    self.metric = metric
    self.scale = scale
    self.dimension = dimension
    self.words = words
  }

  private static let started = "vol.conversations_started"
  static let steps = ComponentQuantity("STEP_EXEC_COUNT", .count, "vol.step_exec", by: "step", "Step executions")
  static let conversations = ComponentQuantity("CONVERSATION_COUNT", .count, started, "Conversations")
  static let conversationSeries = ComponentQuantity("CONVERSATION_COUNT_INTERVAL", .series, started, "Conversations per day or hour")
  static let languages = ComponentQuantity("CONVERSATION_LANGUAGES", .breakdown, started, by: "language", "Conversations by language")
  static let channelTypes = ComponentQuantity(
    "CONVERSATION_BY_CHANNEL_TYPE", .breakdown, started, by: "channel-type", "Conversations by channel type")
  static let conversationTrend = ComponentQuantity(
    "CONVERSATION_COUNT_PERIODIC_TREND", .trend, started, "Conversations against the days before")
  static let depth = ComponentQuantity(
    "CONVERSATION_MESSAGE_COUNT_MEDIAN", .median, "vol.msgs_per_conv_median", in: .number, "Messages per conversation, median")
  static let messages = ComponentQuantity("MESSAGE_COUNT", .count, "vol.messages_sent", "Messages")
  static let messageSeries = ComponentQuantity("MESSAGE_COUNT_INTERVAL", .series, "vol.messages_sent", "Messages per day or hour")
  static let messageTrend = ComponentQuantity(
    "MESSAGE_COUNT_PERIODIC_TREND", .trend, "vol.messages_sent", "Messages against the days before")
  static let messageLength = ComponentQuantity(
    "MESSAGE_LENGTH_MEDIAN", .median, "vol.message_length_median", in: .characters, "Length of user messages, median")
  static let intentHits = ComponentQuantity("INTENT_HITS", .breakdown, "int.hits", by: "intent", "Intent events by intent")
  static let intentScore = ComponentQuantity(
    "INTENT_SCORE_MEDIAN", .median, "int.score_median", in: .shareOrPercent, "Match score of intents, median")
  static let intents = ComponentQuantity("INTENT_COUNT", .count, "int.hits", "Intent events")
  static let interactions = ComponentQuantity("INTERACTION_COUNT", .count, "vol.interactions", "Interactions")
  static let interactionSeries = ComponentQuantity(
    "INTERACTION_COUNT_INTERVAL", .series, "vol.interactions", "Interactions per day or hour")
  static let interactionTrend = ComponentQuantity(
    "INTERACTION_COUNT_PERIODIC_TREND", .trend, "vol.interactions", "Interactions against the days before")
  static let callDuration = ComponentQuantity("CALL_DURATION_TOTAL", .count, "call.duration_total", in: .seconds, "Duration of all calls")
  static let callTrend = ComponentQuantity(
    "CALL_DURATION_PERIODIC_TREND", .trend, "call.duration_total", in: .seconds, "Duration of all calls against the days before")
  static let callMedian = ComponentQuantity(
    "CALL_DURATION_MEDIAN", .median, "call.duration_median", in: .seconds, "Duration of a call, median")
  static let exitSteps = ComponentQuantity("CALL_EXIT_STEP", .breakdown, "call.exit_step", by: "step", "Calls by their last step")
  static let userInputs = ComponentQuantity(
    "CALL_USER_INPUTS_MEDIAN", .median, "call.user_inputs_median", in: .number, "User inputs per call, median")
  static let endReasons = ComponentQuantity("CALL_END_REASON", .breakdown, "call.end_reason", by: "end-reason", "Calls by end reason")
  static let transferTargets = ComponentQuantity(
    "CALL_TRANSFER_TARGET", .breakdown, "call.transfer_target", by: "transfer-target", "Transferred calls by target")
}

/// Components 0 to 16 of the overview report.
private let overviewQuantities: [ComponentQuantity] = [
  .steps, .conversations, .conversationSeries, .languages, .channelTypes, .conversationTrend, .depth, .messages, .messageSeries,
  .messageTrend, .messageLength, .intentHits, .intentScore, .intents, .interactions, .interactionSeries, .interactionTrend,
]
/// Components 0 to 22 of the channel report.
private let channelQuantities: [ComponentQuantity] = [
  .steps, .conversations, .conversationSeries, .conversationTrend, .languages, .depth, .intents, .intentHits, .intentScore, .interactions,
  .interactionSeries, .interactionTrend, .messages, .messageSeries, .messageTrend, .messageLength, .callDuration, .callTrend, .callMedian,
  .exitSteps, .userInputs, .endReasons, .transferTargets,
]
