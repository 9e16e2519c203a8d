import Markup
import Notation
import Records

/// Remarks of vendors, quoted as theirs.
struct QuotesBlock: FigureBlock {
  let block: Block
  let query: QuotesQuery
  let context: BlockContext
  let id: String

  func render() -> RenderedBlock {
    let documents = context.documents
    let quotes = documents.records(.quotes).filter { query.vendor == nil || $0.body.vendor == query.vendor }
      .filter { $0.record.value("message", .quotes).text?.string.isEmpty == false }
    let title = block.title ?? "What \(query.vendor?.name ?? "vendors") say\(query.vendor == nil ? "" : "s")"
    if quotes.isEmpty {
      return emptyCard(title, "\(AbsenceWords.noData). No file holds a remark of \(query.vendor?.name ?? "a vendor").")
    }
    let shown = quotes.prefix(block.limit ?? QuotesQuery.usualLimit)
    var writer = MarkupWriter(capacity: 512 * (shown.count + 1))
    writer.raw(#"<figure class="fig card flow"#)
    writer.raw(isWide ? #" wide""# : #"""#)
    writer.attribute("id", id)
    writer.raw(">\n")
    CardHead(id: id, title: title, subtitle: "Quoted, not checked").write(into: &writer)
    for placed in shown { write(placed, into: &writer) }
    for note in notes {
      writer.raw(#"<p class="small muted mt">"#)
      writer.text(note)
      writer.raw("</p>\n")
    }
    if let download = context.dataLink(id) { writer.fragment(DownloadLink(address: download).fragment) }
    writer.raw("</figure>\n")
    return RenderedBlock(fragment: writer.finish(), tables: [table(quotes, title)], shownRecords: [.quotes])
  }

  private func write(_ placed: PeriodDocuments.Placed, into writer: inout MarkupWriter) {
    writer.raw(#"<blockquote class="quote"><p>"#)
    writer.text(placed.record.value("message", .quotes).text?.string ?? "")
    writer.raw(#"</p><footer>"#)
    writer.text(attribution(placed))
    writer.raw("</footer></blockquote>\n")
  }

  private func attribution(_ placed: PeriodDocuments.Placed) -> String {
    let type = placed.record.value("type", .quotes).text.map { ", \(ReportedWords.quantity($0.string).lowercased())" } ?? ""
    return "\(placed.body.vendor.name)\(type), \(ReportedWords.taken(placed.body, context.documents.zone, notation))"
  }

  private func table(_ quotes: [PeriodDocuments.Placed], _ title: String) -> PublishedTable {
    PublishedTable(
      id: id, title: title,
      columns: [.init(id: "vendor", title: "Vendor"), .init(id: "type", title: "Type"), .init(id: "message", title: "Remark")],
      rows: quotes.map { placed in
        [
          .init(placed.body.vendor.rawValue), .init(placed.record.value("type", .quotes).text?.string ?? ""),
          .init(placed.record.value("message", .quotes).text?.string ?? ""),
        ]
      })
  }
}
