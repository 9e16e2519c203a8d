import Basics
import Markup
import Testing

@testable import Templates

private let contract = TemplateContract(
  name: "page", documentation: "A page.",
  fields: [
    .init("title", .text, "Title of the page."),
    .init("lead", .optional(.text), "First sentence."),
    .init("body", .markup, "Finished sections."),
    .init("is_partial", .flag, "True before the period has ended."),
    .init("cards", .list([.init("title", .text, "Title of the card."), .init("chart", .optional(.markup), "Its chart.")]), "Cards."),
    .init("tags", .texts, "Words."),
    .init("figures", .fragments, "Charts."),
    .init(
      "period", .object([.init("name", .text, "Its name."), .init("days", .object([.init("first", .text, "Day.")]), "Days.")]), "Period."),
    .init("previous", .optional(.object([.init("name", .text, "Its name.")])), "The period before."),
  ])

private func load(_ templates: [String: String]) throws(Diagnostics) -> TemplateSet {
  try TemplateSet(
    sources: Dictionary(uniqueKeysWithValues: templates.map { ($0, TemplateSource(file: "\($0).mustache", text: $1)) }),
    contracts: ["page": contract])
}

/// What loading reports, one line per problem.
private func problems(_ templates: [String: String]) -> [String] {
  do {
    _ = try load(templates)
    return []
  } catch {
    return error.list.map(\.description)
  }
}

@Suite("contracts") struct ContractTests {
  @Test(
    "a declared name is accepted in its way",
    arguments: [
      "{{title}}", "{{lead}}", "{{#lead}}<p>{{.}}</p>{{/lead}}", "{{^lead}}-{{/lead}}", "{{{body}}}", "{{&body}}",
      "{{#is_partial}}x{{/is_partial}}", "{{#cards}}{{title}}{{{chart}}}{{/cards}}", "{{#tags}}{{.}}{{/tags}}",
      "{{#figures}}{{{.}}}{{/figures}}", "{{period.name}}", "{{#period}}{{days.first}} {{title}}{{/period}}", "{{period.days.first}}",
      "{{#period.days}}{{first}}{{/period.days}}", "{{previous.name}}", "{{#previous}}{{name}}{{/previous}}", "{{#body}}x{{/body}}",
      "{{#cards}}{{#chart}}{{{chart}}}{{/chart}}{{/cards}}",
    ])
  func accepted(template: String) { #expect(problems(["page": template]) == []) }

  @Test(
    "everything else is an error with its place and the nearest name",
    arguments: [
      ("{{titel}}", "page.mustache:1:1: error[undeclared-name]: the name \"titel\" is not declared here; did you mean \"title\"?"),
      (
        "a\n  {{#cards}}\n{{chrat}}{{/cards}}",
        "page.mustache:3:1: error[undeclared-name]: the name \"chrat\" is not declared here; did you mean \"chart\"?"
      ),
      ("{{chart}}", "page.mustache:1:1: error[undeclared-name]: the name \"chart\" is not declared here"),
      (
        "{{^crads}}{{/crads}}",
        "page.mustache:1:1: error[undeclared-name]: the name \"crads\" is not declared here; did you mean \"cards\"?"
      ),
      ("{{period.nam}}", "page.mustache:1:1: error[undeclared-name]: \"period\" has no field \"nam\"; did you mean \"name\"?"),
      (
        "{{period.days.frist}}",
        "page.mustache:1:1: error[undeclared-name]: \"period.days\" has no field \"frist\"; did you mean \"first\"?"
      ),
      ("{{title.x}}", "page.mustache:1:1: error[not-an-object]: \"title\" is text and has no field \"x\""),
      ("{{cards.title}}", "page.mustache:1:1: error[not-an-object]: \"cards\" is a list and has no field \"title\""),
      ("{{body}}", "page.mustache:1:1: error[escaped-markup]: \"body\" is markup (write {{{body}}})"),
      ("{{{title}}}", "page.mustache:1:1: error[unescaped-text]: \"title\" is text (write {{title}})"),
      ("{{&lead}}", "page.mustache:1:1: error[unescaped-text]: \"lead\" is text (write {{lead}})"),
      ("{{#tags}}{{{.}}}{{/tags}}", "page.mustache:1:10: error[unescaped-text]: \".\" is text (write {{.}})"),
      ("{{#figures}}{{.}}{{/figures}}", "page.mustache:1:13: error[escaped-markup]: \".\" is markup (write {{{.}}})"),
      ("{{is_partial}}", "page.mustache:1:1: error[not-a-text]: \"is_partial\" is a flag, not a text (use it as a section)"),
      ("{{cards}}", "page.mustache:1:1: error[not-a-text]: \"cards\" is a list, not a text (use it as a section)"),
      ("{{{period}}}", "page.mustache:1:1: error[not-a-text]: \"period\" is an object, not a text (use it as a section)"),
      ("{{.}}", "page.mustache:1:1: error[not-a-text]: \".\" is an object, not a text (use it as a section)"),
    ])
  func refused(template: String, expected: String) { #expect(problems(["page": template]) == [expected]) }

  @Test("a partial is checked at each place that includes it")
  func partials() {
    #expect(problems(["page": "{{#cards}}{{>card}}{{/cards}}", "card": "{{title}} {{{chart}}}"]) == [])
    #expect(
      problems(["page": "{{#cards}}{{>card}}{{/cards}}{{>card}}", "card": "{{{chart}}}"]) == [
        "card.mustache:1:1: error[undeclared-name]: the name \"chart\" is not declared here"
      ])
  }

  @Test("an error in a partial that is included often is reported once")
  func once() {
    #expect(problems(["page": "{{>p}}{{>p}}{{#cards}}{{>p}}{{/cards}}", "p": "{{nothing}}"]).count == 1)
  }

  @Test("all problems are reported together, by place")
  func together() {
    #expect(
      problems(["page": "{{a1}}\n{{#cards}}\n{{b2}}\n{{/cards}}\n{{>foter}}", "footer": "{{c3}}"]) == [
        "footer.mustache: error[unused-template]: no page or template uses \"footer\"",
        "page.mustache:1:1: error[undeclared-name]: the name \"a1\" is not declared here",
        "page.mustache:3:1: error[undeclared-name]: the name \"b2\" is not declared here",
        "page.mustache:5:1: error[unknown-partial]: no template is called \"foter\"; did you mean \"footer\"?",
      ])
  }

  @Test("a misspelt override is an error with the name it resembles")
  func unused() {
    #expect(
      problems(["page": "x", "pgae": "y"]) == [
        "pgae.mustache: error[unused-template]: no page or template uses \"pgae\"; did you mean \"page\"?"
      ])
  }

  @Test("a contract needs its template")
  func missing() { #expect(problems([:]) == ["error[missing-template]: there is no template \"page\""]) }

  @Test("a partial that includes itself is an error, also by way of another and within a section")
  func recursion() {
    #expect(problems(["page": "{{>a}}", "a": "{{>a}}"]) == ["a.mustache:1:1: error[recursive-partial]: \"a\" includes itself"])
    #expect(
      problems(["page": "{{#cards}}{{>a}}{{/cards}}", "a": "{{#tags}}{{>b}}{{/tags}}", "b": "x\n{{>a}}"]) == [
        "b.mustache:2:1: error[recursive-partial]: \"a\" includes itself"
      ])
  }

  @Test("text cannot become markup even when the value differs from the contract")
  func injection() throws {
    let set = try load(["page": "{{{body}}}|{{title}}"])
    #expect(set.render("page", ["body": "<b>", "title": .markup(.text("<"))]).string == "&lt;b&gt;|&amp;lt;")
  }

  @Test("a name without a template renders nothing")
  func unknown() throws { #expect(try load(["page": "x"]).render("other", [:]).isEmpty) }
}

@Suite("syntax") struct SyntaxTests {
  @Test(
    "a problem of the syntax has its place",
    arguments: [
      ("a\n{{title", "page.mustache:2:1: error[unclosed-tag]: this tag is not closed with }}"),
      ("{{{body}}", "page.mustache:1:1: error[unclosed-tag]: this tag is not closed with }}}"),
      ("{{! c", "page.mustache:1:1: error[unclosed-tag]: this tag is not closed with }}"),
      ("x {{}}", "page.mustache:1:3: error[empty-tag]: this tag has no name"),
      ("{{# }}", "page.mustache:1:1: error[empty-tag]: this tag has no name"),
      ("{{#cards}}\n", "page.mustache:1:1: error[unclosed-section]: the section \"cards\" is not closed (end it with {{/cards}})"),
      ("{{/cards}}", "page.mustache:1:1: error[unopened-section]: no section is open that \"cards\" could close"),
      (
        "{{#cards}}\n {{/tags}}",
        "page.mustache:2:2: error[mismatched-section]: \"tags\" closes the section \"cards\" of line 1 (write {{/cards}})"
      ),
      ("{{a b}}", "page.mustache:1:1: error[invalid-name]: a tag holds one name, or names joined by dots"),
      ("{{a..b}}", "page.mustache:1:1: error[invalid-name]: a tag holds one name, or names joined by dots"),
      ("{{=a=}}", "page.mustache:1:1: error[invalid-delimiters]: delimiters are two words without \"=\" (write {{=<% %>=}})"),
      ("{{=<% = %>=}}", "page.mustache:1:1: error[invalid-delimiters]: delimiters are two words without \"=\" (write {{=<% %>=}})"),
    ])
  func problem(template: String, expected: String) { #expect(problems(["page": template]).contains(expected)) }

  @Test("without contracts a partial that includes itself outside a section is an error")
  func bareRecursion() {
    func recursion(_ sources: [String: String]) -> [String] {
      do {
        _ = try TemplateSet(uncheckedSources: sources.mapValues { TemplateSource(file: "t", text: $0) })
        return []
      } catch { return error.list.map(\.message) }
    }
    #expect(recursion(["a": "{{>a}}"]) == ["\"a\" includes itself without end"])
    #expect(recursion(["a": "{{>b}}", "b": "{{>a}}"]).count == 2)
    #expect(recursion(["a": "{{#x}}{{>a}}{{/x}}"]) == [])
  }

  @Test("a section that finds itself outside ends at the limit instead of crashing")
  func endless() throws {
    let set = try TemplateSet(uncheckedSources: ["a": TemplateSource(file: "a", text: "{{#x}}{{y}}{{>a}}{{/x}}")])
    #expect(set.render("a", ["x": ["y": "."]]).bytes.count == TemplateRenderer.depthLimit + 1)
  }

  @Test("deep nesting is an error, not a crash")
  func deep() {
    let count = 50_000
    let source = String(repeating: "{{#tags}}", count: count) + String(repeating: "{{/tags}}", count: count)
    #expect(problems(["page": source]).contains { $0.contains("nested-too-deeply") })
  }
}

@Suite("contracts and values") struct MismatchTests {
  static let full: [String: TemplateValue] = [
    "title": "T", "body": .markup(.empty), "is_partial": false, "cards": [["title": "c"]], "tags": ["x"], "figures": [.markup(.empty)],
    "period": ["name": "n", "days": ["first": "1"]],
  ]

  @Test("a fitting value has no mismatch; an optional field may be absent or none")
  func fitting() {
    #expect(contract.mismatches(.object(Self.full)) == [])
    #expect(contract.mismatches(.object(Self.full.merging(["lead": .none, "previous": ["name": "p"]]) { $1 })) == [])
  }

  @Test(
    "every difference is named",
    arguments: [
      ("title", .none, "title is not text"),
      ("body", "x", "body is not markup"),
      ("cards", ["x"], "cards[0] is not an object"),
      ("cards", [["title": "a"], [:]], "cards[1].title is absent"),
      ("tags", [true], "tags[0] is not text"),
      ("figures", ["x"], "figures[0] is not markup"),
      ("period", ["name": "n", "days": ["first": "1"], "extra": "x"], "period.extra is not declared"),
      ("previous", "x", "previous is not an object"),
    ] as [(String, TemplateValue, String)])
  func difference(name: String, value: TemplateValue, expected: String) {
    #expect(contract.mismatches(.object(Self.full.merging([name: value]) { $1 })) == [expected])
  }

  @Test("an absent optional field is a mismatch when an outer name would show instead")
  func shadowing() {
    let contract = TemplateContract(
      name: "c", documentation: "",
      fields: [.init("note", .text, ""), .init("rows", .list([.init("note", .optional(.text), "")]), "")])
    #expect(contract.mismatches(["note": "outer", "rows": [[:]]]) == ["rows[0].note is absent"])
    #expect(contract.mismatches(["note": "outer", "rows": [["note": .none]]]) == [])
  }

  @Test("the documentation lists every name with its kind")
  func documentation() {
    let contract = TemplateContract(
      name: "card", documentation: "One card.",
      fields: [.init("title", .text, "Its title."), .init("rows", .optional(.list([.init("value", .markup, "A value.")])), "Rows.")])
    #expect(
      contract.documentation() == """
        ## `card`

        One card.

        - `title` (text): Its title.
        - `rows` (list, optional): Rows.
          - `value` (markup): A value.

        """)
  }
}
