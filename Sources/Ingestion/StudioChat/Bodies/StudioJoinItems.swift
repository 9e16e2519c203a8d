import Privacy
import Records

private struct Item: Hashable {
  var base: RedactedText
  var item: RedactedText

  init?(_ record: Record) {
    guard let base = record.value("knowledgeBaseId", .knowledgeItems).text, let item = record.value("item", .knowledgeItems).text else {
      return nil
    }
    self.base = base
    self.item = item
  }
}

/// Puts a list of titles and lists of counts together: counted items get titles, items of a base that a complete list of counts leaves
/// out get 0 citations in its window, and the bare titles that are counted are no rows of their own any more.
func joinItems(_ documents: inout Documents, _ bodies: Set<Int>, _ bases: [RedactedText: RedactedText]) {
  findBases(&documents, bodies)
  guard let all = documents.records[.knowledgeItems] else { return }
  let own = all.filter { bodies.contains($0.body) }
  func isCount(_ record: Record) -> Bool { documents.bodies[record.body].kind == "analytics-kb-items" }
  var titles: [Item: Record] = [:]
  var order: [Item] = []
  for record in own where !isCount(record) {
    guard let item = Item(record) else { continue }
    if titles.updateValue(record, forKey: item) == nil { order.append(item) }
  }
  let counted = Set(own.filter(isCount).compactMap { Item($0) })
  var uncited: [Record] = []
  var completeBases: Set<RedactedText> = []
  for index in bodies.sorted() where documents.bodies[index].kind == "analytics-kb-items" {
    let body = documents.bodies[index]
    let here = Set(own.filter { $0.body == index }.compactMap { Item($0) })
    guard let base = here.first?.base ?? body.subject["knowledge base"], body.statedTotal == body.rows else { continue }
    completeBases.insert(base)
    var row = body.rows
    for item in order where item.base == base && !here.contains(item) {
      row += 1
      uncited.append(
        Record(
          .knowledgeItems, body: index, row: row,
          ["knowledgeBaseId": .text(item.base), "item": .text(item.item), "citations": .number(0)]))
    }
  }
  documents.records[.knowledgeItems] =
    all.filter { record in
      guard bodies.contains(record.body), !isCount(record), let item = Item(record) else { return true }
      return !counted.contains(item) && !completeBases.contains(item.base)
    } + uncited
  documents.change(.knowledgeItems, bodies) { record in
    if let base = record["knowledgeBaseId"].text, record["knowledgeBase"].isMissing {
      record["knowledgeBase"] = bases[base].map { .text($0) } ?? .missing
    }
    guard let item = Item(record.record), let found = titles[item] else { return }
    for field in ["title", "type"] where record[field].isMissing { record[field] = found.value(field, .knowledgeItems) }
  }
}

/// An item that names no knowledge base belongs to the only one that has an item with its id.
private func findBases(_ documents: inout Documents, _ bodies: Set<Int>) {
  var bases: [RedactedText: Set<RedactedText>] = [:]
  for record in documents[.knowledgeItems] where bodies.contains(record.body) {
    if let item = Item(record) { bases[item.item, default: []].insert(item.base) }
  }
  documents.change(.knowledgeItems, bodies) { record in
    guard record["knowledgeBaseId"].isMissing, let item = record["item"].text, let found = bases[item], found.count == 1,
      let base = found.first
    else { return }
    record["knowledgeBaseId"] = .text(base)
  }
}
