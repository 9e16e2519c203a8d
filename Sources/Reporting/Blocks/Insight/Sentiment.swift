import Charts
import Insights
import Notation

extension InsightBlock {
  private typealias Words = SentimentWords
  private typealias Map = SentimentMap

  private var sentiment: SentimentMap? { context.analyses.result(.sentiment) }

  private func outcomes(_ map: SentimentMap) -> [Map.Outcome] { Map.Outcome.allCases.filter { map.count($0) > 0 } }

  /// How each outcome felt at the end: a heat map of shares of each outcome, with counts.
  func sentimentOutcomes() -> RenderedBlock {
    let caption = "Sentiment by outcome"
    guard let map = sentiment else { return shortfallCard(caption, .sentiment) }
    let outcomes = outcomes(map)
    let feelings = Map.Feeling.allCases.filter { $0 != .other || map.count(nil, .other) > 0 }
    var chart = HeatMap(
      rows: outcomes.map { "\(Words.name($0)) (\(number(map.count($0))))" },
      columns: feelings.map { HeatMap.Column(Words.name($0), tick: Words.name($0), narrowTick: Words.name($0)) },
      values: outcomes.map { outcome in
        feelings.map { map.count(outcome) >= 30 ? Double(map.count(outcome, $0)) / Double(map.count(outcome)) : nil }
      }, format: context.format(.share), caption: caption, axisTitle: "Outcome")
    chart.namesRowsAbove = true
    chart.counts = outcomes.map { outcome in feelings.map { map.count(outcome, $0) } }
    let card = FigureCard(
      id: id, title: block.title ?? Words.outcomes(map, statementContext),
      subtitle: "Share of the scored conversations of each outcome, \(context.periodWords)",
      isWide: block.width == .wide, figure: chart.draw(id: id), reading: Words.reading(map, statementContext),
      notes: ["An outcome with fewer than 30 scored conversations shows its counts alone."] + notes, download: context.dataLink(id))
    return RenderedBlock(fragment: card.fragment, tables: [cells(map, "Scored conversations by outcome, sentiment and shift")])
  }

  /// Outcome × sentiment × shift: counts, and shares of each outcome.
  func sentimentMatrix() -> RenderedBlock {
    let caption = "Outcome, sentiment and shift"
    guard let map = sentiment else { return shortfallCard(caption, .sentiment) }
    let shifts = Map.Shift.allCases.filter { map.count(nil, nil, $0) > 0 }
    func row(_ title: String, _ outcome: Map.Outcome?, _ feeling: Map.Feeling?, of whole: Int, isRest: Bool = false) -> DataRow {
      let all = map.count(outcome, feeling)
      return DataRow(
        cells: [.text(title)] + shifts.map { .text(number(map.count(outcome, feeling, $0))) }
          + [.text(number(all)), whole >= 30 ? .text(shareText(Double(all) / Double(whole), of: whole)) : .muted("too few")], isRest: isRest
      )
    }
    var rows: [DataRow] = []
    for outcome in outcomes(map) {
      rows.append(DataRow(cells: [.text(Words.name(outcome))], isGroup: true))
      for feeling in Map.Feeling.allCases where feeling != .other || map.count(outcome, feeling) > 0 {
        rows.append(row(Words.name(feeling), outcome, feeling, of: map.count(outcome)))
      }
    }
    let worse = map.count(nil, nil, .degraded)
    let better = map.count(nil, nil, .improved)
    let isKnown = map.count(nil, nil, .notStated) < map.scored
    return card(
      InsightTable(
        title: isKnown
          ? TitleLimit.choose(["\(number(better)) conversations improved, \(number(worse)) got worse"], otherwise: caption)
          : "No conversation says how its sentiment changed",
        subtitle: "Scored conversations by \(caption.lowercased()), \(context.periodWords)",
        columns: [DataColumn(title: "Sentiment at the end", isNumeric: false)] + shifts.map { DataColumn(title: Words.name($0)) }
          + [DataColumn(title: "All", definition: definition("sen.negative")), DataColumn(title: "Of the outcome")],
        rows: rows, reading: Words.reading(map, statementContext), published: cells(map, caption), isWide: true,
        footer: row("All scored", nil, nil, of: map.scored)))
  }

  private func cells(_ map: SentimentMap, _ caption: String) -> PublishedTable {
    var rows: [[PublishedTable.Cell]] = []
    for outcome in Map.Outcome.allCases {
      for feeling in Map.Feeling.allCases {
        for shift in Map.Shift.allCases where map.count(outcome, feeling, shift) > 0 {
          let count = map.count(outcome, feeling, shift)
          rows.append([
            .init(outcome.rawValue), .init(feeling.rawValue), .init(shift.rawValue), published(Double(count), .count),
            published(Double(count) / Double(max(1, map.count(outcome))), .share),
          ])
        }
      }
    }
    return PublishedTable(
      id: id, title: caption,
      columns: [
        .init(id: "outcome", title: "Outcome"), .init(id: "sentiment", title: "Sentiment"), .init(id: "shift", title: "Shift"),
        .init(id: "conversations", title: "Scored conversations", unit: .count),
        .init(id: "share_of_outcome", title: "Share of the outcome", unit: .share),
      ], rows: rows)
  }

  /// Recovered and spoiled conversations of each assistant, against the rest.
  func sentimentAssistants() -> RenderedBlock {
    let caption = "Recovered and spoiled conversations by assistant"
    guard let map = sentiment else { return shortfallCard(caption, .sentiment) }
    let table = GroupShareTable(
      lists: [
        .init(title: "Recovered, of those bad at some point", key: "recovered", groups: map.recovered, isMoreGood: true),
        .init(title: "Spoiled, of those with a shift label", key: "spoiled", groups: map.spoiled),
      ], limit: limit)
    if table.shown.isEmpty { return emptyCard(caption, "\(AbsenceWords.tooFew). No assistant has 30 conversations with a shift label.") }
    return card(
      InsightTable(
        title: Words.assistants(map), subtitle: "\(caption), \(context.periodWords)", columns: shareColumns("Share", of: "Conversations"),
        rows: shareRows(table),
        reading:
          "Recovered: improved and not negative at the end. Spoiled: got worse and ended negative. Only conversations with a shift label.",
        notes: groupNotes(table),
        published: publishedShares(table, caption, count: "Recovered or spoiled", of: "Conversations"), isWide: true))
  }

  /// Intents that end negative, against the rest.
  func sentimentIntents() -> RenderedBlock {
    let caption = "Negative conversations by intent"
    guard let map = sentiment else { return shortfallCard(caption, .sentiment) }
    let table = GroupShareTable(lists: [.init(title: "Intent", key: "intent", groups: map.intents)], limit: limit)
    if table.shown.isEmpty { return emptyCard(caption, "\(AbsenceWords.tooFew). No intent has 30 scored conversations.") }
    return card(
      InsightTable(
        title: Words.intents(map.intents), subtitle: "\(caption), those furthest above the rest first, \(context.periodWords)",
        columns: shareColumns("Negative", of: "Of scored", definition: definition("sen.negative")),
        rows: Array(shareRows(table).dropFirst()),
        reading: "The line is the 95% interval, the upright line the share of all other intents.", notes: groupNotes(table),
        published: publishedShares(table, caption, count: "Negative", of: "Scored conversations"), isWide: true))
  }

  private func groupNotes(_ table: GroupShareTable) -> [String] {
    ["Clearly: an interval of the difference from the rest without 0, corrected for all groups looked at."]
      + (table.isCut ? ["The first \(number(limit)) of each list; the files hold all."] : [])
  }
}
