import Aggregation

/// How a way of cutting the data is called in sentences.
struct DimensionWords: Sendable, Hashable {
  /// `intent`.
  var singular: String
  /// `intents`.
  var plural: String

  /// The words of a dimension; unknown dimensions use their title.
  init(_ dimension: Dimension) {
    if let known = Self.known[dimension.id.rawValue] {
      self = known
    } else {
      let title = PlainEnglish.inside(dimension.title)
      self = DimensionWords(title, title.hasSuffix("s") ? title : title + "s")
    }
  }

  /// The words of what a vendor cuts by: those of the dimension of this name, else the name itself.
  init(named name: String) {
    // What vendors call a source is what an answer cites.
    if name == "source" {
      self.init("source", "sources")
    } else if let dimension = DimensionCatalogue.dimension(DimensionID(rawValue: name)) {
      self.init(dimension)
    } else if let known = Self.known[name] {
      self = known
    } else {
      let words = name.split(separator: "-").joined(separator: " ")
      self.init(words, "\(words)s")
    }
  }

  init(_ singular: String, _ plural: String) {
    self.singular = singular
    self.plural = plural
  }

  private static let known: [String: DimensionWords] = [
    "assistant": DimensionWords("assistant", "assistants"),
    "participant": DimensionWords("participating assistant", "participating assistants"),
    "version": DimensionWords("version", "versions"),
    "inbox": DimensionWords("channel", "channels"),
    "tag": DimensionWords("tag", "tags"),
    "model": DimensionWords("model", "models"),
    "intent": DimensionWords("intent", "intents"),
    "skill": DimensionWords("skill", "skills"),
    "tool": DimensionWords("tool", "tools"),
    "weekday": DimensionWords("weekday", "weekdays"),
    "hour": DimensionWords("hour of the day", "hours of the day"),
    "day": DimensionWords("day", "days"),
    "week": DimensionWords("week", "weeks"),
    "outcome": DimensionWords("outcome", "outcomes"),
    "role": DimensionWords("writer", "writers"),
    "citation-source": DimensionWords("source", "sources"),
    "criterion": DimensionWords("criterion", "criteria"),
    "error": DimensionWords("error family", "error families"),
    "scorecard-category": DimensionWords("category", "categories"),
    "simulation-status": DimensionWords("way to end", "ways to end"),
    "eval-status": DimensionWords("result", "results"),
    "noise": DimensionWords("background noise", "background noises"),
    "difficulty": DimensionWords("difficulty", "difficulties"),
    "tool-family": DimensionWords("kind of tool", "kinds of tools"),
    "source": DimensionWords("deployment", "deployments"),
  ]
}
