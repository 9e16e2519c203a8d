import Foundation
import Testing

@testable import Ingestion

@Suite("docs/formats/chatcaptain.md") struct CaptainDocumentationTests {
  static let path: String = {
    var place = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { place.deleteLastPathComponent() }
    return place.appendingPathComponent("docs/formats/chatcaptain.md").path
  }()

  /// The table as it must stand, one line a component.
  static var table: String {
    var lines: [String] = []
    for report in ReportKind.allCases {
      lines += ["| `\(report.rawValue)` | Name | Says | Class | Metric |", "| --- | --- | --- | --- | --- |"]
      for component in Component.all where component.report == report {
        let cut = component.dimension.map { component.form == .breakdown ? " by \($0)" : "" } ?? ""
        let metric = component.metric.map { "`\($0)`\(cut)" } ?? "–"
        lines.append("| \(component.id) | `\(component.name)` | \(component.words) | \(component.form.rawValue) | \(metric) |")
      }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  @Test("the table of components is the one that decodes")
  func components() throws {
    let text = try String(contentsOfFile: Self.path, encoding: .utf8)
    let parts = text.split(separator: "held by a test -->\n", maxSplits: 1)
    let body = try #require(parts.last).split(separator: "<!-- /components -->").first
    #expect(body.map(String.init) == "\n" + Self.table + "\n")
  }

  @Test("every kind is named")
  func kinds() throws {
    let text = try String(contentsOfFile: Self.path, encoding: .utf8)
    for body in VendorFormat.chatcaptain.bodies { #expect(text.contains("`\(body.kind)`"), "\(body.kind)") }
  }
}
