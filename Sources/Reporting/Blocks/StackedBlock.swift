import Aggregation
import Charts
import Notation

/// How a whole is split, by week or by group: one 100 % bar for each row.
struct StackedBlock: FigureBlock {
  let block: Block
  let context: BlockContext
  let id: String

  func render() -> RenderedBlock {
    guard let metric = block.metrics.first, let rowDimension = block.dimensions.first, let partDimension = block.dimensions.last else {
      return RenderedBlock(fragment: .empty, hasData: false)
    }
    let total = context.current(metric, filters)
    guard let whole = total.value, whole > 0 else { return emptyCard(metric, total) }
    let cells = context.figures.cross(metric.id, by: rowDimension.id, partDimension.id, in: context.period, where: filters)
    let split = StackedSplit(cells, parts: partDimension, rows: rowDimension, context: context)
    let rows = chosenRows(split, rowDimension)
    if rows.isEmpty || split.parts.isEmpty { return emptyCard(metric, .unavailable(.noData)) }
    let words = DimensionWords(partDimension)
    var chart = StackedBars(
      parts: split.parts.map { .init($0.name, $0.tone) }, rows: rows.map { .init($0.label, $0.amounts) }, format: context.format(.share),
      caption: "Share of \(Measure(metric).counted.plural) by \(words.singular)", axisTitle: rowDimension.title)
    chart.total = (title: PlainEnglish.sentence(Measure(metric).counted.plural), format: context.format(.count))
    chart.emptyText = "no \(Measure(metric).counted.plural)"
    let facts = facts(split, rows, rowDimension, metric, words)
    return card(
      chart.draw(id: id), title: StackWords.title(facts),
      subtitle:
        "Share of \(Measure(metric).counted.plural) by \(words.singular) and \(DimensionWords(rowDimension).singular), \(context.periodWords)",
      reading: StackWords.reading(facts), extra: remarks(rows, rowDimension, split), metric: metric)
  }

  private func chosenRows(_ split: StackedSplit, _ dimension: Dimension) -> [StackedSplit.Row] {
    var rows = split.rows.filter { !$0.isMissing && $0.sum > 0 }
    if block.order == .label {
      rows.sort { $0.label.utf8.lexicographicallyPrecedes($1.label.utf8) }
    } else if block.order == .value || (block.order == nil && dimension.order == .largestFirst) {
      rows.sort { $0.sum != $1.sum ? $0.sum > $1.sum : $0.label.utf8.lexicographicallyPrecedes($1.label.utf8) }
    }
    return Array(rows.prefix(block.limit ?? 12))
  }

  private func facts(
    _ split: StackedSplit, _ rows: [StackedSplit.Row], _ dimension: Dimension, _ metric: Metric, _ partWords: DimensionWords
  )
    -> StackFacts
  {
    let whole = split.rows.reduce(0) { $0 + $1.sum }
    let parts = split.parts.enumerated().map { index, part in
      (label: part.name, share: whole > 0 ? split.rows.reduce(0) { $0 + $1.amounts[index] } / whole : 0)
    }
    // A bar of a handful is drawn, but it is no range to speak about.
    let spoken = rows.filter { $0.sum >= 30 && !$0.isPartial }
    return StackFacts(
      parts: dimension.isMultiValued ? [] : parts, unknown: split.parts.first { $0.tone == .unknown }?.name,
      rest: split.parts.first { $0.tone == .rest }?.name,
      rows: spoken.map { row in (label: row.label, shares: row.amounts.map { $0 / row.sum }) }, leavesOutRows: spoken.count < rows.count,
      rowWords: DimensionWords(dimension), partWords: partWords, counted: Measure(metric).counted, notation: notation)
  }

  private func remarks(_ rows: [StackedSplit.Row], _ dimension: Dimension, _ split: StackedSplit) -> [String] {
    var remarks: [String] = []
    let hidden = split.rows.filter { !$0.isMissing && $0.sum > 0 }.count - rows.count
    let words = DimensionWords(dimension)
    if hidden > 0 {
      remarks.append(
        "The \(rows.count) largest \(words.plural); \(hidden) smaller \(hidden == 1 ? words.singular : words.plural) not shown.")
    }
    if rows.contains(where: \.isPartial) { remarks.append("Weeks at the ends of the period are cut by it.") }
    return remarks
  }
}

/// Cells of two dimensions as rows of parts, with at most four parts.
struct StackedSplit {
  struct Part {
    var name: String
    var tone: SeriesTone
    /// Keys of the groups it takes together.
    var keys: Set<String>
  }

  struct Row {
    var label: String
    var isMissing: Bool
    var isPartial: Bool
    /// One per part.
    var amounts: [Double]
    var sum: Double { amounts.reduce(0, +) }
  }

  private(set) var parts: [Part]
  private(set) var rows: [Row] = []

  init(_ cells: [CrossRow], parts dimension: Dimension, rows rowDimension: Dimension, context: BlockContext) {
    var totals: [(label: GroupLabel, sum: Double)] = []
    for cell in cells {
      let value = cell.estimate.value ?? 0
      if let index = totals.firstIndex(where: { $0.label.key == cell.second.key }) {
        totals[index].sum += value
      } else {
        totals.append((cell.second, value))
      }
    }
    parts = Self.parts(totals.filter { $0.sum > 0 }, dimension)
    var order: [String] = []
    var byKey: [String: Row] = [:]
    for cell in cells {
      let key = cell.first.key
      if byKey[key] == nil {
        order.append(key)
        byKey[key] = Row(
          label: context.label(cell.first, rowDimension), isMissing: cell.first.isMissing, isPartial: cell.first.isPartial,
          amounts: [Double](repeating: 0, count: parts.count))
      }
      if let part = parts.firstIndex(where: { $0.keys.contains(cell.second.key) }) {
        byKey[key]?.amounts[part] += cell.estimate.value ?? 0
      }
    }
    rows = order.compactMap { byKey[$0] }
  }

  /// Outcomes have fixed parts and colours on every page; of any other dimension the three largest stand alone.
  private static func parts(_ totals: [(label: GroupLabel, sum: Double)], _ dimension: Dimension) -> [Part] {
    if dimension.id == "outcome" {
      let present = Set(totals.map(\.label.key))
      let fixed = [
        Part(name: "Resolved or action taken", tone: .one, keys: ["resolved", "actioned"]),
        Part(name: "Partly resolved or no response", tone: .two, keys: ["partial", "no_response"]),
        Part(name: "Handed off", tone: .five, keys: ["handed_off"]), Part(name: "Unknown", tone: .unknown, keys: ["unknown"]),
      ]
      return fixed.filter { !$0.keys.isDisjoint(with: present) }
    }
    if dimension.id == "sentiment" {
      let present = Set(totals.map(\.label.key))
      let fixed = [
        Part(name: "Positive", tone: .one, keys: ["positive"]), Part(name: "Neutral", tone: .three, keys: ["neutral"]),
        Part(name: "Negative", tone: .two, keys: ["negative"]),
        Part(name: "Not stated", tone: .unknown, keys: ["not_stated", "", "other"]),
      ]
      return fixed.filter { !$0.keys.isDisjoint(with: present) }
    }
    if dimension.id == "reason" {
      let present = Set(totals.map(\.label.key))
      let fixed = [
        Part(name: "Policy", tone: .one, keys: ["policy"]), Part(name: "Asked for a person", tone: .three, keys: ["user_request"]),
        Part(name: "Frustration or limit of the assistant", tone: .two, keys: ["frustration", "bot_limitation"]),
        Part(name: "Not stated", tone: .unknown, keys: ["not_stated", "", "other"]),
      ]
      return fixed.filter { !$0.keys.isDisjoint(with: present) }
    }
    let known = totals.filter { !$0.label.isMissing }
    let missing = totals.filter(\.label.isMissing)
    let room = 4 - (missing.isEmpty ? 0 : 1)
    let tones: [SeriesTone] = [.one, .two, .three, .four]
    var parts: [Part] = []
    let alone = known.count > room ? room - 1 : known.count
    let ranked = known.sorted { $0.sum != $1.sum ? $0.sum > $1.sum : $0.label.text.utf8.lexicographicallyPrecedes($1.label.text.utf8) }
    let chosen = Set(ranked.prefix(alone).map(\.label.key))
    for (index, entry) in known.filter({ chosen.contains($0.label.key) }).enumerated() {
      parts.append(Part(name: entry.label.text, tone: tones[index], keys: [entry.label.key]))
    }
    let rest = known.filter { !chosen.contains($0.label.key) }
    if !rest.isEmpty { parts.append(Part(name: "All other", tone: .rest, keys: Set(rest.map(\.label.key)))) }
    if !missing.isEmpty { parts.append(Part(name: "Not stated", tone: .unknown, keys: Set(missing.map(\.label.key)))) }
    return parts
  }
}
