import Basics
import Privacy
import Records

/// Completes CSV exports: figures of all channels of a day together, days of the long form as records; columns that hold numbers only now
/// and then are no series and go.
func joinExports(_ documents: inout Documents, _ mine: Set<Int>) {
  let exports = Set(mine.filter { ["export-csv", "export-long"].contains(documents.bodies[$0].kind) })
  guard !exports.isEmpty else { return }
  dropBrokenSeries(&documents, exports)
  var totals: [DayKey: ReportedFigure] = [:]
  var rows: [RowKey: [FieldID: FieldValue]] = [:]
  for figure in documents.figures where exports.contains(figure.body) {
    guard let day = figure.bucket, let value = figure.value else { continue }
    if let measure = ExportColumn.measures.first(where: { $0.field == figure.quantity }),
      documents.bodies[figure.body].kind == "export-long"
    {
      let key = RowKey(body: figure.body, day: day, channel: figure.member)
      rows[key, default: ["day": .time(day), "channel": figure.member.map { .text($0) } ?? .missing]][measure.field] = .number(value)
    }
    guard figure.member != nil, figure.metric != nil else { continue }
    var total = figure
    total.dimension = nil
    total.member = nil
    totals[DayKey(body: figure.body, quantity: figure.quantity, day: day), default: zeroed(total)].value? += value
  }
  let order = totals.sorted { a, b in
    (a.key.body, a.key.day.microseconds) != (b.key.body, b.key.day.microseconds)
      ? (a.key.body, a.key.day.microseconds) < (b.key.body, b.key.day.microseconds) : utf8Precedes(a.key.quantity, b.key.quantity)
  }
  documents.figures += order.map(\.value)
  addDays(rows, &documents)
}

/// Days of the long form as records: of several exports that have a day, the latest capture counts.
private func addDays(_ rows: [RowKey: [FieldID: FieldValue]], _ documents: inout Documents) {
  let days = rows.sorted { a, b in
    if a.key.body != b.key.body { return documents.captureOrder(a.key.body) > documents.captureOrder(b.key.body) }
    if a.key.day != b.key.day { return a.key.day < b.key.day }
    return utf8Precedes(a.key.channel?.string ?? "", b.key.channel?.string ?? "")
  }
  var seen: Set<SourceDay> = []
  for (index, row) in days.enumerated() {
    let day = SourceDay(source: documents.bodies[row.key.body].source, day: row.key.day, channel: row.key.channel)
    guard seen.insert(day).inserted else { continue }
    documents.records[.days, default: []].append(Record(.days, body: row.key.body, row: index + 1, row.value))
  }
}

private struct SourceDay: Hashable {
  var source: String
  var day: Instant
  var channel: RedactedText?
}

private struct DayKey: Hashable {
  var body: Int
  var quantity: String
  var day: Instant
}

private struct RowKey: Hashable {
  var body: Int
  var day: Instant
  var channel: RedactedText?
}

private struct SeriesKey: Hashable {
  var body: Int
  var quantity: String
}

private func zeroed(_ figure: ReportedFigure) -> ReportedFigure {
  var figure = figure
  figure.value = 0
  return figure
}

/// An unknown column is a series only when every row has a number in it.
private func dropBrokenSeries(_ documents: inout Documents, _ exports: Set<Int>) {
  var numbers: [SeriesKey: Int] = [:]
  var rows: [Int: Int] = [:]
  for figure in documents.figures where exports.contains(figure.body) && figure.path == "*" {
    numbers[SeriesKey(body: figure.body, quantity: figure.quantity), default: 0] += 1
  }
  guard !numbers.isEmpty else { return }
  for record in documents[.days] where exports.contains(record.body) { rows[record.body, default: 0] += 1 }
  documents.figures.removeAll { figure in
    guard figure.path == "*", exports.contains(figure.body), let count = rows[figure.body] else { return false }
    return numbers[SeriesKey(body: figure.body, quantity: figure.quantity)] != count
  }
}
