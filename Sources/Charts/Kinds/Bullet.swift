import Markup

/// Values against their targets: a bar, an upright mark for the target, and three neutral bands that get stronger away from what is wanted.
/// Each row has its own axis from zero; all words are finished.
public struct Bullet: Sendable {
  /// A value and its target.
  public struct Row: Sendable, Hashable {
    /// "Resolved by the assistant".
    public var label: String
    /// The value as written; nil when there is none to show.
    public var valueText: String?
    /// The value, at least 0; nil when there is none to show.
    public var value: Double?
    /// The target as written: "at least 70%".
    public var targetText: String
    /// The target, above 0.
    public var target: Double
    /// True when smaller values are wanted.
    public var wantsLess: Bool
    /// True when nothing can lie above 1: a share.
    public var isShare: Bool
    /// "Met", "Missed", "Too few".
    public var status: String
    /// Nil when there is nothing to judge.
    public var isMet: Bool?
    /// After the target: "within chance"; nil for nothing.
    public var remark: String?

    /// A row.
    public init(
      _ label: String, value: Double?, valueText: String?, target: Double, targetText: String, wantsLess: Bool, isShare: Bool,
      status: String, isMet: Bool?, remark: String? = nil
    ) {
      self.label = label
      self.value = value
      self.valueText = valueText
      self.target = target
      self.targetText = targetText
      self.wantsLess = wantsLess
      self.isShare = isShare
      self.status = status
      self.isMet = isMet
      self.remark = remark
    }

    /// End of the axis: room beyond the target on both sides; a share ends at 100 %.
    var end: Double {
      let most = max(target, value ?? 0)
      return isShare ? (most > 0.5 ? 1 : min(1, most * 2)) : most * (wantsLess ? 1.5 : 1.25)
    }
  }

  /// In the order of the project.
  public var rows: [Row]
  /// Name of the period, in the table twin.
  public var period: String
  /// Caption of the table twin.
  public var caption: String

  /// A chart of targets.
  public init(rows: [Row], period: String, caption: String) {
    self.rows = rows
    self.period = period
    self.caption = caption
  }

  private static let pitch = 76.0

  /// Draws for the figure with this id.
  public func draw(id: String, words: ChartWords = .en) -> ChartFigure {
    var writer = MarkupWriter(capacity: 256 + rows.count * 700)
    writer.openChart("bullet", height: Double(rows.count) * Self.pitch - 10, id: id)
    for (index, row) in rows.enumerated() { draw(row, y: Double(index) * Self.pitch, words: words, into: &writer) }
    writer.closeChart()
    var facts = ChartFacts()
    for row in rows { facts.add(row.value, label: row.label) { _ in row.valueText ?? words.missing } }
    return ChartFigure(svg: writer.finish(), table: twin(words), facts: facts)
  }

  private func draw(_ row: Row, y: Double, words: ChartWords, into writer: inout MarkupWriter) {
    let head = "\(row.label): \(row.valueText ?? words.missing)"
    writeFitted(head, "strong", y: y + 13, into: &writer)
    writer.raw(#"<text x="0""#)
    writer.attribute("y", y + 61)
    writer.raw(">")
    if let isMet = row.isMet {
      writer.raw(isMet ? #"<tspan class="tg">"# : #"<tspan class="tb">"#)
      writer.text(row.status)
      writer.raw("</tspan>")
    } else {
      writer.text(row.status)
    }
    writer.text(": target \(row.targetText)\(row.remark.map { ", \($0)" } ?? "")")
    writer.raw("</text>")
    let end = row.end
    guard end > 0 else { return }
    let target = min(100, row.target / end * 100)
    for (style, from, to) in bands(target, wantsLess: row.wantsLess) where to > from {
      writer.raw(#"<rect class=""#)
      writer.raw(style)
      writer.raw(#"""#)
      writer.percent("x", from)
      writer.percent("width", to - from)
      writer.attribute("y", y + 22)
      writer.attribute("height", 24.0)
      writer.raw("/>")
    }
    if let value = row.value, value > 0 {
      writer.raw(#"<rect class="b1" x="0""#)
      writer.percent("width", min(100, value / end * 100))
      writer.attribute("y", y + 29)
      writer.attribute("height", 10.0)
      writer.raw("/>")
    }
    writer.uprightLine("target", percent: target, from: y + 24, to: y + 44)
    writer.raw("\n")
  }

  /// From the wanted side to the far one: light, middle, strong. The middle band is 15 points of the axis.
  private func bands(_ target: Double, wantsLess: Bool) -> [(style: StaticString, from: Double, to: Double)] {
    let width = 15.0
    if wantsLess {
      let far = min(100, target + width)
      return [("r1", 0, target), ("r2", target, far), ("r3", far, 100)]
    }
    let far = max(0, target - width)
    return [("r3", 0, far), ("r2", far, target), ("r1", target, 100)]
  }

  private func writeFitted(_ text: String, _ style: StaticString, y: Double, into writer: inout MarkupWriter) {
    let narrow = TextWidth.fitted(text, into: CardTier.narrow.width)
    let medium = TextWidth.fitted(text, into: CardTier.medium.width)
    if narrow == medium {
      writer.label(narrow, style, percent: 0, y: y)
    } else {
      writer.label(narrow, style, tier: "n1", percent: 0, y: y)
      writer.label(medium, style, tier: "w2", percent: 0, y: y)
    }
  }

  private func twin(_ words: ChartWords) -> TableTwin {
    TableTwin(
      caption: caption,
      columns: [.init("Measure", isNumeric: false), .init(period), .init("Target"), .init("Status", isNumeric: false)],
      rows: rows.map { row in
        [
          .init(row.label), .init(row.valueText ?? words.missing, exact: row.value), .init(row.targetText),
          .init(row.remark.map { "\(row.status.lowercased()), \($0)" } ?? row.status.lowercased()),
        ]
      })
  }
}
