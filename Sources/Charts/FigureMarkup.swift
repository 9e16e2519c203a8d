import Markup

extension ChartFigure {
  /// The complete figure: caption with title (`id-t`) and subtitle, legend, drawing, the reading sentence that describes it
  /// (`id-d`) and the table twin, or a link to the CSV for more than `TableTwin.rowLimit` rows.
  ///
  /// - Parameters:
  ///   - id: unique on the page, ASCII letters, digits and hyphens; the same that the chart was drawn with.
  ///   - title: the message, sentence case, at most 12 words.
  ///   - subtitle: measure, unit, grouping, period. When the axis starts above zero that is added.
  ///   - reading: the main pattern with its numbers; nil or empty: the plain facts of the chart.
  ///   - isWide: spans both columns of a grid of cards.
  ///   - csv: address of the same rows as CSV, relative to the page. Without it a long twin is written in full.
  public func figureFragment(
    id: String, title: String, subtitle: String, reading: String? = nil, isWide: Bool = false, csv: String? = nil,
    words: ChartWords = .en
  ) -> Fragment {
    var writer = MarkupWriter(capacity: svg.bytes.count + 128 * (table.rows.count + 8))
    writer.raw(isWide ? #"<figure class="fig card wide""# : #"<figure class="fig card""#)
    writer.attribute("id", id)
    writer.raw(">\n<figcaption><h3")
    writer.attribute("id", "\(id)-t")
    writer.raw(">")
    writer.text(title)
    writer.raw("</h3>")
    let subtitle = facts.axisStart.map { subtitle.isEmpty ? words.axisStart($0) : "\(subtitle); \(words.axisStart($0))" } ?? subtitle
    if !subtitle.isEmpty {
      writer.raw(#"<p class="sub">"#)
      writer.text(subtitle)
      writer.raw("</p>")
    }
    writer.raw("</figcaption>\n")
    for part in [key, svg, ramp] where !part.isEmpty {
      writer.fragment(part)
      writer.raw("\n")
    }
    writer.raw(#"<p class="read""#)
    writer.attribute("id", "\(id)-d")
    writer.raw(">")
    let reading = reading.flatMap { $0.isEmpty ? nil : $0 }
    writer.text(reading ?? facts.sentence(words))
    writer.raw("</p>\n")
    writeTwin(id: id, csv: csv, words: words, into: &writer)
    writer.raw("</figure>\n")
    return writer.finish()
  }

  private func writeTwin(id: String, csv: String?, words: ChartWords, into writer: inout MarkupWriter) {
    if table.rows.count > TableTwin.rowLimit, let csv {
      writer.raw(#"<p class="twin"><a"#)
      writer.attribute("href", csv)
      writer.raw(">")
      writer.text(words.downloadTable(table.rows.count))
      writer.raw("</a></p>\n")
      return
    }
    writer.raw(#"<details class="twin"><summary>"#)
    writer.text(words.showTable(table.rows.count))
    writer.raw("</summary>\n")
    table.write(id: id, into: &writer)
    writer.raw("\n</details>\n")
  }
}
