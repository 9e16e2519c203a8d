import Markup

extension LinePlot {
  /// One group per place with everything `:hover` reveals: a hairline, a dot and a line of text above the plot.
  func readouts(dotOn leading: Int, words: ChartWords, into writer: inout MarkupWriter) {
    guard points.count > 1, points.count <= Self.readoutLimit, !ticks.isEmpty else { return }
    let width = 100 / Double(points.count)
    for index in points.indices {
      writer.raw(#"<g class="pt"><rect"#)
      if index > 0 { writer.percent("x", Double(index) * width) }
      writer.percent("width", width)
      writer.attribute("height", Self.height)
      writer.raw("/><line")
      writer.percent("x1", percent(index))
      writer.percent("x2", percent(index))
      writer.attribute("y2", Self.height)
      writer.raw("/>")
      if let value = Self.value(lines[leading], index) {
        writer.dot(lines[leading].tone.dot, percent: percent(index), y: y(value), radius: 4)
      }
      readout(index, leading: leading, words: words, into: &writer)
      writer.raw("</g>\n")
    }
  }

  /// The leading value always, the others where the card has room for them.
  private func readout(_ index: Int, leading: Int, words: ChartWords, into writer: inout MarkupWriter) {
    let text = { (line: Line) in Self.value(line, index).map(format.text) ?? words.missing }
    let named = { (line: Line) in "\(TextDirection.isolated(line.name)) \(text(line))" }
    let value = lines.count > 2 ? named(lines[leading]) : text(lines[leading])
    let short = "\(TextDirection.isolated(points[index].label)): \(value)"
    var rest = ""
    for position in lines.indices where position != leading { rest += ", " + named(lines[position]) }
    writer.raw(#"<text x="100%" y="-14">"#)
    writer.text(TextWidth.fitted(short, into: CardTier.narrow.width - 8))
    let needed = TextWidth.pixels(short) + TextWidth.pixels(rest) + 8
    if !rest.isEmpty, let tier = CardTier.lowest(giving: needed, from: 1, margins: 0) {
      if let from = tier.showsFrom {
        writer.raw("<tspan class=\"")
        writer.raw(from)
        writer.raw("\">")
        writer.text(rest)
        writer.raw("</tspan>")
      } else {
        writer.text(rest)
      }
    }
    writer.raw("</text>")
  }
}
