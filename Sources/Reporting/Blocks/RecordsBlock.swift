import Markup
import Notation
import Records

/// Things a vendor lists, one a row: the first of them on the page, all of them in the files and on pages of their own.
struct RecordsBlock: FigureBlock {
  let block: Block
  let query: RecordsQuery
  let context: BlockContext
  let id: String

  /// Elements that one page may hold: rows times columns.
  private static let pageCells = 4_000

  private var kind: RecordKind { query.kind }
  private var schema: RecordSchema { kind.schema }
  private var documents: PeriodDocuments { context.documents }

  func render() -> RenderedBlock {
    let listed = documents.records(kind)
    if listed.isEmpty {
      return emptyCard(
        schema.title, "\(AbsenceWords.noData). No file lists \(PlainEnglish.inside(schema.title)) of \(context.periodWords).")
    }
    let matching = listed.filter { placed in
      query.conditions.allSatisfy { $0.holds(placed.record.value($0.field, kind)) }
    }
    if matching.isEmpty {
      return emptyCard(schema.title, "None of \(counted(listed.count)) meets what this table asks for.")
    }
    let sorted = RecordOrder.sorted(matching, kind, by: query.sort)
    let limit = block.limit ?? RecordsQuery.usualLimit
    let shown = sorted.count <= limit + 1 ? sorted : Array(sorted.prefix(limit))
    let columns = columns(sorted)
    let pages = hasPages(matching.count) ? query.pages.map { page($0, matching, columns) } : []
    let card = TableCard(
      id: id, isWide: block.width == .wide || (block.width == nil && columns.count > 4), title: nil, subtitle: nil,
      table: table(shown, columns, order: query.sort.first, caption: caption), reading: reading(shown.count, matching, listed.count),
      notes: remarks(shown, columns) + notes, download: context.dataLink(id), links: links(matching.count, current: nil))
    return RenderedBlock(fragment: card.fragment, tables: [published(sorted)], pages: pages, shownRecords: [kind])
  }

  private var caption: String { block.title ?? "\(schema.title), \(context.periodWords)" }

  /// The columns that may be shown, with how they are written.
  private func columns(_ records: [PeriodDocuments.Placed]) -> [FieldText] {
    query.columns.filter(documents.mayShow).compactMap { text($0, records) }
  }

  private func text(_ field: FieldID, _ records: [PeriodDocuments.Placed]) -> FieldText? {
    schema.field(field).map { field in
      FieldText(
        field, anchor: schema.anchor, values: records.map { $0.record.value(field.id, kind) }, zone: documents.zone,
        period: documents.period, notation: notation)
    }
  }

  private func table(
    _ records: [PeriodDocuments.Placed], _ columns: [FieldText], order: RecordOrder?, caption: String, isSortable: Bool = false
  ) -> DataTable {
    DataTable(
      id: id, caption: caption,
      columns: columns.map { column in
        let isOrdered = order?.field == column.field.id
        return DataColumn(
          title: column.title, isNumeric: column.unit != nil, isSortedDescending: isOrdered && order?.isDescending == true,
          isSortedAscending: isOrdered && order?.isDescending == false, isRowHeader: schema.key.contains(column.field.id),
          filter: query.filters.contains(column.field.id) ? Self.filter(column.field.type) : nil)
      },
      rows: records.map { placed in
        DataRow(cells: columns.map { cell(placed.record.value($0.field.id, kind), $0) })
      }, isSortable: isSortable)
  }

  private static func filter(_ type: RecordSchema.FieldType) -> DataColumn.Filter? {
    switch type {
    case .number: .range
    case .list: .all
    case .text, .flag: .choice
    case .time: nil
    }
  }

  private func cell(_ value: FieldValue, _ column: FieldText) -> DataCell {
    guard let text = column.text(value) else { return .keyed("\u{2013}", key: "") }
    return column.key(value).map { .keyed(text, key: $0) } ?? .text(text)
  }

  /// `The first 10 of 34 ratings. As listed by Studio Chat, as of 1 May 2026.`
  private func reading(_ shown: Int, _ matching: [PeriodDocuments.Placed], _ listed: Int) -> String {
    var words = shown < matching.count ? "The first \(number(shown)) of \(counted(matching.count))" : counted(shown)
    if matching.count < listed { words += ", of \(number(listed)) in all" }
    return "\(PlainEnglish.sentence(words)). \(origin(matching))"
  }

  /// Who lists them, and as of when.
  private func origin(_ records: [PeriodDocuments.Placed]) -> String {
    var bodies: [DocumentBody] = []
    for placed in records where !bodies.contains(placed.body) { bodies.append(placed.body) }
    let vendors = PlainEnglish.list(Array(Set(bodies.map(\.vendor))).sorted().map(\.name))
    guard schema.anchor == nil, let latest = bodies.max(by: { ($0.capturedAt ?? .distantPast) < ($1.capturedAt ?? .distantPast) }) else {
      return "As listed by \(vendors)."
    }
    return "As listed by \(vendors), \(ReportedWords.taken(latest, documents.zone, notation))."
  }

  private func remarks(_ shown: [PeriodDocuments.Placed], _ columns: [FieldText]) -> [String] {
    let hasGap = shown.contains { placed in columns.contains { $0.text(placed.record.value($0.field.id, kind)) == nil } }
    guard hasGap else { return [] }
    let vendors = PlainEnglish.list(Array(Set(shown.map(\.body.vendor))).sorted().map(\.name))
    return ["\u{201C}\u{2013}\u{201D}: not stated by \(vendors)."]
  }

  private func number(_ count: Int) -> String { notation.text(Double(count), .count) }

  private func counted(_ count: Int) -> String {
    "\(number(count)) \(count == 1 ? schema.noun : PlainEnglish.inside(schema.title))"
  }
}

extension RecordsBlock {
  /// A table of a few rows is read as it stands.
  private func hasPages(_ count: Int) -> Bool { !query.pages.isEmpty && count >= 8 }

  /// Address of the page with this order.
  private func fileName(_ order: RecordOrder) -> String {
    let field = order.field.map { $0.isUppercase ? "-\($0.lowercased())" : String($0) }.joined()
    return "\(id)-by-\(field)\(order.isDescending ? "-desc" : "").html"
  }

  /// `score, highest first`.
  private func words(_ order: RecordOrder) -> String {
    guard let field = schema.field(order.field) else { return order.field }
    let title = PlainEnglish.inside(field.title)
    switch field.type {
    case .number: return "\(title), \(order.isDescending ? "highest" : "lowest") first"
    case .time: return "\(title), \(order.isDescending ? "latest" : "earliest") first"
    case .flag: return "\(title), \(order.isDescending ? "yes" : "no") first"
    case .text, .list: return order.isDescending ? "\(title), from Z to A" : title
    }
  }

  /// Plain links to the whole table in every order.
  private func links(_ count: Int, current: RecordOrder?) -> Fragment {
    if !hasPages(count) { return .empty }
    var writer = MarkupWriter(capacity: 512)
    writer.raw(#"<p class="small mt download">"#)
    writer.text("All \(counted(count)), sorted by ")
    for (index, order) in query.pages.enumerated() {
      if index > 0 { writer.text(index == query.pages.count - 1 ? " or " : "; ") }
      writer.raw("<a")
      writer.attribute("href", fileName(order))
      if order == current { writer.raw(#" aria-current="page""#) }
      writer.raw(">")
      writer.text(words(order))
      writer.raw("</a>")
    }
    writer.raw("</p>\n")
    return writer.finish()
  }

  private func page(_ order: RecordOrder, _ matching: [PeriodDocuments.Placed], _ columns: [FieldText]) -> SortedPage {
    let sorted = RecordOrder.sorted(matching, kind, by: [order] + query.sort)
    let most = max(50, Self.pageCells / max(1, columns.count + 1))
    let shown = Array(sorted.prefix(most))
    let heading = "\(schema.title) by \(words(order))"
    let card = TableCard(
      id: "\(id)-card", isWide: true, title: nil, subtitle: nil,
      table: table(shown, columns, order: order, caption: heading, isSortable: true),
      reading: reading(shown.count, matching, matching.count),
      notes: remarks(shown, columns), download: context.dataLink(id), links: links(matching.count, current: order))
    return SortedPage(fileName: fileName(order), heading: heading, body: card.fragment)
  }

  /// All records with the shown fields; keys that are not shown come first, so that rows can be told apart.
  private func published(_ records: [PeriodDocuments.Placed]) -> PublishedTable {
    let shown = query.columns.filter(documents.mayShow)
    let fields = (schema.key.filter { !shown.contains($0) && documents.mayShow($0) } + shown).compactMap { text($0, records) }
    return PublishedTable(
      id: id, title: caption,
      columns: [.init(id: "source", title: "Source"), .init(id: "vendor", title: "Vendor")]
        + fields.map { .init(id: $0.field.id, title: $0.field.title, unit: $0.unit) },
      rows: records.map { placed in
        [.init(placed.body.source), .init(placed.body.vendor.rawValue)]
          + fields.map { $0.published(placed.record.value($0.field.id, kind)) }
      })
  }
}

extension PeriodDocuments {
  /// Whether a field may be published: comments of users and names of people only when the project says so.
  func mayShow(_ field: FieldID) -> Bool {
    switch field {
    case "remark": showsRemarks
    case "createdBy": showsPeople
    default: true
    }
  }
}

extension Instant {
  /// Before everything.
  static let distantPast = Instant(microseconds: Int64.min)
}
