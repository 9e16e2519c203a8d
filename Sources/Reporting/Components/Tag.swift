import Markup

/// A status word in a tinted tag.
struct Tag: Sendable {
  var word: String
  var tone: Tone
  var glyph: Glyph?

  /// `<span class="tag good">…Better</span>`.
  var fragment: Fragment {
    var writer = MarkupWriter(capacity: 256)
    writer.raw("<span")
    writer.attribute("class", tone.tagClass)
    writer.raw(">")
    if let glyph { writer.fragment(glyph.fragment) }
    writer.text(word)
    writer.raw("</span>")
    return writer.finish()
  }
}

/// A signed change with its arrow and, where it is judged, its verdict.
struct DeltaText: Sendable {
  var text: String
  var tone: Tone
  var glyph: Glyph

  /// `<span class="d good">▲+3.2 points, better</span>`.
  var fragment: Fragment {
    var writer = MarkupWriter(capacity: 256)
    writer.raw("<span")
    writer.attribute("class", tone.deltaClass)
    writer.raw(">")
    writer.fragment(glyph.fragment)
    writer.text(text)
    writer.raw("</span>")
    return writer.finish()
  }
}
