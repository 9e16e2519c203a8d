import Aggregation
import Charts
import Insights
import Notation

extension InsightBlock {
  private typealias Words = HandoffBudgetWords

  private var budget: HandoffBudget? { context.analyses.result(.handoffBudget) }

  /// Hand-offs by what would have to change to avoid them.
  func handoffBudget() -> RenderedBlock {
    let caption = "Hand-offs by what would avoid them"
    guard let budget else { return shortfallCard(caption, .handoffBudget) }
    let parts = HandoffBudget.Part.allCases.filter { budget[$0] > 0 }
    let shares = notation.shares(parts.map { Double(budget[$0]) }, places: budget.handoffs < 1000 ? 0 : 1)
    let largest = Double(parts.map { budget[$0] }.max() ?? 0)
    let times = notation.column(parts.map { budget.time(budget[$0])?.base }, .duration)
    var columns = [
      DataColumn(title: "What would avoid it", isNumeric: false), DataColumn(title: "Hand-offs", definition: definition("hof.count")),
      DataColumn(title: "", isDecoration: true), DataColumn(title: "Share"), DataColumn(title: "Points of deflection"),
      DataColumn(title: "At most"),
    ]
    if budget.minutes != nil { columns.append(DataColumn(title: "People's time" + (times.unitLabel.map { ", \($0)" } ?? ""))) }
    func points(_ value: Double) -> DataCell { .text(notation.cell(value, .points, places: 1)) }
    let rows = zip(parts, shares).map { part, share -> DataRow in
      let count = budget[part]
      let bar = BarCell(Double(count), of: largest, isRest: !part.isAvoidable).map { DataCell.markup($0.draw()) } ?? .empty
      var cells: [DataCell] = [
        .text(Words.name(part)), .text(number(count)), bar, .text(share), points(budget.points(count).low),
        part.isAvoidable ? points(budget.points(count).high) : .muted("\u{2013}"),
      ]
      if let time = budget.time(count) { cells.append(.text(times.cell(time.base))) }
      return DataRow(cells: cells, isRest: part == .unknown)
    }
    var total: [DataCell] = [
      .text("All hand-offs"), .text(number(budget.handoffs)), .empty, .text("100%"), points(budget.points(budget.handoffs).low), .empty,
    ]
    if let time = budget.time(budget.handoffs) { total.append(.text(times.cell(time.base))) }
    return card(
      InsightTable(
        title: Words.title(budget, statementContext), subtitle: "\(caption), \(context.periodWords)", columns: columns, rows: rows,
        reading: Words.reading(budget, statementContext), notes: budgetNotes(budget), published: publishedBudget(budget, caption),
        isWide: true, footer: DataRow(cells: total)))
  }

  private func budgetNotes(_ budget: HandoffBudget) -> [String] {
    var notes = [
      "Each hand-off is in one row, the first that fits; tools, content, tone and other limits count as avoidable. At most: if all hand-offs "
        + "without a reason belonged to the row too."
    ]
    if budget.toolsKnown < budget.handoffs {
      let known = "\(number(budget.toolsKnown)) of \(counted(budget.handoffs, Words.handoff))"
      notes.append("Whether a tool call failed is known for \(known).")
    }
    if let minutes = budget.minutes, let low = budget.time(budget.avoidable)?.low, let high = budget.time(budget.avoidable)?.high {
      let base = notation.text(minutes.base * 60_000, .duration)
      notes.append(
        "People's time: \(base) a conversation, as the project states. Avoidable ones: \(notation.text(low, .duration)) to "
          + "\(notation.text(high, .duration)) from the lowest to the highest stated value.")
    }
    return notes
  }

  private func publishedBudget(_ budget: HandoffBudget, _ caption: String) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    return PublishedTable(
      id: id, title: caption,
      columns: [
        .init(id: "part", title: "What would avoid it"), .init(id: "avoidable", title: "Avoidable"),
        .init(id: "handoffs", title: "Hand-offs", unit: .count, metric: "hof.count"), .init(id: "share", title: "Share", unit: .share),
        .init(id: "points", title: "Points of deflection", unit: .points), .init(id: "points_high", title: "At most", unit: .points),
        .init(id: "time_low", title: "People's time, low", unit: .duration), .init(id: "time", title: "People's time", unit: .duration),
        .init(id: "time_high", title: "People's time, high", unit: .duration),
      ],
      rows: HandoffBudget.Part.allCases.map { part in
        let count = budget[part]
        let time = budget.time(count)
        return [
          Cell(part.rawValue), Cell(part.isAvoidable ? "true" : part == .unknown ? "" : "false"), published(Double(count), .count),
          published(Double(count) / Double(max(1, budget.handoffs)), .share), published(budget.points(count).low, .points),
          published(part.isAvoidable ? budget.points(count).high : nil, .points), published(time?.low, .duration),
          published(time?.base, .duration), published(time?.high, .duration),
        ]
      })
  }

  /// Avoidable share of each assistant and each intent, against the rest.
  func avoidableHandoffs() -> RenderedBlock {
    let caption = "Avoidable hand-offs by assistant and intent"
    guard let budget else { return shortfallCard(caption, .handoffBudget) }
    let cuts = [("Assistant", budget.assistants), ("Intent", budget.intents)].filter { $0.1.contains { $0.name != nil } }
    if cuts.isEmpty {
      return emptyCard(caption, "\(AbsenceWords.tooFew). No assistant and no intent has 30 hand-offs with a reason.")
    }
    var rows: [DataRow] = []
    var cutShort = false
    for (title, groups) in cuts {
      let named = groups.filter { $0.name != nil }
      cutShort = cutShort || named.count > limit
      rows.append(DataRow(cells: [.text(title)], isGroup: true))
      rows += (named.prefix(limit) + groups.filter { $0.name == nil }).map(avoidableRow)
    }
    var notes = ["Clearly: an interval of the difference from the rest without 0, corrected for all groups looked at."]
    if cutShort { notes.append("The first \(number(limit)) of each; the files hold all.") }
    return card(
      InsightTable(
        title: Words.groups(cuts.flatMap(\.1), "group"), subtitle: "\(caption), \(context.periodWords)",
        columns: [
          DataColumn(title: "Group", isNumeric: false), DataColumn(title: "Avoidable", definition: definition("hof.avoidable_rate")),
          DataColumn(title: "Of hand-offs with a reason"), DataColumn(title: "95% interval"), DataColumn(title: "", isDecoration: true),
          DataColumn(title: "Rest"), DataColumn(title: "Against the rest", isNumeric: false),
        ], rows: rows,
        reading: "Avoidable: at a limit of the assistant or in frustration, of the hand-offs with a reason.", notes: notes,
        published: publishedShares(cuts.map { ($0.0.lowercased(), $0.1) }, caption), isWide: true))
  }

  private func avoidableRow(_ group: GroupShare) -> DataRow {
    let axis = group.interval.flatMap { IntervalCell(group.share, low: $0.low, high: $0.high, reference: group.restShare, axis: 0...1) }
    let isShown = group.of >= 30
    let verdict: DataCell =
      group.isDistinct
      ? .markup(Tag(word: group.excess > 0 ? "Clearly more" : "Clearly less", tone: group.excess > 0 ? .bad : .good, glyph: nil).fragment)
      : .muted(group.name == nil ? "\u{2013}" : group.of < 50 ? "too few" : "no clear difference")
    return DataRow(
      cells: [
        .text(group.name ?? "All other"), isShown ? .text(shareText(group.share, of: group.of)) : .muted("too few"),
        .text("\(number(group.count)) of \(number(group.of))"),
        isShown ? group.interval.map { .text(intervalText($0.low, $0.high, .share)) } ?? .empty : .empty,
        isShown ? axis.map { .markup($0.draw()) } ?? .empty : .empty,
        group.restOf > 0 ? .text(shareText(group.restShare, of: group.restOf)) : .muted("\u{2013}"), verdict,
      ], isRest: group.name == nil)
  }

  private func publishedShares(_ cuts: [(String, [GroupShare])], _ caption: String) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    return PublishedTable(
      id: id, title: caption,
      columns: [
        .init(id: "cut", title: "By"), .init(id: "group", title: "Group"), .init(id: "avoidable", title: "Avoidable", unit: .count),
        .init(id: "stated", title: "Hand-offs with a reason", unit: .count), .init(id: "share", title: "Avoidable share", unit: .share),
        .init(id: "low", title: "95% interval, low", unit: .share), .init(id: "high", title: "95% interval, high", unit: .share),
        .init(id: "rest", title: "Share of the rest", unit: .share), .init(id: "clear", title: "Clear difference"),
      ],
      rows: cuts.flatMap { cut, groups in
        groups.map { group in
          [
            Cell(cut), Cell(group.name ?? "All other"), published(Double(group.count), .count), published(Double(group.of), .count),
            published(group.of > 0 ? group.share : nil, .share), published(group.interval?.low, .share),
            published(group.interval?.high, .share), published(group.restOf > 0 ? group.restShare : nil, .share),
            Cell(group.isDistinct ? "true" : "false"),
          ]
        }
      })
  }

  /// The largest intents by hand-offs, each split by reason.
  func reasonIntents() -> RenderedBlock {
    let caption = "Hand-offs by reason and intent"
    guard let budget else { return shortfallCard(caption, .handoffBudget) }
    let named = budget.reasons.filter { $0.intent != nil }
    if named.isEmpty { return emptyCard(caption, "\(AbsenceWords.noData). No hand-off of \(context.periodWords) states an intent.") }
    let lines = Array(named.prefix(block.limit ?? 8))
    // A reason that no row has would be a column of zeros.
    let present = HandoffBudget.Reason.allCases.enumerated().filter { place, _ in lines.contains { $0.reasons[place] > 0 } }
    var chart = HeatMap(
      rows: lines.map { "\($0.intent ?? "") (\(number($0.handoffs)))" },
      columns: present.map { HeatMap.Column(Words.name($1).full, tick: Words.name($1).short, narrowTick: Words.name($1).narrow) },
      values: lines.map { line in present.map { Double(line.reasons[$0.offset]) } }, format: context.format(.count), caption: caption,
      axisTitle: lines.count >= present.count ? "Intent" : "Reason")
    chart.namesRowsAbove = true
    chart.writesValues = true
    let unstated = budget.reasons.filter { $0.intent == nil }.reduce(0) { $0 + $1.handoffs }
    let others = named.dropFirst(lines.count)
    var left: [String] = []
    if !others.isEmpty {
      let intents = counted(others.count, Noun(singular: "other intent", plural: "other intents"))
      left.append("\(intents) with \(counted(others.reduce(0) { $0 + $1.handoffs }, Words.handoff)) in the files.")
    }
    if unstated > 0 { left.append("\(counted(unstated, Words.handoff)) without an intent \(unstated == 1 ? "is" : "are") left out.") }
    let card = FigureCard(
      id: id, title: block.title ?? Words.intents(budget.reasons, statementContext),
      subtitle: "Number of hand-offs by reason, of the intents with most of them, \(context.periodWords)",
      isWide: block.width.map { $0 == .wide } ?? true, figure: chart.draw(id: id),
      reading: ConcentrationWords.sentence(named.map(\.handoffs), "intent", of: "hand-offs with an intent", statementContext),
      notes: left + notes, download: context.dataLink(id))
    let table = PublishedTable(
      id: id, title: caption,
      columns: [.init(id: "intent", title: "Intent")]
        + HandoffBudget.Reason.allCases.map { .init(id: $0.rawValue, title: Words.name($0).full, unit: .count) }
        + [.init(id: "handoffs", title: "Hand-offs", unit: .count, metric: "hof.count")],
      rows: budget.reasons.map { row in
        [.init(row.intent ?? "Not stated")] + row.reasons.map { published(Double($0), .count) } + [published(Double(row.handoffs), .count)]
      })
    return RenderedBlock(fragment: card.fragment, tables: [table])
  }
}
