import Markup

/// A warning that readers must see before the numbers.
struct Notice: Sendable {
  var headline: String
  var text: String

  /// `<p class="notice">`.
  var fragment: Fragment {
    var writer = MarkupWriter(capacity: 512)
    writer.raw(#"<p class="notice">"#)
    writer.fragment(Glyph.warning.fragment)
    writer.raw("<span><strong>")
    writer.text(headline)
    writer.raw("</strong> ")
    writer.text(text)
    writer.raw("</span></p>")
    return writer.finish()
  }
}

/// Terms and their meaning.
struct DefinitionList: Sendable {
  var entries: [(term: String, meaning: String)]

  /// `<dl class="defs mt">`, empty when there is nothing to define.
  var fragment: Fragment {
    if entries.isEmpty { return .empty }
    var writer = MarkupWriter(capacity: 2048)
    writer.raw(#"<dl class="defs mt">"#)
    for entry in entries {
      writer.raw("<div><dt>")
      writer.text(entry.term)
      writer.raw("</dt><dd>")
      writer.text(entry.meaning)
      writer.raw("</dd></div>\n")
    }
    writer.raw("</dl>")
    return writer.finish()
  }
}
