import Aggregation
import Basics
import Ingestion
import Records

/// docs/formats/coverage.md: every documented field of every vendor, what becomes of it and where it appears. Written from the registry and
/// the built-in sections, so that the table cannot promise what the program does not do (a test compares them).
public enum FormatReference {
  /// The whole document.
  public static func markdown() throws(Diagnostics) -> String {
    let appearances = try Appearances()
    var text = introduction
    let bodies = formatCoverage()
    for vendor in Vendor.allCases {
      text += "\n## \(vendor.name)\n"
      if vendor == .chatcaptain { text += components(appearances) }
      for body in bodies where body.vendor == vendor { text += table(body, appearances) }
    }
    return text
  }

  /// Components of the ChatCaptain reports that appear nowhere: none, or a test fails.
  static func componentsWithoutPage() throws(Diagnostics) -> [String] {
    let appearances = try Appearances()
    return componentCoverage().filter { $0.metric.map { appearances.pages(metric: $0).isEmpty } ?? true }.map { "\($0.report) \($0.id)" }
  }

  private static func components(_ appearances: Appearances) -> String {
    var text = ""
    for report in ["report-overview", "report-channel"] {
      text += "\n### Components of `\(report)`\n\n| Id | Name | Says | Metric | Computed from raw rows, else reported | Page |\n"
      text += "| --- | --- | --- | --- | --- | --- |\n"
      for component in componentCoverage() where component.report == report {
        let metric = component.metric.flatMap { MetricCatalogue.metric(MetricID(rawValue: $0)) }
        text += row([
          "\(component.id)", "`\(component.name)`", component.words, component.metric.map { "`\($0)`" } ?? "",
          metric.map(source) ?? "reported", pages(component.metric.map(appearances.pages(metric:)) ?? []),
        ])
      }
    }
    return text
  }

  /// Whether a metric has a formula over rows of ours.
  private static func source(_ metric: Metric) -> String {
    if case .reported = metric.expression { return "reported" }
    return "computed; reported where there are no rows"
  }

  private static func table(_ body: FormatCoverage, _ appearances: Appearances) -> String {
    var text = "\n### `\(body.kind)`\n\n\(body.endpoint)\(body.endpoint.hasSuffix(".") ? "" : ".")"
    if let reason = body.listedBecause { text += " Listed, not read: \(reason)." }
    text += "\n"
    if body.fields.isEmpty { return text }
    text += "\n| Field | Becomes | Page |\n| --- | --- | --- |\n"
    for field in body.fields {
      let (becomes, where_) = words(field.use, body.kind, field.path, appearances)
      text += row(["`\(field.path)`", becomes, pages(where_)])
    }
    return text
  }

  private static func words(_ use: FormatCoverage.Use, _ kind: String, _ path: String, _ appearances: Appearances) -> (String, [String]) {
    switch use {
    case .reported(let metric?):
      let found = appearances.pages(metric: metric)
      return ("figure beside `\(metric)`", found.isEmpty ? ["Data quality"] : found)
    case .reported(nil):
      let quantity = path.split(separator: ".").last(where: { $0 != "*" }).map(String.init) ?? path
      return ("figure as reported", withData(appearances.pages(body: kind, quantity: quantity)))
    case let .record(kind, field):
      let title = kind.schema.field(field)?.title ?? field
      return ("\(kind.schema.title): \(title)", withData(appearances.pages(record: kind)))
    case .conversation(let column): return ("conversation: \(column)", ["every page of conversations"])
    case .context: return ("context: says what the body is about", ["Data quality"])
    case .unused(let reason): return ("not used: \(reason)", [])
    }
  }

  /// Every figure and every record is at least in the data files of its period.
  private static func withData(_ pages: [String]) -> [String] { pages.isEmpty ? ["`data/reported.json`"] : pages }

  private static func pages(_ list: [String]) -> String {
    list.count <= 4 ? list.joined(separator: ", ") : list.prefix(3).joined(separator: ", ") + " and \(list.count - 3) more"
  }

  private static func row(_ cells: [String]) -> String {
    "| " + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }.joined(separator: " | ")
      + " |\n"
  }

  private static let introduction = """
    # What becomes of every field

    Written from the registry of formats and the built-in sections (`make record`). A field becomes a reported figure (shown as the vendor's,
    and held against ours on the page *Data quality* where a metric means the same, whatever other pages show the metric), a field of a record or of a conversation (from which
    figures are computed), or context; or it is not used, and the table says why. `*` stands for elements of a list and for keys that are data.

    """
}
