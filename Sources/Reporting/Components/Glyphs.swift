import Markup

/// Small decorative shapes. Arrows are paths because several system fonts lack the characters; each stands beside a word.
enum Glyph: Sendable {
  case up, down, flat, check, warning

  /// The shape as decorative SVG.
  var fragment: Fragment {
    var writer = MarkupWriter(capacity: 160)
    switch self {
    case .up:
      writer.raw(#"<svg width="11" height="11" viewBox="0 0 12 12" aria-hidden="true" focusable="false"><path d="M6 2 11 10H1Z"/></svg>"#)
    case .down:
      writer.raw(#"<svg width="11" height="11" viewBox="0 0 12 12" aria-hidden="true" focusable="false"><path d="M6 10 1 2h10Z"/></svg>"#)
    case .flat:
      writer.raw(#"<svg width="11" height="11" viewBox="0 0 12 12" aria-hidden="true" focusable="false"><path d="M1 5h10v2.5H1Z"/></svg>"#)
    case .check:
      writer.raw(#"<svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">"#)
      writer.raw(#"<path d="M2 6.5 5 9.5 10.5 2.5" fill="none" stroke="currentColor" stroke-width="2"/></svg>"#)
    case .warning:
      writer.raw(#"<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">"#)
      writer.raw(#"<path d="M8 1 15.5 15H.5ZM7 6v4.5h2V6Zm0 5.5v2h2v-2Z" fill-rule="evenodd"/></svg>"#)
    }
    return writer.finish()
  }

  /// The arrow of a signed change: the direction of the number, never the judgement.
  static func arrow(for change: Double) -> Glyph { change > 0 ? .up : change < 0 ? .down : .flat }
}
