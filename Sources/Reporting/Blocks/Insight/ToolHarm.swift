import Aggregation
import Charts
import Insights
import Notation
import Statistics

extension InsightBlock {
  private typealias Words = ToolHarmWords

  /// How conversations end in which a tool failed, against those in which it worked.
  func toolHarm() -> RenderedBlock {
    let caption = "Conversations with a failed tool call"
    guard let harm: ToolHarm = context.analyses.result(.toolHarm) else { return shortfallCard(caption, .toolHarm) }
    var tools: [String] = []
    for effect in harm.effects where effect.isLarge && !tools.contains(effect.tool) { tools.append(effect.tool) }
    let shown = tools.prefix(limit)
    var rows: [DataRow] = []
    for tool in shown {
      let effects = harm.effects.filter { $0.tool == tool && $0.isLarge }
      rows.append(DataRow(cells: [.text(tool)], isGroup: true))
      rows += ToolHarm.Outcome.allCases.compactMap { outcome in effects.first { $0.outcome == outcome } }.map(harmRow)
    }
    return card(
      InsightTable(
        title: Words.title(harm), subtitle: "\(caption), against those in which the same tool worked, \(context.periodWords)",
        columns: [
          DataColumn(title: "How they ended", isNumeric: false), DataColumn(title: "When it failed"), DataColumn(title: "When it worked"),
          DataColumn(title: "Within intents, points"), DataColumn(title: "95% interval"), DataColumn(title: "", isDecoration: true),
          DataColumn(title: "Crude, points"), DataColumn(title: "More conversations"), DataColumn(title: "Difference", isNumeric: false),
        ], rows: rows, reading: Words.reading(harm, statementContext), notes: harmNotes(harm, tools: tools, shown: shown.count),
        published: published(harm, caption), isWide: true))
  }

  private func harmRow(_ effect: ToolHarm.Effect) -> DataRow {
    func side(_ with: Int, _ without: Int) -> DataCell {
      let all = with + without
      return all == 0 ? .muted("\u{2013}") : .text("\(shareText(Double(with) / Double(all), of: all)) of \(number(all))")
    }
    func points(_ value: Double) -> String { notation.cell(value, .points, places: 1) }
    let total = effect.total
    let interval = effect.interval
    let drawn = interval.flatMap { range in
      effect.difference.flatMap { IntervalCell($0, low: range.low, high: range.high, reference: 0, axis: -0.5...0.5) }
    }
    let isWorse = effect.attributable > 0
    return DataRow(cells: [
      .text(Words.name(effect.outcome)), side(total.exposedWith, total.exposedWithout), side(total.unexposedWith, total.unexposedWithout),
      effect.difference.map { .text(points($0)) } ?? .muted("\u{2013}"),
      interval.map { .text("\(points($0.low)) to \(points($0.high))") } ?? .muted("\u{2013}"),
      drawn.map { .markup($0.draw()) } ?? .empty, .text(points(effect.crude)),
      .text(notation.cell(effect.attributable.rounded(), .count, places: 0)),
      effect.isClear
        ? .markup(Tag(word: isWorse ? "Clearly more" : "Clearly fewer", tone: isWorse ? .bad : .good, glyph: nil).fragment)
        : .muted("no clear difference"),
    ])
  }

  private func harmNotes(_ harm: ToolHarm, tools: [String], shown: Int) -> [String] {
    var notes = [
      "Within intents: the difference of the shares in each intent, pooled (Mantel\u{2013}Haenszel). More conversations: this difference "
        + "\u{D7} conversations with a failed call. Not a proof of cause: in one intent hard cases may both fail and end badly."
    ]
    let single = tools.prefix(shown).filter { tool in harm.effects.contains { $0.tool == tool && $0.isLarge && $0.strata == 1 } }
    if !single.isEmpty {
      notes.append("Only one intent has both kinds for \(PlainEnglish.list(single)).")
    }
    let small = Set(harm.effects.map(\.tool)).count - tools.count
    if small > 0 {
      let noun = Noun(singular: "tool", plural: "tools")
      notes.append(
        "\(counted(small, noun)) with a failed call \(small == 1 ? "has" : "have") too few conversations of either kind (30 and 30).")
    }
    if tools.count > shown { notes.append("The first \(number(shown)) of \(number(tools.count)) tools; the files hold all.") }
    return notes
  }

  private func published(_ harm: ToolHarm, _ caption: String) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    func whole(_ value: Int) -> Cell { published(Double(value), .count) }
    return PublishedTable(
      id: id, title: caption,
      columns: [
        .init(id: "tool", title: "Tool"), .init(id: "outcome", title: "How they ended"),
        .init(id: "failed_with", title: "Failed, with the outcome", unit: .count), .init(id: "failed", title: "Failed", unit: .count),
        .init(id: "worked_with", title: "Worked, with the outcome", unit: .count), .init(id: "worked", title: "Worked", unit: .count),
        .init(id: "intents", title: "Intents with both", unit: .count),
        .init(id: "exposed", title: "Failed, in such an intent", unit: .count),
        .init(id: "difference", title: "Difference within intents", unit: .points),
        .init(id: "low", title: "95% interval, low", unit: .points),
        .init(id: "high", title: "95% interval, high", unit: .points), .init(id: "crude", title: "Crude difference", unit: .points),
        .init(id: "odds_ratio", title: "Odds ratio within intents", unit: .ratio),
        .init(id: "attributable", title: "More conversations", unit: .rate), .init(id: "clear", title: "Clear difference"),
      ],
      rows: harm.effects.map { effect in
        [
          Cell(effect.tool), Cell(effect.outcome.rawValue), whole(effect.total.exposedWith), whole(effect.failed),
          whole(effect.total.unexposedWith), whole(effect.worked), whole(effect.strata), whole(effect.exposed),
          published(effect.difference, .points), published(effect.interval?.low, .points), published(effect.interval?.high, .points),
          published(effect.crude, .points), published(effect.oddsRatio, .ratio),
          published(effect.difference == nil ? nil : effect.attributable, .rate), Cell(effect.isClear ? "true" : "false"),
        ]
      })
  }
}
