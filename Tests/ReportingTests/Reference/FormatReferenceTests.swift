import Aggregation
import Ingestion
import Testing

@testable import Reporting

@Suite("coverage of formats") struct FormatReferenceTests {
  @Test("docs/formats/coverage.md is written from the registry and the sections")
  func document() throws { #expect(try Repository.matches("docs/formats/coverage.md", try FormatReference.markdown())) }

  @Test("every component of both ChatCaptain reports has a metric and a page")
  func components() throws { #expect(try FormatReference.componentsWithoutPage() == []) }

  @Test("every metric that a field stands beside is in the catalogue")
  func metrics() {
    for body in formatCoverage() {
      for field in body.fields {
        guard case .reported(let id?) = field.use else { continue }
        #expect(MetricCatalogue.metric(MetricID(rawValue: id)) != nil, "\(body.vendor.rawValue) \(body.kind) \(field.path): \(id)")
      }
    }
  }

  @Test("a body that is read says what becomes of its fields")
  func fields() {
    for body in formatCoverage() where body.listedBecause == nil { #expect(!body.fields.isEmpty, "\(body.vendor.rawValue) \(body.kind)") }
  }
}
