import Aggregation
import Basics

/// Keys of one population.
enum PopulationKeys {
  static let logic = ["all", "any", "not"]
  static let labels = ["outcome", "sentiment", "shift", "quality", "reason", "resources", "risk"]
  static let lists: [(key: String, list: RowPredicate.List)] = RowPredicate.List.allCases.map { ($0.rawValue, $0) }
  static let names: [(key: String, name: RowPredicate.Name)] = RowPredicate.Name.allCases.map { ($0.rawValue, $0) }
  /// Yes-or-no facts: what true and false ask for. Of a fact that is not known neither holds.
  static let flags: [(key: String, yes: Condition, no: Condition)] = [
    ("handoff", .handedOff, .deflected), ("engaged", .engaged, .engagementKnown && !.engaged), ("scored", .scored, !.scored),
    ("error", .hasError, !.hasError), ("cited", .cited, .hasMessages && !.cited), ("contact", .hasContact, !.hasContact),
    ("tools", .usedTools, .toolsKnown && !.usedTools), ("failedTool", .failedTool, .toolsKnown && !.failedTool),
  ]
  static let range = ["min", "max"]
  static let texts = ["title", "definition"]
  static let predicates =
    labels + lists.map(\.key) + names.map(\.key) + flags.map(\.key) + ["messages", "goal"]
  static let all = (logic + predicates).sorted()
  /// Lists nest this deep.
  static let depth = 8
}

extension DefinitionReader {
  /// A population by its name: one of the project or a built-in one. Reports unknown names and names that are made of themselves.
  mutating func population(named name: String, at path: String) -> Described? {
    if let made = known[name] { return made }
    if let builtIn = BuiltInPopulation.all.first(where: { $0.name == name }) {
      return Described(condition: builtIn.condition, words: builtIn.title)
    }
    guard let value = written[name] else {
      let names = BuiltInPopulation.all.map(\.name) + written.keys.sortedByUTF8()
      base.report(
        "unknown-population", path, "no population is called \"\(name)\"", suggestions: nearestNames(to: name, in: names),
        help: "valid: \(names.joined(separator: ", "))")
      return nil
    }
    if let start = open.firstIndex(of: name) {
      let ring = (open[start...] + [name]).joined(separator: ", ")
      base.report("population-cycle", path, "the population \"\(name)\" is made of itself: \(ring)")
      return nil
    }
    open.append(name)
    let read = population(value, at: "populations.\(name)", isNamed: true)
    open.removeLast()
    words[name] = read?.words
    // Longer formulas name it instead of repeating it.
    let made = read.map { Described(condition: $0.condition, words: name) }
    known[name] = .some(made)
    return made
  }

  /// A population as written: a name, or an object whose keys all have to hold.
  mutating func population(_ value: ConfigurationValue?, at path: String, isNamed: Bool = false, depth: Int = 0) -> Described? {
    guard depth < PopulationKeys.depth else {
      base.report("too-deep", path, "a population nests at most \(PopulationKeys.depth) levels deep", help: "give the inner part a name")
      return nil
    }
    switch value {
    case .string(let name): return population(named: name, at: path)
    case .object(let members): return conjunction(members, path, isNamed, depth)
    case .some(let other):
      base.report(
        "wrong-type", path, "a population must be a name or an object, not \(other.kindWords)", help: "for example { \"tag\": \"vip\" }")
      return nil
    case nil: return nil
    }
  }

  private mutating func conjunction(
    _ members: [String: ConfigurationValue], _ path: String, _ isNamed: Bool, _ depth: Int
  ) -> Described? {
    let allowed = PopulationKeys.all + (isNamed ? PopulationKeys.texts : [])
    guard base.object(.object(members), path: path, allowed: allowed) != nil else { return nil }
    if isNamed { for key in PopulationKeys.texts { _ = base.text(members[key], "\(path).\(key)") } }
    let keys = members.keys.filter { PopulationKeys.all.contains($0) }.sortedByUTF8()
    if keys.isEmpty, members.keys.allSatisfy(allowed.contains) {
      base.report(
        "empty-value", path, "a population needs at least one condition", help: "for example { \"tag\": \"vip\" }; see docs/definitions.md")
      return nil
    }
    var parts: [Described?] = []
    for key in keys { parts.append(part(key, members[key], "\(path).\(key)", depth)) }
    return combined(parts, with: "∧", &&, at: path)
  }

  private mutating func part(_ key: String, _ value: ConfigurationValue?, _ path: String, _ depth: Int) -> Described? {
    switch key {
    case "all": return list(value, path, "∧", &&, depth)
    case "any": return list(value, path, "∨", ||, depth)
    case "not":
      return population(value, at: path, depth: depth + 1).map { Described(condition: !$0.condition, words: "not \($0.inside)") }
    case "messages": return messages(value, path)
    case "goal": return goal(value, path)
    default: break
    }
    if let flag = PopulationKeys.flags.first(where: { $0.key == key }) {
      return base.flag(value, path).map {
        Described(condition: $0 ? flag.yes : flag.no, words: $0 ? key : "not \(key)")
      }
    }
    if let dimension = DimensionCatalogue.dimension(DimensionID(rawValue: key)), PopulationKeys.labels.contains(key) {
      return label(dimension, value, path)
    }
    guard let texts = base.texts(value, path) else { return nil }
    if texts.isEmpty {
      base.report("empty-value", path, "\"\(path)\" must name at least one \(key)")
      return nil
    }
    let words = "\(key) \(texts.joined(separator: ", "))"
    if let list = PopulationKeys.lists.first(where: { $0.key == key })?.list {
      return Described(condition: mark(.any(list, texts)), words: words)
    }
    return PopulationKeys.names.first { $0.key == key }.map { Described(condition: mark(.name($0.name, texts)), words: words) }
  }

  /// `all` and `any`.
  private mutating func list(
    _ value: ConfigurationValue?, _ path: String, _ sign: String, _ combine: (Condition, Condition) -> Condition, _ depth: Int
  ) -> Described? {
    guard case .array(let elements) = value, !elements.isEmpty else {
      base.report("wrong-type", path, "\"\(path)\" must be a list of populations that is not empty")
      return nil
    }
    var parts: [Described?] = []
    for (index, element) in elements.enumerated() { parts.append(population(element, at: "\(path)[\(index)]", depth: depth + 1)) }
    return combined(parts, with: sign, combine, at: path)
  }

  /// nil when a part is wrong, or when the whole is more than the pass evaluates.
  private mutating func combined(
    _ parts: [Described?], with sign: String, _ combine: (Condition, Condition) -> Condition, at path: String
  ) -> Described? {
    let whole = parts.compactMap { $0 }
    guard whole.count == parts.count, let first = whole.first else { return nil }
    if whole.count == 1 { return first }
    let condition = whole.dropFirst().reduce(first.condition) { combine($0, $1.condition) }
    guard condition.depth <= 48 else {
      base.report("too-deep", path, "the population at \"\(path)\" nests too deeply")
      return nil
    }
    return Described(condition: condition, words: whole.map(\.inside).joined(separator: " \(sign) "), isCompound: true)
  }

  private mutating func label(_ dimension: Dimension, _ value: ConfigurationValue?, _ path: String) -> Described? {
    guard let texts = base.texts(value, path), !texts.isEmpty else { return nil }
    var condition: Condition?
    for (index, text) in texts.enumerated() {
      guard let one = dimension.condition(of: text) else {
        let isList = if case .array? = value { true } else { false }
        base.report(
          "unknown-value", isList ? "\(path)[\(index)]" : path, "\"\(dimension.id)\" has no value \"\(text)\"",
          suggestions: nearestNames(to: text, in: dimension.keys), help: "valid: \(dimension.keys.joined(separator: ", "))")
        return nil
      }
      condition = condition.map { $0 || one } ?? one
    }
    return condition.map { Described(condition: $0, words: "\(dimension.id) \(texts.joined(separator: ", "))") }
  }

  private mutating func messages(_ value: ConfigurationValue?, _ path: String) -> Described? {
    let bounds = 0.0...1_000_000.0
    func whole(_ number: Double?, _ path: String) -> Int? {
      guard let number else { return nil }
      if number == number.rounded() { return Int(number) }
      base.report("out-of-range", path, "\"\(path)\" must be a whole number")
      return nil
    }
    if case .number? = value {
      return whole(base.number(value, path, bounds), path).map { Described(condition: mark(.messages($0, $0)), words: "\($0) messages") }
    }
    guard let value, let members = base.object(value, path: path, allowed: PopulationKeys.range) else { return nil }
    let least = whole(base.number(members["min"], "\(path).min", bounds), "\(path).min")
    let most = whole(base.number(members["max"], "\(path).max", bounds), "\(path).max")
    switch (least, most) {
    case (nil, nil):
      if members.isEmpty { base.report("empty-value", path, "\"\(path)\" needs \"min\" or \"max\"", help: "{ \"min\": 10 }") }
      return nil
    case let (least?, most?) where least > most:
      base.report("out-of-order", path, "\"\(path)\" has a \"min\" above its \"max\"")
      return nil
    case let (least, most):
      let words = [least.map { "\($0)" } ?? "0", most.map { "\($0)" } ?? "…"].joined(separator: " to ")
      return Described(condition: mark(.messages(least ?? 0, most ?? 1_000_000_000)), words: "\(words) messages")
    }
  }

  /// A goal of the project that a conversation alone decides: by a pattern, a tag or an outcome.
  private mutating func goal(_ value: ConfigurationValue?, _ path: String) -> Described? {
    guard let name = base.text(value, path) else { return nil }
    guard case .array(let goals)? = top["goals"] else {
      base.report("unknown-goal", path, "no goal is called \"\(name)\"", help: "the project has no goals")
      return nil
    }
    var patterns = 0
    var names: [String] = []
    for case .object(let goal) in goals {
      defer { if goal["pattern"] != nil { patterns += 1 } }
      guard case .string(let id)? = goal["id"] else { continue }
      names.append(id)
      guard id == name else { continue }
      if goal["pattern"] != nil, let mark = Marks.pattern(patterns) { return Described(condition: .mark(mark), words: "goal \(name)") }
      if case .string(let tag)? = goal["tag"] { return Described(condition: mark(.any(.tag, [tag])), words: "goal \(name)") }
      if case .string(let outcome)? = goal["outcome"],
        let condition = DimensionCatalogue.dimension("outcome")?.condition(of: outcome)
      {
        return Described(condition: condition, words: "goal \(name)")
      }
      base.report(
        "unsuited-goal", path, "the goal \"\(name)\" is decided by records beside the conversation, which a population cannot ask for",
        help: "goals by pattern, tag or outcome are fine")
      return nil
    }
    base.report(
      "unknown-goal", path, "no goal is called \"\(name)\"", suggestions: nearestNames(to: name, in: names),
      help: "valid: \(names.joined(separator: ", "))")
    return nil
  }
}
