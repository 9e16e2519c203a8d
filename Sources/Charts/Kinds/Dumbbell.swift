import Markup
import Notation

/// How up to ten groups changed between two periods: a hollow dot for before, a filled one for now, joined by a line.
public struct Dumbbell: Sendable {
  /// A group.
  public struct Row: Sendable, Hashable {
    /// Above the dots.
    public var label: String
    /// At the other end of the label's line: "10,944 conversations"; nil for nothing.
    public var note: String?
    /// Missing: no hollow dot.
    public var before: Double?
    /// Missing: no filled dot.
    public var after: Double?
    /// Beside a dot that has no partner: "from 19 Sep, no August data".
    public var remark: String?
    /// The change in words, for the table twin: "+3.1 points", "not comparable".
    public var change: String?

    /// A group with both values.
    public init(
      _ label: String, note: String? = nil, before: Double?, after: Double?, remark: String? = nil, change: String? = nil
    ) {
      self.label = label
      self.note = note
      self.before = before
      self.after = after
      self.remark = remark
      self.change = change
    }
  }

  /// Sorted by the value now.
  public var rows: [Row]
  /// Name of the earlier period, in legend and table twin.
  public var beforeName: String
  /// Name of the current period.
  public var afterName: String
  /// How values are written.
  public var format: ValueFormat
  /// Caption of the table twin.
  public var caption: String
  /// Header of the first column of the table twin.
  public var axisTitle: String
  /// Headers of the columns of notes and changes; a nil header leaves the column out.
  public var noteTitle: String?
  /// See `noteTitle`.
  public var changeTitle: String?
  /// In place of the dots when there are none.
  public var emptyText: String?

  /// A chart of groups in two periods.
  public init(rows: [Row], beforeName: String, afterName: String, format: ValueFormat, caption: String, axisTitle: String) {
    self.rows = rows
    self.beforeName = beforeName
    self.afterName = afterName
    self.format = format
    self.caption = caption
    self.axisTitle = axisTitle
  }

  private static let pitch = 54.0
  private static let side = 26.0
  private static let narrowPlot = CardTier.narrow.width - 2 * side

  /// Draws for the figure with this id.
  public func draw(id: String, words: ChartWords = .en) -> ChartFigure {
    let ticks = ticks()
    var writer = MarkupWriter(capacity: 512 + rows.count * 900)
    writer.openChart("dumb", height: Double(rows.count) * Self.pitch + 24, id: id)
    let labels = format.axis(ticks.isEmpty ? [0] : ticks.values)
    let axis = zip(ticks.values, labels).map { AxisLabels.Label(text: $1, percent: ticks.scale.percent($0)) }
    writer.axisRow(
      AxisLabels.place(axis, leftMargin: Self.side, rightMargin: { _ in Self.side }, overhang: 26),
      y: Double(rows.count) * Self.pitch + 16)
    for index in rows.indices { draw(rows[index], ticks: ticks, y: Double(index) * Self.pitch, words: words, into: &writer) }
    writer.closeChart()
    let key = Key.fragment([(.hollowDot, beforeName), (.filledDot, afterName)], id: id)
    var facts = ChartFacts()
    for row in rows { facts.add(row.after, label: row.label, text: format.text) }
    if ticks.startsAboveZero { facts.axisStart = labels.first }
    return ChartFigure(svg: writer.finish(), key: key, table: twin(words), facts: facts)
  }

  private func known(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }

  /// Ticks over all values, with one more step where the outermost label would leave the card.
  private func ticks() -> Ticks {
    let values = rows.flatMap { [known($0.before), known($0.after)] }.compactMap { $0 }
    guard let low = values.min(), let high = values.max() else {
      return Ticks(minimum: 0, maximum: 0, unit: format.unit, height: 200, fromZero: true)
    }
    let ticks = Ticks(minimum: low, maximum: high, unit: format.unit, height: 200, fromZero: false)
    guard !ticks.isEmpty, ticks.values.count > 1 else { return ticks }
    var list = ticks.values
    let step = list[1] - list[0]
    let isFull = format.unit == .share && (list.last ?? 0) >= 1
    if !fits(format.bare(high), outside: 100 - ticks.scale.percent(high)), !isFull { list.append((list.last ?? 0) + step) }
    if list[0] >= step, !fits(format.bare(low), outside: ticks.scale.percent(low)) { list.insert(list[0] - step, at: 0) }
    return Ticks(values: list)
  }

  private func fits(_ text: String, outside percent: Double) -> Bool {
    TextWidth.pixels(text) + 12 <= percent / 100 * Self.narrowPlot + Self.side + 12
  }

  private func draw(_ row: Row, ticks: Ticks, y: Double, words: ChartWords, into writer: inout MarkupWriter) {
    writeHead(row, y: y + 14, into: &writer)
    for value in ticks.values where !ticks.isEmpty {
      writer.uprightLine("grid", percent: ticks.scale.percent(value), from: y + 24, to: y + 48)
    }
    let middle = y + 36
    writer.levelLine("grid", y: middle)
    let before = known(row.before)
    let after = known(row.after)
    if let before, let after, before != after {
      writer.raw(#"<line class="conn""#)
      writer.percent("x1", ticks.scale.percent(before))
      writer.percent("x2", ticks.scale.percent(after))
      writer.attribute("y1", middle)
      writer.attribute("y2", middle)
      writer.raw("/>")
    }
    if let before { writer.dot("hollow", percent: ticks.scale.percent(before), y: middle, radius: 5.5) }
    if let after { writer.dot("dot1", percent: ticks.scale.percent(after), y: middle, radius: 7) }
    writeValues(before, after, ticks, y: middle + 4, into: &writer)
    writeRemark(row, before, after, ticks, y: middle + 4, words: words, into: &writer)
    writer.raw("\n")
  }

  private func writeHead(_ row: Row, y: Double, into writer: inout MarkupWriter) {
    let used = row.note.map { TextWidth.pixels($0) + 12 } ?? 0
    let narrow = TextWidth.fitted(row.label, into: CardTier.narrow.width - used)
    let medium = TextWidth.fitted(row.label, into: CardTier.medium.width - used)
    if narrow == medium {
      writer.label(narrow, "strong", percent: 0, dx: -Self.side, y: y)
    } else {
      writer.label(narrow, "strong", tier: "n1", percent: 0, dx: -Self.side, y: y)
      writer.label(medium, "strong", tier: "w2", percent: 0, dx: -Self.side, y: y)
    }
    if let note = row.note { writer.label(note, anchor: .end, percent: 100, dx: Self.side, y: y) }
  }

  /// Each label on the outer side of its dot, where it fits; else between the dots; else only in the table twin.
  private func writeValues(_ before: Double?, _ after: Double?, _ ticks: Ticks, y: Double, into writer: inout MarkupWriter) {
    let x = { (value: Double) in ticks.scale.percent(value) }
    let isBeforeLeft = after.map { after in before.map { $0 <= after } ?? true } ?? true
    let gap = before.flatMap { before in after.map { abs(x($0) - x(before)) / 100 * Self.narrowPlot } } ?? 0
    let isAlone = before == nil || after == nil
    for (value, style, isLeft, reach) in [
      (before, "halo" as StaticString, isBeforeLeft, 11.0), (after, "halo strong", !isBeforeLeft, 12.0),
    ] {
      guard let value else { continue }
      let text = format.bare(value)
      let wantsLeft = isAlone ? x(value) > 70 : isLeft
      let outside = wantsLeft ? x(value) : 100 - x(value)
      if fits(text, outside: outside) {
        writer.label(text, style, anchor: wantsLeft ? .end : .start, percent: x(value), dx: wantsLeft ? -reach : reach, y: y)
      } else if gap > TextWidth.pixels(text) + 34 {
        writer.label(text, style, anchor: wantsLeft ? .start : .end, percent: x(value), dx: wantsLeft ? reach : -reach, y: y - 9)
      }
    }
  }

  private func writeRemark(
    _ row: Row, _ before: Double?, _ after: Double?, _ ticks: Ticks, y: Double, words: ChartWords, into writer: inout MarkupWriter
  ) {
    let only = before == nil ? after : after == nil ? before : nil
    if before == nil, after == nil {
      writer.label(row.remark ?? emptyText ?? words.missing, "halo", anchor: .middle, percent: 50, y: y)
      return
    }
    guard let only, let remark = row.remark else { return }
    let percent = ticks.scale.percent(only)
    let isRight = percent <= 70
    let offset = 20 + TextWidth.pixels(format.bare(only))
    let needed = TextWidth.pixels(remark) + offset
    let room = isRight ? 1 - percent / 100 : percent / 100
    guard let tier = CardTier.lowest(giving: needed, from: room, margins: 2 * Self.side) else { return }
    writer.label(
      remark, "halo", anchor: isRight ? .start : .end, tier: tier.showsFrom, percent: percent, dx: isRight ? offset : -offset, y: y)
  }

  private func twin(_ words: ChartWords) -> TableTwin {
    var columns = [TableTwin.Column(axisTitle, isNumeric: false)]
    if let noteTitle { columns.append(.init(noteTitle)) }
    columns += [.init(beforeName), .init(afterName)]
    if let changeTitle { columns.append(.init(changeTitle)) }
    let lines = rows.map { row in
      var cells = [TableTwin.Cell(row.label)]
      if noteTitle != nil { cells.append(.init(row.note ?? "")) }
      cells += [.value(row.before, format, words), .value(row.after, format, words)]
      if changeTitle != nil { cells.append(.init(row.change ?? words.missing)) }
      return cells
    }
    return TableTwin(caption: caption, columns: columns, rows: lines)
  }
}
