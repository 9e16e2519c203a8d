import Aggregation
import Basics
import Markdown

/// Reads a fenced block into a checked `Block`; collects every problem of it.
struct BlockReader {
  let directive: BlockDirective
  let catalogue: Catalogue
  private(set) var problems = Diagnostics()

  private init(_ directive: BlockDirective, _ catalogue: Catalogue) {
    self.directive = directive
    self.catalogue = catalogue
  }

  /// The block of a directive, or every reason why it is none.
  static func read(_ directive: BlockDirective, _ catalogue: Catalogue = .builtIn) throws(Diagnostics) -> Block {
    var reader = BlockReader(directive, catalogue)
    let block = reader.block()
    guard let block, !reader.problems.hasErrors else { throw reader.problems.sorted() }
    return block
  }

  private mutating func block() -> Block? {
    if let read = documentBlock() { return read }
    guard let content = content() else { return nil }
    checkKeys(content)
    let metrics = metrics(content)
    let dimensions = dimensions(content)
    var block = Block(content: content, metrics: metrics, location: directive.location)
    block.dimensions = dimensions
    block.filters = filters()
    block.comparison = comparison()
    block.limit = limit()
    block.order = order(metrics)
    block.title = directive["title"]?.value
    block.note = directive["note"]?.value
    block.width = choice("width", BlockWidth.allCases.map { ($0.rawValue, $0) })
    if !problems.hasErrors { checkCombination(block) }
    return block
  }

  private mutating func content() -> Block.Content? {
    switch directive.kind {
    case "table": return .table
    case "kpis": return .kpis
    default: break
    }
    let kinds = ChartKind.allCases.map(\.rawValue)
    guard let entry = directive["kind"] else {
      report("missing-key", directive.location, "a chart needs a kind", help: "write kind: and one of \(kinds.joined(separator: ", "))")
      return nil
    }
    guard let kind = ChartKind(rawValue: entry.value) else {
      report(
        "unknown-kind", entry.valueLocation, "no chart is of the kind \"\(entry.value)\"",
        suggestions: nearestNames(to: entry.value, in: kinds), help: "kinds: \(kinds.joined(separator: ", "))")
      return nil
    }
    return .chart(kind)
  }

  static func keys(of content: Block.Content) -> [String] {
    switch content {
    case .chart(let kind): (kind.keys + ["kind", "metric"]).sorted()
    case .table: ["by", "compare", "limit", "metric", "note", "sort", "title", "where", "width"]
    case .kpis: ["compare", "metric", "note", "title", "where"]
    case .records: RecordsQuery.keys
    case .reported: ReportedQuery.keys
    case .quotes: QuotesQuery.keys
    case .insight: InsightQuery.keys
    }
  }

  private static func name(_ content: Block.Content) -> String {
    switch content {
    case .chart(let kind): "a \(kind.rawValue) chart"
    case .table: "a table"
    case .kpis: "a row of cards"
    case .records: "a table of records"
    case .reported: "a block of reported figures"
    case .quotes: "a block of quotes"
    case .insight: "a block of an insight"
    }
  }

  mutating func checkKeys(_ content: Block.Content) {
    let keys = Self.keys(of: content)
    for entry in directive.entries where !keys.contains(entry.key) {
      report(
        "unknown-key", entry.keyLocation, "\(Self.name(content)) has no key \"\(entry.key)\"",
        suggestions: nearestNames(to: entry.key, in: keys), help: "keys: \(keys.joined(separator: ", "))")
    }
  }

  mutating func metrics(_ content: Block.Content) -> [Metric] {
    guard let entry = directive["metric"] else {
      report("missing-key", directive.location, "\(Self.name(content)) needs a metric", help: MetricHelp.list)
      return []
    }
    var metrics: [Metric] = []
    for part in words(of: entry, separator: ",") {
      if let metric = catalogue.metric(MetricID(rawValue: part.text)) {
        metrics.append(metric)
      } else {
        report(
          "unknown-metric", part.location, "no metric is called \"\(part.text)\"",
          suggestions: nearestNames(to: part.text, in: catalogue.metrics.map(\.id.rawValue)), help: MetricHelp.list)
      }
    }
    return metrics
  }

  private mutating func dimensions(_ content: Block.Content) -> [Dimension] {
    guard let entry = directive["by"] else {
      guard case .chart(let kind) = content else { return [] }
      return kind.defaultDimensions.compactMap { catalogue.dimension(DimensionID(rawValue: $0)) }
    }
    return words(of: entry, separator: ",").compactMap { dimension($0.text, at: $0.location) }
  }

  private mutating func dimension(_ name: String, at location: SourceLocation) -> Dimension? {
    if let dimension = catalogue.dimension(DimensionID(rawValue: name)) { return dimension }
    let names = catalogue.dimensions.map(\.id.rawValue)
    report(
      "unknown-dimension", location, "nothing can be grouped by \"\(name)\"", suggestions: nearestNames(to: name, in: names),
      help: "dimensions: \(names.joined(separator: ", "))")
    return nil
  }

  private mutating func filters() -> [Filter] {
    guard let entry = directive["where"] else { return [] }
    var filters: [Filter] = []
    for part in words(of: entry, separator: ",") {
      let sides = part.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = sides.count == 2 ? trimmed(sides[1]) : ""
      guard sides.count == 2, !value.isEmpty else {
        report("invalid-filter", part.location, "a filter is written as dimension = value", help: "for example where: assistant = Billing")
        continue
      }
      guard let dimension = dimension(trimmed(sides[0]), at: part.location) else { continue }
      filters.append(Filter(dimension.id, value))
    }
    return filters
  }

  private mutating func comparison() -> BlockComparison {
    choice("compare", BlockComparison.allCases.map { ($0.rawValue, $0) }) ?? .previous
  }

  mutating func limit() -> Int? {
    guard let entry = directive["limit"] else { return nil }
    guard let number = Int(entry.value), (1...200).contains(number) else {
      report("invalid-limit", entry.valueLocation, "a limit is a whole number from 1 to 200")
      return nil
    }
    return number
  }

  private mutating func order(_ metrics: [Metric]) -> GroupOrder? {
    let columns = metrics.enumerated().map { ($0.element.id.rawValue, GroupOrder.metric($0.offset)) }
    return choice("sort", GroupOrder.words + columns)
  }

  mutating func choice<Value>(_ key: String, _ choices: [(String, Value)]) -> Value? {
    guard let entry = directive[key] else { return nil }
    if let found = choices.first(where: { $0.0 == entry.value }) { return found.1 }
    let names = choices.map(\.0)
    report(
      "unknown-value", entry.valueLocation, "\"\(entry.value)\" is no choice for \(key)",
      suggestions: nearestNames(to: entry.value, in: names), help: "choices: \(names.joined(separator: ", "))")
    return nil
  }

  /// The parts of a value with their places.
  func words(of entry: BlockDirective.Entry, separator: Character) -> [(text: String, location: SourceLocation)] {
    var words: [(String, SourceLocation)] = []
    var offset = 0
    for part in entry.value.split(separator: separator, omittingEmptySubsequences: false) {
      let leading = part.utf8.prefix { $0 == 0x20 }.count
      var location = entry.valueLocation
      if let column = location.column { location.column = column + offset + leading }
      words.append((trimmed(part), location))
      offset += part.utf8.count + 1
    }
    return words
  }

  func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  mutating func report(
    _ code: String, _ location: SourceLocation, _ message: String, suggestions: [String] = [], help: String? = nil
  ) {
    problems.report(Diagnostic(code, area: .content, at: location, message, suggestions: suggestions, help: help))
  }
}

extension BlockReader {
  /// What only the whole block can tell: numbers of metrics and dimensions, dimensions the kind cannot draw.
  fileprivate mutating func checkCombination(_ block: Block) {
    switch block.content {
    case .kpis, .records, .reported, .quotes, .insight: break
    case .table:
      if block.dimensions.count > 1 {
        reportCombination("by", "a table groups by one dimension at most", help: "write two tables, or a stacked chart")
      }
    case .chart(let kind):
      checkCounts(block, kind)
      checkUnits(block, kind)
    }
  }

  private mutating func checkCounts(_ block: Block, _ kind: ChartKind) {
    if !kind.metrics.contains(block.metrics.count) {
      reportCombination("metric", "a \(kind.rawValue) chart takes \(Self.words(kind.metrics, "metric")), not \(block.metrics.count)")
    }
    let dimensions = kind.dimensions
    if !dimensions.contains(block.dimensions.count) {
      let help = block.dimensions.isEmpty ? "write by: and a dimension" : nil
      reportCombination(
        "by", "a \(kind.rawValue) chart groups by \(Self.words(dimensions, "dimension")), not \(block.dimensions.count)", help: help)
    }
    if let allowed = kind.allowedDimensions {
      for dimension in block.dimensions where !allowed.contains(dimension.id.rawValue) {
        let names = allowed.sorted().joined(separator: " and ")
        reportCombination("by", "a \(kind.rawValue) chart cannot group by \(dimension.id.rawValue), only by \(names)")
      }
    }
  }

  private mutating func checkUnits(_ block: Block, _ kind: ChartKind) {
    switch kind {
    case .steps:
      for metric in block.metrics where !metric.isStep {
        reportCombination(
          "metric", "a steps chart needs counts or shares of conversations; \(metric.id.rawValue) is neither")
      }
    case .stacked:
      for metric in block.metrics where metric.unit != .count {
        reportCombination("metric", "a stacked chart splits a count; \(metric.id.rawValue) is none")
      }
    case .histogram:
      for metric in block.metrics where !metric.hasDistribution {
        reportCombination("metric", "a histogram needs a median or another line of a measure; \(metric.id.rawValue) is none")
      }
    case .line:
      if let first = block.metrics.first, block.metrics.contains(where: { $0.unit != first.unit }) {
        reportCombination("metric", "the lines of one chart need one unit")
      }
    default: break
    }
  }

  private mutating func reportCombination(_ key: String, _ message: String, help: String? = nil) {
    let location = directive[key]?.valueLocation ?? directive.location
    problems.report(Diagnostic("invalid-block", area: .content, at: location, message, help: help))
  }

  private static func words(_ range: ClosedRange<Int>, _ noun: String) -> String {
    let plural = range.upperBound == 1 ? noun : noun + "s"
    return range.lowerBound == range.upperBound ? "\(range.lowerBound) \(plural)" : "\(range.lowerBound) to \(range.upperBound) \(plural)"
  }
}
