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

  @Test("docs/metrics-coverage.md is written from the list of the plan")
  func coverageDocument() throws {
    let file = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().appending(
      path: "../../docs/metrics-coverage.md")
    if ProcessInfo.processInfo.environment["PARLANCE_RECORD"] != nil {
      try Data(MetricCoverage.markdown.utf8).write(to: file)
      Issue.record("recorded; run again without PARLANCE_RECORD")
      return
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == MetricCoverage.markdown)
  }

  @Test("every figure of the plan is where the list says, and none is listed as absent that exists")
  func coverage() {
    let entries = MetricCoverage.subjects.flatMap(\.entries)
    #expect(Set(entries.map(\.id)).count == entries.count)
    for (id, place) in entries {
      let own = MetricCatalogue.metric(MetricID(rawValue: id))
      switch place {
      case .metric: #expect(own != nil, "\(id)")
      case .named(let ids):
        #expect(own == nil, "\(id)")
        for id in ids { #expect(MetricCatalogue.metric(id) != nil, "\(id)") }
      case let .cut(metric, dimensions):
        #expect(own == nil, "\(id)")
        #expect(MetricCatalogue.metric(metric) != nil, "\(metric)")
        for dimension in dimensions { #expect(DimensionCatalogue.dimension(dimension) != nil, "\(dimension)") }
      case .part(let words), .absent(let words):
        #expect(own == nil, "\(id)")
        #expect(words.hasSuffix("."))
      }
    }
  }
}
