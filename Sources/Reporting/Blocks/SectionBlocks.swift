import Aggregation
import Basics
import Markdown

/// The live values and blocks of one section, all checked.
struct SectionBlocks: Sendable {
  /// Blocks in the order of the text, each with its directive.
  private let blocks: [BlockDirective: Block]
  /// Live values by path.
  private let inlines: [String: InlineValue]
  /// The metrics the section cannot do without (front matter `requires`); it is left out when none of them has data.
  let requires: [MetricID]
  /// The dimension for whose groups the section is repeated (front matter `for-each`); nil = it stands once.
  let forEach: DimensionID?
  /// Everything this section asks of the aggregation.
  let queries: [Query]

  /// Checks a section; throws every problem of it together.
  init(parsing document: MarkdownDocument, _ catalogue: Catalogue = .builtIn) throws(Diagnostics) {
    var problems = Diagnostics()
    var blocks: [BlockDirective: Block] = [:]
    var inlines: [String: InlineValue] = [:]
    var queries: [Query] = []
    let forEach = Self.forEach(document, catalogue, &problems)
    // Which groups there are is known only after reading; the question is the same for each.
    let pinned = forEach.map { [Filter($0, "")] } ?? []
    for directive in document.blocks {
      do {
        let block = try BlockReader.read(directive, catalogue)
        blocks[directive] = block
        queries += block.pinned(pinned).queries
      } catch { problems.report(contentsOf: error) }
    }
    for directive in document.inlines {
      do {
        let value = try InlineValue(reading: directive, catalogue)
        inlines[directive.path] = value
        queries.append(Query([value.metric.id], where: pinned))
      } catch { problems.report(error) }
    }
    self.requires = Self.requires(document, catalogue, &problems)
    queries += requires.map { Query([$0]) }
    self.forEach = forEach
    self.blocks = blocks
    self.inlines = inlines
    self.queries = queries
    try problems.throwIfErrors()
  }

  /// All blocks, in no order.
  var all: [Block] { Array(blocks.values) }

  /// The block of a directive.
  func block(_ directive: BlockDirective) -> Block? { blocks[directive] }

  /// The live value of a directive.
  func inline(_ directive: InlineDirective) -> InlineValue? { inlines[directive.path] }

  private static func forEach(_ document: MarkdownDocument, _ catalogue: Catalogue, _ problems: inout Diagnostics) -> DimensionID? {
    guard let name = document.frontMatter["for-each"]?.text else { return nil }
    if let dimension = catalogue.dimension(DimensionID(rawValue: name)) { return dimension.id }
    let names = catalogue.dimensions.map(\.id.rawValue)
    problems.report(
      Diagnostic(
        "unknown-dimension", area: .content, at: document.frontMatterLocations["for-each"],
        "a section cannot be repeated for each \"\(name)\"", suggestions: nearestNames(to: name, in: names),
        help: "dimensions: \(names.joined(separator: ", "))"))
    return nil
  }

  private static func requires(_ document: MarkdownDocument, _ catalogue: Catalogue, _ problems: inout Diagnostics) -> [MetricID] {
    guard let value = document.frontMatter["requires"] else { return [] }
    let names: [String]
    switch value {
    case .text(let text): names = text.split(separator: ",").map { $0.filter { $0 != " " } }
    case .list(let list): names = list.compactMap(\.text)
    default: names = []
    }
    var found: [MetricID] = []
    for name in names {
      if let metric = catalogue.metric(MetricID(rawValue: name)) {
        found.append(metric.id)
      } else {
        problems.report(
          Diagnostic(
            "unknown-metric", area: .content, at: document.frontMatterLocations["requires"], "no metric is called \"\(name)\"",
            suggestions: nearestNames(to: name, in: catalogue.metrics.map(\.id.rawValue)), help: MetricHelp.list))
      }
    }
    return found
  }
}
