import Notation
import Records

/// Single things that a vendor singles out: `most_used_persona.usage_count`, `best_performing_persona.avg_score`.
extension ReportedBlock {
  /// True when every quantity asked for names a role of its own, so that a table of parts would be empty but for its diagonal.
  func hasRoles(_ selection: ReportedSelection) -> Bool {
    let roles = selection.quantities(query).compactMap(Self.role)
    return roles.count > 1 && roles.count == selection.quantities(query).count && Set(roles.map(\.name)).count == roles.count
  }

  /// The word before the only dot, and the figure behind it.
  private static func role(_ quantity: String) -> (name: String, figure: String)? {
    let parts = quantity.split(separator: ".")
    return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
  }

  /// One row a role: who it is, by which figure, and its value.
  func roles(_ selection: ReportedSelection) -> RenderedBlock {
    let isSeveral = selection.sheets.count > 1
    let words = DimensionWords(named: query.dimension ?? "part")
    var rows: [DataRow] = []
    var published: [[PublishedTable.Cell]] = []
    for sheet in selection.sheets {
      for quantity in selection.quantities(query) {
        guard let role = Self.role(quantity) else { continue }
        for figure in sheet.figures where figure.quantity == quantity {
          let names = [role.name, role.figure].map(ReportedWords.quantity)
          let member = LabelWords.plain(figure.member?.string ?? "Not stated", of: query.dimension)
          let texts = [names[0], member] + (isSeveral ? [owner(sheet)] : []) + [names[1]]
          rows.append(DataRow(cells: texts.map { .text($0) } + [write(figure.value, figure.unit)]))
          published.append([
            .init(names[0]), .init(member), .init(owner(sheet)), .init(names[1]),
            .init(figure.value.map { notation.text($0, figure.unit) } ?? "", figure.value), .init(figure.unit.name),
          ])
        }
      }
    }
    let caption = caption("\(PlainEnglish.sentence(words.plural)) of note", selection)
    let titles = ["Role", PlainEnglish.sentence(words.singular)] + (isSeveral ? [ownerTitle(selection)] : []) + ["By"]
    let table = DataTable(
      id: id, caption: caption, columns: titles.map { DataColumn(title: $0, isNumeric: false) } + [DataColumn(title: "Reported")],
      rows: Array(rows.prefix(block.limit ?? 40)))
    let file = PublishedTable(
      id: id, title: caption,
      columns: [
        .init(id: "role", title: "Role"), .init(id: query.dimension ?? "part", title: "Part"), .init(id: "of", title: "Of"),
        .init(id: "figure", title: "Figure"), .init(id: "value", title: "Value"), .init(id: "unit", title: "Unit"),
      ], rows: published)
    return card(table, file, selection, columns: table.columns.count)
  }
}
