import Aggregation
import Insights
import Notation
import Records

extension InsightBlock {
  private typealias Words = AnomaliesWords
  private typealias Cell = PublishedTable.Cell

  private var log: AnomalyLog? { context.analyses.result(.anomalies) }

  /// The log: one row for each day of a figure that differs, by day.
  func anomalies() -> RenderedBlock {
    let caption = "Days that differ from others of their weekday"
    guard let log else { return shortfallCard(caption, .anomalies) }
    let shown = log.entries.prefix(limit)
    var notes = [
      "Stands out: more than 3 spreads from the same weekday of the last 8 weeks. Unusual: outside what 29 of 30 such days of the last 2 "
        + "years were. Near: within one day; that is no proof of a cause."
    ]
    if log.left > 0 {
      let days = counted(log.left, Noun(singular: "day", plural: "days"))
      notes.append("\(days) with a holiday or other hours left out.")
    }
    if log.entries.count > shown.count {
      notes.append("The first \(number(shown.count)) of \(number(log.entries.count)) rows; the files hold all.")
    }
    return card(
      InsightTable(
        title: Words.title(log, statementContext), subtitle: "\(caption), \(context.periodWords)",
        columns: [
          DataColumn(title: "Day", isNumeric: false), DataColumn(title: "Figure", isNumeric: false), DataColumn(title: "Value"),
          DataColumn(title: "Usual"), DataColumn(title: "Spreads away"), DataColumn(title: "How far", isNumeric: false),
          DataColumn(title: "Near", isNumeric: false, room: .words),
        ], rows: shown.map(row), reading: Words.reading(log, statementContext), notes: notes,
        published: WatchFiles(context: context).anomalies(id: id, log),
        isWide: true))
  }

  private func row(_ entry: AnomalyLog.Entry) -> DataRow {
    let metric = MetricCatalogue.metric(entry.metric)
    let unit = metric?.unit ?? .count
    func written(_ value: Double) -> String {
      entry.measure == .share ? shareText(value, of: Int(entry.day.base)) : notation.text(value.rounded(), unit)
    }
    let tone: Tone
    switch (entry.day.grade, entry.tone) {
    case (.unusual, _), (_, .neutral): tone = .plain
    case (_, .worse): tone = .bad
    case (_, .better): tone = .good
    }
    let near = entry.near.map { Words.near($0, statementContext) }
    return DataRow(cells: [
      .text(Words.weekday(entry.day.day, statementContext)), .text(metric.map { Measure($0).title } ?? ""),
      .text(written(entry.day.value)), .text(written(entry.day.expected)),
      .text((entry.day.score > 0 ? "+" : "\u{2212}") + notation.text(abs(entry.day.score), .rate)),
      .markup(Tag(word: Words.grade(entry.day.grade), tone: tone, glyph: nil).fragment),
      near.isEmpty ? .muted("nothing known") : .text(near.joined(separator: "; ")),
    ])
  }

  /// One row for each watched figure: days judged, days that differ, new levels.
  func watchedFigures() -> RenderedBlock {
    let caption = "Figures that are watched day by day"
    guard let log else { return shortfallCard(caption, .anomalies) }
    func count(_ series: AnomalyLog.Series, _ grade: DayAnomalies.Grade) -> Int { series.result.days.count { $0.grade == grade } }
    func levels(_ series: AnomalyLog.Series) -> [AnomalyLog.LevelChange] { log.changes.filter { $0.metric == series.metric } }
    let rows = log.series.map { series -> DataRow in
      let metric = MetricCatalogue.metric(series.metric)
      let changes = levels(series).map { change -> String in
        let unit = change.measure == .count ? Unit.rate : metric?.unit ?? .share
        return "since \(statementContext.day(change.shift.from)): \(notation.text(change.shift.after, unit)), "
          + "\(notation.text(change.shift.before, unit)) before"
      }
      return DataRow(cells: [
        .text(metric.map { Measure($0).title } ?? ""), .text(number(series.result.judged)), .text(number(count(series, .standsOut))),
        .text(number(count(series, .unusual))), changes.isEmpty ? .muted("none") : .text(changes.joined(separator: "; ")),
      ])
    }
    return card(
      InsightTable(
        title: caption, subtitle: context.periodWords,
        columns: [
          DataColumn(title: "Figure", isNumeric: false), DataColumn(title: "Days judged"), DataColumn(title: "Stand out"),
          DataColumn(title: "Unusual"), DataColumn(title: "New level", isNumeric: false, room: .words),
        ], rows: rows,
        reading: "A day is judged when at least \(DayAnomalies.fewestRecent) days of the same weekday in the 8 weeks before are known.",
        published: PublishedTable(
          id: id, title: caption,
          columns: [
            .init(id: "metric", title: "Figure"), .init(id: "judged", title: "Days judged", unit: .count),
            .init(id: "stand_out", title: "Stand out", unit: .count), .init(id: "unusual", title: "Unusual", unit: .count),
            .init(id: "level_since", title: "New level since"), .init(id: "level", title: "New level", unit: .rate),
            .init(id: "level_before", title: "Level before", unit: .rate),
          ],
          rows: log.series.map { series in
            let last = levels(series).last?.shift
            return [
              Cell(series.metric.rawValue), published(Double(series.result.judged), .count),
              published(Double(count(series, .standsOut)), .count), published(Double(count(series, .unusual)), .count),
              Cell(last?.from.description ?? ""), published(last?.after, .rate), published(last?.before, .rate),
            ]
          }), isWide: true))
  }

  /// What happened in the period, by first day.
  func events() -> RenderedBlock {
    let caption = "What happened"
    let days = context.comparison.isComplete ? context.period.start..<context.period.end : context.days
    let listed = context.events.filter { $0.days.lowerBound < days.upperBound && $0.days.upperBound > days.lowerBound }
    if listed.isEmpty {
      return emptyCard(
        caption, "No events. Neither events.json nor an activation in the exports names one in \(context.periodWords).")
    }
    let year = context.period.start.components.year
    let noun = Noun(singular: "event", plural: "events")
    return card(
      InsightTable(
        title: "\(caption): \(counted(listed.count, noun))", subtitle: context.periodWords,
        columns: [
          DataColumn(title: "When", isNumeric: false), DataColumn(title: "What", isNumeric: false),
          DataColumn(title: "Title", isNumeric: false, room: .words), DataColumn(title: "Assistant", isNumeric: false),
        ],
        rows: listed.prefix(limit).map { event in
          DataRow(cells: [
            .text(EventWords.days(event.days, notation, beside: year)), .text(EventWords.kind(event.kind)), .text(event.title),
            event.assistant.map { .text($0) } ?? .muted("all"),
          ])
        },
        reading: listed.count > limit
          ? "The first \(number(limit)) of \(counted(listed.count, noun)); the files hold all."
          : "From events.json of the project and the activations of the exports.",
        published: PublishedTable(
          id: id, title: caption,
          columns: ["from", "to", "kind", "title", "assistant"].map { .init(id: $0, title: PlainEnglish.sentence($0)) },
          rows: listed.map { event in
            [
              Cell(event.days.lowerBound.description), Cell(event.days.upperBound.advanced(by: -1).description), Cell(event.kind.rawValue),
              Cell(event.title), Cell(event.assistant ?? ""),
            ]
          }), isWide: true))
  }
}
