import Markup

extension MarkupWriter {
  /// The name of a metric, as a quiet link to its definition when there is one.
  mutating func term(_ name: String, definition: String?) {
    guard let definition else { return text(name) }
    raw(#"<a class="def""#)
    attribute("href", definition)
    raw(">")
    text(name)
    raw("</a>")
  }
}
