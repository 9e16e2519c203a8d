import Aggregation
import Basics

/// What a project defines beside the built-in catalogue: `populations`, `metrics` and `dimensions` of `parlance.json`.
struct Definitions {
  /// Conditions of the project's populations, by name.
  var populations: [(name: String, condition: Condition)] = []
  var metrics: [Metric] = []
  var dimensions: [Dimension] = []
  /// Predicates on rows behind the marks 0, 1, … of the conditions.
  var predicates: [RowPredicate] = []
}

/// A condition with the words that say it.
struct Described {
  var condition: Condition
  /// As formulas write it: `tag vip ∧ not deflected`.
  var words: String
  /// True when the words need brackets beside others.
  var isCompound = false

  /// The words beside others.
  var inside: String { isCompound ? "(\(words))" : words }
}

extension ConfigurationReader {
  /// Reads all definitions of a configuration; problems are reported with those of the rest.
  mutating func definitions(_ top: [String: ConfigurationValue]) -> Definitions {
    var reader = DefinitionReader(self, top)
    let made = reader.read()
    problems = reader.base.problems
    return made
  }
}

/// Reads populations, then what is made of them.
struct DefinitionReader {
  var base: ConfigurationReader
  let top: [String: ConfigurationValue]
  /// Populations as written, by name.
  var written: [String: ConfigurationValue] = [:]
  /// Populations that are read already; nil for wrong ones.
  var known: [String: Described?] = [:]
  /// The words of populations that are read, by name.
  var words: [String: String] = [:]
  /// Names on the way to the one that is being read.
  var open: [String] = []
  var predicates: [RowPredicate] = []

  init(_ base: ConfigurationReader, _ top: [String: ConfigurationValue]) {
    self.base = base
    self.top = top
  }

  mutating func read() -> Definitions {
    var made = Definitions()
    written = members("populations")
    for (name, _) in written.sortedByKey() {
      if isName(name, "populations"), !BuiltInPopulation.all.contains(where: { $0.name == name }) {
        if let population = population(named: name, at: "populations.\(name)") {
          made.populations.append((name, population.condition))
        }
      } else if BuiltInPopulation.all.contains(where: { $0.name == name }) {
        base.report("name-taken", "populations.\(name)", "\"\(name)\" is a population that every project has", help: "choose another name")
      }
    }
    made.metrics = metrics(members("metrics"))
    made.dimensions = dimensions(members("dimensions"))
    if predicates.count > Marks.predicates.count {
      base.report(
        "too-many", "populations",
        "the definitions ask for \(predicates.count) different tags, skills, tools, names and lengths, and \(Marks.predicates.count) is the most",
        help: "several values of one kind count once when they stand in one list: { \"tag\": [\"a\", \"b\"] }")
    }
    made.predicates = predicates
    return made
  }

  /// The members of an object by names that the project chose.
  private mutating func members(_ key: String) -> [String: ConfigurationValue] {
    switch top[key] {
    case nil, .null: return [:]
    case .object(let members): return members
    case .some(let other):
      base.report("wrong-type", key, "\"\(key)\" must be an object of definitions by name, not \(other.kindWords)")
      return [:]
    }
  }

  /// Small letters, digits, `-` and `_`.
  mutating func isName(_ name: String, _ key: String) -> Bool {
    let isFine =
      (1...40).contains(name.utf8.count)
      && name.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      }
    if !isFine {
      base.report(
        "wrong-name", "\(key).\(name)", "a name in \"\(key)\" is made of at most 40 small letters, digits, \"-\" and \"_\"")
    }
    return isFine
  }

  /// The number of a predicate's mark; equal predicates share one.
  mutating func mark(_ predicate: RowPredicate) -> Condition {
    if let place = predicates.firstIndex(of: predicate) { return .mark(place) }
    predicates.append(predicate)
    return .mark(min(predicates.count, Marks.predicates.count) - 1)
  }
}

/// A population that every project has.
struct BuiltInPopulation {
  var name: String
  var title: String
  var condition: Condition

  static let all: [BuiltInPopulation] = [
    .init(name: "all", title: "all conversations", condition: .everything),
    .init(name: "engaged", title: "engaged", condition: .engaged),
    .init(name: "handed-off", title: "handed off", condition: .handedOff),
    .init(name: "deflected", title: "deflected", condition: .deflected),
    .init(name: "handoff-known", title: "hand-off known", condition: .handoffKnown),
    .init(name: "scored", title: "scored", condition: .scored),
    .init(name: "resolved", title: "resolved", condition: .resolved),
    .init(name: "actioned", title: "actioned", condition: .actioned),
    .init(name: "partly-resolved", title: "partly resolved", condition: .partlyResolved),
    .init(name: "no-response", title: "without response", condition: .noResponse),
    .init(name: "quality-stated", title: "deflected with a quality label", condition: .qualityStated),
    .init(name: "silent-failure", title: "silent failure", condition: .silentFailure),
    .init(name: "positive", title: "positive", condition: .positive),
    .init(name: "neutral", title: "neutral", condition: .neutral),
    .init(name: "negative", title: "negative", condition: .negative),
    .init(name: "improved", title: "improved", condition: .improved),
    .init(name: "degraded", title: "degraded", condition: .degraded),
    .init(name: "high-risk", title: "high risk", condition: .highRisk),
    .init(name: "used-tools", title: "used tools", condition: .usedTools),
    .init(name: "tools-known", title: "tool calls known", condition: .toolsKnown),
    .init(name: "failed-tool", title: "failed tool call", condition: .failedTool),
    .init(name: "cited", title: "cited a source", condition: .cited),
    .init(name: "error", title: "error", condition: .hasError),
    .init(name: "with-contact", title: "contact known", condition: .hasContact),
    .init(name: "with-messages", title: "messages known", condition: .hasMessages),
  ]
}
