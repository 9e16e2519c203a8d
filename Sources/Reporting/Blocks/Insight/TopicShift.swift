import Insights
import Notation

extension InsightBlock {
  /// Intents that are new, gone, or take another part than before.
  func topicShift() -> RenderedBlock {
    let caption = "What people ask about more or less than before"
    guard let shift: TopicShift = context.analyses.result(.topicShift) else { return shortfallCard(caption, .topicShift) }
    let moved = shift.intents.filter { $0.move != nil }
    let before = TopicShiftWords.before(shift.periods.count, statementContext)
    let shown = Array(moved.prefix(limit))
    let rows = shown.map { intent -> DataRow in
      let shares = shift.shares(intent)
      return DataRow(cells: [
        .text(intent.name), .markup(Tag(word: TopicShiftWords.word(intent.move), tone: .plain, glyph: nil).fragment),
        .text(number(intent.now)), .text(notation.text(shares.now, .share)), .text(number(intent.before)),
        .text(notation.text(shares.before, .share)), .text(notation.cell(intent.z, .ratio, places: 1)),
      ])
    }
    var notes = [
      "z: the difference of log-odds with a prior, in standard errors; marked after correction for all \(counted(shift.intents.count, Noun(singular: "intent", plural: "intents")))."
    ]
    if moved.count > shown.count { notes.append("The first \(number(shown.count)) of \(number(moved.count)); the files hold all.") }
    let of = "\(counted(shift.now, .conversation)) with an intent in \(context.periodWords), \(number(shift.before)) in \(before)."
    return card(
      InsightTable(
        title: TopicShiftWords.title(shift), subtitle: "Intents of \(context.periodWords) against \(before)",
        columns: [
          DataColumn(title: "Intent", isNumeric: false), DataColumn(title: "Change", isNumeric: false), DataColumn(title: "Now"),
          DataColumn(title: "Share now"), DataColumn(title: "Before"), DataColumn(title: "Share before"), DataColumn(title: "z"),
        ], rows: rows, reading: moved.isEmpty ? "No intent took a clearly larger or smaller part. \(of)" : of, notes: notes,
        published: PublishedTable(
          id: id, title: caption,
          columns: [
            .init(id: "intent", title: "Intent"), .init(id: "change", title: "Change"), .init(id: "now", title: "Now", unit: .count),
            .init(id: "share", title: "Share now", unit: .share), .init(id: "before", title: "Before", unit: .count),
            .init(id: "share.before", title: "Share before", unit: .share), .init(id: "log_odds", title: "Log-odds", unit: .ratio),
            .init(id: "z", title: "z", unit: .ratio),
          ],
          rows: shift.intents.map { intent in
            let shares = shift.shares(intent)
            return [
              .init(intent.name), .init(intent.move?.rawValue ?? ""), published(Double(intent.now), .count), published(shares.now, .share),
              published(Double(intent.before), .count), published(shares.before, .share), published(intent.logOdds, .ratio),
              published(intent.z, .ratio),
            ]
          }), isWide: true))
  }
}
