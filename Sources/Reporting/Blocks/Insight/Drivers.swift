import Aggregation
import Charts
import Insights
import Markup
import Notation

extension InsightBlock {
  private typealias Words = DriversWords
  /// Groups with arrows of their own.
  private static let mostGroups = 4
  /// Parts that are written as less than this would be arrows without a number.
  private static let leastArrow = 0.0005

  /// Waterfalls of the shares that can be compared, `limit` of them, those that clearly changed first.
  func drivers() -> RenderedBlock { waterfalls(block.limit ?? 6) { _ in true } }

  /// The waterfall of the share that clearly changed.
  func mainDriver() -> RenderedBlock { waterfalls(1) { $0.comparison.isClear } }

  private func waterfalls(_ most: Int, _ isShown: (Drivers.Change) -> Bool) -> RenderedBlock {
    let title = "What moved the headline shares"
    guard context.previousPeriod != nil else { return emptyCard(title, ShortfallWords.sentence(.firstPeriod, statementContext)) }
    guard let drivers: Drivers = context.analyses.result(.drivers) else { return shortfallCard(title, .drivers) }
    let changes = drivers.changes.filter(\.comparison.isClear) + drivers.changes.filter { !$0.comparison.isClear }
    let shown = changes.filter(isShown).flatMap { change in change.cuts.map { (change, $0) } }.prefix(most)
    if shown.isEmpty {
      let names = PlainEnglish.sentence(PlainEnglish.list(drivers.changes.map { Measure($0.metric).inside }))
      let isStill = !drivers.changes.contains(where: \.comparison.isClear)
      return emptyCard(title, isStill ? "No clear change: \(PlainEnglish.inside(names))." : "\(names): no group stands out in the change.")
    }
    var fragments: [Fragment] = []
    var tables: [PublishedTable] = []
    for (index, (change, cut)) in shown.enumerated() {
      let made = waterfall(change, cut, id: index == 0 ? id : "\(id)-\(index + 1)", isAlone: shown.count == 1)
      fragments.append(made.0)
      tables.append(made.1)
    }
    return RenderedBlock(fragment: .joined(fragments, separator: "\n"), tables: tables)
  }

  private func waterfall(_ change: Drivers.Change, _ cut: DriverCut, id: String, isAlone: Bool) -> (Fragment, PublishedTable) {
    let words = Words.words(cut.dimension)
    let before = context.previousWords ?? ""
    let name = PeriodWords.short(context.period, beside: context.period, notation)
    let now = context.comparison.isComplete ? name : "\(context.comparedWords) of \(name)"
    let notation = notation
    let chart = Waterfall(
      from: PlainEnglish.sentence(before), cut.before, to: PlainEnglish.sentence(now), steps: steps(change, cut),
      format: context.format(.share),
      change: { notation.delta($0, .share) }, caption: "\(change.metric.title) from \(before) to \(now), by \(words.singular)",
      axisTitle: PlainEnglish.sentence(words.singular))
    let measure = Measure(change.metric)
    let card = FigureCard(
      id: id, title: block.title ?? Words.title(change, cut, statementContext),
      subtitle:
        "\(change.metric.title) by \(words.singular), \(before) to \(now)",
      definition: definition(change.metric.id).map { (change.metric.title, $0) },
      isWide: block.width.map { $0 == .wide } ?? isAlone, figure: chart.draw(id: id),
      reading: Words.reading(change, cut, statementContext),
      notes: [
        "Own rate: the share within the group changed. More or less of it: its weight did. All parts add up to the change exactly. "
          + "\(PlainEnglish.sentence(words.plural)) with fewer than 30 \(measure.counted.plural) count as other."
      ] + notes, download: context.dataLink(id))
    return (card.fragment, published(change, cut, id: id))
  }

  private func steps(_ change: Drivers.Change, _ cut: DriverCut) -> [Waterfall.Step] {
    let named = cut.groups.filter { !$0.isRest && !$0.isMissing }
    var steps: [Waterfall.Step] = []
    var rest = cut.now - cut.before
    let bases = cut.bases
    func share(_ value: Double) -> String { notation.text(value, .share) }
    for group in named.prefix(Self.mostGroups) {
      let name = PlainEnglish.shortened(group.label)
      let was = Double(group.counts.base0) / Double(max(1, bases.before))
      let weighs = Double(group.counts.base1) / Double(max(1, bases.now))
      if abs(group.rate) >= Self.leastArrow, let before = group.before, let now = group.now {
        steps.append(.init(name, kind: "own rate", group.rate, note: "\(share(now)), after \(share(before))"))
        rest -= group.rate
      }
      if abs(group.mix) >= Self.leastArrow {
        let noun = Measure(change.metric).counted.plural
        steps.append(
          .init(name, kind: weight(group, rises: weighs > was), group.mix, note: "\(share(weighs)) of \(noun), after \(share(was))"))
        rest -= group.mix
      }
    }
    if abs(rest) > 1e-12 { steps.append(.init("All other", rest)) }
    return steps
  }

  private func weight(_ group: DriverCut.Group, rises: Bool) -> String {
    switch group.presence {
    case .entered: "new"
    case .left: "gone"
    case .both, .neither: rises ? "more of it" : "less of it"
    }
  }

  private func published(_ change: Drivers.Change, _ cut: DriverCut, id: String) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    func row(_ name: String, _ counts: (Int, Int, Int, Int), _ mix: Double, _ rate: Double, _ presence: String) -> [Cell] {
      [
        Cell(name), Cell(number(counts.1), Double(counts.1)), Cell(number(counts.3), Double(counts.3)),
        published(counts.1 > 0 ? Double(counts.0) / Double(counts.1) : nil, .share),
        published(counts.3 > 0 ? Double(counts.2) / Double(counts.3) : nil, .share), published(mix, .points), published(rate, .points),
        published(mix + rate, .points), Cell(presence),
      ]
    }
    func presence(_ group: DriverCut.Group) -> String {
      switch group.presence {
      case .both, .neither: ""
      case .entered: "entered"
      case .left: "left"
      }
    }
    let rows = cut.groups.map { group in
      row(
        group.label, (group.counts.successes0, group.counts.base0, group.counts.successes1, group.counts.base1), group.mix, group.rate,
        presence(group))
    }
    let sum = { (part: (DriverCut.Group) -> Int) in cut.groups.reduce(0) { $0 + part($1) } }
    let total = row(
      "All", (sum { $0.counts.successes0 }, sum { $0.counts.base0 }, sum { $0.counts.successes1 }, sum { $0.counts.base1 }), cut.mix,
      cut.rate, "")
    return PublishedTable(
      id: id, title: "\(change.metric.title) by \(Words.words(cut.dimension).singular): what each added to the change",
      columns: [
        .init(id: cut.dimension.rawValue, title: PlainEnglish.sentence(Words.words(cut.dimension).singular)),
        .init(id: "base.previous", title: "Cases before", unit: .count), .init(id: "base", title: "Cases now", unit: .count),
        .init(id: "\(change.metric.id.rawValue).previous", title: "Share before", unit: .share, metric: change.metric.id),
        .init(id: change.metric.id.rawValue, title: "Share now", unit: .share, metric: change.metric.id),
        .init(id: "mix", title: "Added by its weight", unit: .points), .init(id: "rate", title: "Added by its own rate", unit: .points),
        .init(id: "contribution", title: "Added in all", unit: .points), .init(id: "presence", title: "Entered or left"),
      ], rows: rows + [total])
  }
}
