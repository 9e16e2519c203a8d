import Charts
import Insights
import Notation

/// Groups against the rest, in several lists one below the other: the table that several insights show.
struct GroupShareTable {
  /// One list of it.
  struct List {
    /// Above its rows: "By assistant".
    var title: String
    /// Its name in the files.
    var key: String
    var groups: [GroupShare]
    /// True when a larger share is better.
    var isMoreGood = false
  }

  var lists: [List]
  /// At most this many groups of each list.
  var limit: Int

  /// Lists with at least one named group.
  var shown: [List] { lists.filter { $0.groups.contains { $0.name != nil } } }
  /// True when a list has more groups than it shows.
  var isCut: Bool { shown.contains { $0.groups.count { $0.name != nil } > limit } }
}

extension InsightBlock {
  /// The header of a table of groups.
  func shareColumns(_ share: String, of cases: String, definition: String? = nil) -> [DataColumn] {
    [
      DataColumn(title: "Group", isNumeric: false), DataColumn(title: share, definition: definition), DataColumn(title: cases),
      DataColumn(title: "95% interval"), DataColumn(title: "", isDecoration: true), DataColumn(title: "Rest"),
      DataColumn(title: "Against the rest", isNumeric: false),
    ]
  }

  /// All rows, with a heading before each list.
  func shareRows(_ table: GroupShareTable) -> [DataRow] {
    table.shown.flatMap { list -> [DataRow] in
      let named = list.groups.filter { $0.name != nil }
      let ends = list.groups.compactMap(\.interval?.high) + list.groups.map(\.restShare)
      // One axis for a list, up to the next tenth that holds all of it.
      let most = min(1, ((ends.max() ?? 1) * 10).rounded(.up) / 10)
      let rows = named.prefix(table.limit) + list.groups.filter { $0.name == nil }
      return [DataRow(cells: [.text(list.title)], isGroup: true)]
        + rows.map { shareRow($0, isMoreGood: list.isMoreGood, axis: 0...max(0.1, most)) }
    }
  }

  private func shareRow(_ group: GroupShare, isMoreGood: Bool, axis: ClosedRange<Double>) -> DataRow {
    let isShown = group.of >= 30
    let line = group.interval.flatMap { IntervalCell(group.share, low: $0.low, high: $0.high, reference: group.restShare, axis: axis) }
    let isGood = (group.excess > 0) == isMoreGood
    let verdict: DataCell =
      group.isDistinct
      ? .markup(Tag(word: group.excess > 0 ? "Clearly more" : "Clearly less", tone: isGood ? .good : .bad, glyph: nil).fragment)
      : .muted(group.name == nil ? "\u{2013}" : group.of < 50 || group.restOf < 50 ? "too few" : "no clear difference")
    return DataRow(
      cells: [
        .text(group.name ?? "All other"), isShown ? .text(shareText(group.share, of: group.of)) : .muted("too few"),
        .text("\(number(group.count)) of \(number(group.of))"),
        isShown ? group.interval.map { .text(intervalText($0.low, $0.high, .share)) } ?? .empty : .empty,
        isShown ? line.map { .markup($0.draw()) } ?? .empty : .empty,
        group.restOf > 0 ? .text(shareText(group.restShare, of: group.restOf)) : .muted("\u{2013}"), verdict,
      ], isRest: group.name == nil)
  }

  /// The same for the files: every group of every list.
  func publishedShares(_ table: GroupShareTable, _ caption: String, count: String, of cases: String) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    return PublishedTable(
      id: id, title: caption,
      columns: [
        .init(id: "list", title: "List"), .init(id: "group", title: "Group"), .init(id: "count", title: count, unit: .count),
        .init(id: "of", title: cases, unit: .count), .init(id: "share", title: "Share", unit: .share),
        .init(id: "low", title: "95% interval, low", unit: .share), .init(id: "high", title: "95% interval, high", unit: .share),
        .init(id: "rest", title: "Share of the rest", unit: .share), .init(id: "clear", title: "Clear difference"),
      ],
      rows: table.lists.flatMap { list in
        list.groups.map { group in
          [
            Cell(list.key), Cell(group.name ?? "All other"), published(Double(group.count), .count), published(Double(group.of), .count),
            published(group.of > 0 ? group.share : nil, .share), published(group.interval?.low, .share),
            published(group.interval?.high, .share), published(group.restOf > 0 ? group.restShare : nil, .share),
            Cell(group.isDistinct ? "true" : "false"),
          ]
        }
      })
  }
}
