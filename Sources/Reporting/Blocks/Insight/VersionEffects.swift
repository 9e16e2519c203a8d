import Aggregation
import Charts
import Insights
import Markup
import Notation
import Records
import Statistics

extension InsightBlock {
  private typealias Words = VersionEffectsWords
  /// Deployments in one drawing.
  private static let mostDrawn = 4

  /// Outcomes before and after versions went live: the first share as a forest, all of them as a table.
  func versionEffects() -> RenderedBlock {
    let title = "Before and after new versions"
    let outcome = context.analyses[.versionEffects]
    guard let effects = outcome?.result as? VersionEffects else { return shortfallCard(title, .versionEffects) }
    // The share with a clear change, else the first one.
    let metrics = VersionEffects.metrics.compactMap { id in effects.effects.first { $0.metric.id == id }?.metric }
    let metric = metrics.first { metric in effects.effects.contains { $0.metric.id == metric.id && $0.isClear } } ?? metrics.first
    var fragments: [Fragment] = []
    if let metric { fragments.append(forest(effects.effects.filter { $0.metric.id == metric.id }, metric)) }
    let table = effectTable(effects, title)
    fragments.append(table.fragment)
    return RenderedBlock(fragment: .joined(fragments, separator: "\n"), tables: table.tables)
  }

  private func forest(_ effects: [VersionEffects.Effect], _ metric: Metric) -> Fragment {
    let notation = notation
    let latest = Array(effects.suffix(Self.mostDrawn).reversed())
    let measure = Measure(metric)
    let groups = latest.map { effect -> ForestPlot.Group in
      func row(_ label: String, _ made: StandardisedDifference, isMain: Bool = false) -> ForestPlot.Row {
        .init(label, made.difference, low: made.interval.low, high: made.interval.high, isMain: isMain)
      }
      var rows = [row("As it is", effect.raw), row("For the same intents", effect.adjusted, isMain: true)]
      if let less = effect.lessControl {
        rows.append(.init("Less other assistants", less.difference, low: less.interval.low, high: less.interval.high))
      }
      for (index, placebo) in effect.placebos.enumerated() {
        rows.append(row(index == 0 ? "Earlier day, nothing new" : "Still earlier day", placebo))
      }
      return .init(Words.name(effect.deployment, statementContext), rows)
    }
    let chart = ForestPlot(
      groups: groups, format: ValueFormat(unit: .points, text: { notation.text($0, .points) }, axis: { notation.axis($0, .points) }),
      change: { notation.delta($0, .points) }, caption: "\(metric.title) before and after new versions",
      columns: ("Version", "Question", "Difference", "95% interval, low", "High"))
    let clear = effects.filter(\.isClear).count
    let card = FigureCard(
      id: "\(id)-forest", title: block.title ?? Words.title(effects, measure, statementContext),
      subtitle: "\(metric.title), difference in points with 95% interval, up to 28 days before and after", isWide: true,
      figure: chart.draw(id: "\(id)-forest"),
      reading:
        "The filled dot counts: the same intents before and after. \(number(clear)) of \(number(effects.count)) "
        + "\(effects.count == 1 ? "version shows" : "versions show") a clear change.",
      notes: [
        "Clear: the interval of the filled dot is beyond zero, that less other assistants too, and no earlier day differs as clearly."
      ] + notes, download: context.dataLink(id))
    return card.fragment
  }

  private func effectTable(_ effects: VersionEffects, _ title: String) -> RenderedBlock {
    /// With its sign; the header has the unit.
    func points(_ value: Double) -> String { (value > 0 ? "+" : "") + notation.cell(value, .points, places: 1) }
    let order = effects.effects.enumerated().sorted { a, b in
      let (x, y) = (a.element.deployment.day, b.element.deployment.day)
      return x != y ? x > y : a.offset < b.offset
    }.map(\.element)
    let hasDoubt = order.contains { Words.doubt($0) != nil }
    let rows = order.prefix(limit).map { effect -> DataRow in
      let verdict = Words.verdict(effect)
      return DataRow(
        cells: [
          .text(Words.name(effect.deployment, statementContext)), .text(Measure(effect.metric).title),
          .text(notation.text(effect.raw.before, .share)), .text(notation.text(effect.raw.after, .share)),
          .text(points(effect.adjusted.difference)),
          .text("\(points(effect.adjusted.interval.low)) to \(points(effect.adjusted.interval.high))"),
          effect.lessControl.map { .text(points($0.difference)) } ?? .muted("no data"),
          .markup(Tag(word: verdict.word, tone: verdict.tone, glyph: nil).fragment),
        ] + (hasDoubt ? [Words.doubt(effect).map { .muted($0) } ?? .empty] : []))
    }
    var notes = effects.skipped.map {
      "\(Words.name($0.deployment, statementContext)): not judged, \(Words.reason($0.reason, statementContext))."
    }
    let excluded = effects.effects.filter { $0.metric.id == effects.effects.first?.metric.id }.reduce(0) { $0 + $1.excluded }
    if excluded > 0 {
      notes.append("\(counted(excluded, .conversation)) of other versions in these days \(excluded == 1 ? "is" : "are") left out.")
    }
    return card(
      InsightTable(
        title: "Each share before and after, for the same intents",
        subtitle: "Whole weeks before and after, at most 28 days, without the day itself; differences in points",
        columns: [
          DataColumn(title: "Version", isNumeric: false), DataColumn(title: "Share", isNumeric: false), DataColumn(title: "Before"),
          DataColumn(title: "After"), DataColumn(title: "Same intents"), DataColumn(title: "95% interval"),
          DataColumn(title: "Less others"), DataColumn(title: "Verdict", isNumeric: false),
        ] + (hasDoubt ? [DataColumn(title: "Why not", isNumeric: false)] : []), rows: Array(rows),
        reading: "A difference in time is no proof of a cause.", notes: notes,
        published: publishedEffects(effects, title),
        isWide: true))
  }

  private func publishedEffects(_ effects: VersionEffects, _ title: String) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    func day(_ range: Range<CalendarDay>) -> String { "\(range.lowerBound.description)/\(range.upperBound.advanced(by: -1).description)" }
    func parts(_ name: String) -> [PublishedTable.Column] {
      [
        .init(id: name, title: "\(name), difference", unit: .points), .init(id: "\(name).low", title: "\(name), low", unit: .points),
        .init(id: "\(name).high", title: "\(name), high", unit: .points),
      ]
    }
    func cells(_ made: StandardisedDifference?) -> [Cell] {
      [published(made?.difference, .points), published(made?.interval.low, .points), published(made?.interval.high, .points)]
    }
    return PublishedTable(
      id: id, title: title,
      columns: [
        .init(id: "assistant", title: "Assistant"), .init(id: "version", title: "Version"), .init(id: "previous", title: "Version before"),
        .init(id: "live", title: "Live from"), .init(id: "stated", title: "Activation stated"), .init(id: "metric", title: "Share"),
        .init(id: "days.before", title: "Days before"), .init(id: "days.after", title: "Days after"),
        .init(id: "cases.before", title: "Cases before", unit: .count), .init(id: "cases.after", title: "Cases after", unit: .count),
        .init(id: "before", title: "Before", unit: .share), .init(id: "after", title: "After", unit: .share),
      ] + parts("raw") + parts("same_intents") + parts("same_channels") + parts("other_assistants") + parts("less_others")
        + parts("earlier_1") + parts("earlier_2") + [
          .init(id: "excluded", title: "Conversations of other versions", unit: .count), .init(id: "verdict", title: "Verdict"),
        ],
      rows: effects.effects.map { effect in
        let less = effect.lessControl
        var row: [Cell] = [
          Cell(effect.deployment.assistant), Cell("v\(effect.deployment.version)"), Cell("v\(effect.deployment.previous)"),
          Cell(effect.deployment.day.description), Cell(effect.deployment.isStated ? "true" : "false"), Cell(effect.metric.id.rawValue),
          Cell(day(effect.window.before)), Cell(day(effect.window.after)), published(Double(effect.raw.casesBefore), .count),
          published(Double(effect.raw.casesAfter), .count), published(effect.raw.before, .share), published(effect.raw.after, .share),
        ]
        row += cells(effect.raw) + cells(effect.adjusted) + cells(effect.byInbox) + cells(effect.control)
        row += [published(less?.difference, .points), published(less?.interval.low, .points), published(less?.interval.high, .points)]
        row += cells(effect.placebos.first) + cells(effect.placebos.count > 1 ? effect.placebos[1] : nil)
        row += [published(Double(effect.excluded), .count), Cell(Words.verdict(effect).word)]
        return row
      })
  }
}
