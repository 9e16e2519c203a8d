import Aggregation
import Charts
import Insights
import Notation
import Records

extension InsightBlock {
  private var words: AlertWords { AlertWords(catalogue: context.figures.catalogue, notation: notation) }

  /// All rules of the project and what they would have said, those that fired first.
  func alerts() -> RenderedBlock {
    let caption = "Rules of the project"
    let replays = context.alerts
    if replays.isEmpty {
      return emptyCard(
        caption,
        "\(AbsenceWords.notConfigured). Rules such as \u{201C}daily conversations below 50\u{201D} stand under alerts in parlance.json.")
    }
    let order: [AlertReplay.State] = [.fired, .tooFew, .notAvailable, .ok, .off]
    let sorted = order.flatMap { state in replays.filter { $0.state == state } }
    let counts = order.compactMap { state -> String? in
      let count = replays.count { $0.state == state }
      return count == 0 ? nil : "\(number(count)) \(PlainEnglish.inside(AlertWords.state(state)))"
    }
    return card(
      InsightTable(
        title: AlertWords.title(replays), subtitle: "\(caption), replayed over \(context.periodWords)",
        columns: [
          DataColumn(title: "Rule", isNumeric: false, room: .words), DataColumn(title: "State", isNumeric: false),
          DataColumn(title: "Level", isNumeric: false), DataColumn(title: "Worst value"), DataColumn(title: "Limit"),
          DataColumn(title: "Days fired"), DataColumn(title: "First to last", isNumeric: false),
        ], rows: sorted.map(row),
        reading: "Every rule is listed, also those that passed: \(PlainEnglish.list(counts)).",
        notes: ["A rule about days looks at every full day; a value exactly on its limit passes."],
        published: WatchFiles(context: context).alerts(id: id), isWide: true))
  }

  private func row(_ replay: AlertReplay) -> DataRow {
    let unit = context.figures.catalogue.metric(replay.rule.metric)?.unit ?? .count
    let isFailing = replay.rule.level == .error
    let tone: Tone =
      switch replay.state {
      case .fired: isFailing ? .bad : .warn
      case .ok: .good
      case .tooFew, .notAvailable, .off: .plain
      }
    let fired = replay.fired.compactMap(\.day)
    let span = fired.first.flatMap { first in
      fired.last.map { last in EventWords.days(first..<last.advanced(by: 1), notation, beside: context.period.start.components.year) }
    }
    let isDaily = replay.rule.each == .day && replay.state != .off
    return DataRow(cells: [
      .text(words.rule(replay.rule, group: replay.group)),
      .markup(Tag(word: AlertWords.state(replay.state), tone: tone, glyph: nil).fragment),
      .text(replay.rule.level.rawValue), replay.worst?.value.map { .text(notation.text($0, unit)) } ?? .muted("\u{2013}"),
      replay.worst?.threshold.map { .text(words.threshold($0, unit)) } ?? .muted("\u{2013}"),
      isDaily ? .text("\(number(replay.fired.count)) of \(number(replay.looks.count))") : .muted("\u{2013}"),
      span.map { .text($0) } ?? .muted("\u{2013}"),
    ])
  }

  /// Every day of every rule about days.
  func alertDays() -> RenderedBlock {
    let caption = "Rules day by day"
    let daily = context.alerts.filter { $0.rule.each == .day && !$0.looks.isEmpty }
    let shown = Array((daily.filter { $0.state == .fired } + daily.filter { $0.state != .fired }).prefix(limit))
    guard let first = shown.first else { return emptyCard(caption, "No rule looks at days.") }
    let days = first.looks.compactMap(\.day)
    let columns = days.map { day -> HeatMap.Column in
      let c = day.components
      let isTick = days.count <= 8 || (days.count <= 62 ? day.weekday == notation.locale.firstWeekday : c.day == 1)
      return .init(words.day(day), tick: isTick ? notation.day(c.year, c.month, c.day, style: .short) : nil)
    }
    let values = shown.map { replay -> [Double?] in
      let states = Dictionary(
        replay.looks.compactMap { look in look.day.map { ($0, look.state) } }, uniquingKeysWith: { first, _ in first })
      return days.map { day in
        switch states[day] {
        case .fired: 1
        case .ok: 0
        default: nil
        }
      }
    }
    var chart = HeatMap(
      rows: shown.map { words.rule($0.rule, group: $0.group) }, columns: columns, values: values,
      format: ValueFormat(unit: .count, text: { $0 > 0 ? "fired" : "passed" }, axis: { $0.map { $0 > 0 ? "fired" : "passed" } }),
      caption: "\(caption), \(context.periodWords)", axisTitle: "Day")
    chart.namesRowsAbove = true
    chart.emptyText = "no rule fired"
    let figure = chart.draw(id: id)
    let counts = shown.map { "\($0.rule.id)\($0.group.map { " (\($0))" } ?? ""): \(number($0.fired.count)) of \(number($0.looks.count))" }
    let total = Set(daily.flatMap { $0.fired.compactMap(\.day) }).count
    let card = FigureCard(
      id: id,
      title: block.title ?? (total == 0 ? "No day broke a rule" : "\(counted(total, Noun(singular: "day", plural: "days"))) broke a rule"),
      subtitle: "Days on which a rule fired, \(context.periodWords); hatched: too few cases or no value", isWide: true, figure: figure,
      reading: "Days fired: \(PlainEnglish.list(counts)).",
      notes: (daily.count > shown.count ? ["The first \(number(shown.count)) of \(number(daily.count)) rules about days."] : []) + notes,
      download: context.dataLink(id))
    return RenderedBlock(fragment: card.fragment, tables: [PublishedTable(id: id, figure.table, unit: .count)])
  }
}

/// The files of what is watched: `data/anomalies` and `data/alerts` of a period.
struct WatchFiles {
  let context: BlockContext
  private typealias Cell = PublishedTable.Cell

  /// Those that the period has.
  var tables: [PublishedTable] {
    (context.analyses.result(.anomalies, as: AnomalyLog.self).map { [anomalies(id: "anomalies", $0)] } ?? [])
      + (context.alerts.isEmpty ? [] : [alerts(id: "alerts")])
  }

  private func cell(_ value: Double?) -> Cell { value.map { Cell(context.notation.text($0, .rate), $0) } ?? Cell("") }

  /// One row for each day of a figure that differs.
  func anomalies(id: String, _ log: AnomalyLog) -> PublishedTable {
    let words = StatementContext(
      notation: context.notation, periodWords: context.periodWords, previousWords: nil, calendarYear: context.period.start.components.year)
    return PublishedTable(
      id: id, title: "Days that differ from others of their weekday",
      columns: [
        .init(id: "day", title: "Day"), .init(id: "metric", title: "Figure"), .init(id: "value", title: "Value", unit: .rate),
        .init(id: "usual", title: "Usual", unit: .rate), .init(id: "spread", title: "Spread", unit: .rate),
        .init(id: "score", title: "Spreads away", unit: .rate), .init(id: "compared", title: "Days compared with", unit: .count),
        .init(id: "grade", title: "Grade"), .init(id: "near", title: "Near"),
      ],
      rows: log.entries.map { entry in
        [
          Cell(entry.day.day.description), Cell(entry.metric.rawValue), cell(entry.day.value), cell(entry.day.expected),
          cell(entry.day.spread), cell(entry.day.score), cell(Double(entry.day.compared)),
          Cell(entry.day.grade == .standsOut ? "stands-out" : "unusual"),
          Cell(entry.near.map { AnomaliesWords.near($0, words) }.joined(separator: "; ")),
        ]
      })
  }

  /// One row for each rule and group: what it says, and the worst it saw.
  func alerts(id: String) -> PublishedTable {
    let words = AlertWords(catalogue: context.figures.catalogue, notation: context.notation)
    return PublishedTable(
      id: id, title: "Rules of the project",
      columns: [
        .init(id: "rule", title: "Rule"), .init(id: "group", title: "Group"), .init(id: "title", title: "Title"),
        .init(id: "metric", title: "Metric"), .init(id: "level", title: "Level"), .init(id: "state", title: "State"),
        .init(id: "value", title: "Worst value", unit: .rate), .init(id: "limit", title: "Limit", unit: .rate),
        .init(id: "day", title: "Day of the worst value"), .init(id: "fired", title: "Looks that fired", unit: .count),
        .init(id: "looks", title: "Looks", unit: .count), .init(id: "first", title: "First day fired"),
        .init(id: "last", title: "Last day fired"), .init(id: "too_few", title: "Looks with too few cases", unit: .count),
      ],
      rows: context.alerts.map { replay in
        [
          Cell(replay.rule.id), Cell(replay.group ?? ""), Cell(words.rule(replay.rule)), Cell(replay.rule.metric.rawValue),
          Cell(replay.rule.level.rawValue), Cell(replay.state.rawValue), cell(replay.worst?.value), cell(replay.worst?.threshold),
          Cell(replay.worst?.day?.description ?? ""), cell(Double(replay.fired.count)), cell(Double(replay.looks.count)),
          Cell(replay.fired.first?.day?.description ?? ""), Cell(replay.fired.last?.day?.description ?? ""),
          cell(Double(replay.looks.count { $0.state == .tooFew })),
        ]
      })
  }
}
