import Basics
import Markup
import Testing

@testable import Markdown

func html(_ source: String, idPrefix: String = "") throws -> String {
  let document = try MarkdownDocument(parsing: source, file: "a.md")
  return document.render(
    idPrefix: idPrefix, block: { _ in .text("[block]") }, inline: { "<\($0.path)>" }
  ).string
}

@Suite("rendering") struct RenderingTests {
  @Test(
    "CommonMark becomes HTML with headings from h3",
    arguments: [
      ("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>\n"),
      ("# A\n## B\n# A", "<h3 id=\"a\">A</h3>\n<h4 id=\"b\">B</h4>\n<h3 id=\"a-2\">A</h3>\n"),
    ])
  func rendering(source: String, expected: String) throws {
    #expect(try html(source) == expected)
  }
}
