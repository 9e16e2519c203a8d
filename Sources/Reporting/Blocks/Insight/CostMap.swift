import Charts
import Insights
import Notation

extension InsightBlock {
  private typealias Words = CostMapWords

  private var costs: CostMap? { context.analyses.result(.costMap) }

  /// All cost by what became of the conversations.
  func costSplit() -> RenderedBlock {
    let caption = "Cost by what became of the conversations"
    guard let map = costs else { return shortfallCard(caption, .costMap) }
    let parts = map.parts.filter { $0.spend > 0 || $0.conversations > 0 }
    let shares = notation.shares(parts.map(\.spend), places: 1)
    let largest = parts.map(\.spend).max() ?? 0
    func each(_ spend: Double, _ count: Int) -> DataCell {
      count > 0 ? .text(notation.text(spend / Double(count), Words.dollars)) : .muted("\u{2013}")
    }
    let rows = zip(parts, shares).map { part, share in
      let bar = BarCell(part.spend, of: largest, isRest: !part.part.isWaste).map { DataCell.markup($0.draw()) } ?? .empty
      return DataRow(
        cells: [
          .text(Words.name(part.part)), .text(notation.text(part.spend, Words.dollars)), bar, .text(share),
          .text(number(part.conversations)),
          each(part.spend, part.conversations),
        ], isRest: part.part == .unknown)
    }
    return card(
      InsightTable(
        title: Words.title(map, statementContext), subtitle: "\(caption), \(context.periodWords)",
        columns: [
          DataColumn(title: "What became of them", isNumeric: false), DataColumn(title: "Cost", definition: definition("cost.total")),
          DataColumn(title: "", isDecoration: true), DataColumn(title: "Share"), DataColumn(title: "Conversations"),
          DataColumn(title: "Each"),
        ], rows: rows, reading: Words.reading(map, statementContext), notes: splitNotes(map),
        published: PublishedTable(
          id: id, title: caption,
          columns: [
            .init(id: "part", title: "What became of them"), .init(id: "cost", title: "Cost", unit: Words.dollars, metric: "cost.total"),
            .init(id: "share", title: "Share", unit: .share), .init(id: "conversations", title: "Conversations with a cost", unit: .count),
            .init(id: "each", title: "Cost of each", unit: Words.dollars),
          ],
          rows: map.parts.map { part in
            [
              .init(part.part.rawValue), published(part.spend, Words.dollars), published(part.spend / map.all.spend, .share),
              published(Double(part.conversations), .count),
              published(part.conversations > 0 ? part.spend / Double(part.conversations) : nil, Words.dollars),
            ]
          }), isWide: true,
        footer: DataRow(cells: [
          .text("All"), .text(notation.text(map.all.spend, Words.dollars)), .empty, .text("100%"), .text(number(map.all.conversations)),
          each(map.all.spend, map.all.conversations),
        ])))
  }

  private func splitNotes(_ map: CostMap) -> [String] {
    var notes = [
      "Each conversation is in one row, the first that fits: handed off; error; looks handled and was not (partly resolved, no response, "
        + "negative, or at high risk to come back); resolved or action taken; unknown."
    ]
    if let weighted = map.all.perWeighted {
      notes.append(
        "Weighted by the risk of coming back, as assumed, they count as \(notation.text(map.all.weighted, .rate)): "
          + "\(notation.text(weighted, Words.dollars)) each.")
    }
    if map.unpriced > 0 {
      notes.append("\(counted(map.unpriced, .conversation)) without a stated cost \(map.unpriced == 1 ? "is" : "are") left out.")
    }
    return notes
  }

  /// What a resolved conversation costs, by intent and assistant.
  func costPerResolved() -> RenderedBlock {
    let caption = "Cost for each resolved conversation, by assistant and intent"
    guard let map = costs else { return shortfallCard(caption, .costMap) }
    let cuts = [("Assistant", map.assistants), ("Intent", map.intents)].filter { $0.1.contains { $0.name != nil } }
    if cuts.isEmpty { return emptyCard(caption, "\(AbsenceWords.tooFew). No assistant and no intent has 30 conversations with a cost.") }
    let all = cuts.flatMap(\.1)
    let most = (all.compactMap(\.interval?.high) + [map.person?.base ?? 0]).max() ?? 0
    var rows: [DataRow] = []
    var isCut = false
    for (title, groups) in cuts {
      let named = groups.filter { $0.name != nil }
      isCut = isCut || named.count > limit
      rows.append(DataRow(cells: [.text(title)], isGroup: true))
      rows += (named.prefix(limit) + groups.filter { $0.name == nil }).map { costRow($0, map, axis: 0...max(most, 1e-9)) }
    }
    return card(
      InsightTable(
        title: Words.groups(map, "group"), subtitle: "\(caption), most cost first, \(context.periodWords)",
        columns: [
          DataColumn(title: "Group", isNumeric: false), DataColumn(title: "Cost", definition: definition("cost.total")),
          DataColumn(title: "Resolved"), DataColumn(title: "Each", definition: definition("cost.per_resolved")),
          DataColumn(title: "95% interval"), DataColumn(title: "", isDecoration: true), DataColumn(title: "Rest"),
          DataColumn(title: "Failed"), DataColumn(title: "Verdict", isNumeric: false),
        ], rows: rows, reading: reading(map), notes: costNotes(map, isCut: isCut), published: publishedCosts(map, caption), isWide: true))
  }

  private func reading(_ map: CostMap) -> String {
    if let concentration = map.concentration {
      return "The \(concentration.top == 1 ? "intent with most cost takes" : "\(number(concentration.top)) intents with most cost take") "
        + "\(notation.text(concentration.share, .share)) of the cost of all \(number(concentration.of)) intents."
    }
    return "All cost of a group, failures included, over its resolved conversations."
  }

  private func costNotes(_ map: CostMap, isCut: Bool) -> [String] {
    var notes = [
      "Failed: the share of its cost that went into hand-offs, errors and conversations that look handled and were not. Intervals take days as "
        + "clusters. Clearly: an interval of the difference from the rest without 0, corrected for all groups looked at."
    ]
    if let person = map.person {
      notes.append(
        "A person costs \(notation.text(person.base, Words.dollars)) for a conversation, as the project states "
          + "(\(notation.text(person.low, Words.dollars)) to \(notation.text(person.high, Words.dollars))).")
    } else {
      notes.append(
        "What a person would cost is not configured: it needs assumptions.roi.humanMinutesPerConversation and humanCostPerHour in parlance.json."
      )
    }
    if isCut { notes.append("The first \(number(limit)) of each; the files hold all.") }
    return notes
  }

  private func costRow(_ group: CostMap.Group, _ map: CostMap, axis: ClosedRange<Double>) -> DataRow {
    let own = group.own.resolved >= CostMap.leastResolved ? group.own.perResolved : nil
    func money(_ value: Double) -> String { notation.text(value, Words.dollars) }
    let line = own.flatMap { own in
      group.interval.flatMap {
        IntervalCell(own, low: $0.low, high: $0.high, reference: map.person?.base ?? group.rest.perResolved, axis: axis)
      }
    }
    return DataRow(
      cells: [
        .text(group.name ?? "All other"), .text(money(group.own.spend)), .text(number(group.own.resolved)),
        own.map { .text(money($0)) } ?? .muted(group.own.resolved == 0 ? "none resolved" : "too few"),
        group.interval.map { .text("\(money($0.low)) to \(money($0.high))") } ?? .empty, line.map { .markup($0.draw()) } ?? .empty,
        group.rest.perResolved.map { .text(money($0)) } ?? .muted("\u{2013}"),
        group.own.spend > 0 ? .text(notation.cell(group.own.waste / group.own.spend, .share, places: 0)) : .muted("\u{2013}"),
        verdict(group, map),
      ], isRest: group.name == nil)
  }

  private func verdict(_ group: CostMap.Group, _ map: CostMap) -> DataCell {
    func tag(_ word: String, _ tone: Tone) -> DataCell { .markup(Tag(word: word, tone: tone, glyph: nil).fragment) }
    if group.name == nil { return .muted("\u{2013}") }
    if let person = map.person {
      switch group.isDearer(than: person.base) {
      case .clearly: return tag("Dearer than a person", .bad)
      case .notClearly: return .muted("perhaps dearer than a person")
      case .no, .unknown: break
      }
    }
    if group.isDistinct, let own = group.own.perResolved, let rest = group.rest.perResolved {
      return own > rest ? tag("Clearly more", .bad) : tag("Clearly less", .good)
    }
    let isTested =
      min(group.own.conversations, group.rest.conversations) >= CostMap.leastStated
      && min(group.own.resolved, group.rest.resolved) >= CostMap.leastResolved
    return .muted(isTested ? "no clear difference" : "too few")
  }

  private func publishedCosts(_ map: CostMap, _ caption: String) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    return PublishedTable(
      id: id, title: caption,
      columns: [
        .init(id: "cut", title: "By"), .init(id: "group", title: "Group"),
        .init(id: "conversations", title: "Conversations with a cost", unit: .count),
        .init(id: "cost", title: "Cost", unit: Words.dollars, metric: "cost.total"), .init(id: "resolved", title: "Resolved", unit: .count),
        .init(id: "weighted", title: "Resolved, weighted by risk", unit: .rate),
        .init(id: "per_resolved", title: "Cost for each resolved", unit: Words.dollars, metric: "cost.per_resolved"),
        .init(id: "low", title: "95% interval, low", unit: Words.dollars),
        .init(id: "high", title: "95% interval, high", unit: Words.dollars),
        .init(id: "per_weighted", title: "Cost for each weighted resolved", unit: Words.dollars),
        .init(id: "rest", title: "Rest, for each resolved", unit: Words.dollars), .init(id: "failed", title: "Failed", unit: .share),
        .init(id: "clear", title: "Clear difference"), .init(id: "person", title: "A person costs", unit: Words.dollars),
      ],
      rows: [("assistant", map.assistants), ("intent", map.intents)].flatMap { cut, groups in
        groups.map { group in
          let isEnough = group.own.resolved >= CostMap.leastResolved
          return [
            Cell(cut), Cell(group.name ?? "All other"), published(Double(group.own.conversations), .count),
            published(group.own.spend, Words.dollars), published(Double(group.own.resolved), .count), published(group.own.weighted, .rate),
            published(isEnough ? group.own.perResolved : nil, Words.dollars), published(group.interval?.low, Words.dollars),
            published(group.interval?.high, Words.dollars), published(isEnough ? group.own.perWeighted : nil, Words.dollars),
            published(group.rest.perResolved, Words.dollars),
            published(group.own.spend > 0 ? group.own.waste / group.own.spend : nil, .share), Cell(group.isDistinct ? "true" : "false"),
            published(map.person?.base, Words.dollars),
          ]
        }
      })
  }
}
