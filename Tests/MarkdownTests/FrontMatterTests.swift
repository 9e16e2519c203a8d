import Basics
import Testing

@testable import Markdown

@Suite("front matter") struct FrontMatterTests {
  @Test(
    "a value has the type it looks like",
    arguments: [
      ("Ada Lovelace", FrontMatterValue.text("Ada Lovelace")), ("2026-03-31", .text("2026-03-31")), ("12", .number(12)),
      ("-0.5", .number(-0.5)), ("1e5", .text("1e5")), ("007", .text("007")), ("1.", .text("1.")), ("-", .text("-")), ("+1", .text("+1")),
      ("0x10", .text("0x10")), ("nan", .text("nan")), ("0", .number(0)), ("true", .flag(true)), ("false", .flag(false)),
      ("True", .text("True")), ("\"true\"", .text("true")), ("'a: b'", .text("a: b")),
      ("\"a \\\"b\\\" \\\\ \\n\"", .text("a \"b\" \\ \\n")),
      ("''", .text("")), ("a: b # c", .text("a: b # c")), ("[]", .list([])),
      ("[ a , 2,true, \"b, c\" ]", .list([.text("a"), .number(2), .flag(true), .text("b, c")])),
    ])
  func values(written: String, expected: FrontMatterValue) throws {
    #expect(try parse("---\nkey:  \(written)\t\n---\n").frontMatter == ["key": expected])
  }

  @Test("keys keep their places, comments and blank lines are allowed, the rest is the page")
  func page() throws {
    let document = try parse("---\r\n# by hand\r\nauthor: Ada\r\n\r\ndate: 2026-03-31\r\n--- \r\n\r\ntext")
    #expect(document.frontMatter["author"]?.text == "Ada")
    #expect(document.frontMatterLocations.mapValues(\.description) == ["author": "a.md:3:1", "date": "a.md:5:1"])
    #expect(document.plainText { _ in "" } == "text")
  }

  @Test(
    "a rule later on, or a longer one at the start, is no front matter", arguments: ["a\n\n---\nb: c\n---\n", "----\na\n", " ---\na\n", ""])
  func none(source: String) throws { #expect(try parse(source).frontMatter.isEmpty) }

  @Test("front matter alone is an empty page")
  func alone() throws {
    #expect(try html("---\na: 1\n---") == "")
    #expect(try html("---\n---") == "")
  }

  @Test(
    "a wrong line is an error with its place",
    arguments: [
      ("author", "2:1: error[missing-colon]: this line has no colon (write key: value)"),
      ("a: 1\n  b: 2", "3:3: error[nested-front-matter]: front matter has no nested lines (write a list as [a, b])"),
      ("a: 1\na: 2", "3:1: error[duplicate-key]: \"a\" is given twice; the first is on line 2"),
      ("A b: 1", "2:1: error[invalid-key]: a key is lower-case letters, digits, \"-\" and \"_\""),
      ("a:", "2:3: error[invalid-value]: a value is missing"),
      ("a: \"b", "2:4: error[invalid-value]: the quote is not closed"),
      ("a: 'b' c", "2:8: error[invalid-value]: nothing may follow the closing quote"),
      ("a: [b", "2:6: error[invalid-value]: the list is not closed with ]"),
      ("a: [b,", "2:7: error[invalid-value]: the list is not closed with ]"),
      ("a: [b,,c]", "2:7: error[invalid-value]: a value is missing"),
      ("a: [b] c", "2:8: error[invalid-value]: nothing may follow the closing ]"),
      ("a: [[b]]", "2:5: error[invalid-value]: a list holds no other list"),
      ("a: ['b' c]", "2:9: error[invalid-value]: the list is not closed with ]"),
    ])
  func wrong(lines: String, expected: String) { #expect(problems("---\n\(lines)\n---\n") == ["a.md:\(expected)"]) }

  @Test("front matter that is not closed is one error", arguments: ["---", "---\na: 1\nbad\n"])
  func unclosed(source: String) {
    #expect(
      problems(source) == [
        "a.md:1:1: error[unclosed-front-matter]: the front matter is not closed "
          + "(end it with a line ---; for a rule at the start of a page write ***)"
      ])
  }
}
