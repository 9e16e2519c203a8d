import Aggregation
import Charts
import Insights
import Notation

extension InsightBlock {
  private typealias Words = RecontactWords

  /// nil with the reason in `context.analyses` when nothing was observed.
  private var recontact: Recontact? {
    context.analyses[.recontact]?.shortfall == nil ? context.analyses.result(.recontact) : nil
  }

  /// How many came back in 24 hours, 72 hours and 7 days, and with the same intent.
  func recontactWindows() -> RenderedBlock {
    let caption = "Conversations followed by another of the same contact"
    guard let recontact else { return shortfallCard(caption, .recontact) }
    let rows = FollowUpWindow.allCases.map { window -> DataRow in
      let counts = recontact[window]
      guard counts.assessed >= Recontact.leastShown else {
        return DataRow(cells: [
          .text(Words.name(window)), .text(number(counts.assessed)), .muted("too few"), .empty, .muted("too few"), .muted("too few"),
        ])
      }
      let share = Double(counts.again) / Double(counts.assessed)
      return DataRow(cells: [
        .text(Words.name(window)), .text(number(counts.assessed)), .text(number(counts.again)),
        BarCell(share, of: 1).map { .markup($0.draw()) } ?? .empty, .text(shareText(share, of: counts.assessed)),
        .text(number(counts.sameIntent)),
      ])
    }
    let week = recontact[.week]
    let share = Double(week.again) / Double(max(1, week.assessed))
    return card(
      InsightTable(
        title: "\(notation.text(share, .share)) came back within 7 days", subtitle: "\(caption), \(context.periodWords)",
        columns: [
          DataColumn(title: "Within", isNumeric: false), DataColumn(title: "Window over"),
          DataColumn(title: "Followed", definition: definition("out.recontact_observed_7d")), DataColumn(title: "", isDecoration: true),
          DataColumn(title: "Share"), DataColumn(title: "Same intent", definition: definition("out.recontact_same_intent_7d")),
        ], rows: rows,
        reading: "\(counted(week.known, .conversation)) \(week.known == 1 ? "has" : "have") a known contact; only those whose window is "
          + "over inside the loaded data are counted.",
        published: PublishedTable(
          id: id, title: caption,
          columns: [
            .init(id: "window", title: "Within"), .init(id: "known", title: "Known contact", unit: .count),
            .init(id: "assessed", title: "Window over", unit: .count), .init(id: "again", title: "Followed", unit: .count),
            .init(id: "share", title: "Share", unit: .share), .init(id: "low", title: "95% interval, low", unit: .share),
            .init(id: "high", title: "95% interval, high", unit: .share), .init(id: "same_intent", title: "Same intent", unit: .count),
          ],
          rows: FollowUpWindow.allCases.map { window in
            let counts = recontact[window]
            let interval = Recontact.interval(counts)
            return [
              .init(Words.name(window)), published(Double(counts.known), .count), published(Double(counts.assessed), .count),
              published(Double(counts.again), .count),
              published(counts.assessed > 0 ? Double(counts.again) / Double(counts.assessed) : nil, .share),
              published(interval?.low, .share), published(interval?.high, .share), published(Double(counts.sameIntent), .count),
            ]
          })))
  }

  /// The resolution weighted by what was observed, and that the figure of the same name elsewhere is weighted by assumptions alone.
  private func resolutionNotes(_ recontact: Recontact) -> [String] {
    guard let sentence = Words.resolution(recontact, statementContext) else { return [] }
    guard recontact.observedPart.observed > 0, let metric = context.figures.catalogue.metric("out.true_resolution") else {
      return [sentence]
    }
    return ["\(sentence) The figure \u{201C}\(metric.title)\u{201D} takes the assumed shares throughout."]
  }

  /// Whether the risk label knew who would come back, and which share a resolution is weighted by.
  func recontactLabels() -> RenderedBlock {
    let caption = "Observed re-contact within 7 days by risk label"
    guard let recontact else { return shortfallCard(caption, .recontact) }
    let labels = recontact.labels.filter { $0.label != nil || $0.counts.known > 0 }
    let axis = 0...max(0.1, labels.filter { $0.counts.assessed >= Recontact.leastShown }.compactMap { $0.interval?.high }.max() ?? 1)
    let rows = labels.map { row -> DataRow in
      let isShown = row.counts.assessed >= Recontact.leastShown
      let line = row.interval.flatMap { IntervalCell(row.share ?? 0, low: $0.low, high: $0.high, axis: axis) }
      return DataRow(cells: [
        .text(Words.name(row.label)), .text(number(row.counts.assessed)),
        isShown ? .text(shareText(row.share ?? 0, of: row.counts.assessed)) : .muted("too few"),
        isShown ? line.map { .markup($0.draw()) } ?? .empty : .empty,
        isShown ? row.interval.map { .text(intervalText($0.low, $0.high, .share)) } ?? .empty : .empty,
        .text("\(notation.cell(row.rho, .share, places: 0)) \(Words.source(row))"),
      ])
    }
    return card(
      InsightTable(
        title: Words.title(recontact), subtitle: "\(caption), \(context.periodWords)",
        columns: [
          DataColumn(title: "Risk label", isNumeric: false), DataColumn(title: "Window over"),
          DataColumn(title: "Came back", definition: definition("out.recontact_observed_7d")), DataColumn(title: "", isDecoration: true),
          DataColumn(title: "95% interval"), DataColumn(title: "Taken for a resolution"),
        ], rows: rows, reading: Words.reading(recontact), notes: resolutionNotes(recontact),
        published: PublishedTable(
          id: id, title: caption,
          columns: [
            .init(id: "label", title: "Risk label"), .init(id: "known", title: "Known contact", unit: .count),
            .init(id: "assessed", title: "Window over", unit: .count), .init(id: "again", title: "Came back", unit: .count),
            .init(id: "share", title: "Share", unit: .share), .init(id: "low", title: "95% interval, low", unit: .share),
            .init(id: "high", title: "95% interval, high", unit: .share), .init(id: "taken", title: "Taken for a resolution", unit: .share),
            .init(id: "source", title: "Source of what is taken"),
          ],
          rows: labels.map { row in
            [
              .init(Words.name(row.label)), published(Double(row.counts.known), .count), published(Double(row.counts.assessed), .count),
              published(Double(row.counts.again), .count), published(row.share, .share), published(row.interval?.low, .share),
              published(row.interval?.high, .share), published(row.rho, .share), .init(Words.source(row)),
            ]
          })))
  }
}
