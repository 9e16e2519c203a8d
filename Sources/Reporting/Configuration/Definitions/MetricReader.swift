import Aggregation
import Basics
import Notation

/// Keys of one metric.
enum MetricKeys {
  /// What is computed: a metric has exactly one of them.
  static let kinds = ["count", "share", "mean", "median", "p90", "p95", "sum", "ratio"]
  static let texts = ["title", "short", "definition"]
  static let all = (kinds + texts + ["of", "direction", "margin", "unit", "countedBy"]).sorted()
  static let quantities: [(name: String, words: String, quantity: Quantity, unit: Unit)] = [
    ("messages", "message_count", .messageCount, .rate), ("duration", "duration", .duration, .duration),
    ("cost", "cost_usd", .conversationCost, .money(currency: "USD")), ("first-response", "first response", .firstResponse, .duration),
    ("response", "response time", .response, .duration),
  ]
  static let directions: [(String, Direction)] = [
    ("higher", .higherIsBetter), ("lower", .lowerIsBetter), ("neutral", .neutral),
  ]
  static let units: [(String, Unit)] = [
    ("count", .count), ("rate", .rate), ("share", .share), ("duration", .duration), ("money", .money(currency: "USD")), ("ratio", .ratio),
    ("tokens", .tokens),
  ]
  static let anchors: [(String, Anchor)] = [("last-message", .lastMessage), ("first-message", .firstMessage)]
  static let most = 60
}

extension DefinitionReader {
  /// The metrics of a project in the order of their ids.
  mutating func metrics(_ members: [String: ConfigurationValue]) -> [Metric] {
    var made: [Metric] = []
    var later: [(id: MetricID, value: [String: ConfigurationValue], path: String)] = []
    let ids = members.keys.sortedByUTF8()
    if ids.count > MetricKeys.most {
      base.report("too-many", "metrics", "\"metrics\" defines \(ids.count) metrics, at most \(MetricKeys.most)")
    }
    for name in ids {
      let path = "metrics.\(name)"
      guard let id = metricID(name, path), let value = members[name],
        let keys = base.object(value, path: path, allowed: MetricKeys.all)
      else { continue }
      let kinds = MetricKeys.kinds.filter { keys[$0] != nil }
      guard kinds.count == 1, let kind = kinds.first else {
        let words = kinds.isEmpty ? "says nothing to compute" : "says \(kinds.map { "\"\($0)\"" }.joined(separator: " and "))"
        base.report(
          "metric-kind", path, "the metric \"\(name)\" \(words); it needs exactly one of \(MetricKeys.kinds.joined(separator: ", "))",
          help: "see docs/definitions.md")
        continue
      }
      if kind == "ratio" {
        later.append((id, keys, path))
      } else if let metric = metric(id, kind, keys, path) {
        made.append(metric)
      }
    }
    return (made + ratios(later, among: made, ids)).sorted { $0.id < $1.id }
  }

  /// `my.vip_share`; a name without a dot stands below `my`.
  private mutating func metricID(_ name: String, _ path: String) -> MetricID? {
    let full = name.contains(".") ? name : "my.\(name)"
    let parts = full.split(separator: ".", omittingEmptySubsequences: false)
    let isFine =
      parts.count == 2 && full.utf8.count <= 60
      && parts.allSatisfy { part in
        !part.isEmpty && part.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") }
      }
    guard isFine else {
      base.report(
        "wrong-name", path, "the id of a metric is made of small letters, digits and \"_\", with at most one dot", help: "my.vip_share")
      return nil
    }
    let id = MetricID(rawValue: full)
    if let taken = MetricCatalogue.metric(id) {
      base.report("name-taken", path, "\"\(full)\" is a built-in metric: \(taken.title)", help: "my.\(parts[1])")
      return nil
    }
    return id
  }

  /// Title, definition and so on of a metric.
  private struct Card {
    var title: String
    var short: String?
    var definition: String?
    var direction: Direction
    var margin: Double?
    var anchor: Anchor
    var population: Described?
    var named: NamedPopulation?
  }

  private mutating func card(_ keys: [String: ConfigurationValue], _ path: String, hasBase: Bool) -> Card? {
    guard let title = base.text(keys["title"], "\(path).title") else {
      if keys["title"] == nil { base.report("missing-key", path, "\"\(path)\" needs \"title\", its name on cards and in tables") }
      return nil
    }
    for (key, most) in [("title", 60), ("short", 36)] {
      if let text = base.text(keys[key], "\(path).\(key)"), text.unicodeScalars.count > most {
        base.report("out-of-range", "\(path).\(key)", "\"\(path).\(key)\" must have at most \(most) characters")
      }
    }
    var population: Described?
    if let value = keys["of"] {
      guard hasBase else {
        base.report("unused-key", "\(path).of", "a metric of this kind has no \"of\"")
        return nil
      }
      guard let read = self.population(value, at: "\(path).of") else { return nil }
      population = read
    }
    return Card(
      title: title, short: base.text(keys["short"], "\(path).short"), definition: base.text(keys["definition"], "\(path).definition"),
      direction: base.choice(keys["direction"], "\(path).direction", MetricKeys.directions) ?? .neutral,
      margin: base.number(keys["margin"], "\(path).margin", 0...1_000_000_000),
      anchor: base.choice(keys["countedBy"], "\(path).countedBy", MetricKeys.anchors) ?? .lastMessage, population: population,
      named: population.flatMap { named($0, keys["of"]) })
  }

  /// Title and words of a population that a project named, else of its words.
  private mutating func named(_ population: Described, _ value: ConfigurationValue?) -> NamedPopulation? {
    guard case .string(let name)? = value, case .object(let members)? = written[name] else {
      return NamedPopulation(title: PlainEnglish.sentence(population.words), definition: "Conversations that meet: \(population.words).")
    }
    let words = words[name] ?? population.words
    func text(_ key: String) -> String? { if case .string(let text)? = members[key] { text } else { nil } }
    return NamedPopulation(
      title: text("title") ?? PlainEnglish.sentence(name), definition: text("definition") ?? "Conversations that meet: \(words).")
  }

  private mutating func metric(_ id: MetricID, _ kind: String, _ keys: [String: ConfigurationValue], _ path: String) -> Metric? {
    for key in ["unit"] where keys[key] != nil {
      base.report("unused-key", "\(path).\(key)", "only a ratio has a \"unit\" of its own")
    }
    switch kind {
    case "count", "share": return counted(id, kind, keys, path)
    default: return measured(id, kind, keys, path)
    }
  }

  private mutating func counted(_ id: MetricID, _ kind: String, _ keys: [String: ConfigurationValue], _ path: String) -> Metric? {
    let part = population(keys[kind], at: "\(path).\(kind)")
    guard let card = card(keys, path, hasBase: kind == "share"), let part else { return nil }
    if kind == "count" {
      return .own(
        id, card.title, short: card.short, card.definition ?? "Conversations that meet: \(part.words).", formula: "|\(part.words)|", .count,
        card.direction, of: named(part, keys[kind]), by: card.anchor, .count(part.condition), margin: card.margin)
    }
    let of = card.population ?? Described(condition: .everything, words: "C")
    let words = card.population.map { "Of the conversations that meet: \($0.words); the share that meets: \(part.words)." }
    return .own(
      id, card.title, short: card.short, card.definition ?? words ?? "Share of all conversations that meets: \(part.words).",
      formula: "|\(of.inside) ∧ \(part.inside)| / |\(of.words)|", .share, card.direction, of: card.named, by: card.anchor,
      .share(part.condition, of: of.condition), margin: card.margin)
  }

  private mutating func measured(_ id: MetricID, _ kind: String, _ keys: [String: ConfigurationValue], _ path: String) -> Metric? {
    let quantity = base.choice(keys[kind], "\(path).\(kind)", MetricKeys.quantities.map { ($0.name, $0) })
    guard let card = card(keys, path, hasBase: true), let quantity else { return nil }
    let condition = card.population?.condition ?? .everything
    let of = card.population?.words ?? "C"
    let expression: Expression
    let words: (formula: String, definition: String)
    switch kind {
    case "mean":
      expression = .mean(quantity.quantity, where: condition)
      words = ("mean of \(quantity.words) over \(of)", "Mean of the \(quantity.words)")
    case "sum":
      expression = .sum([quantity.quantity], where: condition)
      words = ("Σ \(quantity.words) over \(of)", "Sum of the \(quantity.words)")
    default:
      let p = kind == "p95" ? 0.95 : kind == "p90" ? 0.9 : 0.5
      expression = .quantile(quantity.quantity, p, where: condition)
      words = (
        "p\(Int(p * 100)) of \(quantity.words) over \(of)",
        p == 0.5 ? "Median of the \(quantity.words)" : "\(Int(p * 100))% line of the \(quantity.words)"
      )
    }
    let unit: Unit = kind == "sum" && quantity.quantity == .messageCount ? .count : quantity.unit
    let whole = card.population.map { " over conversations that meet: \($0.words)." } ?? " over all conversations."
    return .own(
      id, card.title, short: card.short, card.definition ?? words.definition + whole, formula: words.formula, unit, card.direction,
      of: card.named, by: card.anchor, expression, margin: card.margin)
  }

  // MARK: ratios

  private mutating func ratios(
    _ written: [(id: MetricID, value: [String: ConfigurationValue], path: String)], among made: [Metric], _ ids: [String]
  ) -> [Metric] {
    let names = Set(written.map(\.id))
    var parts: [MetricID: [MetricID]] = [:]
    var cards: [(id: MetricID, path: String, card: Card, unit: Unit?)] = []
    for (id, keys, path) in written {
      let place = "\(path).ratio"
      let texts = base.texts(keys["ratio"], place) ?? []
      let card = card(keys, path, hasBase: false)
      let unit = base.choice(keys["unit"], "\(path).unit", MetricKeys.units)
      if texts.count != 2 {
        base.report(
          "wrong-type", place, "\"\(place)\" must be two metrics, the first over the second", help: "[\"cost.total\", \"hof.count\"]")
        continue
      }
      var both: [MetricID] = []
      for (index, text) in texts.enumerated() {
        if let found = reference(text, made, names) {
          both.append(found)
        } else {
          let all = MetricCatalogue.all.map(\.id.rawValue) + made.map(\.id.rawValue) + names.map(\.rawValue).sortedByUTF8()
          base.report(
            "unknown-metric", "\(place)[\(index)]", "no metric is called \"\(text)\"", suggestions: nearestNames(to: text, in: all),
            help: MetricHelp.list)
        }
      }
      guard both.count == 2, let card else { continue }
      parts[id] = both
      cards.append((id, path, card, unit))
    }
    for (id, path, _, _) in cards {
      if let ring = ring(from: id, parts) {
        base.report(
          "metric-cycle", "\(path).ratio", "the metric \"\(id)\" is computed from itself: \(ring.map(\.rawValue).joined(separator: ", "))")
      }
    }
    return cards.compactMap { entry in
      guard let both = parts[entry.id] else { return nil }
      let units = both.map { id in (MetricCatalogue.metric(id) ?? made.first { $0.id == id })?.unit }
      return .own(
        entry.id, entry.card.title, short: entry.card.short, entry.card.definition ?? "\(both[0]) for each \(both[1]).",
        formula: "\(both[0]) / \(both[1])", entry.unit ?? Self.unit(units[0], over: units[1]), entry.card.direction, of: nil,
        by: entry.card.anchor, .derived(.metric(both[0]) / .metric(both[1]), .ratio), margin: entry.card.margin)
    }
  }

  private func reference(_ text: String, _ made: [Metric], _ names: Set<MetricID>) -> MetricID? {
    for name in [text, "my.\(text)"] {
      let id = MetricID(rawValue: name)
      if MetricCatalogue.metric(id) != nil || made.contains(where: { $0.id == id }) || names.contains(id) { return id }
    }
    return nil
  }

  /// The way from a metric back to itself.
  private func ring(from start: MetricID, _ parts: [MetricID: [MetricID]]) -> [MetricID]? {
    var seen: Set<MetricID> = []
    func walk(_ id: MetricID, _ way: [MetricID]) -> [MetricID]? {
      for next in parts[id] ?? [] {
        if next == start { return way + [next] }
        if seen.insert(next).inserted, let found = walk(next, way + [next]) { return found }
      }
      return nil
    }
    return walk(start, [start])
  }

  /// Money over a number is money; a number over a number is a rate.
  private static func unit(_ a: Unit?, over b: Unit?) -> Unit {
    switch (a, b) {
    case (.money?, .count?), (.money?, .rate?): a ?? .ratio
    case (.duration?, .count?), (.duration?, .rate?): .duration
    case (.count?, .count?), (.rate?, .count?), (.count?, .rate?), (.tokens?, .count?): .rate
    default: .ratio
    }
  }
}
