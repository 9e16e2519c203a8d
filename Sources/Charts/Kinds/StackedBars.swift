import Markup
import Notation

/// How a whole is split, over time or by group: one 100 % bar per row, up to four parts in a fixed order.
///
/// Lengths, labels and table all use the same shares, rounded by largest remainder to 100.0 %.
public struct StackedBars: Sendable {
  /// A part of the whole, the same in every row.
  public struct Part: Sendable, Hashable {
    /// In the legend and the header of the table twin.
    public var name: String
    /// `.unknown` is hatched and belongs last.
    public var tone: SeriesTone

    /// A named part.
    public init(_ name: String, _ tone: SeriesTone) {
      self.name = name
      self.tone = tone
    }
  }

  /// A bar.
  public struct Row: Sendable, Hashable {
    /// Beside the bar, or above it when one of the labels is long.
    public var label: String
    /// One amount per part, in their order; need not add to 1. All zero: no bar but the empty text.
    public var amounts: [Double]
    /// Bold label, for the current period.
    public var isEmphasised: Bool

    /// A bar from its amounts.
    public init(_ label: String, _ amounts: [Double], isEmphasised: Bool = false) {
      self.label = label
      self.amounts = amounts
      self.isEmphasised = isEmphasised
    }
  }

  /// At most four.
  public var parts: [Part]
  /// In order: time ascending, or largest first.
  public var rows: [Row]
  /// How shares (0…1) are written.
  public var format: ValueFormat
  /// Caption of the table twin.
  public var caption: String
  /// Header of the first column of the table twin.
  public var axisTitle: String
  /// Header and format of an extra column with the sum of the amounts; nil for none.
  public var total: (title: String, format: ValueFormat)?
  /// Instead of a bar without amounts.
  public var emptyText: String?

  /// A chart of shares.
  public init(parts: [Part], rows: [Row], format: ValueFormat, caption: String, axisTitle: String) {
    self.parts = parts
    self.rows = rows
    self.format = format
    self.caption = caption
    self.axisTitle = axisTitle
  }

  private static let bar = 26.0
  private static let gap = 8.0
  private static let right = 2.0

  /// Draws for the figure with this id.
  public func draw(id: String, words: ChartWords = .en) -> ChartFigure {
    let widest = rows.map { TextWidth.pixels($0.label) }.max() ?? 0
    let isLabelAbove = widest > 84
    let left = isLabelAbove ? 0 : LeftMargin.step(for: rows.map(\.label))
    let offset = isLabelAbove ? 20.0 : 0
    let pitch = Self.bar + Self.gap + offset
    let bottom = max(0, Double(rows.count) * pitch - Self.gap)
    var writer = MarkupWriter(capacity: 1024 + rows.count * 500)
    writer.openChart("stack", left: isLabelAbove ? nil : left, height: bottom + 26, id: id)
    if parts.contains(where: { $0.tone == .unknown }) { writer.hatchPattern(id: id) }
    let shares = rows.map { row in Shares.tenths(amounts(row)) }
    for (index, row) in rows.enumerated() {
      let top = Double(index) * pitch
      let style: StaticString? = row.isEmphasised ? "strong" : nil
      if isLabelAbove {
        let label = TextWidth.fitted(row.label, into: CardTier.narrow.width - 4)
        writer.label(label, row.isEmphasised ? "strong" : "t", percent: 0, y: top + 13)
      } else {
        writer.marginLabel(row.label, style, y: top + 17)
      }
      if let tenths = shares[index] {
        draw(tenths, of: row, y: top + offset, leftMargin: LeftMargin.pixels(left), id: id, into: &writer)
      } else {
        writer.box("band", percent: 0, width: 100, y: top + offset, height: Self.bar, id: id)
        writer.raw("/>")
        writer.label(emptyText ?? words.empty, anchor: .middle, percent: 50, y: top + offset + 17)
      }
      writer.raw("\n")
    }
    for (percent, anchor) in [(0.0, AxisLabels.Anchor.start), (25, .middle), (50, .middle), (75, .middle), (100, .end)] {
      // Beside long labels a narrow card has no room for the quarters.
      let tier: StaticString? = LeftMargin.pixels(left) > 56 && percent.truncatingRemainder(dividingBy: 50) != 0 ? "w2" : nil
      writer.label(format.axis([0, percent / 100, 1])[safe: 1] ?? "", anchor: anchor, tier: tier, percent: percent, y: bottom + 20)
    }
    writer.raw("\n")
    writer.closeChart()
    let key = Key.fragment(parts.map { (Key.Sample.area($0.tone), $0.name) }, id: id)
    return ChartFigure(svg: writer.finish(), key: key, table: twin(shares, words), facts: facts(shares))
  }

  private func draw(_ tenths: [Int], of row: Row, y: Double, leftMargin: Double, id: String, into writer: inout MarkupWriter) {
    var start = 0
    for (index, part) in parts.enumerated() where tenths[index] > 0 {
      let width = tenths[index]
      defer { start += width }
      writer.box(part.tone.fill, extra: " seg", percent: Double(start) / 10, width: Double(width) / 10, y: y, height: Self.bar, id: id)
      writer.raw("/>")
      guard let style = part.tone.textOn else { continue }
      let text = format.bare(shown(index, row, tenths))
      let needed = TextWidth.pixels(text) + 12
      guard let tier = CardTier.lowest(giving: needed, from: Double(width) / 1000, margins: leftMargin + Self.right) else { continue }
      writer.label(text, style, anchor: .middle, tier: tier.showsFrom, percent: Double(2 * start + width) / 20, y: y + 17)
    }
  }

  /// The share to write: rounded, but a part that rounds to nothing, or to all, stays what it is ("<0.1%", ">99.9%").
  private func shown(_ index: Int, _ row: Row, _ tenths: [Int]) -> Double {
    let exact = exact(index, row)
    let isHidden = (tenths[index] == 0 && exact > 0) || (tenths[index] == 1000 && exact < 1)
    return isHidden ? exact : Double(tenths[index]) / 1000
  }

  private func exact(_ index: Int, _ row: Row) -> Double {
    let amounts = amounts(row)
    let total = amounts.reduce(0, +)
    return total > 0 ? amounts[index] / total : 0
  }

  private func amounts(_ row: Row) -> [Double] {
    parts.indices.map { index in
      guard let amount = row.amounts[safe: index], amount.isFinite else { return 0 }
      return max(0, amount)
    }
  }

  private func twin(_ shares: [[Int]?], _ words: ChartWords) -> TableTwin {
    var columns = [TableTwin.Column(axisTitle, isNumeric: false)] + parts.map { .init($0.name) }
    if let total { columns.append(.init(total.title)) }
    let lines = zip(rows, shares).map { row, tenths in
      let sum = amounts(row).reduce(0, +)
      var cells = [TableTwin.Cell(row.label)]
      for index in parts.indices {
        cells.append(
          tenths.map { .init(format.text(shown(index, row, $0)), exact: exact(index, row)) } ?? .init(words.missing))
      }
      if let total { cells.append(.init(total.format.text(sum), exact: sum)) }
      return cells
    }
    return TableTwin(caption: caption, columns: columns, rows: lines)
  }

  private func facts(_ shares: [[Int]?]) -> ChartFacts {
    var facts = ChartFacts()
    for (row, tenths) in zip(rows, shares) {
      guard let tenths else {
        facts.missing += parts.count
        continue
      }
      for (index, part) in parts.enumerated() {
        facts.add(shown(index, row, tenths), label: "\(part.name), \(row.label)", text: format.text)
      }
    }
    return facts
  }
}

extension Array {
  /// The element, or nil outside the bounds.
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
