import Aggregation
import Basics
import Records

/// On which built-in pages metrics, records and reported bodies appear, from the sections themselves.
struct Appearances {
  private var metrics: [MetricID: [String]] = [:]
  private var records: [RecordKind: [String]] = [:]
  private var bodies: [String: [String]] = [:]
  private var quantities: [String: [String]] = [:]

  /// Reads the built-in sections.
  init() throws(Diagnostics) {
    let library = try SectionLibrary(
      builtIn: EmbeddedTexts.sections, files: ProjectFiles(root: "/nonexistent"), folder: "sections",
      pages: PageCatalogue.withSections.map(\.folder)
    )
    for page in PageCatalogue.all {
      for section in library.sections[page.folder] ?? [] {
        for query in section.blocks.queries { for metric in query.metrics { add(page.label, to: &metrics[metric, default: []]) } }
        for block in section.blocks.all { add(block, page.label) }
      }
    }
    // What a record feeds through metrics appears where they do.
    for metric in MetricCatalogue.all {
      guard case .records(let expression) = metric.expression else { continue }
      for page in metrics[metric.id] ?? [] { add(page, to: &records[expression.kind, default: []]) }
    }
  }

  private mutating func add(_ block: Block, _ page: String) {
    switch block.content {
    case .records(let query): add(page, to: &records[query.kind, default: []])
    case .quotes: add(page, to: &records[.quotes, default: []])
    case .reported(let query):
      for kind in query.kinds { add(page, to: &bodies[kind, default: []]) }
      for quantity in query.quantities { add(page, to: &quantities[quantity, default: []]) }
      for metric in query.metrics { add(page, to: &metrics[metric.id, default: []]) }
    default: break
    }
  }

  private func add(_ page: String, to list: inout [String]) {
    if !list.contains(page) { list.append(page) }
  }

  /// Pages of a metric.
  func pages(metric: String) -> [String] { metrics[MetricID(rawValue: metric)] ?? [] }
  /// Pages of a kind of record.
  func pages(record kind: RecordKind) -> [String] { records[kind] ?? [] }
  /// Pages that show figures of a kind of body, all of them or this one.
  func pages(body kind: String, quantity: String) -> [String] {
    (bodies[kind] ?? []) + (quantities[quantity] ?? []).filter { !(bodies[kind] ?? []).contains($0) }
  }
}
