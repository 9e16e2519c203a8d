import Notation
import Privacy
import Records

/// A few documents, written as facts.
struct SmallDocuments {
  var documents = Documents()

  static func text(_ string: String) -> RedactedText { Redactor().redact(UntrustedText(string)) }
  static func moment(_ month: Int, _ day: Int, hour: Int = 12) -> Instant {
    Instant(seconds: Int64(CalendarDay(year: 2026, month: month, day: day)?.ordinal ?? 0) * 86_400 + Int64(hour) * 3600)
  }

  /// Adds a body and gives its index.
  mutating func body(
    _ vendor: Vendor, _ kind: String, window: ReportWindow = .unknown, captured: Instant? = SmallDocuments.moment(9, 30),
    subject: [String: String] = [:]
  ) -> Int {
    var body = DocumentBody(vendor: vendor, source: "s", kind: kind, file: "\(kind).json")
    body.window = window
    body.capturedAt = captured
    body.subject = subject.mapValues(Self.text)
    documents.bodies.append(body)
    return documents.bodies.count - 1
  }

  mutating func record(_ kind: RecordKind, _ body: Int, _ fields: [FieldID: FieldValue]) {
    documents.records[kind, default: []].append(Record(kind, body: body, row: documents[kind].count + 1, fields))
  }

  mutating func figure(
    _ quantity: String, _ body: Int, _ value: Double?, _ unit: Unit = .count, metric: String? = nil, by: (String, String)? = nil,
    day: Int? = nil
  ) {
    var figure = ReportedFigure(body: body, quantity: quantity, metric: metric, value: value, unit: unit, path: "*")
    figure.dimension = by?.0
    figure.member = by.map { Self.text($0.1) }
    figure.bucket = day.map { Self.moment(9, $0, hour: 0) }
    figure.bucketSeconds = day == nil ? 0 : 86_400
    documents.figures.append(figure)
  }

  /// Three personas, one of them never used.
  static func personas() -> SmallDocuments {
    var made = SmallDocuments()
    let list = made.body(.chanl, "personas-list")
    let rows: [(String, String, Double?, Double)] = [
      ("Angry <b>Tenant</b>", "angry", 61.9, 14), ("Calm", "neutral", 90.7, 7), ("New", "happy", nil, 0),
    ]
    for (index, row) in rows.enumerated() {
      made.record(
        .personas, list,
        [
          "id": .text(text("p\(index)")), "persona": .text(text(row.0)), "emotion": .text(text(row.1)),
          "score": row.2.map { .number($0) } ?? .missing, "simulations": .number(row.3), "isDefault": .flag(index == 0),
          "tag": .list([text("a"), text("b")]), "createdBy": .text(text("Rosa")), "lastUsed": .time(moment(9, 10 + index)),
        ])
    }
    return made
  }

  private static func persona(_ name: String) -> FieldValue { .text(text(name)) }
}
