import Aggregation
import Charts
import Insights
import Notation

extension InsightBlock {
  private typealias Words = LadderWords

  private var ladder: ResolutionLadder? { context.analyses.result(.resolutionLadder) }

  /// From all scored conversations to those solved for good, step by step.
  func resolutionLadder() -> RenderedBlock {
    let caption = "Scored conversations on each rung"
    guard let ladder else { return shortfallCard(caption, .resolutionLadder) }
    var chart = StepBars(
      steps: ladder.steps.map { .init(Words.name($0.rung), Double($0.count)) }, format: context.format(.count),
      shareFormat: context.format(.share), caption: caption, axisTitle: "Rung", valueTitle: "Conversations")
    chart.shareTitle = "Share of scored"
    let figure = chart.draw(id: id)
    let card = FigureCard(
      id: id, title: block.title ?? Words.title(ladder, statementContext),
      subtitle: "Scored conversations on each rung, each a part of the one before, \(context.periodWords)",
      isWide: block.width.map { $0 == .wide } ?? false, figure: figure, reading: Words.reading(ladder, statementContext),
      notes: ladderNotes(ladder) + notes, download: context.dataLink(id))
    return RenderedBlock(fragment: card.fragment, tables: [PublishedTable(id: id, figure.table, unit: .count)])
  }

  private func ladderNotes(_ ladder: ResolutionLadder) -> [String] {
    var made: [String] = []
    let before = ladder.steps.last { $0.rung != .lasting && $0.rung != .content }?.count ?? 0
    if let assessed = ladder.assessed {
      made.append("Whether somebody came back is known for \(number(assessed)) of \(number(before)); the others stay on the ladder.")
    } else if context.figures.contactsAreConfigured {
      made.append("Of no conversation it is known yet whether somebody came back, so that rung is left out.")
    } else {
      made.append("Whether people came back is not configured: it needs privacy.contactKey in parlance.json.")
    }
    if ladder[.safe] == nil { made.append("No conversation carries a risk label, so that rung is left out.") }
    return made
  }

  /// The same rungs as shares of all conversations, with what the unscored could change.
  func ladderBounds() -> RenderedBlock {
    let caption = "Rungs as shares of all conversations"
    guard let ladder, ladder.conversations > 0 else { return shortfallCard(caption, .resolutionLadder) }
    let all = Double(ladder.conversations)
    let steps = ladder.steps.filter { $0.rung != .scored }
    let rows = steps.map { step -> DataRow in
      let (low, high) = (Double(step.low) / all, Double(step.high) / all)
      let scored = Double(step.count) / Double(ladder.scored)
      let ribbon = IntervalCell(min(max(scored, low), high), low: low, high: high, axis: 0...1)
      return DataRow(cells: [
        .text(Words.name(step.rung)), .text(shareText(scored, of: ladder.scored)), .text(shareText(low, of: ladder.conversations)),
        ribbon.map { .markup($0.draw()) } ?? .empty, .text(shareText(high, of: ladder.conversations)),
      ])
    }
    let unscored = ladder.conversations - ladder.scored
    let width = steps.last.map { Double($0.high - $0.low) / all } ?? 0
    let title =
      unscored == 0
      ? "Every conversation is scored: the rungs are exact"
      : "Unscored conversations could move the last rung by \(notation.text(width, .points))"
    return card(
      InsightTable(
        title: TitleLimit.choose([title], otherwise: caption), subtitle: "\(caption), \(context.periodWords)",
        columns: [
          DataColumn(title: "Rung", isNumeric: false), DataColumn(title: "Of scored"), DataColumn(title: "Of all, at least"),
          DataColumn(title: "", isDecoration: true), DataColumn(title: "At most"),
        ], rows: rows,
        reading: "\(counted(unscored, .conversation)) of \(number(ladder.conversations)) \(unscored == 1 ? "is" : "are") not scored. At "
          + "least: those that nobody handed off fail every rung after the first. At most: they reach every rung.",
        published: PublishedTable(
          id: id, title: caption,
          columns: [
            .init(id: "rung", title: "Rung"), .init(id: "scored", title: "Scored conversations", unit: .count),
            .init(id: "share_of_scored", title: "Of scored", unit: .share), .init(id: "low", title: "Of all, at least", unit: .share),
            .init(id: "high", title: "Of all, at most", unit: .share),
          ],
          rows: ladder.steps.map { step in
            [
              .init(Words.name(step.rung)), published(Double(step.count), .count),
              published(Double(step.count) / Double(ladder.scored), .share), published(Double(step.low) / all, .share),
              published(Double(step.high) / all, .share),
            ]
          })))
  }

  /// Where the deflection rate flatters most: assistants and intents.
  func ladderGroups() -> RenderedBlock {
    let caption = "What looks handled and is not, by assistant and intent"
    guard let ladder else { return shortfallCard(caption, .resolutionLadder) }
    let cuts = [("Assistant", ladder.assistants), ("Intent", ladder.intents)].filter { $0.1.contains { $0.lost.name != nil } }
    if cuts.isEmpty {
      return emptyCard(caption, "\(AbsenceWords.tooFew). No assistant and no intent has 30 scored conversations.")
    }
    let highest = cuts.flatMap(\.1).filter { $0.lost.of >= ResolutionLadder.leastShown }.compactMap { $0.lost.interval?.high }.max()
    let axis = 0...max(0.1, highest ?? 1)
    var rows: [DataRow] = []
    var isCut = false
    for (title, groups) in cuts {
      let named = groups.filter { $0.lost.name != nil }
      isCut = isCut || named.count > limit
      rows.append(DataRow(cells: [.text(title)], isGroup: true))
      rows += (named.prefix(limit) + groups.filter { $0.lost.name == nil }).map { ladderRow($0, axis) }
    }
    var notes = ["Clearly: an interval of the difference from the rest without 0, corrected for all groups looked at."]
    if isCut { notes.append("The first \(number(limit)) of each; the files hold all.") }
    return card(
      InsightTable(
        title: Words.groups(cuts.flatMap(\.1)), subtitle: "\(caption), \(context.periodWords)",
        columns: [
          DataColumn(title: "Group", isNumeric: false), DataColumn(title: "Scored"), DataColumn(title: "Not handed off"),
          DataColumn(title: "Last rung"), DataColumn(title: "Look handled, are not"), DataColumn(title: "", isDecoration: true),
          DataColumn(title: "Rest"), DataColumn(title: "Against the rest", isNumeric: false),
        ], rows: rows, reading: "The line is the 95% interval, the upright line the share of all other groups.", notes: notes,
        published: publishedLadder(cuts.map { ($0.0.lowercased(), $0.1) }, caption), isWide: true))
  }

  private func ladderRow(_ row: ResolutionLadder.GroupRow, _ axis: ClosedRange<Double>) -> DataRow {
    let lost = row.lost
    let isShown = lost.of >= ResolutionLadder.leastShown
    func share(_ count: Int) -> DataCell { isShown ? .text(shareText(Double(count) / Double(lost.of), of: lost.of)) : .muted("too few") }
    let line = lost.interval.flatMap { IntervalCell(lost.share, low: $0.low, high: $0.high, reference: lost.restShare, axis: axis) }
    let verdict: DataCell =
      lost.isDistinct
      ? .markup(Tag(word: lost.excess > 0 ? "Clearly more" : "Clearly less", tone: lost.excess > 0 ? .bad : .good, glyph: nil).fragment)
      : .muted(lost.name == nil ? "\u{2013}" : lost.of < ResolutionLadder.leastStated ? "too few" : "no clear difference")
    return DataRow(
      cells: [
        .text(lost.name ?? "All other"), .text(number(lost.of)), share(row.deflected), share(row.reached), share(lost.count),
        isShown ? line.map { .markup($0.draw()) } ?? .empty : .empty,
        lost.restOf > 0 ? .text(shareText(lost.restShare, of: lost.restOf)) : .muted("\u{2013}"), verdict,
      ], isRest: lost.name == nil)
  }

  private func publishedLadder(_ cuts: [(String, [ResolutionLadder.GroupRow])], _ caption: String) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    return PublishedTable(
      id: id, title: caption,
      columns: [
        .init(id: "cut", title: "By"), .init(id: "group", title: "Group"), .init(id: "scored", title: "Scored", unit: .count),
        .init(id: "deflected", title: "Not handed off", unit: .count), .init(id: "reached", title: "Last rung", unit: .count),
        .init(id: "lost", title: "Look handled and are not", unit: .count), .init(id: "share", title: "Share of scored", unit: .share),
        .init(id: "low", title: "95% interval, low", unit: .share), .init(id: "high", title: "95% interval, high", unit: .share),
        .init(id: "rest", title: "Share of the rest", unit: .share), .init(id: "clear", title: "Clear difference"),
      ],
      rows: cuts.flatMap { cut, groups in
        groups.map { row in
          [
            Cell(cut), Cell(row.lost.name ?? "All other"), published(Double(row.lost.of), .count),
            published(Double(row.deflected), .count), published(Double(row.reached), .count), published(Double(row.lost.count), .count),
            published(row.lost.of > 0 ? row.lost.share : nil, .share), published(row.lost.interval?.low, .share),
            published(row.lost.interval?.high, .share), published(row.lost.restOf > 0 ? row.lost.restShare : nil, .share),
            Cell(row.lost.isDistinct ? "true" : "false"),
          ]
        }
      })
  }
}
