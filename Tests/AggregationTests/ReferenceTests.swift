import Foundation
import Testing

@testable import Aggregation

@Suite("The reference of metrics")
struct ReferenceTests {
  @Test("docs/metrics.md is written from the catalogue")
  func document() throws {
    let file = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "../../docs/metrics.md")
    if ProcessInfo.processInfo.environment["PARLANCE_RECORD"] != nil {
      try Data(MetricReference.markdown.utf8).write(to: file)
      Issue.record("recorded; run again without PARLANCE_RECORD")
      return
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == MetricReference.markdown)
  }

  @Test("every metric and dimension is in it")
  func complete() {
    for metric in MetricCatalogue.all { #expect(MetricReference.markdown.contains("| `\(metric.id)` ")) }
    for dimension in DimensionCatalogue.all { #expect(MetricReference.markdown.contains("| `\(dimension.id)` |")) }
    for line in MetricReference.markdown.split(separator: "\n") where line.hasPrefix("| `") && line.contains(" C, ") {
      #expect(line.split(separator: " | ", omittingEmptySubsequences: false).count == 7)
    }
  }
}
