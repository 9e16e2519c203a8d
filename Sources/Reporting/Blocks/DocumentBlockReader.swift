import Aggregation
import Basics
import Markdown
import Records

extension BlockReader {
  /// A block of documents; nil when the directive is of another kind.
  mutating func documentBlock() -> Block? {
    let content: Block.Content?
    switch directive.kind {
    case "records": content = records().map { .records($0) }
    case "reported": content = .reported(reported())
    case "quotes": content = .quotes(quotes())
    case "insight": content = insight().map { .insight($0) }
    default: return nil
    }
    var block = Block(content: content ?? .quotes(QuotesQuery()), metrics: [], location: directive.location)
    if let content { checkKeys(content) }
    block.limit = limit()
    block.title = directive["title"]?.value
    block.note = directive["note"]?.value
    block.width = choice("width", BlockWidth.allCases.map { ($0.rawValue, $0) })
    return block
  }

  private mutating func records() -> RecordsQuery? {
    let kinds = RecordKind.allCases.map(\.rawValue)
    guard let entry = directive["kind"] else {
      report("missing-key", directive.location, "a table of records needs a kind", help: "kinds: \(kinds.joined(separator: ", "))")
      return nil
    }
    guard let kind = RecordKind(rawValue: entry.value) else {
      report(
        "unknown-kind", entry.valueLocation, "no records are called \"\(entry.value)\"",
        suggestions: nearestNames(to: entry.value, in: kinds), help: "kinds: \(kinds.joined(separator: ", "))")
      return nil
    }
    var query = RecordsQuery(kind: kind, columns: [])
    query.columns = fields("columns", kind).map(\.field)
    if query.columns.isEmpty { query.columns = kind.schema.fields.prefix(6).map(\.id) }
    query.sort = orders("sort", kind)
    query.pages = orders("pages", kind)
    query.filters = fields("filter", kind).map(\.field)
    query.conditions = conditions(kind)
    return query
  }

  /// Names of fields, each with the rest of its part: `score desc`.
  private mutating func fields(_ key: String, _ kind: RecordKind) -> [(field: FieldID, rest: Substring, location: SourceLocation)] {
    guard let entry = directive[key] else { return [] }
    var found: [(FieldID, Substring, SourceLocation)] = []
    for part in words(of: entry, separator: ",") {
      let name = part.text.prefix { $0 != " " }
      guard let field = field(String(name), kind, part.location) else { continue }
      found.append((field.id, part.text.dropFirst(name.count), part.location))
    }
    return found
  }

  private mutating func field(_ name: String, _ kind: RecordKind, _ location: SourceLocation) -> RecordSchema.Field? {
    if let field = kind.schema.field(name) { return field }
    let names = kind.schema.fields.map(\.id)
    report(
      "unknown-field", location, "\(kind.rawValue) have no field \"\(name)\"", suggestions: nearestNames(to: name, in: names),
      help: "fields: \(names.joined(separator: ", "))")
    return nil
  }

  private mutating func orders(_ key: String, _ kind: RecordKind) -> [RecordOrder] {
    fields(key, kind).compactMap { field, rest, location in
      switch rest.split(separator: " ").joined(separator: " ") {
      case "", "asc": return RecordOrder(field: field, isDescending: false)
      case "desc": return RecordOrder(field: field, isDescending: true)
      default:
        report("invalid-order", location, "an order is a field, alone or followed by asc or desc", help: "for example sort: score desc")
        return nil
      }
    }
  }

  private mutating func conditions(_ kind: RecordKind) -> [RecordCondition] {
    guard let entry = directive["where"] else { return [] }
    var made: [RecordCondition] = []
    for part in words(of: entry, separator: ",") {
      let sign = RecordCondition.Comparison.allCases.first { part.text.contains($0.rawValue) }
      guard let sign, let range = part.text.firstRange(of: sign.rawValue) else {
        report("invalid-filter", part.location, "a filter is written as field = value", help: "for example where: hasRemark = true")
        continue
      }
      let value = trimmed(part.text[range.upperBound...])
      guard let field = field(trimmed(part.text[..<range.lowerBound]), kind, part.location) else { continue }
      if let problem = Self.problem(value, sign, field) {
        report("invalid-filter", part.location, problem)
        continue
      }
      made.append(RecordCondition(field: field.id, comparison: sign, value: value))
    }
    return made
  }

  private static func problem(_ value: String, _ sign: RecordCondition.Comparison, _ field: RecordSchema.Field) -> String? {
    if value == "missing" { return nil }
    switch field.type {
    case .number: return Double(value) == nil ? "\(field.id) is compared with a number" : nil
    case .flag: return value == "true" || value == "false" ? nil : "\(field.id) is true or false"
    case .time: return "\(field.id) is a time; records are put into their period by themselves"
    case .text, .list:
      if value.isEmpty { return "a filter needs a value behind \(sign.rawValue)" }
      return sign == .equal || sign == .notEqual ? nil : "\(field.id) is a text, which is compared by = or !="
    }
  }

  private mutating func vendor() -> Vendor? { choice("vendor", Vendor.allCases.map { ($0.rawValue, $0) }) }

  private mutating func reported() -> ReportedQuery {
    var query = ReportedQuery()
    query.vendor = vendor()
    if let entry = directive["kind"] { query.kinds = words(of: entry, separator: ",").map(\.text) }
    if let entry = directive["quantity"] { query.quantities = words(of: entry, separator: ",").map(\.text) }
    if directive["metric"] != nil { query.metrics = metrics(.reported(query)) }
    if query.kinds.isEmpty && query.quantities.isEmpty && query.metrics.isEmpty {
      report(
        "missing-key", directive.location, "a block of reported figures says which ones",
        help: "write quantity:, metric: or kind:")
    }
    if let entry = directive["by"] {
      if ReportedQuery.dimensions.contains(entry.value) {
        query.dimension = entry.value
      } else {
        report(
          "unknown-dimension", entry.valueLocation, "no vendor cuts figures by \"\(entry.value)\"",
          suggestions: nearestNames(to: entry.value, in: ReportedQuery.dimensions),
          help: "dimensions: \(ReportedQuery.dimensions.joined(separator: ", "))")
      }
    }
    query.form = choice("as", ReportedQuery.Form.allCases.map { ($0.rawValue, $0) }) ?? (query.dimension == nil ? .table : .bars)
    if query.form == .line, query.dimension != nil, let entry = directive["by"] {
      report("invalid-block", entry.keyLocation, "a line of reported figures is not cut", help: "leave out by: or as: line")
    }
    if query.form == .bars, query.dimension == nil, let entry = directive["as"] {
      report("invalid-block", entry.valueLocation, "bars need something to compare", help: "write by: and a dimension")
    }
    return query
  }

  private mutating func insight() -> InsightQuery? {
    let kinds = InsightQuery.Kind.allCases.map(\.rawValue)
    guard let entry = directive["kind"] else {
      report("missing-key", directive.location, "an insight needs a kind", help: "kinds: \(kinds.joined(separator: ", "))")
      return nil
    }
    guard let kind = InsightQuery.Kind(rawValue: entry.value) else {
      report(
        "unknown-kind", entry.valueLocation, "no insight is called \"\(entry.value)\"",
        suggestions: nearestNames(to: entry.value, in: kinds), help: "kinds: \(kinds.joined(separator: ", "))")
      return nil
    }
    return InsightQuery(kind: kind)
  }

  private mutating func quotes() -> QuotesQuery { QuotesQuery(vendor: vendor()) }
}
