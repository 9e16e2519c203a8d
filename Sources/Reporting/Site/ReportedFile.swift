import Basics
import Notation
import Publishing
import Records

/// `data/reported.json` and `.csv`: every figure of vendors whose window touches the period or that was captured in it.
struct ReportedFile {
  let documents: PeriodDocuments

  private var figures: [PeriodDocuments.PlacedFigure] { documents.figures { _, _ in true } }
  private var zone: Zone { documents.zone }

  /// True when there is nothing to write.
  var isEmpty: Bool { figures.isEmpty }

  static let columns = ["body", "quantity", "metric", "dimension", "member", "bucket", "bucket_seconds", "value", "unit"]
  static let bodyColumns = [
    "body", "vendor", "source", "kind", "subject", "window_start", "window_end", "window_days", "anchor", "captured_at", "file",
  ]

  /// The figures as CSV; `body` is the row of `reported-bodies.csv` that says whose, of when and from which file they are.
  func csv() throws(Diagnostic) -> [UInt8] {
    func text(_ text: String?) -> CSVCell { text.map { .text($0) } ?? .missing }
    let numbers = Dictionary(bodies.enumerated().map { ($0.element, $0.offset + 1) }, uniquingKeysWith: { first, _ in first })
    let rows = figures.map { placed -> [CSVCell] in
      let figure = placed.figure
      var cells: [CSVCell] = [.number(Double(numbers[figure.body] ?? 0)), .text(figure.quantity), text(figure.metric)]
      cells += [text(figure.dimension), text(figure.member?.string)]
      cells += [text(figure.bucket.map(zone.iso)), figure.bucket == nil ? .missing : .number(Double(figure.bucketSeconds))]
      return cells + [figure.value.map { .number($0) } ?? .missing, .text(figure.unit.name)]
    }
    return try CSVTable(columns: Self.columns, rows: rows).bytes()
  }

  /// Places of the bodies with figures, in the order in which they were read.
  private var bodies: [Int] {
    var seen: Set<Int> = []
    return figures.map(\.figure.body).filter { seen.insert($0).inserted }
  }

  /// `reported-bodies.csv`: one row for every body with figures, numbered from 1.
  func bodiesCSV() throws(Diagnostic) -> [UInt8] {
    func text(_ text: String?) -> CSVCell { text.map { .text($0) } ?? .missing }
    let rows = bodies.enumerated().map { index, place -> [CSVCell] in
      let body = documents.documents.bodies[place]
      var days: Int?
      if case .trailing(let count) = body.window { days = count }
      var cells: [CSVCell] = [.number(Double(index + 1)), .text(body.vendor.rawValue), .text(body.source), .text(body.kind)]
      cells.append(text(ReportedWords.subject(body)))
      cells += [text(body.window.interval.map { zone.iso($0.lowerBound) }), text(body.window.interval.map { zone.iso($0.upperBound) })]
      cells += [days.map { .number(Double($0)) } ?? .missing, .text(body.anchor.rawValue)]
      return cells + [text(body.capturedAt.map(zone.iso)), .text(body.file)]
    }
    return try CSVTable(columns: Self.bodyColumns, rows: rows).bytes()
  }

  /// The same as JSON: bodies, and the figures as rows that name the body by its place in that list. Trailing nulls of a row are left out.
  func json() -> JSONValue {
    let order = bodies
    let places = Dictionary(order.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    return .object([
      "period": .string(documents.period.id),
      "bodies": .array(order.map { json(documents.documents.bodies[$0]) }),
      "columns": .array(Self.rowColumns.map { .string($0) }),
      "rows": .array(figures.map { .array(row($0.figure, places)) }),
    ])
  }

  private func json(_ body: DocumentBody) -> JSONValue {
    .object([
      "vendor": .string(body.vendor.rawValue), "source": .string(body.source), "kind": .string(body.kind), "file": .string(body.file),
      "subject": .object(body.subject.mapValues { .string($0.string) }), "window": Self.json(body.window, zone),
      "anchor": .string(body.anchor.rawValue), "capturedAt": .string(body.capturedAt.map(zone.iso)),
      "isCaptureGuessed": .bool(body.isCaptureGuessed),
    ])
  }

  static let rowColumns = ["body", "quantity", "value", "unit", "metric", "dimension", "member", "bucket", "bucketSeconds"]

  private func row(_ figure: ReportedFigure, _ places: [Int: Int]) -> [JSONValue] {
    let optional: [JSONValue?] = [
      figure.metric.map { .string($0) }, figure.dimension.map { .string($0) }, figure.member.map { .string($0.string) },
      figure.bucket.map { .string(zone.iso($0)) }, figure.bucket.map { _ in .integer(figure.bucketSeconds) },
    ]
    let last = optional.lastIndex { $0 != nil } ?? -1
    return [.integer(places[figure.body] ?? 0), .string(figure.quantity), .number(figure.value), .string(figure.unit.name)]
      + optional.prefix(last + 1).map { $0 ?? .null }
  }

  /// `{start, end}`, `{trailingDays}`, `"all-time"` or null.
  static func json(_ window: ReportWindow, _ zone: Zone) -> JSONValue {
    switch window {
    case .interval(let range): .object(["start": .string(zone.iso(range.lowerBound)), "end": .string(zone.iso(range.upperBound))])
    case .trailing(let days): .object(["trailingDays": days.map { .integer($0) } ?? .null])
    case .allTime: .string("all-time")
    case .unknown: .null
    }
  }
}

/// `data/records/KIND.json` and `.csv`: every record of a kind that a page of the period shows, with all fields that may be published.
struct RecordsFile {
  let kind: RecordKind
  let documents: PeriodDocuments
  let notation: Notation

  /// The table behind both files.
  var table: PublishedTable {
    let schema = kind.schema
    let records = documents.records(kind)
    let fields = schema.fields.filter { documents.mayShow($0.id) }.map { field in
      FieldText(
        field, anchor: schema.anchor, values: records.map { $0.record.value(field.id, kind) }, zone: documents.zone,
        period: documents.period, notation: notation)
    }
    return PublishedTable(
      id: kind.rawValue, title: schema.title,
      columns: [.init(id: "source", title: "Source"), .init(id: "vendor", title: "Vendor"), .init(id: "file", title: "File")]
        + fields.map { .init(id: $0.field.id, title: $0.field.title, unit: $0.unit) },
      rows: records.map { placed in
        [.init(placed.body.source), .init(placed.body.vendor.rawValue), .init(placed.body.file)]
          + fields.map { $0.published(placed.record.value($0.field.id, kind)) }
      })
  }
}
