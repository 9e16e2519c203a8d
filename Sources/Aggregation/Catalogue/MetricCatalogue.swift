/// All metrics: one family, one file.
public enum MetricCatalogue {
  /// By family, then as declared.
  public static let all: [Metric] = families.flatMap(\.metrics)

  /// Families with their metrics, in the order of the report.
  public static let families: [(family: MetricFamily, metrics: [Metric])] = [
    (.volume, volume + durations + activeDurations + patterns + returningContacts),
    (.outcomes, outcomes + statedOutcomes(Assumptions()) + abandonment + followUps),
    (.handoffs, handoffs + handoffTimes + repeatedHandoffs + escalationLists), (.sentiment, sentiment),
    (.satisfaction, satisfaction), (.conversions, conversions + goals), (.topics, topics), (.flows, flows),
    (.tools, tools + retries + toolLists), (.knowledge, knowledge + knowledgeLists), (.latency, latency),
    (.cost, cost + costOfConversions + returns(Assumptions())), (.simulations, simulations + personas),
    (.evals, evals), (.calls, calls), (.inbox, inbox), (.assistants, assistants + versions), (.days, days),
    (.dataQuality, dataQuality + staleScores),
  ]

  /// The metric with this name.
  public static func metric(_ id: MetricID) -> Metric? { byID[id] }

  private static let byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
}

extension Requirement {
  static let handoff = field("has_handoff", .conversation(.handoffKnown))
  static let sentiment = field("sentiment_label", .conversation(.scored))
  static let shift = field("sentiment_shift", .conversation(.anyLabel(.shift)))
  static let quality = field("deflection_quality", .conversation(.qualityStated), among: .conversation(.deflected))
  static let reason = field("handoff_reason", .conversation(.reasonStated), among: .conversation(.handedOff))
  static let resources = field("resources_label", .conversation(.resourcesJudged), among: .conversation(.scored))
  static let risk = field("recontact_risk", .conversation(.anyLabel(.risk)))
  static let messages = field("messages", .conversation(.hasMessages))
  static let messageCount = field("message_count", .item(.messageCount))
  static let responseLatency = field("response_latency_ms", .item(.response))
  static let toolCalls = field("tool_calls", .conversation(.toolsKnown))
  static let contact = Requirement(name: "the contact of a conversation", isConfiguration: true, presence: .conversation(.hasContact))
}
