import Markup

extension MarkupWriter {
  /// A value that a vendor reported, dotted below and with a dagger; words beside or below say whose it is.
  mutating func reported(_ text: String) {
    raw(#"<span class="rep">"#)
    self.text(text)
    raw("</span>")
    raw("\u{2020}")
  }
}
