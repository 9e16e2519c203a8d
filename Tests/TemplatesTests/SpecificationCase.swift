import Basics
import Testing

@testable import Templates

/// One rule of the Mustache specification (mandatory parts: interpolation, sections, inverted, partials, comments,
/// delimiters), in our own words and data.
struct SpecificationCase: Sendable, CustomTestStringConvertible {
  var rule: String
  var template: String
  var value: TemplateValue
  var partials: [String: String]
  var expected: String

  init(_ rule: String, _ template: String, _ value: TemplateValue, partials: [String: String] = [:], _ expected: String) {
    self.rule = rule
    self.template = template
    self.value = value
    self.partials = partials
    self.expected = expected
  }

  init(_ rule: String, _ template: String, partials: [String: String] = [:], _ expected: String) {
    self.init(rule, template, [:], partials: partials, expected)
  }

  var testDescription: String { rule }

  func check() throws {
    var sources = partials.mapValues { TemplateSource(file: "partial", text: $0) }
    sources["main"] = TemplateSource(file: "main", text: template)
    let set = try TemplateSet(uncheckedSources: sources)
    #expect(set.render("main", value).string == expected)
  }
}
