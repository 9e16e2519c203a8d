import Basics
import Markup
import Testing

@testable import Markdown

func parse(_ source: String) throws -> MarkdownDocument { try MarkdownDocument(parsing: source, file: "a.md") }

func html(_ source: String, idPrefix: String = "") throws -> String {
  try parse(source).render(idPrefix: idPrefix, block: { .text("[\($0.kind)]") }, inline: { "<\($0.path)>" }).string
}

/// What parsing reports, one line per problem: thrown errors, or warnings.
func problems(_ source: String) -> [String] {
  do {
    return try parse(source).warnings.list.map(\.description)
  } catch let problems as Diagnostics {
    return problems.list.map(\.description)
  } catch { return ["\(error)"] }
}

@Suite("rendering") struct RenderingTests {
  @Test(
    "CommonMark becomes HTML",
    arguments: [
      ("", ""),
      ("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>\n"),
      ("a < b & \"c\" 'd'", "<p>a &lt; b &amp; &quot;c&quot; &#39;d&#39;</p>\n"),
      ("a\nb  \nc\\\nd", "<p>a\nb<br>\nc<br>\nd</p>\n"),
      ("a\r\nb\r\n\r\nc", "<p>a\nb</p>\n<p>c</p>\n"),
      ("- a\n- b\n  - c", "<ul>\n<li>a\n</li>\n<li>b\n<ul>\n<li>c\n</li>\n</ul>\n</li>\n</ul>\n"),
      ("- a\n\n- b", "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n"),
      ("3. a\n4. b", "<ol start=\"3\">\n<li>a\n</li>\n<li>b\n</li>\n</ol>\n"),
      ("1. a", "<ol>\n<li>a\n</li>\n</ol>\n"),
      ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
      ("***", "<hr>\n"),
      ("```swift\nlet a = 1 < 2\n```", "<pre><code class=\"language-swift\">let a = 1 &lt; 2\n</code></pre>\n"),
      ("    code", "<pre><code>code\n</code></pre>\n"),
      ("&amp; &lt; &copy;", "<p>&amp; &lt; ©</p>\n"),
      ("[a](b.html \"t<\")", "<p><a href=\"b.html\" title=\"t&lt;\">a</a></p>\n"),
      ("[a](https://x.org/?a=1&b)", "<p><a href=\"https://x.org/?a=1&amp;b\" rel=\"noopener\">a</a></p>\n"),
      ("<https://x.org>", "<p><a href=\"https://x.org\" rel=\"noopener\">https://x.org</a></p>\n"),
      ("<a@x.org>", "<p><a href=\"mailto:a@x.org\">a@x.org</a></p>\n"),
      ("[a]\n\n[a]: #b", "<p><a href=\"#b\">a</a></p>\n"),
      ("![a *b* `c`](d.png \"t\")", "<p><img src=\"d.png\" alt=\"a b c\" title=\"t\"></p>\n"),
      ("![a ![b](c.png) [d](e.html)](f.png)", "<p><img src=\"f.png\" alt=\"a b d\"></p>\n"),
      ("a\u{0}b", "<p>a\u{FFFD}b</p>\n"),
      ("a\u{1}b\u{7F}", "<p>a\u{FFFD}b\u{FFFD}</p>\n"),
    ])
  func rendering(source: String, expected: String) throws { #expect(try html(source) == expected) }

  @Test(
    "the outermost headings become h3 and no level is skipped",
    arguments: [
      ([1, 2, 3], [3, 4, 5]), ([2, 3, 2], [3, 4, 3]), ([2, 4, 4, 3], [3, 4, 4, 4]), ([3, 1, 2], [3, 3, 4]), ([1, 6, 1], [3, 4, 3]),
      ([1, 2, 3, 4, 5, 6], [3, 4, 5, 6, 6, 6]), ([], []),
    ])
  func levels(source: [Int], expected: [Int]) { #expect(shiftedLevels(source, first: 3) == expected) }

  @Test("headings have ids that are unique, prefixed and free of live values")
  func ids() throws {
    let source = "# What *changed*?\n# What changed\n# {{ out.rate.value }} of all\n# …\n# What changed-2\n# Größe"
    #expect(
      try parse(source).headings.map(\.id) == ["what-changed", "what-changed-2", "of-all", "section", "what-changed-2-2", "größe"])
    #expect(try html("## A", idPrefix: "notes-") == "<h3 id=\"notes-a\">A</h3>\n")
  }

  @Test("the title is the heading a document begins with")
  func title() throws {
    #expect(try parse("---\nauthor: A\n---\n\n# The *title*\n\ntext").title == "The title")
    #expect(try parse("text\n\n# Later").title == nil)
    #expect(try parse("").title == nil)
  }

  @Test("plain text has the words alone")
  func plainText() throws {
    let source = "# A *b*\n\nc\n`d` [e](f) {{ m.value }}\n\n- g\n- h\n\n```chart\nmetric: m\n```\n"
    #expect(try parse(source).plainText { "<\($0.path)>" } == "A b\nc d e <m.value>\ng\nh")
  }
}

@Suite("safety") struct SafetyTests {
  @Test(
    "a target that is not known to be harmless leaves its text and a warning",
    arguments: [
      "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](data:text/html,x)", "[a](vbscript:x)", "[a](file:///etc/passwd)",
      "[a](java&#10;script:alert(1))", "[a](&#1;javascript:alert(1))", "[a](<java\tscript:x>)", "[a](&#x200B;javascript:x)",
      "[a](javascript&colon;alert(1))", "[a][b]\n\n[b]: javascript:x", "[a](about:blank)", "[a](blob:x)", "[a](x:y)",
    ])
  func unsafeTarget(source: String) throws {
    #expect(try html(source) == "<p>a</p>\n")
    #expect(
      problems(source) == [
        "a.md:1: warning[unsafe-target]: this target is not allowed; only the text is shown (use a relative path, https, mailto or tel)"
      ])
  }

  @Test(
    "targets within the site, the web and contacts are kept",
    arguments: [
      ("b.html", LinkTarget.local), ("../b/c.html#d", .local), ("#a:b", .local), ("?a=b:c", .local), ("./a:b", .local), ("", .local),
      ("https://x", .external), ("HTTP://x", .external), ("//x.org", .external), ("\\\\x.org", .external), ("/\\x.org", .external),
      ("mailto:a@b", .contact), ("tel:+49", .contact), ("a:b", .refused), (":a", .refused), ("ht\u{0}tp://x", .refused),
    ])
  func targets(url: String, expected: LinkTarget) { #expect(LinkTarget(url) == expected) }

  @Test("an image outside the report is not loaded")
  func remoteImage() throws {
    #expect(try html("![a](https://x.org/p.png)") == "<p>a</p>\n")
    #expect(
      problems("![a](https://x.org/p.png)") == [
        "a.md:1: warning[remote-image]: only its text is shown for an image outside the report (use a relative path)"
      ])
  }

  @Test(
    "raw HTML is shown as text with a warning",
    arguments: [
      ("a <b onclick=x>c</b>", 2, "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>\n"),
      ("<script>alert(1)</script>\n", 1, "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
      ("<!-- a note -->\n\ntext", 0, "<p>text</p>\n"),
      ("a <!-- b --> c", 0, "<p>a  c</p>\n"),
      ("<!-- a --><script>x</script>", 1, "<p>&lt;!-- a --&gt;&lt;script&gt;x&lt;/script&gt;</p>\n"),
    ])
  func rawHTML(source: String, warnings: Int, expected: String) throws {
    #expect(try html(source) == expected)
    let help = "warning[raw-html]: HTML is shown as text (use Markdown; write \\< for the character itself)"
    #expect(problems(source) == Array(repeating: "a.md:1: \(help)", count: warnings))
  }

  @Test("links that are kept are listed with their lines")
  func links() throws {
    let links = try parse("---\na: 1\n---\n[a](b.html)\n\n![c](d.png)\n[e](javascript:x)").links
    #expect(links.map { "\($0.location) \($0.url) \($0.isImage)" } == ["a.md:4 b.html false", "a.md:6 d.png true"])
  }
}

@Suite("hostile input") struct HostileInputTests {
  @Test(
    "nesting beyond any page is one error",
    arguments: [
      String(repeating: ">", count: 10_000) + "a", String(repeating: "- ", count: 10_000) + "a",
      String(repeating: "*a **b ", count: 5000) + String(repeating: "** *", count: 5000),
    ])
  func nesting(source: String) {
    let found = problems(source)
    #expect(found.filter { $0.contains("[nested-too-deeply]") }.count == (source.hasPrefix("*") ? found.count : 1))
  }

  @Test(
    "a quarter of a megabyte of one thing is read in time that grows with its size, not with its square",
    arguments: [
      "a", "{{", "{{ a ", "}}", "\\{{", "*", "_a ", "[", "[a](", "![", "`", "``a", "<", "<!--", "&", "# a\n", "> a\n", "- a\n", "a\r",
      "\u{0}", "é", "|",
    ])
  func repeated(_ unit: String) {
    let clock = ContinuousClock()
    let count = (1 << 18) / unit.utf8.count
    let time = clock.measure { _ = problems(String(repeating: unit, count: count)) }
    #expect(time < .seconds(20))
  }

  @Test("a line of a megabyte is read")
  func longLine() throws {
    let source = String(repeating: "word {{ m.value }} ", count: 60_000)
    let document = try parse(source)
    #expect(document.inlines.count == 60_000)
    #expect(document.inlines.last?.location.column == source.utf8.count - 13)
  }

  @Test("bytes that are not UTF-8 are an error with their place")
  func invalidUTF8() {
    func problem(_ bytes: [UInt8]) -> String {
      do {
        return "\(try MarkdownDocument(parsing: bytes, file: "a.md").warnings)"
      } catch { return error.description }
    }
    #expect(problem(Array("ab\nc".utf8) + [0xFF]) == "a.md:2:2: error[invalid-utf8]: this byte is not UTF-8 (save the file as UTF-8)")
    #expect(problem(Array("ab\n".utf8) + [0xC3]).hasPrefix("a.md:2:1: "))
    #expect(problem([0xC0, 0x80]).hasPrefix("a.md:1:1: "))
    #expect(problem([0xEF, 0xBB, 0xBF] + Array("a".utf8)) == "")
  }

  @Test("a file above the limit is refused")
  func tooLarge() {
    let source = String(repeating: "a", count: MarkdownDocument.sizeLimit + 1)
    #expect(problems(source) == ["a.md: error[file-too-large]: a Markdown file has at most 4 MiB"])
  }
}
