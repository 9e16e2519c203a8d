import Markup

/// Legends: a list of samples with their names, in HTML so that they wrap.
enum Key {
  /// A sample.
  enum Sample {
    case line(SeriesTone)
    case area(SeriesTone)
    case hollowDot
    case filledDot
  }

  /// `<ul class="key">`; `onlyNarrow` shows it where the labels in the drawing are hidden.
  static func fragment(_ entries: [(Sample, String)], onlyNarrow: Bool = false, id: String) -> Fragment {
    var writer = MarkupWriter(capacity: 160 * entries.count)
    writer.raw(onlyNarrow ? #"<ul class="key narrow">"# : #"<ul class="key">"#)
    for (sample, name) in entries {
      writer.raw("<li>")
      draw(sample, id: id, into: &writer)
      writer.text(name)
      writer.raw("</li>")
    }
    writer.raw("</ul>")
    return writer.finish()
  }

  private static func draw(_ sample: Sample, id: String, into writer: inout MarkupWriter) {
    switch sample {
    case .line(let tone):
      writer.raw(#"<svg width="22" height="8" aria-hidden="true" focusable="false"><line class=""#)
      writer.raw(tone.stroke)
      writer.raw(#"" x2="22" y1="4" y2="4"/></svg>"#)
    case .area(let tone):
      writer.raw(#"<svg width="14" height="14" aria-hidden="true" focusable="false"><rect class=""#)
      writer.raw(tone.fill ?? "hatched")
      writer.raw(#"""#)
      if tone.fill == nil { writer.attribute("fill", "url(#\(id)-hatch)") }
      writer.raw(#" width="14" height="14"/></svg>"#)
    case .hollowDot:
      writer.raw(#"<svg width="14" height="14" aria-hidden="true" focusable="false"><circle class="hollow" cx="7" cy="7" r="5"/></svg>"#)
    case .filledDot:
      writer.raw(#"<svg width="14" height="14" aria-hidden="true" focusable="false"><circle class="b1" cx="7" cy="7" r="7"/></svg>"#)
    }
  }
}
