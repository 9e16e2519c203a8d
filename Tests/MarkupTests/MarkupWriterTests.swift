import Markup
import Testing

@Suite struct EscapingTests {
  @Test(
    "text cannot become markup",
    arguments: [
      ("a < b & c > d", "a &lt; b &amp; c &gt; d"), ("\"quoted\" 'single'", "&quot;quoted&quot; &#39;single&#39;"),
      ("<script>", "&lt;script&gt;"),
      ("&amp;", "&amp;amp;"), ("", ""), ("Zürich 日本 🙂", "Zürich 日本 🙂"), ("a\tb\nc\r", "a\tb\nc\r"),
      ("a\u{0}b\u{1B}c\u{7F}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"),
      ("<", "&lt;"), ("<<>>", "&lt;&lt;&gt;&gt;"),
    ])
  func text(raw: String, escaped: String) {
    #expect(Fragment.text(raw).string == escaped)
    var writer = MarkupWriter()
    writer.raw("<p")
    writer.attribute("title", raw)
    writer.raw(">")
    #expect(writer.finish().string == "<p title=\"\(escaped)\">")
  }

  @Test("every ASCII character survives or is escaped, none can end a tag or an attribute")
  func ascii() {
    for byte in UInt8(0)..<128 {
      let text = Fragment.text(String(UnicodeScalar(byte))).string
      #expect(!text.contains { "<>\"'".contains($0) })
      #expect(text != "&")
    }
  }

  @Test("an optional attribute is written only with a value")
  func optionalAttribute() {
    var writer = MarkupWriter()
    writer.attribute("a", nil as String?)
    writer.attribute("b", "1" as String?)
    #expect(writer.finish().string == " b=\"1\"")
  }

  @Test("fragments are put together unchanged")
  func joined() {
    let parts = [Fragment.text("a&b"), .empty, .text("c")]
    #expect(Fragment.joined(parts, separator: "|").string == "a&amp;b||c")
    #expect(Fragment.joined([]).isEmpty)
  }
}

@Suite struct DecimalTests {
  static let vectors: [(value: Double, places: Int, text: String)] = [
    (0, 1, "0"), (-0.0, 1, "0"), (12, 1, "12"), (12.5, 1, "12.5"), (12.25, 1, "12.3"), (-12.25, 1, "-12.3"), (12.04, 1, "12"),
    (-0.04, 1, "0"),
    (0.05, 2, "0.05"), (0.5, 3, "0.5"), (100.10, 2, "100.1"), (1.999, 2, "2"), (99.95, 0, "100"), (0.049, 1, "0"),
    (-1234.5678, 3, "-1234.568"),
    (999_999_999_999_999, 0, "999999999999999"), (1e15, 1, "0"), (.nan, 1, "0"), (.infinity, 1, "0"), (-.infinity, 1, "0"), (2, 0, "2"),
  ]

  @Test("coordinates have a point, no exponent, no minus zero and no trailing zeros", arguments: vectors)
  func number(value: Double, places: Int, text: String) {
    var writer = MarkupWriter()
    writer.number(value, places: places)
    #expect(writer.finish().string == text)
  }

  @Test(
    "a large number with many places is written without a trap",
    arguments: [(999_999_999_999_999.0, 9), (1e14, 6), (-1e14, 12), (.leastNonzeroMagnitude, 9), (1, 30)])
  func large(value: Double, places: Int) {
    var writer = MarkupWriter()
    writer.number(value, places: places)
    let text = writer.finish().string
    #expect(Double(text).map { abs($0 - value) <= abs(value) * 1e-9 + 1e-6 } == true)
  }

  @Test("an attribute takes a number and a suffix")
  func attribute() {
    var writer = MarkupWriter()
    writer.attribute("width", 33.333, suffix: "%")
    writer.number(42)
    #expect(writer.finish().string == " width=\"33.3%\"42")
  }

  @Test("what is written reads back within half a unit of the last place", arguments: 0...4)
  func roundTrip(places: Int) throws {
    let step = (0..<places).reduce(1.0) { value, _ in value / 10 }
    for index in -300...300 {
      let value = Double(index) * 0.7310585786300049
      var writer = MarkupWriter()
      writer.number(value, places: places)
      let text = writer.finish().string
      let back = try #require(Double(text))
      #expect(abs(back - value) <= step / 2 + 1e-9)
      #expect(text != "-0" && !(text.contains(".") && text.hasSuffix("0")))
    }
  }
}
