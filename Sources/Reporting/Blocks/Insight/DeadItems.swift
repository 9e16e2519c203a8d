import Aggregation
import Insights
import Notation
import Records
import Statistics

extension InsightBlock {
  private typealias Words = KnowledgeItemsWords

  /// Items that nobody cites, and how concentrated citations are.
  func deadItems() -> RenderedBlock {
    let caption = "Items without a citation"
    guard let result: KnowledgeItems = context.analyses.result(.knowledgeItems), !result.citations.isEmpty else {
      return emptyCard(caption, ShortfallWords.sentence(.notInData(field: "a list of items with their citations"), statementContext))
    }
    let shown = result.dead.prefix(limit)
    var notes = ["Only lists of citations that are complete say which items have none."]
    if result.listedPeriods < KnowledgeItems.deadPeriods {
      let have = counted(result.listedPeriods, Noun(singular: "period", plural: "periods"))
      notes.append("\(have) with such lists so far; \(number(KnowledgeItems.deadPeriods)) are needed to call an item dead.")
    }
    if result.dead.count > shown.count {
      notes.append("The first \(number(shown.count)) of \(number(result.dead.count)); the files hold all.")
    }
    return card(
      InsightTable(
        title: Words.deadTitle(result, statementContext), subtitle: "\(caption), \(context.periodWords)",
        columns: [
          DataColumn(title: "Item", isNumeric: false), DataColumn(title: "Knowledge base", isNumeric: false),
          DataColumn(title: "Periods in a row"),
        ],
        rows: shown.map { DataRow(cells: [.text($0.title), $0.base.map { .text($0) } ?? .muted("no data"), .text(number($0.periods))]) },
        reading: Words.reading(
          result, Concentration.gini(result.citations), Concentration.topShare(result.citations, count: 10), statementContext),
        notes: notes,
        published: PublishedTable(
          id: id, title: caption,
          columns: [
            .init(id: "item", title: "Item"), .init(id: "base", title: "Knowledge base"),
            .init(id: "periods", title: "Periods in a row", unit: .count),
          ], rows: result.dead.map { [.init($0.title), .init($0.base ?? ""), published(Double($0.periods), .count)] }),
        records: [.knowledgeItems]))
  }
}
