import Basics
import Testing

@testable import Markdown

@Suite("live values") struct LiveValueTests {
  @Test(
    "a live value is resolved in running text alone and is never markup",
    arguments: [
      ("{{ m.value }}", "<p>&lt;m.value&gt;</p>\n"),
      ("{{m}}", "<p>&lt;m&gt;</p>\n"),
      ("{{ out.deflection_rate.previous }} was", "<p>&lt;out.deflection_rate.previous&gt; was</p>\n"),
      ("{{ a_b_c }}*{{ d }}* **{{e}}**", "<p>&lt;a_b_c&gt;<em>&lt;d&gt;</em> <strong>&lt;e&gt;</strong></p>\n"),
      ("# {{ m }} of", "<h3 id=\"of\">&lt;m&gt; of</h3>\n"),
      ("[see {{ m }}](b.html)", "<p><a href=\"b.html\">see &lt;m&gt;</a></p>\n"),
      ("![see {{ m }}](b.png)", "<p><img src=\"b.png\" alt=\"see &lt;m&gt;\"></p>\n"),
      ("- {{ m }}", "<ul>\n<li>&lt;m&gt;\n</li>\n</ul>\n"),
      ("`{{ m }}`", "<p><code>{{ m }}</code></p>\n"),
      ("```\n{{ m }}\n```", "<pre><code>{{ m }}\n</code></pre>\n"),
      ("    {{ m }}", "<pre><code>{{ m }}\n</code></pre>\n"),
      ("\\{{ m }}", "<p>{{ m }}</p>\n"),
      ("{\\{ m }}", "<p>{{ m }}</p>\n"),
      ("\\{\\{ m }} \\{{{ n }}", "<p>{{ m }} {&lt;n&gt;</p>\n"),
      ("\\\\{{ m }}", "<p>\\&lt;m&gt;</p>\n"),
      ("`\\{{ m }}` \\{", "<p><code>\\{{ m }}</code> {</p>\n"),
      ("```\n\\{\n```", "<pre><code>\\{\n</code></pre>\n"),
      ("[a\\{{](b\\{ \"\\{{c\")", "<p><a href=\"b{\" title=\"{{c\">a{{</a></p>\n"),
      ("\\{{ \u{80}\u{81}", "<p>{{ \u{80}\u{81}</p>\n"),
      ("\\{{ m }} and {{ n }}", "<p>{{ m }} and &lt;n&gt;</p>\n"),
      ("}} { m } {", "<p>}} { m } {</p>\n"),
      ("{{ a }}{{ b }}", "<p>&lt;a&gt;&lt;b&gt;</p>\n"),
      ("*{{ m", "…"),
    ])
  func live(source: String, expected: String) throws {
    if expected == "…" {
      #expect(throws: Diagnostics.self) { try parse(source) }
    } else {
      #expect(try html(source) == expected)
    }
  }

  @Test(
    "each live value knows its line and column",
    arguments: [
      ("{{ m }}", ["1:1"]),
      ("a_b {{ m_n }} {{ o }}", ["1:5", "1:15"]),
      ("é {{ m }}", ["1:4"]),
      ("&amp; \\* {{ m }}", ["1:10"]),
      ("`{{ m }}` {{ m }}", ["1:11"]),
      ("\\* {{ m }} &amp; {{ m }} \\{{ m }} {{ m }}", ["1:4", "1:18", "1:35"]),
      ("## {{ m }}", ["1:4"]),
      ("a\nb {{ m }}\n   c {{ n }}", ["2:3", "3:6"]),
      ("> a\n> b {{ m }}\n  c {{ n }}", ["2:5", "3:5"]),
      ("- a\n\n  b {{ m }}\n  c {{ n }}\n\n  - > d {{ o }}\n    > e {{ p }}", ["3:5", "4:5", "6:9", "7:9"]),
      ("[r]: x\n[s]: y\nsee {{ m }}", ["3:5"]),
      ("---\na: 1\n---\n\n{{ m }}", ["5:1"]),
      ("a\r\n{{ m }}\r\n\r\n{{ n }}", ["2:1", "4:1"]),
      ("*a\n{{ m }} b*", ["2:1"]),
      ("a\nb\n===\n\nc {{ m }}", ["5:3"]),
    ])
  func locations(source: String, expected: [String]) throws {
    #expect(try parse(source).inlines.map { "\($0.location)" } == expected.map { "a.md:\($0)" })
  }

  @Test(
    "a wrong live value is an error with its place",
    arguments: [
      (
        "a {{ m",
        "a.md:1:3: error[unclosed-live-value]: {{ is not closed with }} in the same run of text "
          + "(write {{ metric.field }}, or \\{{ for the braces themselves)"
      ),
      (
        "a {{ m\n}}",
        "a.md:1:3: error[unclosed-live-value]: {{ is not closed with }} in the same run of text "
          + "(write {{ metric.field }}, or \\{{ for the braces themselves)"
      ),
      (
        "b\n{{ }}",
        "a.md:2:1: error[invalid-live-value]: a live value is words of letters, digits, \"_\" and \"-\" joined by dots "
          + "(write {{ metric.field }}, or \\{{ for the braces themselves)"
      ),
      (
        "{{ a b }}",
        "a.md:1:1: error[invalid-live-value]: a live value is words of letters, digits, \"_\" and \"-\" joined by dots "
          + "(write {{ metric.field }}, or \\{{ for the braces themselves)"
      ),
      (
        "[a](b/{{m}})",
        "a.md:1: error[live-value-in-target]: a live value cannot stand in a link target (put it in the text of the link)"
      ),
    ])
  func wrong(source: String, expected: String) { #expect(problems(source) == [expected]) }

  @Test(
    "names of any bad shape are refused",
    arguments: ["{{ .a }}", "{{ a. }}", "{{ a..b }}", "{{ ä }}", "{{{ a }}}", "{{ a/b }}", "{{ #a }}"])
  func badNames(source: String) { #expect(throws: Diagnostics.self) { try parse(source) } }
}

@Suite("blocks") struct BlockTests {
  private func entries(_ source: String) throws -> [String] {
    try parse(source).blocks.flatMap { block in
      ["\(block.kind) \(block.location)"]
        + block.entries.map {
          "\($0.key)=\($0.value) \($0.keyLocation.line ?? 0):\($0.keyLocation.column ?? 0)/\($0.valueLocation.column ?? 0)"
        }
    }
  }

  @Test(
    "a fenced block keeps its lines with their places",
    arguments: [
      (
        "```chart\n# by day\nmetric: vol.conversations\n\n  by :  day\n```",
        ["chart a.md:1:1", "metric=vol.conversations 3:1/9", "by=day 5:3/9"]
      ),
      ("~~~table\ntitle: a: b # c\n~~~", ["table a.md:1:1", "title=a: b # c 2:1/8"]),
      ("---\nauthor: A\n---\ntext\n\n``` kpis\nmetric: m\n```", ["kpis a.md:6:1", "metric=m 7:1/9"]),
      ("- a\n\n  ```chart\n  metric: m\n  ```", ["chart a.md:3:3", "metric=m 4:3/11"]),
      ("> ```chart\n> metric: m\n> ```", ["chart a.md:1:3", "metric=m 2:3/11"]),
      ("- > ```chart\r\n  > metric: m\r\n  > ```", ["chart a.md:1:5", "metric=m 2:5/13"]),
      ("-\t```chart\n\tmetric: m\n\t```", ["chart a.md:1:3", "metric=m 2:2/10"]),
      ("```chart\nmetric: m", ["chart a.md:1:1", "metric=m 2:1/9"]),
      ("```chart\n```", ["chart a.md:1:1"]),
      ("```chart\nnote: {{ m }} is *text*\n```", ["chart a.md:1:1", "note={{ m }} is *text* 2:1/7"]),
    ])
  func places(source: String, expected: [String]) throws { #expect(try entries(source) == expected) }

  @Test("a block stands where it was written and gives its entries by key")
  func rendering() throws {
    #expect(try html("a\n\n```chart\nmetric: m\n```\n\nb") == "<p>a</p>\n[chart]\n<p>b</p>\n")
    let block = try #require(try parse("```chart\nmetric: m\n```").blocks.first)
    #expect(block["metric"]?.value == "m")
    #expect(block["by"] == nil)
  }

  @Test(
    "a wrong line is an error with its place; all are reported",
    arguments: [
      ("```chart\nmetric\n```", ["2:1: error[missing-colon]: this line has no colon (write key: value, or start a comment with #)"]),
      ("```chart\n metric:\n```", ["2:9: error[missing-value]: \"metric\" has no value"]),
      ("```chart\nMetric: m\n```", ["2:1: error[invalid-key]: a key is lower-case letters, digits, \"-\" and \"_\""]),
      ("```chart\n: m\n```", ["2:1: error[invalid-key]: a key is lower-case letters, digits, \"-\" and \"_\""]),
      (
        "> ```table\n> by: a\n> x\n> by: b\n> ```",
        [
          "3:3: error[missing-colon]: this line has no colon (write key: value, or start a comment with #)",
          "4:3: error[duplicate-key]: \"by\" is given twice; the first is on line 2",
        ]
      ),
      ("```chart of m\n```", ["1:1: error[invalid-block]: nothing may follow \"chart\" (write key: value lines in the block)"]),
      ("```charts\n```", ["1:1: error[unknown-block]: no block is called \"charts\"; did you mean \"chart\"?"]),
      ("a\n\n```Table\n```", ["3:1: error[unknown-block]: no block is called \"Table\"; did you mean \"table\"?"]),
      ("```kpi\n```", ["1:1: error[unknown-block]: no block is called \"kpi\"; did you mean \"kpis\"?"]),
      ("```tabel\n```", ["1:1: error[unknown-block]: no block is called \"tabel\"; did you mean \"table\"?"]),
    ])
  func wrong(source: String, expected: [String]) { #expect(problems(source) == expected.map { "a.md:\($0)" }) }

  @Test(
    "other languages stay code",
    arguments: [
      "swift", "json", "html", "css", "c", "cpp", "sql", "api", "ps", "toml", "text", "tex", "kotlin", "csv", "sh", "yaml", "tsx",
    ])
  func languages(language: String) throws {
    #expect(try html("```\(language)\nx\n```") == "<pre><code class=\"language-\(language)\">x\n</code></pre>\n")
    #expect(problems("```\(language)\nx\n```") == [])
  }
}
