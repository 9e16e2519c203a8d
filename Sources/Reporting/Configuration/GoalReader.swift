import Aggregation
import Basics
import Privacy

/// Keys of goals and funnels.
enum GoalKeys {
  static let goal = ["id", "title"] + kinds
  /// A goal has exactly one of them.
  static let kinds = ["pattern", "tag", "tool", "outcome", "event", "goal", "population"]
  static let pattern = ["in", "match", "caseless"]
  static let funnel = ["id", "title", "steps", "within", "ordered"]
  static let longestTitle = 60

  static let sides: [(String, PatternSide)] = PatternSide.allCases.map { ($0.rawValue, $0) }
  static let outcomes: [(String, Condition)] = [
    ("resolved", .resolved), ("actioned", .actioned), ("partial", .partlyResolved), ("no_response", .noResponse),
    ("handed_off", .handedOff),
  ]
  /// Populations that every project has.
  static let populations: [(String, Condition)] = [
    ("deflected", .deflected), ("handed-off", .handedOff), ("scored", .scored), ("negative", .scored && .negative),
    ("positive", .scored && .positive), ("cited", .cited), ("silent-failure", .silentFailure),
  ]
}

extension ConfigurationReader {
  /// Goals and funnels. `populations`: conditions of the project by name, beside the built-in ones, and the predicates behind their marks.
  mutating func goals(
    _ goals: ConfigurationValue?, _ funnels: ConfigurationValue?, populations: [(String, Condition)] = [], predicates: [RowPredicate] = []
  ) -> Configuration.Goals {
    var made = Configuration.Goals()
    made.predicates = predicates
    var patterns: [PatternSet.Entry] = []
    let known = GoalKeys.populations + populations
    for (index, value) in elements(goals, "goals", most: JourneyPlan.mostGoals).enumerated() {
      let path = "goals[\(index)]"
      guard let members = object(value, path: path, allowed: GoalKeys.goal) else { continue }
      let taken = Set(made.goals.map(\.id) + JourneyFunnel.builtInSteps.map(\.id))
      guard let (id, title) = name(members, path, taken: taken, titles: Set(made.goals.map(\.title))),
        let fact = fact(members, path, id, known, &patterns, &made.predicates)
      else { continue }
      made.goals.append(JourneyGoal(id: id, title: title, fact))
    }
    made.patterns = PatternSet(patterns)
    if made.predicates.count > Marks.predicates.count {
      report("out-of-range", "goals", "populations and goals ask for \(made.predicates.count) names, at most \(Marks.predicates.count)")
    }
    for (index, value) in elements(funnels, "funnels", most: JourneyPlan.mostFunnels).enumerated() {
      if let funnel = funnel(value, "funnels[\(index)]", made) { made.funnels.append(funnel) }
    }
    return made
  }

  private mutating func elements(_ value: ConfigurationValue?, _ path: String, most: Int) -> [ConfigurationValue] {
    switch value {
    case nil, .null: return []
    case .array(let list):
      if list.count > most { report("out-of-range", path, "\"\(path)\" has \(list.count) entries, at most \(most)") }
      return Array(list.prefix(most))
    case .some(let other):
      report("wrong-type", path, "\"\(path)\" must be a list, not \(other.kindWords)", help: "see docs/goals.md")
      return []
    }
  }

  /// Id and title, both new.
  private mutating func name(
    _ members: [String: ConfigurationValue], _ path: String, taken: Set<String>, titles: Set<String>
  ) -> (id: String, title: String)? {
    guard let id = text(members["id"], "\(path).id"), !id.isEmpty else {
      if members["id"] == nil { report("missing-key", path, "\"\(path)\" needs \"id\", a short name") }
      return nil
    }
    guard id.utf8.count <= 40, id.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D }) else {
      report("wrong-name", "\(path).id", "\"\(path).id\" must be at most 40 small letters, digits and hyphens")
      return nil
    }
    let title = text(members["title"], "\(path).title") ?? id
    if title.unicodeScalars.count > GoalKeys.longestTitle {
      report("out-of-range", "\(path).title", "\"\(path).title\" must have at most \(GoalKeys.longestTitle) characters")
    }
    if taken.contains(id) {
      report("duplicate-name", "\(path).id", "\"\(id)\" is the name of another goal, funnel or step")
      return nil
    }
    if titles.contains(title) {
      report("duplicate-name", members["title"] == nil ? "\(path).id" : "\(path).title", "two entries are called \"\(title)\"")
      return nil
    }
    return (id, title)
  }

  private mutating func fact(
    _ members: [String: ConfigurationValue], _ path: String, _ id: String, _ populations: [(String, Condition)],
    _ patterns: inout [PatternSet.Entry], _ predicates: inout [RowPredicate]
  ) -> JourneyFact? {
    let given = GoalKeys.kinds.filter { members[$0] != nil }
    guard given.count == 1, let kind = given.first else {
      let words = given.isEmpty ? "says nothing to look for" : "says \(given.map { "\"\($0)\"" }.joined(separator: " and "))"
      report(
        "goal-kind", path, "the goal \"\(id)\" \(words); it needs exactly one of \(GoalKeys.kinds.joined(separator: ", "))",
        help: "see docs/goals.md")
      return nil
    }
    let place = "\(path).\(kind)"
    if kind == "pattern" { return pattern(members[kind], place, id, &patterns) }
    guard let word = text(members[kind], place), !word.isEmpty else { return nil }
    switch kind {
    case "tag":
      let predicate = RowPredicate.any(.tag, [word])
      if !predicates.contains(predicate) { predicates.append(predicate) }
      return predicates.firstIndex(of: predicate).map { .condition(.mark($0), known: .everything) }
    case "tool": return .tool(word)
    case "event": return .converted(slug: word)
    case "goal": return .vendorGoal(word)
    case "outcome":
      guard let condition = choice(members[kind], place, GoalKeys.outcomes) else { return nil }
      return .condition(condition, known: word == "handed_off" ? .handoffKnown : .handedOff || .qualityStated)
    default:
      return choice(members[kind], place, populations).map { .condition($0, known: .everything) }
    }
  }

  private mutating func pattern(
    _ value: ConfigurationValue?, _ path: String, _ id: String, _ patterns: inout [PatternSet.Entry]
  ) -> JourneyFact? {
    guard let value, let members = object(value, path: path, allowed: GoalKeys.pattern) else { return nil }
    guard let side = choice(members["in"], "\(path).in", GoalKeys.sides), let match = text(members["match"], "\(path).match"),
      !match.isEmpty
    else {
      for key in ["in", "match"] where members[key] == nil {
        report(
          "missing-key", path, "\"\(path)\" needs \"\(key)\"",
          help: #"{ "in": "assistant", "match": "refund .* (sent|issued)", "caseless": true }"#)
      }
      return nil
    }
    let isCaseless = flag(members["caseless"], "\(path).caseless") ?? false
    do throws(TextPattern.Problem) {
      patterns.append(.init(name: id, side: side, pattern: try TextPattern(match, isCaseless: isCaseless)))
      return .pattern(patterns.count - 1)
    } catch {
      report(
        "wrong-pattern", "\(path).match",
        "the pattern of \"\(id)\" cannot be read: \(error.message), at byte \(error.offset) of \(match.utf8.count)",
        help: "patterns are written as in Perl; in JSON a backslash is written twice")
      return nil
    }
  }

  // MARK: funnels

  private mutating func funnel(_ value: ConfigurationValue, _ path: String, _ made: Configuration.Goals) -> JourneyFunnel? {
    guard let members = object(value, path: path, allowed: GoalKeys.funnel) else { return nil }
    let standard = JourneyFunnel.standard
    guard
      let (id, title) = name(
        members, path, taken: Set(made.funnels.map(\.id) + [standard.id]), titles: Set(made.funnels.map(\.title) + [standard.title]))
    else { return nil }
    guard let names = texts(members["steps"], "\(path).steps") else {
      if members["steps"] == nil { report("missing-key", path, "the funnel \"\(id)\" needs \"steps\", a list of steps and goals") }
      return nil
    }
    let known =
      JourneyFunnel.builtInSteps + made.goals.map { JourneyFunnel.Step(id: $0.id, title: $0.title, $0.fact) }
    var steps: [JourneyFunnel.Step] = []
    for (index, name) in names.enumerated() {
      guard let step = known.first(where: { $0.id == name }) else {
        report(
          "unknown-step", "\(path).steps[\(index)]", "no step or goal is called \"\(name)\"",
          suggestions: nearestNames(to: name, in: known.map(\.id)), help: "valid: \(known.map(\.id).joined(separator: ", "))")
        return nil
      }
      if steps.contains(step) { report("duplicate-name", "\(path).steps[\(index)]", "\"\(name)\" is a step twice") }
      steps.append(step)
    }
    // Every funnel begins with the conversations that began.
    if steps.first != known.first, let start = known.first { steps = [start] + steps.filter { $0 != start } }
    guard JourneyFunnel.steps.contains(steps.count) else {
      report("out-of-range", "\(path).steps", "the funnel \"\(id)\" must have 1 to 5 steps after \"started\"")
      return nil
    }
    return JourneyFunnel(
      id: id, title: title, steps: steps, within: within(members["within"], "\(path).within"),
      isOrdered: flag(members["ordered"], "\(path).ordered") ?? true)
  }

  /// `30m`, `24h` or `7d` in microseconds.
  private mutating func within(_ value: ConfigurationValue?, _ path: String) -> Int64? {
    guard let text = text(value, path) else { return nil }
    let units: [Character: Int64] = ["m": 60_000_000, "h": 3_600_000_000, "d": 86_400_000_000]
    if let last = text.last, let unit = units[last], let count = Int64(text.dropLast()), (1...100_000).contains(count) {
      return count * unit
    }
    report("wrong-duration", path, "\"\(text)\" is not a duration", help: "for example 30m, 24h or 7d")
    return nil
  }
}
