import Aggregation
import Charts
import Insights
import Markup
import Notation

/// Columns and rows of a table of groups.
struct TableLayout {
  let data: GroupData
  /// The rows with a name that are shown.
  let shown: [GroupData.Row]
  let context: BlockContext
  private let columns: [ColumnNotation]

  init(data: GroupData, shown: [GroupData.Row], context: BlockContext) {
    self.data = data
    self.shown = shown
    self.context = context
    columns = data.metrics.enumerated().map { index, metric in
      let estimates = (shown.map { $0.current[index] } + [data.totals[index]]).filter(\.isShowable)
      return context.notation.column(estimates.map(\.value), metric.unit, smallestBase: estimates.map(\.base).min())
    }
  }

  private var notation: Notation { context.notation }
  private var missing: GroupData.Row? { data.rows.first { $0.isMissing && ($0.current[0].base > 0 || ($0.current[0].value ?? 0) != 0) } }
  /// Named rows that are not shown.
  private var rest: [GroupData.Row] {
    let keys = Set(shown.map(\.key))
    return data.named.filter { !keys.contains($0.key) }
  }
  private var isFirstAdditive: Bool { Measure(data.metrics[0]).isAdditive }
  private var total: Double? { data.totals[0].value }
  /// A share of the total is shown for things that add up.
  private var hasShare: Bool { isFirstAdditive && (total ?? 0) > 0 }
  /// Many columns leave no room for bars; the numbers stay.
  private var hasBars: Bool { data.metrics.count < 5 }
  private var hasChange: Bool { data.previousTotals != nil }
  /// "All other" exists when the groups share out the whole and the metric adds up.
  private var sumsUp: Bool { data.sharesOut && isFirstAdditive }

  /// Too many columns for half a page.
  var needsWidth: Bool { data.metrics.count + (hasShare ? 1 : 0) + (hasChange ? 1 : 0) > 4 }

  /// The table of a page.
  func table(id: String, caption: String, isCaptionHidden: Bool = false) -> DataTable {
    var head = [DataColumn(title: PlainEnglish.sentence(DimensionWords(data.dimension).singular), isNumeric: false)]
    for (index, metric) in data.metrics.enumerated() {
      let unit = columns[index].unitLabel.map { ", \($0)" } ?? ""
      head.append(
        DataColumn(
          title: metric.uncutShortTitle + unit, definition: context.definitionLink(metric.id),
          isSortedDescending: index == 0 && isSortedByFirst)
      )
      guard index == 0 else { continue }
      if hasBars { head.append(DataColumn(title: "", isDecoration: true)) }
      if hasShare { head.append(DataColumn(title: "Share")) }
      if hasChange { head.append(DataColumn(title: "vs \(context.previousWords ?? "before")")) }
    }
    let shares = shareTexts()
    var rows = shown.enumerated().map { index, row in cells(row, share: shares.at(index), isRest: false) }
    if let missing { rows.append(cells(missing, share: shares.at(shown.count), isRest: true)) }
    if let restRow = restRow() { rows.append(cells(restRow, share: shares.last, isRest: true)) }
    return DataTable(
      id: id, caption: caption, isCaptionHidden: isCaptionHidden, columns: head, rows: rows, footer: footer())
  }

  private var isSortedByFirst: Bool {
    let values = shown.map { $0.current[0].value ?? -.infinity }
    return values.count > 1 && zip(values, values.dropFirst()).allSatisfy { $0 >= $1 } && data.dimension.order == .largestFirst
  }

  private func cells(_ row: GroupData.Row, share: String?, isRest: Bool) -> DataRow {
    let partial = row.isPartial ? " (part)" : ""
    var cells: [DataCell] = [head(row) ?? .text(row.label + partial)]
    for index in data.metrics.indices {
      cells.append(cell(row.current[index], index))
      guard index == 0 else { continue }
      if hasBars { cells.append(bar(row.current[0], isRest: isRest)) }
      if hasShare { cells.append(share.map { .text($0) } ?? .empty) }
      if hasChange { cells.append(change(row)) }
    }
    return DataRow(cells: cells, isRest: isRest)
  }

  /// The name of an assistant as the way to its page.
  private func head(_ row: GroupData.Row) -> DataCell? {
    guard data.dimension.id == "assistant", !row.isMissing, let address = context.assistantPages[row.key] else { return nil }
    var writer = MarkupWriter()
    writer.raw("<a")
    writer.attribute("href", address)
    writer.raw(">")
    writer.text(row.label)
    writer.raw("</a>")
    return .markup(writer.finish())
  }

  private func cell(_ estimate: Estimate, _ index: Int) -> DataCell {
    // Costs that few answers stand behind are no figure in any row either.
    if let thin = context.thinPrices(data.metrics[index], []) { return .muted(PlainEnglish.inside(thin.status)) }
    guard estimate.isShowable, let value = estimate.value else { return .muted(AbsenceWords.short(estimate.state)) }
    return context.cell(columns[index].cell(value), estimate)
  }

  private func bar(_ estimate: Estimate, isRest: Bool) -> DataCell {
    guard estimate.isShowable, let bar = BarCell(estimate.value, of: largest, isRest: isRest) else { return .empty }
    return .markup(bar.draw())
  }

  private var largest: Double {
    (shown + [missing, restRow()].compactMap { $0 }).compactMap { $0.current[0].isShowable ? $0.current[0].value : nil }.max() ?? 0
  }

  private func change(_ row: GroupData.Row) -> DataCell {
    if let judged = row.judged { return judged.cell }
    guard let before = row.previous?.first else { return .empty }
    return context.judge(data.metrics[0], row.current[0], before).cell
  }

  private func footer() -> DataRow? {
    guard !filtersHideTotal, !isNeverPooled else { return nil }
    let words = DimensionWords(data.dimension)
    var cells: [DataCell] = [.text(sumsUp ? "All \(words.plural)" : "All \(Measure(data.metrics[0]).counted.plural)")]
    for index in data.metrics.indices {
      cells.append(cell(data.totals[index], index))
      guard index == 0 else { continue }
      if hasBars { cells.append(.empty) }
      if hasShare { cells.append(sumsUp ? .text(notation.text(1, .share)) : .empty) }
      if hasChange, let before = data.previousTotals?.first {
        cells.append(context.judge(data.metrics[0], data.totals[0], before).cell)
      }
    }
    return DataRow(cells: cells)
  }

  /// Groups of different units, or of which each counts the same conversations, have no total.
  private var isNeverPooled: Bool {
    guard case .records(let expression) = data.metrics[0].expression else { return false }
    return expression.unit != nil && !data.totals[0].isShowable
  }

  /// A filter by the same dimension leaves one row: its total says nothing new.
  private var filtersHideTotal: Bool { shown.count + (missing == nil ? 0 : 1) < 2 && rest.isEmpty }

  /// Everything that is not shown, taken together; nil when there is nothing or the metric cannot be added up.
  private func restRow() -> GroupData.Row? {
    guard sumsUp, rest.count > 1 else { return nil }
    let words = DimensionWords(data.dimension)
    return GroupData.Row(
      label: "All other \(words.plural) (\(notation.text(Double(rest.count), .count)))", key: "", isMissing: false, isPartial: false,
      current: data.metrics.indices.map { pooled(rest.map { $0.current }, $0) },
      previous: rest.allSatisfy { $0.previous != nil } && hasChange ? data.metrics.indices.map { pooled(restBefore, $0) } : nil)
  }

  /// The earlier figures of everything that is not shown now; groups that exist no more are part of it.
  private var restBefore: [[Estimate]] { rest.compactMap(\.previous) }

  private func pooled(_ rows: [[Estimate]], _ index: Int) -> Estimate {
    let metric = data.metrics[index]
    let estimates = rows.compactMap { $0.at(index) }
    if Measure(metric).isAdditive {
      let sum = estimates.reduce(0) { $0 + ($1.value ?? 0) }
      return Estimate(
        value: sum, base: estimates.reduce(0) { $0 + $1.base }, state: .available, spread: metric.unit == .count ? .count(Int(sum)) : .none)
    }
    guard metric.unit == .share else { return .unavailable(.noData) }
    let successes = estimates.reduce(0) { $0 + ($1.numerator ?? 0) }
    let all = estimates.reduce(0) { $0 + ($1.denominator ?? 0) }
    guard all > 0 else { return .unavailable(.noData) }
    let state: EstimateState = all < 30 ? .tooFew : all < 100 ? .smallSample : .available
    return Estimate(
      value: successes / all, numerator: successes, denominator: all, base: Int(all), state: state,
      spread: .proportion(successes: Int(successes), of: Int(all)))
  }

  /// Shares of the shown rows, "not stated" and the rest, in this order.
  private func shareTexts() -> [String] {
    guard hasShare, let total else { return [] }
    let places = data.totals[0].base < 1000 ? 0 : 1
    var values = shown.map { $0.current[0].value ?? 0 }
    if let missing { values.append(missing.current[0].value ?? 0) }
    if let restRow = restRow() { values.append(restRow.current[0].value ?? 0) }
    // Each share rounded by itself: the same number stands in titles and sentences.
    return values.map { notation.cell($0 / total, .share, places: places) }
  }
}

extension TableLayout {
  /// What the title and the reading sentence speak about.
  func facts(_ words: DimensionWords) -> RankingFacts {
    let metric = data.metrics[0]
    // A week cut by the ends of the period is not the smallest week.
    let named = data.named.filter { !$0.isPartial }
    let known = named.filter { $0.current[0].isShowable }
    let sorted = known.sorted { ($0.current[0].value ?? 0) > ($1.current[0].value ?? 0) }
    var isSpreadClear = false
    if let high = sorted.first, let low = sorted.last, sorted.count > 1 {
      isSpreadClear = context.judge(metric, high.current[0], low.current[0]).isClear
    }
    return RankingFacts(
      dimensionID: data.dimension.id.rawValue, dimension: words, measure: Measure(metric),
      groups: named.map { RankedGroup(label: $0.label, value: $0.current[0].isShowable ? $0.current[0].value : nil) },
      total: total, sharesOut: data.sharesOut, isSpreadClear: isSpreadClear, notation: notation)
  }

  /// Which groups' shares moved.
  func shiftFacts(_ words: DimensionWords) -> ShiftFacts {
    func moved(_ shift: GroupShift?) -> ShiftFacts.Moved? {
      shift.map { ShiftFacts.Moved(label: context.label($0.group, data.dimension), current: $0.currentShare, previous: $0.previousShare) }
    }
    return ShiftFacts(
      riser: moved(biggestRiser(data.shifts)), faller: moved(biggestFaller(data.shifts)),
      of: Measure(data.metrics[0]).inside, previousWords: context.previousWords ?? "before", notation: notation)
  }

  /// What readers must know about the rows.
  func remarks(_ words: DimensionWords) -> [String] {
    var remarks: [String] = []
    if let mark = context.mark((shown + [missing].compactMap { $0 }).flatMap(\.current) + data.totals) { remarks.append(mark) }
    if !data.sharesOut {
      remarks.append("A conversation can have several \(words.plural), so the rows add up to more than the total.")
    }
    if restRow() == nil, rest.count > 0 {
      let number = notation.text(Double(rest.count), .count)
      let noun = rest.count == 1 ? words.singular : words.plural
      let verb = rest.count == 1 ? "is" : "are"
      remarks.append("\(number) more \(noun) \(verb) not shown here; the CSV file has all of them.")
    }
    let few = (shown + [missing].compactMap { $0 }).flatMap(\.current).contains(where: \.isTooFew)
    if few { remarks.append("“Too few”: not enough \(Measure(data.metrics[0]).counted.plural) behind a rate to show it.") }
    if data.dimension.id == "week", shown.contains(where: \.isPartial) { remarks.append("“Part”: a week cut by the ends of the period.") }
    return remarks
  }

  /// Every group, at full precision, with the totals last.
  func published(id: String, title: String) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    var head = [PublishedTable.Column(id: data.dimension.id.rawValue, title: data.dimension.title)]
    for metric in data.metrics {
      let name = metric.id.rawValue
      head.append(.init(id: name, title: metric.title, unit: metric.unit, metric: metric.id))
      head.append(.init(id: "\(name).base", title: "\(metric.title), base", unit: .count, metric: metric.id))
      if hasChange { head.append(.init(id: "\(name).previous", title: "\(metric.title), before", unit: metric.unit, metric: metric.id)) }
    }
    func cells(_ label: String, _ current: [Estimate], _ previous: [Estimate]?) -> [Cell] {
      var cells = [Cell(label)]
      for index in data.metrics.indices {
        cells.append(exact(current[index], index))
        cells.append(Cell(notation.text(Double(current[index].base), .count), Double(current[index].base)))
        if hasChange { cells.append(previous?.at(index).map { exact($0, index) } ?? Cell("no data")) }
      }
      return cells
    }
    let keys = Set(shown.map(\.key))
    let ordered = shown + data.sorted(nil).filter { !keys.contains($0.key) }
    var rows = ordered.map { cells($0.label, $0.current, $0.previous) }
    if let missing { rows.append(cells(missing.label, missing.current, missing.previous)) }
    rows.append(cells("Total", data.totals, data.previousTotals))
    return PublishedTable(id: id, title: title, columns: head, rows: rows)
  }

  private func exact(_ estimate: Estimate, _ index: Int) -> PublishedTable.Cell {
    guard estimate.isShowable, let value = estimate.value else { return .init(AbsenceWords.short(estimate.state)) }
    return .init(columns[index].cell(value), value)
  }
}
