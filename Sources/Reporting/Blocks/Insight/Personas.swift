import Aggregation
import Charts
import Insights
import Notation
import Records

extension InsightBlock {
  /// Scores that a mean needs: as many as the metric of the catalogue.
  private var leastScores: Int { MetricCatalogue.metric("sim.score")?.minimumSample ?? 10 }
  private var scoreUnit: Unit { .score(of: 100) }

  /// Personas by score, best first, with the interval of each.
  func personaRanking() -> RenderedBlock {
    var scores: [String: [Double]] = [:]
    var unnamed = 0
    for record in simulations.records {
      guard let score = record.value("score", .simulations).number else { continue }
      guard let name = record.value("persona", .simulations).text?.string else {
        unnamed += 1
        continue
      }
      scores[name, default: []].append(score)
    }
    let title = "Simulation score by persona"
    if scores.isEmpty {
      return emptyCard(title, "\(AbsenceWords.noData). No scored simulation of \(simulations.words) names its persona.")
    }
    let groups = scores.map { ScoreRanking.Group(name: $0.key, scores: $0.value) }
    guard let ranking = ScoreRanking(groups, minimum: leastScores) else {
      let enough = groups.filter { $0.scores.count >= leastScores }.count
      return emptyCard(
        title,
        enough >= 2
          ? "All scores are the same, so there is nothing to rank."
          : "\(AbsenceWords.tooFew). \(enough) of \(counted(groups.count, .persona)) \(enough == 1 ? "has" : "have") \(leastScores) "
            + "or more scores in \(simulations.words); a ranking needs two.")
    }
    return card(rankingTable(ranking, groups, unnamed))
  }

  private func rankingTable(_ ranking: ScoreRanking, _ groups: [ScoreRanking.Group], _ unnamed: Int) -> InsightTable {
    let ends = ranking.places.flatMap { [$0.interval.low, $0.interval.high, $0.mean] }
    let axis = (ends.min() ?? 0)...(ends.max() ?? 100)
    let column = notation.column(ranking.places.map(\.mean), scoreUnit)
    let rows = ranking.places.map { place -> DataRow in
      let drawn = IntervalCell(
        place.shrunk, low: place.interval.low, high: place.interval.high, raw: place.mean, reference: ranking.mean, axis: axis)
      return DataRow(cells: [
        .text(place.name), .text(number(place.count)), .text(column.cell(place.mean)), .text(column.cell(place.shrunk)),
        .text("\(column.cell(place.interval.low)) to \(column.cell(place.interval.high))"), drawn.map { .markup($0.draw()) } ?? .empty,
        .text(SimulationWords.place(place, in: ranking)),
      ])
    }
    let few = groups.filter { ranking.tooFew.contains($0.name) }.sorted { $0.name < $1.name }
    let fewRows = ranking.tooFew.map { name -> DataRow in
      let count = few.first { $0.name == name }?.scores.count ?? 0
      return DataRow(
        cells: [.text(name), .text(number(count)), .muted("too few"), .muted("too few"), .empty, .empty, .muted("not ranked")], isRest: true
      )
    }
    var notes = ["Blue dot and line: estimate with its 95% interval. Hollow dot: mean as it is. Upright line: mean of all."]
    if !fewRows.isEmpty { notes.append("Fewer than \(leastScores) scores are not ranked.") }
    if unnamed > 0 { notes.append("\(counted(unnamed, .simulation)) with a score \(unnamed == 1 ? "names" : "name") no persona.") }
    return InsightTable(
      title: SimulationWords.ranking(ranking), subtitle: "Mean score of 100 by persona, \(simulations.words)",
      columns: [
        DataColumn(title: "Persona", isNumeric: false), DataColumn(title: "Scores"),
        DataColumn(title: "Mean score", definition: definition("sim.score")), DataColumn(title: "Estimate", isSortedDescending: true),
        DataColumn(title: "95% interval"), DataColumn(title: "", isDecoration: true), DataColumn(title: "Place", isNumeric: false),
      ], rows: rows + fewRows,
      reading: SimulationWords.rankingReading(ranking, mean: column.cell(ranking.mean), notation: notation), notes: notes,
      published: published(ranking, few), isWide: true, records: [.simulations])
  }

  private func published(_ ranking: ScoreRanking, _ few: [ScoreRanking.Group]) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    func score(_ value: Double) -> Cell { Cell(notation.text(value, scoreUnit), value) }
    let rows = ranking.places.map { place in
      [
        Cell(place.name), Cell(number(place.count), Double(place.count)), score(place.mean), score(place.shrunk), score(place.interval.low),
        score(place.interval.high), Cell(SimulationWords.place(place, in: ranking)),
      ]
    }
    let rest = ranking.tooFew.map { name in
      let count = few.first { $0.name == name }?.scores.count ?? 0
      return [Cell(name), Cell(number(count), Double(count)), Cell(""), Cell(""), Cell(""), Cell(""), Cell("too few")]
    }
    return PublishedTable(
      id: id, title: "Simulation score by persona, with estimates",
      columns: [
        .init(id: "persona", title: "Persona"), .init(id: "scores", title: "Scores", unit: .count),
        .init(id: "mean", title: "Mean score", unit: scoreUnit, metric: "sim.score"),
        .init(id: "estimate", title: "Estimate", unit: scoreUnit), .init(id: "low", title: "95% interval, low", unit: scoreUnit),
        .init(id: "high", title: "95% interval, high", unit: scoreUnit), .init(id: "place", title: "Place"),
      ], rows: rows + rest)
  }

  private var tested: TestedCombinations { TestedCombinations(simulations: simulations.records, personas: records(.personas)) }

  private func noSimulations(_ title: String, _ field: String) -> RenderedBlock {
    emptyCard(title, "\(AbsenceWords.noData). No simulation of \(simulations.words) states \(field).")
  }

  /// Emotion by difficulty: score and number of each cell.
  func emotionMatrix() -> RenderedBlock {
    let tested = tested
    let title = "Simulation score by emotion and difficulty"
    let cells = tested.cells.filter { $0.emotion != nil && $0.difficulty != nil }
    if cells.isEmpty { return noSimulations(title, "emotion and difficulty") }
    func cell(_ emotion: String, _ difficulty: String) -> TestedCombinations.Cell? {
      cells.first { $0.emotion == emotion && $0.difficulty == difficulty }
    }
    // Cells are narrow: the subtitle says of how many points.
    let notation = notation
    let unit = scoreUnit
    let format = ValueFormat(
      unit: unit, text: { notation.cell($0, unit, places: 1) }, axis: { notation.axis($0, unit) })
    var chart = HeatMap(
      rows: tested.emotions.map(plain), columns: tested.difficulties.map { HeatMap.Column(plain($0), tick: plain($0)) },
      values: tested.emotions.map { emotion in
        tested.difficulties.map { level in cell(emotion, level).flatMap { $0.scored >= leastScores ? $0.score : nil } }
      }, format: format, caption: title, axisTitle: "Emotion")
    chart.counts = tested.emotions.map { emotion in tested.difficulties.map { cell(emotion, $0)?.scored ?? 0 } }
    chart.emptyText = "no combination with \(leastScores) scores"
    let figure = chart.draw(id: id)
    let column = notation.column(cells.map(\.score), scoreUnit)
    let shown = cells.filter { $0.scored >= leastScores }.count
    let unstated = tested.cells.reduce(0) { $0 + ($1.emotion == nil || $1.difficulty == nil ? $1.simulations : 0) }
    var extra: [String] = []
    if unstated > 0 {
      extra.append("\(counted(unstated, .simulation)) without emotion or difficulty \(unstated == 1 ? "is" : "are") left out.")
    }
    let card = FigureCard(
      id: id, title: block.title ?? SimulationWords.matrix(tested, least: leastScores, score: column.cell),
      subtitle: "Simulation score of 100 by emotion and difficulty, \(simulations.words)",
      definition: definition("sim.score").map { ("Simulation score", $0) }, isWide: block.width.map { $0 == .wide } ?? true, figure: figure,
      reading:
        "\(shown) of \(counted(cells.count, .combination)) that were simulated \(shown == 1 ? "has" : "have") \(leastScores) or more "
        + "scores. "
        + "Hatched: not simulated (n 0), or too few for a score.", notes: extra + notes, download: context.dataLink(id))
    let table = PublishedTable(
      id: id, title: title,
      columns: [
        .init(id: "emotion", title: "Emotion"), .init(id: "difficulty", title: "Difficulty"),
        .init(id: "simulations", title: "Simulations", unit: .count, metric: "sim.count"),
        .init(id: "scores", title: "Scores", unit: .count),
        .init(id: "score", title: "Mean score", unit: scoreUnit, metric: "sim.score"),
      ],
      rows: tested.emotions.flatMap { emotion in
        tested.difficulties.map { level in
          let found = cell(emotion, level)
          let score = found.flatMap { $0.scored >= leastScores ? $0.score : nil }
          return [
            .init(emotion), .init(level), .init(number(found?.simulations ?? 0), Double(found?.simulations ?? 0)),
            .init(number(found?.scored ?? 0), Double(found?.scored ?? 0)), .init(score.map(column.cell) ?? "", score),
          ]
        }
      })
    return RenderedBlock(fragment: card.fragment, tables: [table], shownRecords: [.simulations])
  }

  /// What was not simulated, an emotion a row.
  func coverageGaps() -> RenderedBlock {
    let tested = tested
    let all = tested.emotions.count * tested.difficulties.count
    if all == 0 { return noSimulations("Combinations that were not simulated", "emotion and difficulty") }
    let rows = tested.emotions.compactMap { emotion -> DataRow? in
      let missing = tested.gaps.filter { $0.emotion == emotion }.map { plain($0.difficulty) }
      return missing.isEmpty
        ? nil : DataRow(cells: [.text(plain(emotion)), .text(number(missing.count)), .text(missing.joined(separator: ", "))])
    }
    return card(
      InsightTable(
        title: SimulationWords.gaps(tested), subtitle: "Emotion and difficulty, \(simulations.words)",
        columns: [
          DataColumn(title: "Emotion", isNumeric: false), DataColumn(title: "Not tested"),
          DataColumn(title: "Difficulties", isNumeric: false),
        ], rows: rows,
        reading: "\(all - tested.gaps.count) of \(counted(all, .combination)) have at least one simulation. Combinations are those of all "
          + "emotions and difficulties that simulations or personas name; not every one needs a persona.",
        published: PublishedTable(
          id: id, title: "Combinations of emotion and difficulty that were not simulated",
          columns: [.init(id: "emotion", title: "Emotion"), .init(id: "difficulty", title: "Difficulty")],
          rows: tested.gaps.map { [.init($0.emotion), .init($0.difficulty)] }), records: [.simulations]))
  }

  /// From the easiest level to the hardest.
  func difficultyGradient() -> RenderedBlock {
    let tested = tested
    if tested.levels.isEmpty { return noSimulations("Simulation score by difficulty", "a difficulty and a score") }
    let column = notation.column(tested.levels.map(\.score), scoreUnit)
    let shown = tested.limited(to: leastScores)
    let rows = tested.levels.map { level -> DataRow in
      let isShown = level.scored >= leastScores
      return DataRow(cells: [
        .text(plain(level.difficulty)), .text(number(level.scored)), isShown ? .text(column.cell(level.score)) : .muted("too few"),
        isShown ? BarCell(level.score, of: 100).map { .markup($0.draw()) } ?? .empty : .empty,
      ])
    }
    return card(
      InsightTable(
        title: SimulationWords.gradient(shown, points: { notation.cell($0, scoreUnit, places: 1) }),
        subtitle: "Mean score of 100 by difficulty, easy to hard, \(simulations.words)",
        columns: [
          DataColumn(title: "Difficulty", isNumeric: false), DataColumn(title: "Scores"),
          DataColumn(title: "Mean score", definition: definition("sim.score")), DataColumn(title: "", isDecoration: true),
        ], rows: rows,
        reading: SimulationWords.inversions(shown)
          ?? (shown.knownLevels.count < 2
            ? "Fewer than two levels have \(leastScores) or more scores." : "No harder level scores more than an easier one."),
        published: PublishedTable(
          id: id, title: "Simulation score by difficulty, easy to hard",
          columns: [
            .init(id: "difficulty", title: "Difficulty"), .init(id: "scores", title: "Scores", unit: .count),
            .init(id: "score", title: "Mean score", unit: scoreUnit, metric: "sim.score"),
          ],
          rows: tested.levels.map { level in
            let isShown = level.scored >= leastScores
            return [
              .init(level.difficulty), .init(number(level.scored), Double(level.scored)),
              .init(isShown ? column.cell(level.score) : "", isShown ? level.score : nil),
            ]
          }), records: [.simulations]))
  }
}
