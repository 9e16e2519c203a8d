import Aggregation
import Basics
import Insights
import Notation
import Records

extension InsightBlock {
  static let versionMetrics: [MetricID] = ["vol.conversations", "out.handoff_rate"]

  /// What was live when, latest first, with the conversations of each version.
  func versionTimeline() -> RenderedBlock {
    let timeline = VersionTimeline(history(.activations))
    let stays = timeline.stays(in: known).sorted { a, b in
      a.from != b.from ? a.from > b.from : utf8Precedes(a.assistant, b.assistant)
    }
    if stays.isEmpty {
      return emptyCard("Versions that were live", "\(AbsenceWords.noData). No file lists an activation up to \(context.periodWords).")
    }
    let groups = context.figures.groups(Self.versionMetrics, by: "version", in: context.period)
    let byName = Dictionary(groups.map { ($0.group.text, $0.estimates) }, uniquingKeysWith: { first, _ in first })
    func estimates(_ stay: VersionTimeline.Stay) -> [Estimate]? { byName["\(stay.assistant) v\(stay.version)"] }
    let began = stays.filter { known.contains($0.from) }
    let shown = Array(stays.prefix(limit))
    let times = notation.column(shown.map(live), .duration)
    let rows = shown.map { stay -> DataRow in
      let values = estimates(stay)
      let step = EvalWords.step(stay)
      let change: DataCell =
        stay.step == .rollBack ? .markup(Tag(word: PlainEnglish.sentence(step), tone: .warn, glyph: nil).fragment) : .text(step)
      return DataRow(cells: [
        .text(known.contains(stay.from) ? day(stay.from) : "since \(day(stay.from))"), .text(stay.assistant), .text("v\(stay.version)"),
        change, .text(times.cell(live(stay))), cell(values?.first, .count), cell(values?.last, .share),
      ])
    }
    var notes = [
      "Conversations and hand-offs are those of the version in the whole of \(context.periodWords), also where it was live twice."
    ]
    if stays.count > shown.count { notes.append("The first \(number(shown.count)) of \(number(stays.count)) rows; the files hold all.") }
    return card(
      InsightTable(
        title: EvalWords.timeline(
          began),
        subtitle: "Versions that were live in \(context.periodWords), latest first",
        columns: [
          DataColumn(title: "Live from", isNumeric: false), DataColumn(title: "Assistant", isNumeric: false),
          DataColumn(title: "Version", isNumeric: false), DataColumn(title: "Change", isNumeric: false),
          DataColumn(title: "Live in the period" + (times.unitLabel.map { ", \($0)" } ?? "")),
          DataColumn(title: "Conversations", definition: definition("vol.conversations")),
          DataColumn(title: "Hand-off rate", definition: definition("out.handoff_rate")),
        ], rows: rows, reading: "\(counted(began.count, .activation)) in \(context.periodWords); the other rows were live when it began.",
        notes: notes, published: published(stays, estimates), isWide: true, records: [.activations]))
  }

  private func live(_ stay: VersionTimeline.Stay) -> Double { Double(stay.overlap(known)) / 1000 }

  private func cell(_ estimate: Estimate?, _ unit: Unit) -> DataCell {
    guard let estimate else { return .muted("no data") }
    guard estimate.isShowable, let value = estimate.value else { return .muted(AbsenceWords.short(estimate.state)) }
    return context.cell(notation.text(value, unit), estimate)
  }

  private func published(_ stays: [VersionTimeline.Stay], _ estimates: (VersionTimeline.Stay) -> [Estimate]?) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    func value(_ estimate: Estimate?, _ unit: Unit) -> Cell {
      guard let estimate, estimate.isShowable, let value = estimate.value else { return Cell("") }
      return Cell(notation.text(value, unit), value)
    }
    return PublishedTable(
      id: id, title: "Versions that were live, \(context.periodWords)",
      columns: [
        .init(id: "from", title: "Live from"), .init(id: "until", title: "Live until"), .init(id: "assistant", title: "Assistant"),
        .init(id: "version", title: "Version"), .init(id: "change", title: "Change"),
        .init(id: "live", title: "Live in the period", unit: .duration),
        .init(id: "conversations", title: "Conversations", unit: .count, metric: "vol.conversations"),
        .init(id: "handoff_rate", title: "Hand-off rate", unit: .share, metric: "out.handoff_rate"),
      ],
      rows: stays.map { stay in
        let values = estimates(stay)
        return [
          Cell(documents.zone.iso(stay.from)), Cell(stay.until.map { documents.zone.iso($0) } ?? ""), Cell(stay.assistant),
          Cell("v\(stay.version)"), Cell(EvalWords.step(stay)), Cell(notation.text(live(stay), .duration), live(stay)),
          value(values?.first, .count), value(values?.last, .share),
        ]
      })
  }

  /// The highest version of each assistant that was not deleted.
  func latestVersions() -> RenderedBlock {
    var latest: [String: (version: Double, record: Record)] = [:]
    for record in records(.assistants) where record.value("isDeleted", .assistants).flag != true {
      guard let name = record.value("assistant", .assistants).text?.string, let version = record.value("version", .assistants).number else {
        continue
      }
      if let known = latest[name], known.version >= version { continue }
      latest[name] = (version, record)
    }
    let title = "Latest version and model of each assistant"
    if latest.isEmpty { return emptyCard(title, "\(AbsenceWords.noData). No file lists assistants of \(context.periodWords).") }
    let sorted = latest.sorted { utf8Precedes($0.key, $1.key) }
    func created(_ record: Record) -> Instant? { record.value("createdAt", .assistants).time }
    func model(_ record: Record) -> String? { record.value("model", .assistants).text?.string }
    return card(
      InsightTable(
        title: title, subtitle: "The highest version that is not deleted; it need not be the live one",
        columns: ["Assistant", "Version", "Model", "Created"].map { DataColumn(title: $0, isNumeric: false) },
        rows: sorted.prefix(limit).map { name, one in
          DataRow(cells: [
            .text(name), .text("v\(CSVNumber.write(one.version))"), model(one.record).map { .text($0) } ?? .muted("no data"),
            created(one.record).map { .text(day($0)) } ?? .muted("no data"),
          ])
        }, reading: "\(counted(sorted.count, .assistant)) in the latest list of \(context.periodWords).",
        published: PublishedTable(
          id: id, title: title,
          columns: ["Assistant", "Version", "Model", "Created"].map { .init(id: $0.lowercased(), title: $0) },
          rows: sorted.map { name, one in
            [
              .init(name), .init("v\(CSVNumber.write(one.version))"), .init(model(one.record) ?? ""),
              .init(created(one.record).map { documents.zone.iso($0) } ?? ""),
            ]
          }), records: [.assistants]))
  }
}
