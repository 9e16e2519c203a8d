import Aggregation
import Basics

/// Keys of one dimension.
enum DimensionKeys {
  static let all = ["definition", "groups", "of", "rest", "title"]
  static let group = ["name", "title", "values", "where"]
  static let groups = 1...20
  static let most = 20
  /// What values can be grouped of: a name, or the entries of a list.
  enum Source: Sendable {
    case name(RowPredicate.Name)
    case list(RowPredicate.List)

    func predicate(_ texts: [String]) -> RowPredicate {
      switch self {
      case .name(let name): .name(name, texts)
      case .list(let list): .any(list, texts)
      }
    }
  }
  static let sources: [(String, Source)] =
    PopulationKeys.names.map { ($0.key, .name($0.name)) } + PopulationKeys.lists.map { ($0.key, .list($0.list)) }
}

extension DefinitionReader {
  /// The dimensions of a project in the order of their names.
  mutating func dimensions(_ members: [String: ConfigurationValue]) -> [Dimension] {
    if members.count > DimensionKeys.most {
      base.report("too-many", "dimensions", "\"dimensions\" defines \(members.count) dimensions, at most \(DimensionKeys.most)")
    }
    return members.sortedByKey().compactMap { name, value in dimension(name, value) }
  }

  private mutating func dimension(_ name: String, _ value: ConfigurationValue) -> Dimension? {
    let path = "dimensions.\(name)"
    guard isName(name, "dimensions"), let keys = base.object(value, path: path, allowed: DimensionKeys.all) else { return nil }
    let id = DimensionID(rawValue: name)
    if let taken = DimensionCatalogue.dimension(id) {
      base.report("name-taken", path, "\"\(name)\" is a built-in dimension: \(taken.title)", help: "choose another name")
      return nil
    }
    let title = base.text(keys["title"], "\(path).title") ?? PlainEnglish.sentence(name)
    let source = base.choice(keys["of"], "\(path).of", DimensionKeys.sources)
    if keys["of"] != nil, source == nil { return nil }
    guard case .array(let list)? = keys["groups"], DimensionKeys.groups.contains(list.count) else {
      base.report(
        keys["groups"] == nil ? "missing-key" : "out-of-range", keys["groups"] == nil ? path : "\(path).groups",
        "\"\(path)\" needs \"groups\", a list of \(DimensionKeys.groups.lowerBound) to \(DimensionKeys.groups.upperBound) groups",
        help: "{ \"title\": \"VIP\", \"where\": { \"tag\": \"vip\" } }")
      return nil
    }
    var groups: [(key: String, title: String, condition: Condition)] = []
    for (index, element) in list.enumerated() {
      guard let group = group(element, "\(path).groups[\(index)]", source) else { continue }
      if groups.contains(where: { $0.key == group.key }) || group.key == "other" {
        base.report("duplicate-name", "\(path).groups[\(index)]", "two groups are called \"\(group.key)\"")
        continue
      }
      groups.append(group)
    }
    guard groups.count == list.count else { return nil }
    let rest = base.text(keys["rest"], "\(path).rest") ?? "Others"
    let made = Dimension.own(
      id, title,
      base.text(keys["definition"], "\(path).definition") ?? "Groups of this project; a conversation belongs to the first it fits.",
      groups: groups, rest: rest)
    if let deep = made.keys.first(where: { (made.condition(of: $0)?.depth ?? 0) > 48 }) {
      base.report("too-deep", path, "the group \"\(deep)\" nests too deeply")
      return nil
    }
    return made
  }

  private mutating func group(
    _ value: ConfigurationValue, _ path: String, _ source: DimensionKeys.Source?
  ) -> (key: String, title: String, condition: Condition)? {
    guard let keys = base.object(value, path: path, allowed: DimensionKeys.group) else { return nil }
    let title = base.text(keys["title"], "\(path).title")
    let name = base.text(keys["name"], "\(path).name")
    guard let key = name ?? title else {
      base.report("missing-key", path, "a group needs \"title\"", help: "{ \"title\": \"VIP\", \"where\": { \"tag\": \"vip\" } }")
      return nil
    }
    let condition: Condition?
    switch (keys["where"], keys["values"], source) {
    case (let own?, nil, _): condition = population(own, at: "\(path).where")?.condition
    case (nil, let own?, let source?):
      guard let texts = base.texts(own, "\(path).values"), !texts.isEmpty else { return nil }
      condition = mark(source.predicate(texts))
    case (nil, .some, nil):
      base.report("missing-key", path, "\"values\" are grouped of a dimension that \"of\" names", help: "\"of\": \"inbox\"")
      return nil
    default:
      base.report("missing-key", path, "a group needs either \"where\", a population, or \"values\"")
      return nil
    }
    return condition.map { (key, title ?? PlainEnglish.sentence(key), $0) }
  }
}
