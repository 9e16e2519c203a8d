import Markup

/// A sentence with its important numbers in bold.
struct RichSentence: Sendable, Hashable {
  /// A run of text.
  struct Span: Sendable, Hashable {
    var text: String
    var isStrong: Bool
  }

  private(set) var spans: [Span] = []

  /// Builds a sentence: text between braces is bold: `{71.4%} of conversations …`.
  init(_ pattern: String) {
    var rest = pattern[...]
    while !rest.isEmpty {
      let plain = rest.prefix { $0 != "{" }
      if !plain.isEmpty { spans.append(Span(text: String(plain), isStrong: false)) }
      rest = rest.dropFirst(plain.count)
      guard rest.first == "{" else { break }
      let strong = rest.dropFirst().prefix { $0 != "}" }
      spans.append(Span(text: String(strong), isStrong: true))
      rest = rest.dropFirst(strong.count + 2)
    }
  }

  /// Adds plain words at the end.
  mutating func add(_ words: String) { spans.append(Span(text: words, isStrong: false)) }

  /// Without markup.
  var plain: String { spans.map(\.text).joined() }

  /// How many numbers are bold.
  var strongCount: Int { spans.count(where: \.isStrong) }

  /// With `<strong>`.
  var fragment: Fragment {
    var writer = MarkupWriter(capacity: 512)
    for span in spans {
      if span.isStrong { writer.raw("<strong>") }
      writer.text(span.text)
      if span.isStrong { writer.raw("</strong>") }
    }
    return writer.finish()
  }
}
