import Aggregation
import Charts
import Insights
import Notation

extension InsightBlock {
  private typealias Words = KnowledgeItemsWords

  /// Items by how the conversations end that cite them.
  func knowledgeItems() -> RenderedBlock {
    let caption = "Knowledge items by how conversations end that cite them"
    guard let result: KnowledgeItems = context.analyses.result(.knowledgeItems) else { return shortfallCard(caption, .knowledgeItems) }
    let large = result.items.filter { $0.of >= KnowledgeItems.leastShown }
    if large.isEmpty {
      let most = result.items.map(\.of).max()
      let why: Shortfall =
        most.map { .tooFew(have: $0, need: KnowledgeItems.leastShown, of: "conversations that cite one item") }
        ?? .notInData(field: "the items that conversations cite")
      return emptyCard(caption, ShortfallWords.sentence(why, statementContext))
    }
    let shown = large.prefix(limit)
    let lifts = notation.column(shown.map(\.lift), .ratio)
    let top = shown.compactMap { $0.interval?.high }.max() ?? 2
    let rows = shown.map { item -> DataRow in
      let drawn = item.interval.flatMap { range in
        item.lift.flatMap { IntervalCell($0, low: range.low, high: range.high, reference: 1, axis: 0...max(2, top)) }
      }
      let verdict: DataCell =
        item.isDistinct
        ? .markup(Tag(word: item.excess > 0 ? "Clearly more" : "Clearly fewer", tone: item.excess > 0 ? .bad : .good, glyph: nil).fragment)
        : .muted(item.of < KnowledgeItems.leastTested ? "too few" : "no clear difference")
      return DataRow(cells: [
        .text(item.title), .text("\(number(item.bad)) of \(number(item.of))"), .text(shareText(item.rate, of: item.of)),
        .text(shareText(item.shrunk, of: item.of)), .text(notation.cell(item.expected, .rate, places: 1)),
        item.lift.map { .text(lifts.cell($0)) } ?? .muted("\u{2013}"),
        item.interval.map { .text("\(lifts.cell($0.low)) to \(lifts.cell($0.high))") } ?? .muted("\u{2013}"),
        drawn.map { .markup($0.draw()) } ?? .empty, verdict,
      ])
    }
    var notes = [
      "Badly: handed off, partly resolved or no response. Expected: at the rates of its intents among all conversations that cite something. "
        + "Drawn: the rate with 20 conversations of the average added."
    ]
    let small = result.items.count - large.count
    if small > 0 {
      notes.append(
        "\(counted(small, Words.item)) with fewer than \(KnowledgeItems.leastShown) such conversations \(small == 1 ? "is" : "are") left out."
      )
    }
    if large.count > shown.count { notes.append("The first \(number(shown.count)) of \(number(large.count)); the files hold all.") }
    return card(
      InsightTable(
        title: Words.title(result), subtitle: "\(caption), \(context.periodWords)",
        columns: [
          DataColumn(title: "Item", isNumeric: false), DataColumn(title: "Ended badly"), DataColumn(title: "Rate"),
          DataColumn(title: "Drawn"),
          DataColumn(title: "Expected"), DataColumn(title: "Lift" + (lifts.unitLabel.map { ", \($0)" } ?? "")),
          DataColumn(title: "95% interval"),
          DataColumn(title: "", isDecoration: true), DataColumn(title: "Difference", isNumeric: false),
        ], rows: rows, reading: "Lift: how many times as often as expected conversations ended badly.", notes: notes,
        published: published(result, caption), isWide: true))
  }

  private func published(_ result: KnowledgeItems, _ caption: String) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    return PublishedTable(
      id: id, title: caption,
      columns: [
        .init(id: "item", title: "Item"), .init(id: "bad", title: "Ended badly", unit: .count),
        .init(id: "conversations", title: "With a known outcome", unit: .count), .init(id: "rate", title: "Rate", unit: .share),
        .init(id: "shrunk", title: "Rate, drawn to the average", unit: .share), .init(id: "expected", title: "Expected", unit: .rate),
        .init(id: "lift", title: "Lift", unit: .ratio), .init(id: "low", title: "95% interval, low", unit: .ratio),
        .init(id: "high", title: "95% interval, high", unit: .ratio), .init(id: "clear", title: "Clear difference"),
      ],
      rows: result.items.map { item in
        [
          Cell(item.title), published(Double(item.bad), .count), published(Double(item.of), .count),
          published(item.of > 0 ? item.rate : nil, .share), published(item.shrunk, .share), published(item.expected, .rate),
          published(item.lift, .ratio), published(item.interval?.low, .ratio), published(item.interval?.high, .ratio),
          Cell(item.isDistinct ? "true" : "false"),
        ]
      })
  }
}
