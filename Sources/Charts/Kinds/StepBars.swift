import Markup
import Notation

/// Where things get lost on a way of three to six steps: bars on one baseline, with counts, shares of the start and the loss
/// before each step.
public struct StepBars: Sendable {
  /// A step of the way.
  public struct Step: Sendable, Hashable {
    /// Above the bar.
    public var label: String
    /// How many reach the step; missing when that is not known.
    public var value: Double?
    /// The loss before this step in words ("1,368 not understood"); nil: the number with a minus sign.
    public var loss: String?

    /// A step with its value.
    public init(_ label: String, _ value: Double?, loss: String? = nil) {
      self.label = label
      self.value = value
      self.loss = loss
    }
  }

  /// In order; the first is the whole.
  public var steps: [Step]
  /// How the values are written.
  public var format: ValueFormat
  /// How shares of the start (0…1) are written.
  public var shareFormat: ValueFormat
  /// Caption of the table twin.
  public var caption: String
  /// Header of the first column of the table twin: "Step".
  public var axisTitle: String
  /// Header of the column of values: "Conversations".
  public var valueTitle: String
  /// Header of the column of shares: "Share of started"; nil: the word for share.
  public var shareTitle: String?
  /// Instead of the bars when nothing started.
  public var emptyText: String?

  /// A chart of steps.
  public init(
    steps: [Step], format: ValueFormat, shareFormat: ValueFormat, caption: String, axisTitle: String, valueTitle: String
  ) {
    self.steps = steps
    self.format = format
    self.shareFormat = shareFormat
    self.caption = caption
    self.axisTitle = axisTitle
    self.valueTitle = valueTitle
  }

  private static let pitch = 57.0
  /// Room for ">99.9%" and a gap.
  private static let shareColumn = 54.0

  /// Draws for the figure with this id.
  public func draw(id: String, words: ChartWords = .en) -> ChartFigure {
    var writer = MarkupWriter(capacity: 512 + steps.count * 500)
    writer.openChart("funnel", height: max(0, Double(steps.count) * Self.pitch - 11), id: id)
    if steps.contains(where: { known($0) == nil }) { writer.hatchPattern(id: id) }
    for index in steps.indices { draw(index, id: id, words: words, into: &writer) }
    writer.closeChart()
    var facts = ChartFacts()
    for step in steps { facts.add(step.value, label: step.label, text: format.text) }
    return ChartFigure(svg: writer.finish(), table: twin(words), facts: facts)
  }

  private func known(_ step: Step) -> Double? { step.value.flatMap { $0.isFinite ? max(0, $0) : nil } }

  private var start: Double? { steps.first.flatMap(known).flatMap { $0 > 0 ? $0 : nil } }

  private func share(_ step: Step) -> Double? {
    guard let start, let value = known(step) else { return nil }
    return value / start
  }

  private func lostBefore(_ index: Int) -> Double? {
    guard index > 0, let before = known(steps[index - 1]), let value = known(steps[index]) else { return nil }
    return before - value
  }

  private func lossText(_ index: Int) -> String? {
    guard let lost = lostBefore(index), lost > 0 else { return nil }
    return steps[index].loss ?? "\u{2212}\(format.text(lost))"
  }

  private func draw(_ index: Int, id: String, words: ChartWords, into writer: inout MarkupWriter) {
    let step = steps[index]
    let top = Double(index) * Self.pitch
    let share = share(step)
    writeHead(index, share: share, words: words, y: top + 13, into: &writer)
    guard let share else {
      let isUnknown = known(step) == nil
      writer.box(isUnknown ? nil : "band", percent: 0, width: 100, y: top + 22, height: 20, id: id)
      writer.raw("/>")
      if !isUnknown, index == 0 { writer.label(emptyText ?? words.empty, anchor: .middle, percent: 50, y: top + 36) }
      writer.raw("\n")
      return
    }
    let width = min(100, share * 100)
    let before = index > 0 ? self.share(steps[index - 1]).map { min(100, $0 * 100) } : nil
    writer.box("band", percent: 0, width: 100, y: top + 22, height: 20, id: id)
    writer.raw("/>")
    if let before, before > width {
      writer.box("lost", percent: width, width: before - width, y: top + 22, height: 20, id: id)
      writer.raw("/>")
    }
    if width > 0 {
      writer.box("b1", percent: 0, width: width, y: top + 22, height: 20, id: id)
      writer.raw("/>")
    }
    writer.raw("\n")
  }

  /// Label and loss on one side, value and share on the other, in two columns. A label is cut where the card is too narrow for
  /// both (the table twin has it in full); the loss shows where it fits.
  private func writeHead(_ index: Int, share: Double?, words: ChartWords, y: Double, into writer: inout MarkupWriter) {
    let step = steps[index]
    let value = known(step).map(format.text) ?? words.missing
    let column = share == nil ? 0 : Self.shareColumn
    let used = TextWidth.pixels(value) + column + 12
    let narrow = TextWidth.fitted(step.label, into: CardTier.narrow.width - used)
    let medium = TextWidth.fitted(step.label, into: CardTier.medium.width - used)
    let loss = lossText(index)
    let needed = TextWidth.pixels(step.label) + 8 + TextWidth.pixels(loss ?? "") + used
    let tier = loss == nil ? nil : CardTier.lowest(giving: needed, from: 1, margins: 0)
    if narrow == medium {
      writeName(narrow, tier: nil, loss: loss, lossTier: tier, y: y, into: &writer)
    } else {
      writeName(narrow, tier: "n1", loss: nil, lossTier: nil, y: y, into: &writer)
      writeName(medium, tier: "w2", loss: loss, lossTier: tier, y: y, into: &writer)
    }
    writer.label(value, known(step) == nil ? nil : "strong", anchor: .end, percent: 100, dx: -column, y: y)
    if let share { writer.label(shareFormat.text(share), "strong", anchor: .end, percent: 100, y: y) }
  }

  /// The loss follows the label in the same text, so that they cannot meet in any font.
  private func writeName(
    _ name: String, tier: StaticString?, loss: String?, lossTier: CardTier?, y: Double, into writer: inout MarkupWriter
  ) {
    writer.raw(#"<text class="strong"#)
    if let tier {
      writer.raw(" ")
      writer.raw(tier)
    }
    writer.raw(#"" x="0""#)
    writer.attribute("y", y)
    writer.raw(">")
    writer.text(TextDirection.isolated(name))
    if let loss, let lossTier {
      writer.raw(#"<tspan class="t"#)
      if let from = lossTier.showsFrom {
        writer.raw(" ")
        writer.raw(from)
      }
      writer.raw(#"" dx="8">"#)
      writer.text(loss)
      writer.raw("</tspan>")
    }
    writer.raw("</text>")
  }

  private func twin(_ words: ChartWords) -> TableTwin {
    let columns: [TableTwin.Column] = [
      .init(axisTitle, isNumeric: false), .init(valueTitle), .init(shareTitle ?? words.share), .init(words.lost),
    ]
    let rows = steps.indices.map { index -> [TableTwin.Cell] in
      let lost = lostBefore(index)
      let loss = lossText(index) ?? (lost == 0 ? format.text(0) : lost.map { "+\(format.text(-$0))" } ?? "")
      return [
        .init(steps[index].label), .value(known(steps[index]), format, words),
        .value(share(steps[index]), shareFormat, words), .init(loss, exact: lost),
      ]
    }
    return TableTwin(caption: caption, columns: columns, rows: rows)
  }
}
