import Aggregation
import Records

/// One way in which a vendor may have counted other than we do; of one cause there can be several.
enum Variation: Hashable, Sendable {
  case anchor
  /// Midnights of one zone are meant where the body has those of another.
  case zone(from: Int, to: Int)
  /// One more day, or one less.
  case days(Int)
  /// The last millisecond belongs to the window: what is left of it after the stated end.
  case lastMoment
  case participants
  case anyLabel
  case unscored
  /// Conversations without a score count under the label that is asked for.
  case unscoredAsLabel
  /// Conversations without any score by this coverage, and no others, count under the label that is asked for.
  case unscoredUnderLabel(MetricID)
  case allScored, allLabelled
  case tests
  case weighting
  case nearestRank
  /// Only the tools that the body lists runs of.
  case listedTools

  var cause: ReconciliationCause {
    switch self {
    case .anchor: .otherAnchor
    case .zone: .otherZone
    case .days, .lastMoment: .inclusiveEnd
    case .participants: .participants
    case .anyLabel: .anyLabelScored
    case .unscored, .unscoredAsLabel, .unscoredUnderLabel: .unscoredCounted
    case .allScored, .allLabelled: .allScoredDenominator
    case .tests: .testTraffic
    case .weighting: .otherWeighting
    case .nearestRank: .otherPercentile
    case .listedTools: .onlySomeTools
    }
  }

  /// All, in the order in which they are tried. `zones`: how many zones there are to mistake for each other.
  static func all(zones: Int) -> [Variation] {
    var shifts: [Variation] = []
    for from in 0..<zones { for to in 0..<zones where to != from { shifts.append(.zone(from: from, to: to)) } }
    return [.anchor] + shifts + [
      .days(1), .lastMoment, .days(-1), .participants, .anyLabel, .allScored, .allLabelled, .unscored, .unscoredAsLabel,
      .unscoredUnderLabel("dq.scored_coverage"), .unscoredUnderLabel("dq.labelled_coverage"),
    ]
      + [.tests, .weighting, .nearestRank, .listedTools]
  }
}

/// What a figure asks by its stated window and our definition, and what it would ask if the vendor counted otherwise.
struct Subject: Sendable {
  var meaning: Meaning
  let window: Range<Instant>
  let anchor: ReportAnchor
  let vendor: Vendor
  let source: String
  /// Seconds of the bucket, 0 for a whole window.
  let bucketSeconds: Int
  /// Where the stated window of the whole body ends; nil when it states none.
  let bodyEnd: Instant?
  /// Filters of the vendor's request: what the whole body is a part of.
  let scope: [Filter]
  /// Names of assistants of which the body reports exactly one version.
  let singleVersions: Set<String>
  /// Tools that the body lists runs of.
  let tools: [String]
  /// UTC, then the zones of the report and of the body, without repeats.
  let zones: [Zone]

  private var metric: Metric? { MetricCatalogue.metric(meaning.metric) }

  var ask: Ask {
    var ask = Ask(metric: meaning.metric, filters: meaning.filters, window: window, anchor: passAnchor(anchor), vendor: vendor)
    if ask.records != nil {
      ask.source = source
      ask.anchor = .own
    }
    return ask
  }

  /// All conversations of the same window and scope, to see whether there are any.
  var presence: Ask { Ask(metric: "vol.conversations", filters: scope, window: window, anchor: passAnchor(anchor), vendor: vendor) }

  /// The assistant of a version that is asked for, over all its versions and by everyone who took part.
  var participantsOfVersion: (assistant: String, ask: Ask)? {
    guard let place = meaning.filters.firstIndex(where: { $0.dimension == "version" }), meaning.metric == "vol.conversations",
      let base = Self.assistant(ofVersion: meaning.filters[place].value)
    else { return nil }
    var ask = ask
    ask.filters[place] = Filter("participant", base)
    return (base, ask)
  }

  /// The anchor of the pass; `own` wherever that means the same, so that questions share passes.
  private func passAnchor(_ wanted: ReportAnchor, for metric: Metric? = nil) -> ConversationWindows.Anchor {
    let own = (metric ?? self.metric)?.anchor
    switch (wanted, own) {
    case (.lastMessage, .firstMessage): return .lastMessage
    case (.firstMessage, .lastMessage): return .firstMessage
    default: return .own
    }
  }

  /// The same subject where any label makes a conversation scored; nil when it is not about scoring.
  var withAnyLabel: Subject? {
    guard meaning.metric == "dq.scored_coverage" else { return nil }
    var result = self
    result.meaning.metric = "dq.labelled_coverage"
    return result
  }

  /// The question under a variation; nil where it makes no sense or changes nothing.
  func varied(_ variation: Variation) -> (ask: Ask, aspect: Aspect)? {
    var ask = ask
    var aspect = meaning.aspect
    switch variation {
    case .anchor:
      if let kind = ask.records?.kind {
        guard RecordRows.otherAnchors[kind] != nil else { return nil }
        ask.anchor = .firstMessage
        break
      }
      guard let own = metric?.anchor, own == .lastMessage || own == .firstMessage else { return nil }
      let isFirst = ask.anchor == .firstMessage || ask.anchor == .own && own == .firstMessage
      ask.anchor = passAnchor(isFirst ? .lastMessage : .firstMessage)
    case let .zone(from, to):
      guard let moved = moved(from: zones[from], to: zones[to]) else { return nil }
      ask.window = moved
    case .days(let days):
      if bucketSeconds > 0 { return days < 0 ? withoutLast(days) : nil }
      let end = window.upperBound.advanced(microseconds: Int64(days) * 86_400_000_000)
      guard end > window.lowerBound else { return nil }
      ask.window = window.lowerBound..<end
    case .lastMoment:
      guard bucketSeconds == 0 else { return nil }
      ask.window = window.lowerBound..<window.upperBound.advanced(microseconds: 1000)
    case .participants:
      guard let filters = withParticipants(ask.filters) else { return nil }
      ask.filters = filters
    case .anyLabel:
      guard ask.metric == "dq.scored_coverage" else { return nil }
      ask.metric = "dq.labelled_coverage"
    case .unscored: return withUnscored
    case .unscoredAsLabel:
      guard aspect == .value, let metric, let dimension = Meanings.dimension(ofShare: metric) else { return nil }
      return (ask, .unstatedOverAll(dimension))
    case .unscoredUnderLabel(let coverage):
      if ask.metric == "vol.conversations", let label = ask.filters.first(where: { Meanings.labels.contains($0.dimension.rawValue) }) {
        return (ask, .withUnscored(label.dimension, coverage))
      }
      guard aspect == .value, let metric, Meanings.dimension(ofShare: metric) != nil else { return nil }
      return (ask, .shareWithUnscored(coverage))
    case .allScored: return over(.overNumerator("dq.scored_coverage"), in: [.scoredDeflected, .scoredHandedOff, .toolsJudged])
    case .allLabelled: return over(.overNumerator("dq.labelled_coverage"), in: [.scoredDeflected, .scoredHandedOff, .toolsJudged])
    case .tests: ask.includesTests = true
    case .weighting:
      guard let other = Self.otherWeights[ask.metric] else { return nil }
      // Lists of personas have scores of everything so far, of no window.
      if other == "sim.score_personas", window.lowerBound > Instant.dates.lowerBound { return nil }
      ask.metric = other
    case .listedTools:
      guard !tools.isEmpty, metric?.anchor == .toolCall, !ask.filters.contains(where: { $0.dimension == "tool" }) else { return nil }
      guard aspect == .numerator || metric?.unit == .count else { return nil }
      return (ask, .tools(tools, numerator: aspect == .numerator))
    case .nearestRank:
      guard case .quantile? = metric?.expression else { return nil }
      aspect = .nearestRank
    }
    return ask == self.ask && aspect == meaning.aspect ? nil : (ask, aspect)
  }

  /// The same bucket where the last days of the body are not counted: what lies in them is nothing.
  private func withoutLast(_ days: Int) -> (ask: Ask, aspect: Aspect)? {
    guard let bodyEnd, metric?.unit == .count, bucketSeconds <= 86_400 else { return nil }
    let end = bodyEnd.advanced(microseconds: Int64(days) * 86_400_000_000)
    return (ask, window.lowerBound >= end ? .nothing : meaning.aspect)
  }

  /// The filters with every assistant that took part in place of the last one; nil when none is named, or a version of several.
  private func withParticipants(_ filters: [Filter]) -> [Filter]? {
    guard let place = filters.firstIndex(where: { $0.dimension == "assistant" || $0.dimension == "version" }) else { return nil }
    var result = filters
    var name = filters[place].value
    if filters[place].dimension == "version" {
      guard let base = Self.assistant(ofVersion: name), singleVersions.contains(base) else { return nil }
      name = base
    }
    result[place] = Filter("participant", name)
    return result
  }

  /// The question with conversations (or runs) without a score in the denominator.
  private var withUnscored: (ask: Ask, aspect: Aspect)? {
    var ask = ask
    if ask.metric == "dq.scored_coverage" {
      ask.metric = "vol.conversations"
      return (ask, meaning.aspect == .numerator ? .value : .over("vol.conversations"))
    }
    if ask.metric == "vol.conversations", let label = ask.filters.first(where: { Meanings.labels.contains($0.dimension.rawValue) }) {
      return (ask, .withUnstated(label.dimension))
    }
    // Runs that no judge scored are no successes where the vendor divides by all.
    if ask.metric == "sim.success_rate", meaning.aspect == .value { return (ask, .over("sim.count")) }
    return over(.over("vol.conversations"), in: [.scored, .scoredDeflected, .scoredHandedOff, .toolsJudged])
  }

  private func over(_ aspect: Aspect, in populations: Set<Population>) -> (ask: Ask, aspect: Aspect)? {
    guard meaning.aspect == .value, let metric, metric.unit == .share, populations.contains(metric.population) else { return nil }
    return (ask, aspect)
  }

  /// Means of the same thing over other things.
  private static let otherWeights: [MetricID: MetricID] = [
    "lat.mean": "lat.conversation_mean", "lat.conversation_mean": "lat.mean", "lat.p50": "lat.conversation_p50",
    "lat.conversation_p50": "lat.p50", "lat.p95": "lat.conversation_p95", "lat.conversation_p95": "lat.p95",
    "sim.score": "sim.score_personas",
  ]

  /// The assistant of `Returns desk v3`; nil when no version is stated.
  static func assistant(ofVersion name: String) -> String? {
    let digits = name.reversed().prefix(while: \.isNumber).count
    guard digits > 0, name.dropLast(digits).hasSuffix(" v") else { return nil }
    return String(name.dropLast(digits + 2))
  }

  /// The window with its midnights in another zone; nil when its ends are no midnights of the first.
  private func moved(from: Zone, to: Zone) -> Range<Instant>? {
    guard bucketSeconds == 0 || bucketSeconds == 86_400 else { return nil }
    func end(_ instant: Instant) -> Instant? {
      // An open window begins before every calendar.
      guard abs(instant.seconds) < 1 << 40 else { return nil }
      let day = from.day(of: instant)
      return from.start(of: day) == instant ? to.start(of: day) : nil
    }
    guard let start = end(window.lowerBound), let stop = end(window.upperBound), start < stop else { return nil }
    return start..<stop
  }
}
