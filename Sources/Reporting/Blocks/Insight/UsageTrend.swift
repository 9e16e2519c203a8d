import Aggregation
import Notation
import Records
import Statistics

extension InsightBlock {
  /// One trailing window as a vendor reports it.
  private struct Window {
    var source: String
    var body: DocumentBody
    var days: Int
    var count: Double?
    var score: Double?
    var perDay: Double? { count.map { $0 / Double(days) } }
  }

  /// The trailing windows side by side, as rates per day.
  func usageTrend() -> RenderedBlock {
    let windows = windows()
    let title = "Simulations per day in the last days"
    guard let first = windows.first, windows.contains(where: { $0.count != nil }) else {
      return emptyCard(title, "\(AbsenceWords.noData). No file of \(context.periodWords) reports simulations of the last days.")
    }
    let rates = notation.column(windows.map(\.perDay), .rate)
    let scores = notation.column(windows.map(\.score), .score(of: 100))
    let hasSources = windows.contains { $0.source != first.source }
    func name(_ window: Window) -> String { "Last \(window.days) days" + (hasSources ? ", \(window.source)" : "") }
    let rows = windows.map { window in
      DataRow(cells: [
        .text(name(window)), window.count.map { .reported(notation.text($0, .count)) } ?? .muted("no data"),
        window.perDay.map { .text(rates.cell($0)) } ?? .muted("no data"),
        window.score.map { .reported(scores.cell($0)) } ?? .muted("no data"),
      ])
    }
    return card(
      InsightTable(
        title: hasSources ? title : trendTitle(windows),
        subtitle: "Trailing windows, \(ReportedWords.taken(first.body, documents.zone, notation))",
        columns: [
          DataColumn(title: "Window", isNumeric: false), DataColumn(title: "Simulations", definition: definition("sim.count")),
          DataColumn(title: "Per day", isSortedDescending: false), DataColumn(title: "Mean score", definition: definition("sim.score")),
        ], rows: rows,
        reading:
          "\u{2020} \(PlainEnglish.sentence(ReportedWords.by(windows.map(\.body.vendor)))). Per day: the reported number over the days "
          + "of its window; the windows end at the capture and overlap.",
        published: PublishedTable(
          id: id, title: "Simulations of the last days as reported, per day",
          columns: [
            .init(id: "window", title: "Window"), .init(id: "days", title: "Days", unit: .count),
            .init(id: "simulations", title: "Simulations", unit: .count), .init(id: "per_day", title: "Per day", unit: .rate),
            .init(id: "score", title: "Mean score", unit: .score(of: 100)),
          ],
          rows: windows.map { window in
            [
              .init(name(window)), .init("\(window.days)", Double(window.days)),
              .init(window.count.map { notation.text($0, .count) } ?? "", window.count),
              .init(window.perDay.map(rates.cell) ?? "", window.perDay), .init(window.score.map(scores.cell) ?? "", window.score),
            ]
          })))
  }

  /// Compares the shortest window with the longest.
  private func trendTitle(_ windows: [Window]) -> String {
    let plain = "Simulations per day in the last days"
    guard let short = windows.first, let long = windows.last, let part = short.count, let all = long.count, part <= all, all < 1e9,
      all > 0
    else { return plain }
    let interval = Wilson.interval(successes: Int(part), of: Int(all)).map { (low: $0.low, high: $0.high) }
    return SimulationWords.trend(Int(part), days: short.days, of: Int(all), in: long.days, interval: interval)
  }

  /// Of every source the latest capture, shortest window first.
  private func windows() -> [Window] {
    let prefix = "usage_trends.last_"
    var latest: [String: Window] = [:]
    for placed in documents.figures({ figure, _ in figure.quantity.hasPrefix(prefix) && figure.dimension == nil }) {
      let rest = placed.figure.quantity.dropFirst(prefix.count)
      guard let days = Int(rest.prefix { $0.isNumber }), days > 0 else { continue }
      let key = "\(placed.body.vendor.rawValue)\u{0}\(placed.body.source)\u{0}\(days)"
      var window = latest[key] ?? Window(source: placed.body.source, body: placed.body, days: days)
      let taken = (window.body.capturedAt ?? .distantPast, placed.body.capturedAt ?? .distantPast)
      if taken.1 < taken.0 { continue }
      if taken.1 > taken.0 { window = Window(source: placed.body.source, body: placed.body, days: days) }
      if rest.hasSuffix("total_simulations") { window.count = placed.figure.value }
      if rest.hasSuffix("avg_score") { window.score = placed.figure.value }
      latest[key] = window
    }
    return latest.sorted { a, b in
      a.value.days != b.value.days ? a.value.days < b.value.days : a.key < b.key
    }.map(\.value)
  }
}
