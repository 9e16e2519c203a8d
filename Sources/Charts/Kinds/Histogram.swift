import Markup
import Notation

/// How values are spread: bars of equal width, up to two reference lines (median and 90 %), and a bin set apart for the tail.
public struct Histogram: Sendable {
  /// An upright line at a value.
  public struct Reference: Sendable, Hashable {
    /// On the axis of values.
    public var value: Double
    /// "half within 2.4 s".
    public var label: String
    /// In narrow cards: "half: 2.4 s".
    public var shortLabel: String

    /// A reference with its texts.
    public init(_ value: Double, _ label: String, short shortLabel: String) {
      self.value = value
      self.label = label
      self.shortLabel = shortLabel
    }
  }

  /// The exact distribution: each value with its number of cases.
  public var distribution: [(value: Double, count: Int)]
  /// The first two are drawn; all stand in the caption of the table twin.
  public var references: [Reference]
  /// How values on the horizontal axis are written.
  public var format: ValueFormat
  /// How numbers of cases are written.
  public var countFormat: ValueFormat
  /// How shares of all cases (0…1) are written.
  public var shareFormat: ValueFormat
  /// Caption of the table twin.
  public var caption: String
  /// Header of the first column of the table twin: "Time".
  public var axisTitle: String
  /// Header of the column of cases: "Conversations".
  public var countTitle: String
  /// Under the axis: "time to first answer"; nil for nothing.
  public var axisCaption: String?
  /// In the middle of an empty chart.
  public var emptyText: String?

  /// A chart of a distribution.
  public init(
    distribution: [(value: Double, count: Int)], references: [Reference] = [], format: ValueFormat, countFormat: ValueFormat,
    shareFormat: ValueFormat, caption: String, axisTitle: String, countTitle: String
  ) {
    self.distribution = distribution
    self.references = references
    self.format = format
    self.countFormat = countFormat
    self.shareFormat = shareFormat
    self.caption = caption
    self.axisTitle = axisTitle
    self.countTitle = countTitle
  }

  private static let height = 150.0

  /// Draws for the figure with this id.
  public func draw(id: String, words: ChartWords = .en) -> ChartFigure {
    let bins = HistogramBins(distribution, unit: format.unit)
    let largest = max(bins.counts.max() ?? 0, bins.overflow)
    let ticks = Ticks(minimum: 0, maximum: Double(largest), unit: .count, height: Self.height, fromZero: true)
    let labels = countFormat.axis(ticks.isEmpty ? [0] : ticks.values)
    let left = LeftMargin.step(for: labels)
    let layout = HistogramLayout(bins: bins, margins: LeftMargin.pixels(left) + 8)
    var writer = MarkupWriter(capacity: 1024 + bins.counts.count * 130)
    writer.openChart("hist", left: left, height: 44 + Self.height + (axisCaption == nil ? 24 : 40), id: id)
    writer.valueAxis(ticks, labels: labels, height: Self.height)
    if ticks.isEmpty {
      writer.label(emptyText ?? words.empty, anchor: .middle, percent: 50, y: Self.height / 2)
    } else {
      drawBars(bins, layout, ticks.scale, id: id, words: words, into: &writer)
      drawAxis(bins, layout, words: words, leftMargin: LeftMargin.pixels(left), into: &writer)
      drawReferences(layout, into: &writer)
    }
    writer.closeChart()
    var facts = ChartFacts()
    for bin in layout.bars { facts.add(Double(bin.count), label: name(bin, bins, words), text: countFormat.text) }
    return ChartFigure(svg: writer.finish(), table: twin(bins, layout, words), facts: facts)
  }

  private func name(_ bar: HistogramLayout.Bar, _ bins: HistogramBins, _ words: ChartWords) -> String {
    let start = bins.edge(bar.index)
    if bar.isOverflow { return words.above(format.axis([start])[safe: 0] ?? "") }
    if HistogramBins.isWhole(format.unit) {
      if bins.width == 1 { return format.text(start) }
      return words.range(format.text(start), format.text(bins.edge(bar.index + 1) - 1))
    }
    let ends = format.axis([start, bins.edge(bar.index + 1)])
    return words.range(withoutUnit(ends[safe: 0] ?? "", sharedWith: ends[safe: 1] ?? ""), ends[safe: 1] ?? "")
  }

  /// "9.5" of "9.5 s" when the other end carries the same unit.
  private func withoutUnit(_ text: String, sharedWith other: String) -> String {
    guard let space = text.lastIndex(of: "\u{A0}"), other.hasSuffix(text[space...]) else { return text }
    return String(text[..<space])
  }

  private func drawBars(
    _ bins: HistogramBins, _ layout: HistogramLayout, _ scale: LinearScale, id: String, words: ChartWords,
    into writer: inout MarkupWriter
  ) {
    for bar in layout.bars where bar.count > 0 {
      // A case among thousands still shows as a line of one pixel.
      let y = min(scale.y(Double(bar.count), height: Self.height), Self.height - 1)
      writer.box(
        bar.isOverflow ? "b0" : "b1", percent: bar.percent, width: bar.width * 0.92, y: y, height: Self.height - y, id: id)
      writer.raw("><title>")
      writer.text("\(name(bar, bins, words)), \(countFormat.text(Double(bar.count)))")
      writer.raw("</title></rect>\n")
    }
  }

  private func drawAxis(
    _ bins: HistogramBins, _ layout: HistogramLayout, words: ChartWords, leftMargin: Double, into writer: inout MarkupWriter
  ) {
    let isDiscrete = HistogramBins.isWhole(format.unit) && bins.width == 1
    let marks = layout.axisMarks(bins, unit: format.unit)
    let texts = format.axis(marks.map { bins.edge($0) })
    let shift = isDiscrete ? layout.slot * 0.46 : 0
    var labels = zip(marks, texts).map { AxisLabels.Label(text: $1, percent: Double($0) * layout.slot + shift) }
    if let overflow = layout.bars.last, overflow.isOverflow {
      // The end of the last bin is the start of the overflow bin: one label says both.
      labels.removeAll { $0.percent > layout.end - layout.slot / 2 }
      let text = (format.axis([bins.high])[safe: 0] ?? "") + "+"
      labels.append(.init(text: text, percent: overflow.percent + overflow.width * 0.46))
    }
    writer.axisRow(AxisLabels.place(labels, leftMargin: leftMargin, rightMargin: { _ in 8 }), y: Self.height + 18)
    if let axisCaption {
      let text = TextWidth.fitted(axisCaption, into: CardTier.narrow.width)
      writer.label(text, anchor: .middle, percent: layout.end / 2, y: Self.height + 36)
      writer.raw("\n")
    }
  }

  /// The leftmost line is the tallest and its label the highest, so that no label crosses a line.
  private func drawReferences(_ layout: HistogramLayout, into writer: inout MarkupWriter) {
    let drawn = references.prefix(2).filter { $0.value.isFinite }.sorted { $0.value < $1.value }
    for (level, reference) in drawn.enumerated() {
      let percent = layout.percent(of: reference.value)
      let top = -40 + 18 * Double(level)
      writer.uprightLine(level == 0 ? "ref" : "ref2", percent: percent, from: top, to: Self.height)
      let narrow = placed(reference, percent, .narrow, layout)
      let medium = placed(reference, percent, .medium, layout)
      write(narrow, tier: narrow == medium ? nil : "n1", percent, y: top + 9, into: &writer)
      if narrow != medium { write(medium, tier: "w2", percent, y: top + 9, into: &writer) }
      writer.raw("\n")
    }
  }

  private func write(_ label: ReferenceLabel, tier: StaticString?, _ percent: Double, y: Double, into writer: inout MarkupWriter) {
    writer.label(
      label.text, "halo strong", anchor: label.isLeft ? .end : .start, tier: tier, percent: percent, dx: label.isLeft ? -6 : 6, y: y)
  }

  private struct ReferenceLabel: Equatable { var text: String, isLeft: Bool }

  private func placed(_ reference: Reference, _ percent: Double, _ tier: CardTier, _ layout: HistogramLayout) -> ReferenceLabel {
    let room = (tier.width - layout.margins) * (1 - percent / 100) + 8
    for text in [reference.label, reference.shortLabel] where TextWidth.pixels(text) + 6 <= room {
      return ReferenceLabel(text: text, isLeft: false)
    }
    let left = (tier.width - layout.margins) * percent / 100
    return ReferenceLabel(text: TextWidth.fitted(reference.shortLabel, into: left), isLeft: true)
  }

  private func twin(_ bins: HistogramBins, _ layout: HistogramLayout, _ words: ChartWords) -> TableTwin {
    let total = Double(bins.total)
    if layout.bars.isEmpty {
      let none = TableTwin.Cell(countFormat.text(0), exact: 0)
      return TableTwin(
        caption: caption, columns: [.init(axisTitle, isNumeric: false), .init(countTitle)], rows: [[.init(words.all), none]])
    }
    let rows = layout.bars.map { bar -> [TableTwin.Cell] in
      let share = total > 0 ? Double(bar.count) / total : 0
      return [
        .init(name(bar, bins, words)), .init(countFormat.text(Double(bar.count)), exact: Double(bar.count)),
        .init(shareFormat.text(share), exact: share),
      ]
    }
    let marks = references.map(\.label).joined(separator: "; ")
    return TableTwin(
      caption: marks.isEmpty ? caption : "\(caption) (\(marks))",
      columns: [.init(axisTitle, isNumeric: false), .init(countTitle), .init(words.share)], rows: rows)
  }
}
