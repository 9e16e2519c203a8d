import Aggregation
import Charts
import Insights
import Notation

extension InsightBlock {
  private typealias Words = KnowledgeGapsWords

  /// Intents whose content is missing or unfit, by demand and failure.
  func knowledgeGaps() -> RenderedBlock {
    let caption = "Knowledge gaps by intent"
    guard let result: KnowledgeGaps = context.analyses.result(.knowledgeGaps) else { return shortfallCard(caption, .knowledgeGaps) }
    let shown = result.gaps.prefix(limit)
    let largest = shown.first?.score ?? 0
    let scores = notation.column(shown.map(\.score), .rate)
    let rows = shown.map { gap -> DataRow in
      let unfit = gap.counts.irrelevant + gap.counts.partial
      return DataRow(cells: [
        .text(gap.counts.intent), .text(number(gap.counts.conversations)), .text(shareText(gap.rate, of: gap.counts.judged)),
        .text(intervalText(gap.interval.low, gap.interval.high, .share)), .text(number(gap.counts.judged)),
        .text("\(number(gap.counts.harmful)) of \(number(unfit))"), .text(unfit == 0 ? "\u{2013}" : Words.name(gap.kind)),
        .text(scores.cell(gap.score)), BarCell(gap.score, of: largest).map { .markup($0.draw()) } ?? .empty,
        .text(notation.cell(result.points(gap), .points, places: 1)),
      ])
    }
    return card(
      InsightTable(
        title: Words.title(result), subtitle: "\(caption), \(context.periodWords)",
        columns: [
          DataColumn(title: "Intent", isNumeric: false), DataColumn(title: "Conversations", definition: definition("vol.conversations")),
          DataColumn(title: "Unfit"), DataColumn(title: "95% interval"),
          DataColumn(title: "Judged"), DataColumn(title: "Ended badly"), DataColumn(title: "Content", isNumeric: false),
          DataColumn(title: "Score", isSortedDescending: true), DataColumn(title: "", isDecoration: true),
          DataColumn(title: "At most, points"),
        ], rows: rows, reading: Words.reading(result, statementContext), notes: gapNotes(result, shown: shown.count),
        published: published(result, caption), isWide: true))
  }

  private func gapNotes(_ result: KnowledgeGaps, shown: Int) -> [String] {
    var notes = [
      "Score: conversations \u{D7} lower end of the interval of unfit \u{D7} (1 + share that ended badly). Unfit counts 1, partly fitting a "
        + "half. Badly: handed off at a limit, partly resolved, no response, or high risk to come back.",
      "Missing: most unfit answers cite nothing. Weak: most cite a source. Unused: they cite nothing, and an item that nobody cites is named "
        + "alike.",
    ]
    let items = result.gaps.prefix(shown).compactMap { gap in gap.item.map { "\(gap.counts.intent): \($0)" } }
    if !items.isEmpty { notes.append("Items that nobody cites: \(items.prefix(5).joined(separator: "; ")).") }
    if !result.unjudged.isEmpty {
      let count = result.unjudged.count
      let intents = counted(count, Noun(singular: "intent", plural: "intents"))
      notes.append(
        "\(intents) with \(KnowledgeGaps.leastConversations) or more conversations \(count == 1 ? "has" : "have") fewer than "
          + "\(KnowledgeGaps.leastJudged) judged ones and no rank.")
    }
    if result.gaps.count > shown { notes.append("The first \(number(shown)) of \(number(result.gaps.count)); the files hold all.") }
    return notes
  }

  private func published(_ result: KnowledgeGaps, _ caption: String) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    func whole(_ value: Int) -> Cell { published(Double(value), .count) }
    func row(_ c: KnowledgeGaps.Counts, _ gap: KnowledgeGaps.Gap?) -> [Cell] {
      [
        Cell(c.intent), whole(c.conversations), whole(c.judged), whole(c.irrelevant), whole(c.partial), whole(c.harmful),
        whole(c.withMessages), whole(c.cited), published(gap?.rate, .share), published(gap?.interval.low, .share),
        published(gap?.interval.high, .share), Cell(gap.map { c.irrelevant + c.partial > 0 ? $0.kind.rawValue : "" } ?? "unscored"),
        Cell(gap?.item ?? ""), published(gap?.score, .rate),
        published(gap.map(result.points), .points), Cell(gap.map { $0.isDistinct ? "true" : "false" } ?? ""),
      ]
    }
    return PublishedTable(
      id: id, title: caption,
      columns: [
        .init(id: "intent", title: "Intent"), .init(id: "conversations", title: "Conversations", unit: .count),
        .init(id: "judged", title: "With judged resources", unit: .count), .init(id: "irrelevant", title: "Unfit", unit: .count),
        .init(id: "partial", title: "Partly fitting", unit: .count), .init(id: "harmful", title: "Unfit and ended badly", unit: .count),
        .init(id: "with_messages", title: "Unfit with messages", unit: .count),
        .init(id: "cited", title: "Of these with a citation", unit: .count),
        .init(id: "rate", title: "Unfit rate", unit: .share), .init(id: "low", title: "95% interval, low", unit: .share),
        .init(id: "high", title: "95% interval, high", unit: .share), .init(id: "kind", title: "Content"),
        .init(id: "item", title: "Item that nobody cites"), .init(id: "score", title: "Score", unit: .rate),
        .init(id: "points_high", title: "Points of resolution, at most", unit: .points), .init(id: "clear", title: "Clear difference"),
      ], rows: result.gaps.map { row($0.counts, $0) } + result.unjudged.map { row($0, nil) })
  }
}
