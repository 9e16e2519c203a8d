/// A way to cut figures: by assistant, by weekday, by outcome.
public struct Dimension: Sendable, Hashable {
  /// How its groups are listed.
  public enum Order: Sendable, Hashable {
    /// In the order of the thing itself: Monday to Sunday, resolved to unknown.
    case natural
    /// Largest group first, equal groups by UTF-8.
    case largestFirst
  }

  /// Stable name.
  public let id: DimensionID
  /// Column head, singular.
  public let title: String
  /// True when one conversation can be in several groups: the groups do not add up to the total.
  public let isMultiValued: Bool
  /// How its groups are listed.
  public let order: Order
  /// One plain sentence.
  public let definition: String
  let kind: Kind

  enum Kind: Sendable, Hashable {
    /// A fact of the signature, with fixed groups.
    case label([LabelGroup])
    /// A name in the data.
    case code(KeyColumn)
    /// Local hour of the anchor.
    case hour
    /// Local weekday of the anchor.
    case weekday
    /// Local date of the anchor.
    case day
    /// ISO week of the anchor, clipped to the period.
    case week
    /// A field of records; conversations do not have it.
    case recordField
  }

  /// One fixed group of a label dimension.
  struct LabelGroup: Sendable, Hashable {
    let key: String
    let title: String
    let condition: Condition
    var isMissing = false
  }
}

/// A part of the key of a group: which column of the batch it is read from.
enum KeyColumn: UInt8, Sendable, Hashable, CaseIterable, Comparable {
  case hour, weekday, assistant, version, inbox, model, intent, tag, skill, tool, participant
  case source, language, failedTool, succeededTool, citedItem

  static func < (a: KeyColumn, b: KeyColumn) -> Bool { a.rawValue < b.rawValue }
}

/// All dimensions.
public enum DimensionCatalogue {
  /// In the order of the glossary.
  public static let all: [Dimension] =
    [
      time("day", "Day", "Local date.", .day),
      time("week", "Week", "Week from Monday to Sunday; a week cut by the ends of the period is marked as partial.", .week),
      time("weekday", "Weekday", "Local weekday.", .weekday),
      time("hour", "Hour", "Local hour on the clock.", .hour),
      code("assistant", "Assistant", "Assistant that was active last.", .assistant),
      code("version", "Version", "Assistant that was active last, with its version.", .version),
      code("participant", "Participating assistant", "Every assistant that took part.", .participant, many: true),
      code("inbox", "Inbox", "Inbox or channel.", .inbox),
      code("model", "Model", "Language model of the conversation.", .model),
      code("intent", "Intent", "Intent of the user; spellings that differ in case, accents, punctuation or word order are one.", .intent),
      code("tag", "Tag", "Tags; a conversation counts under each of its tags.", .tag, many: true),
      code("skill", "Skill", "Skills loaded; a conversation counts under each.", .skill, many: true),
      code("tool", "Tool", "Tools called; a conversation counts under each.", .tool, many: true),
      code(
        "failed-tool", "Tool with a failed call", "Tools with a failed call; a conversation counts under each.", .failedTool, many: true),
      code(
        "succeeded-tool", "Tool that worked",
        "Tools of which a call succeeded and none failed; a conversation counts under each.", .succeededTool, many: true),
      code(
        "cited-item", "Cited item", "Items of knowledge that answers cite, by the vendor's id; a conversation counts under each.",
        .citedItem, many: true),
      outcome,
      label(
        "sentiment", "Sentiment", "Sentiment at the end of the conversation.", .sentiment,
        [("positive", "Positive", 2), ("neutral", "Neutral", 1), ("negative", "Negative", 0)]),
      label(
        "shift", "Sentiment shift", "Change of sentiment during the conversation.", .shift,
        [("improved", "Improved", 0), ("stable", "Stable", 1), ("degraded", "Degraded", 2)]),
      label(
        "quality", "Quality of deflection", "How a conversation ended that was not handed off.", .quality,
        [
          ("resolved", "Resolved", 0), ("partial", "Partly resolved", 1), ("actioned", "Action taken", 2),
          ("no_response", "No response", 3),
        ]),
      label(
        "reason", "Hand-off reason", "Why a conversation was handed off.", .reason,
        [
          ("policy", "Policy", 0), ("user_request", "Asked for a person", 1), ("frustration", "Frustration", 2),
          ("bot_limitation", "Limit of the assistant", 3),
        ]),
      label(
        "resources", "Resource quality", "How well the resources used fitted the question.", .resources,
        [("relevant", "Relevant", 2), ("partial", "Partly relevant", 1), ("irrelevant", "Irrelevant", 0)]),
      label(
        "risk", "Re-contact risk", "Estimated risk that the user has to come back.", .risk,
        [("low", "Low", 0), ("medium", "Medium", 1), ("high", "High", 2)]),
      code("source", "Source", "Deployment that the data come from.", .source),
      code("language", "Language", "Language of the conversation or of the simulated caller.", .language),
    ] + ofRecords

  /// The dimension with this name.
  public static func dimension(_ id: DimensionID) -> Dimension? { byID[id] }

  private static let byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

  /// Six parts that always add up to all conversations.
  private static let outcome = Dimension(
    id: "outcome", title: "Outcome", isMultiValued: false, order: .natural,
    definition: "How the conversation ended; the parts add up to all conversations.",
    kind: .label([
      .init(key: "resolved", title: "Resolved", condition: .resolved),
      .init(key: "actioned", title: "Action taken", condition: .actioned),
      .init(key: "partial", title: "Partly resolved", condition: .partlyResolved),
      .init(key: "no_response", title: "No response", condition: .noResponse),
      .init(key: "handed_off", title: "Handed off", condition: .handedOff),
      .init(key: "unknown", title: "Unknown", condition: .outcomeUnknown, isMissing: true),
    ]))

  private static func time(_ id: DimensionID, _ title: String, _ definition: String, _ kind: Dimension.Kind) -> Dimension {
    Dimension(id: id, title: title, isMultiValued: false, order: .natural, definition: definition, kind: kind)
  }

  private static func code(_ id: DimensionID, _ title: String, _ definition: String, _ column: KeyColumn, many: Bool = false) -> Dimension {
    Dimension(id: id, title: title, isMultiValued: many, order: .largestFirst, definition: definition, kind: .code(column))
  }

  private static func label(
    _ id: DimensionID, _ title: String, _ definition: String, _ field: Signature.Field, _ values: [(String, String, Int32)]
  ) -> Dimension {
    var groups = values.map { Dimension.LabelGroup(key: $0.0, title: $0.1, condition: .label(field, $0.2)) }
    groups.append(.init(key: "other", title: "Other label", condition: .value(field, 15)))
    groups.append(.init(key: "not_stated", title: "Not stated", condition: .value(field, 0), isMissing: true))
    return Dimension(id: id, title: title, isMultiValued: false, order: .natural, definition: definition, kind: .label(groups))
  }
}
