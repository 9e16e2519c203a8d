import Markup

/// Draws the remarks of a line chart: a dot with value and text, or an upright line with text, where the text has room.
struct AnnotationMarks {
  var plot: LinePlot
  var line: LinePlot.Line
  var annotations: [Annotation]

  /// Draws the first two that lie on the chart. Texts that would meet are put on different heights.
  func draw(into writer: inout MarkupWriter) {
    let drawn = annotations.filter { plot.points.indices.contains($0.index) }.prefix(Annotation.limit)
    var taken: [Double] = []
    for annotation in drawn {
      let percent = plot.percent(annotation.index)
      var value: Double?
      var height = 10.0
      if annotation.kind == .value {
        guard let known = LinePlot.value(line, annotation.index) else { continue }
        value = known
        height = plot.y(known)
        writer.dot(line.tone.dot, percent: percent, y: height, radius: 4.5)
        height -= 8
      } else {
        writer.uprightLine("ref2", percent: percent, from: 0, to: LinePlot.height)
      }
      for other in taken where abs(other - height) < 18 { height = other < LinePlot.height / 2 ? other + 18 : other - 18 }
      taken.append(height)
      text(annotation, value: value, percent: percent, y: height, into: &writer)
      writer.raw("\n")
    }
  }

  private func text(_ annotation: Annotation, value: Double?, percent: Double, y: Double, into writer: inout MarkupWriter) {
    let number = value.map(plot.format.text)
    let needed = TextWidth.pixels((number.map { $0 + " " } ?? "") + annotation.drawnText) + 18
    for tier in CardTier.allCases {
      let width = tier.width - plot.margins(tier)
      let right = width * (1 - percent / 100) >= needed
      guard right || width * percent / 100 >= needed else { continue }
      writer.raw(right ? #"<text class="halo"# : #"<text class="e halo"#)
      if let from = tier.showsFrom {
        writer.raw(" ")
        writer.raw(from)
      }
      writer.raw(#"""#)
      writer.percent("x", percent)
      writer.attribute("dx", right ? 8 : -8)
      writer.attribute("y", y)
      writer.raw(">")
      if let number {
        writer.raw(#"<tspan class="strong">"#)
        writer.text(number)
        writer.raw("</tspan> ")
      }
      writer.text(annotation.drawnText)
      writer.raw("</text>")
      return
    }
  }
}
