import Aggregation
import Charts
import Markup
import Notation
import Records

/// Figures as a vendor computed them, never mixed with ours: a table, bars of a cut, or a series with gaps.
struct ReportedBlock: FigureBlock {
  let block: Block
  let query: ReportedQuery
  let context: BlockContext
  let id: String

  func render() -> RenderedBlock {
    let selection = ReportedSelection(query, in: context.documents)
    if selection.sheets.isEmpty {
      return emptyCard(emptyTitle, "\(AbsenceWords.noData). \(nobody) for \(context.periodWords).")
    }
    switch query.form {
    case .line: return series(selection)
    case .table, .bars: return query.dimension == nil ? totals(selection) : hasRoles(selection) ? roles(selection) : cut(selection)
    }
  }

  private var nobody: String { query.vendor.map { "\($0.name) reports nothing of it" } ?? "No vendor reports any of it" }

  private var emptyTitle: String {
    query.metrics.first?.title ?? query.quantities.first.map(ReportedWords.quantity)
      ?? query.kinds.first.map(ReportedWords.quantity) ?? "Reported figures"
  }

  /// Name of a quantity: the metric's where it means the same.
  func title(_ quantity: String, _ selection: ReportedSelection) -> String {
    for sheet in selection.sheets {
      for figure in sheet.figures where figure.quantity == quantity {
        if let metric = figure.metric.flatMap({ MetricCatalogue.metric(MetricID(rawValue: $0)) }) { return metric.uncutShortTitle }
      }
    }
    return ReportedWords.quantity(quantity)
  }

  private func sentence(_ selection: ReportedSelection) -> String {
    ReportedWords.sentence(selection.bodies, of: context.documents, notation)
  }

  /// `as reported by Studio Chat` behind a caption.
  func caption(_ words: String, _ selection: ReportedSelection) -> String {
    block.title ?? "\(words), \(ReportedWords.by(selection.bodies.map(\.vendor)))"
  }

  func write(_ value: Double?, _ unit: Unit) -> DataCell {
    value.map { .reported(notation.text($0, unit)) } ?? .muted("no data")
  }

  func card(_ table: DataTable, _ published: PublishedTable, _ selection: ReportedSelection, columns: Int) -> RenderedBlock {
    let mark = "\u{2020} \(sentence(selection))"
    let card = TableCard(
      id: id, isWide: block.width == .wide || (block.width == nil && columns > 5), title: nil, subtitle: nil, table: table, reading: mark,
      notes: notes, download: context.dataLink(id))
    return RenderedBlock(fragment: card.fragment, tables: [published])
  }

  /// Who reports the rows of a sheet, when there are several.
  func owner(_ sheet: ReportedSelection.Sheet) -> String { ReportedWords.subject(sheet.body) ?? sheet.body.vendor.name }

  /// The head of the column of owners: what all of them are, else a word that fits any.
  func ownerTitle(_ selection: ReportedSelection) -> String {
    let subjects = selection.bodies.map { Set($0.subject.keys) }
    if subjects.allSatisfy(\.isEmpty) { return "Vendor" }
    guard let first = subjects.first, first.count == 1, let name = first.first, subjects.allSatisfy({ $0 == first }) else {
      return "Part"
    }
    return PlainEnglish.sentence(DimensionWords(named: name).singular)
  }
}

extension ReportedBlock {
  /// Figures of the whole, one a row.
  private func totals(_ selection: ReportedSelection) -> RenderedBlock {
    let isSeveral = selection.sheets.count > 1
    var rows: [DataRow] = []
    var published: [[PublishedTable.Cell]] = []
    for sheet in selection.sheets {
      for quantity in selection.quantities(query) {
        guard let figure = sheet.figures.first(where: { $0.quantity == quantity }) else { continue }
        let name = title(quantity, selection)
        let window = ReportedWords.window(sheet.body, of: context.documents, notation) ?? context.periodWords
        rows.append(
          DataRow(cells: [.text(name)] + (isSeveral ? [.text(owner(sheet)), .text(window)] : []) + [write(figure.value, figure.unit)]))
        published.append([
          .init(name), .init(owner(sheet)), .init(window), .init(figure.value.map { notation.text($0, figure.unit) } ?? "", figure.value),
          .init(figure.unit.name),
        ])
      }
    }
    let words = caption(selection.quantities(query).count > 1 ? "Figures" : emptyTitle, selection)
    let table = DataTable(
      id: id, caption: words,
      columns: [DataColumn(title: "Figure", isNumeric: false)]
        + (isSeveral ? [DataColumn(title: ownerTitle(selection), isNumeric: false), DataColumn(title: "Covers", isNumeric: false)] : [])
        + [DataColumn(title: "Reported")],
      rows: Array(rows.prefix(block.limit ?? 40)))
    let file = PublishedTable(
      id: id, title: words,
      columns: [
        .init(id: "figure", title: "Figure"), .init(id: "of", title: "Of"), .init(id: "covers", title: "Covers"),
        .init(id: "value", title: "Value"), .init(id: "unit", title: "Unit"),
      ], rows: published)
    return card(table, file, selection, columns: table.columns.count)
  }

  /// A part of a cut: one row.
  private struct Part {
    var name: String
    var sheet: Int
    var values: [String: ReportedFigure]
  }

  private func parts(_ selection: ReportedSelection, _ quantities: [String]) -> [Part] {
    var made: [Part] = []
    for (index, sheet) in selection.sheets.enumerated() {
      var places: [String: Int] = [:]
      for figure in sheet.figures {
        let name = figure.member?.string ?? "Not stated"
        let place = places[name] ?? made.count
        if place == made.count {
          places[name] = place
          made.append(Part(name: name, sheet: index, values: [:]))
        }
        made[place].values[figure.quantity] = figure
      }
    }
    // Ratings and other numbers stand in their own order, the highest first.
    let numbers = made.compactMap { Int($0.name) }
    if numbers.count == made.count {
      return zip(numbers, made).enumerated().sorted { a, b in
        a.element.0 == b.element.0 ? a.offset < b.offset : a.element.0 > b.element.0
      }.map(\.element.1)
    }
    guard let first = quantities.first else { return made }
    return made.enumerated().sorted { a, b in
      let left = a.element.values[first]?.value ?? -.infinity
      let right = b.element.values[first]?.value ?? -.infinity
      return left == right ? a.offset < b.offset : left > right
    }.map(\.element)
  }

  /// Parts in rows, quantities in columns; the first one with bars.
  private func cut(_ selection: ReportedSelection) -> RenderedBlock {
    let quantities = selection.quantities(query)
    let parts = parts(selection, quantities)
    let limit = block.limit ?? ReportedQuery.usualLimit
    let shown = parts.count <= limit + 1 ? parts : Array(parts.prefix(limit))
    let isSeveral = selection.sheets.count > 1
    let words = DimensionWords(named: query.dimension ?? "part")
    let writers = quantities.map { quantity -> ColumnNotation in
      let figures = parts.compactMap { $0.values[quantity] }
      return notation.column(figures.map(\.value), figures.first?.unit ?? .count)
    }
    let largest = quantities.first.map { first in parts.compactMap { $0.values[first]?.value }.max() ?? 0 } ?? 0
    let hasBars = query.form == .bars && quantities.count < 5
    var columns = [DataColumn(title: PlainEnglish.sentence(words.singular), isNumeric: false)]
    if isSeveral { columns.append(DataColumn(title: ownerTitle(selection), isNumeric: false)) }
    for (index, quantity) in quantities.enumerated() {
      let unit = writers[index].unitLabel.map { ", \($0)" } ?? ""
      columns.append(
        DataColumn(title: title(quantity, selection) + unit, isSortedDescending: index == 0 && !parts.allSatisfy { Int($0.name) != nil }))
      if index == 0, hasBars { columns.append(DataColumn(title: "", isDecoration: true)) }
    }
    let rows = shown.map { part -> DataRow in
      var cells: [DataCell] = [.text(LabelWords.plain(part.name, of: query.dimension))]
      if isSeveral { cells.append(.text(owner(selection.sheets[part.sheet]))) }
      for (index, quantity) in quantities.enumerated() {
        let value = part.values[quantity]?.value
        cells.append(value.map { .reported(writers[index].cell($0)) } ?? .muted("no data"))
        if index == 0, hasBars { cells.append(BarCell(value, of: largest).map { .markup($0.draw()) } ?? .empty) }
      }
      return DataRow(cells: cells)
    }
    let names = PlainEnglish.list(quantities.map { PlainEnglish.inside(title($0, selection)) })
    let words2 = caption("\(PlainEnglish.sentence(names)) by \(words.singular)", selection)
    var made = card(
      DataTable(id: id, caption: words2, columns: columns, rows: rows),
      published(parts, quantities, selection, words2), selection, columns: columns.count)
    if shown.count < parts.count { made = noted(made, columns, rows, words2, parts, shown, quantities, selection) }
    return made
  }

  /// The same with a remark on rows that are not shown.
  private func noted(
    _ made: RenderedBlock, _ columns: [DataColumn], _ rows: [DataRow], _ caption: String, _ parts: [Part], _ shown: [Part],
    _ quantities: [String], _ selection: ReportedSelection
  ) -> RenderedBlock {
    let rest = notation.text(Double(parts.count - shown.count), .count)
    let card = TableCard(
      id: id, isWide: block.width == .wide || (block.width == nil && columns.count > 5), title: nil, subtitle: nil,
      table: DataTable(id: id, caption: caption, columns: columns, rows: rows), reading: "\u{2020} \(sentence(selection))",
      notes: ["\(rest) more \(parts.count - shown.count == 1 ? "is" : "are") in the files."] + notes, download: context.dataLink(id))
    return RenderedBlock(fragment: card.fragment, tables: made.tables)
  }

  private func published(_ parts: [Part], _ quantities: [String], _ selection: ReportedSelection, _ caption: String) -> PublishedTable {
    PublishedTable(
      id: id, title: caption,
      columns: [.init(id: query.dimension ?? "part", title: "Part"), .init(id: "of", title: "Of"), .init(id: "vendor", title: "Vendor")]
        + quantities.map { quantity in
          let figure = parts.lazy.compactMap { $0.values[quantity] }.first
          return .init(
            id: quantity, title: title(quantity, selection), unit: figure?.unit ?? .count,
            metric: figure?.metric.map { MetricID(rawValue: $0) })
        },
      rows: parts.map { part in
        let sheet = selection.sheets[part.sheet]
        return [.init(part.name), .init(ReportedWords.subject(sheet.body) ?? ""), .init(sheet.body.vendor.rawValue)]
          + quantities.map { quantity in
            let figure = part.values[quantity]
            return .init(figure?.value.map { notation.text($0, figure?.unit ?? .count) } ?? "", figure?.value)
          }
      })
  }
}
