import Notation
import Privacy
import Records

@testable import Aggregation

/// A text as a reader would hand it over.
func redacted(_ text: String) -> RedactedText { Redactor().redact(UntrustedText(text)) }

extension FieldValue: ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  /// A value written in code.
  public init(stringLiteral value: String) { self = .text(redacted(value)) }
  /// A value written in code.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// A value written in code.
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  /// A value written in code.
  public init(booleanLiteral value: Bool) { self = .flag(value) }
  static func at(_ month: Int, _ day: Int, _ hour: Int = 12) -> FieldValue {
    .time(Instant(microseconds: utc(2026, month, day, hour)))
  }
  static func names(_ texts: String...) -> FieldValue { .list(texts.map(redacted)) }
}

/// Documents written out by hand.
struct Filing {
  var documents = Documents()

  /// A body; gives its index.
  @discardableResult
  mutating func body(
    _ vendor: Vendor = .studiochat, kind: String = "list", file: String = "a.json", window: ReportWindow = .unknown, captured: Int64? = nil,
    isGuessed: Bool = false, zone: String? = nil, source: String = "shop", subject: [String: String] = [:], total: Int? = nil
  ) -> Int {
    var body = DocumentBody(vendor: vendor, source: source, kind: kind, file: file)
    body.window = window
    body.capturedAt = captured.map(Instant.init(microseconds:))
    body.isCaptureGuessed = isGuessed
    body.zone = zone
    body.subject = subject.mapValues(redacted)
    body.statedTotal = total
    documents.bodies.append(body)
    return documents.bodies.count - 1
  }

  mutating func record(_ kind: RecordKind, _ body: Int = 0, _ fields: [FieldID: FieldValue], of conversations: [UInt64] = []) {
    let row = documents[kind].count + 1
    documents.records[kind, default: []].append(Record(kind, body: body, row: row, fields, conversations: conversations))
  }

  mutating func figure(
    _ metric: String, _ value: Double?, _ unit: Unit = .count, body: Int = 0, cut: (String, String)? = nil, day: (Int, Int)? = nil,
    path: String = "x"
  ) {
    var figure = ReportedFigure(body: body, quantity: "q", metric: metric, value: value, unit: unit, path: path)
    figure.dimension = cut?.0
    figure.member = cut.map { redacted($0.1) }
    if let day {
      figure.bucket = Instant(microseconds: utc(2026, day.0, day.1, 0))
      figure.bucketSeconds = 86_400
    }
    documents.figures.append(figure)
  }
}

/// A stated window of whole UTC days of 2026, the last one included.
func window(_ from: (Int, Int), _ to: (Int, Int)) -> ReportWindow {
  .interval(Instant(microseconds: utc(2026, from.0, from.1, 0))..<Instant(microseconds: utc(2026, to.0, to.1, 0) + 86_400_000_000))
}

let wholeMarch = window((3, 1), (3, 31))

/// Figures of documents, and of conversations when there are any.
func figures(
  _ filing: Filing, rows: [Row] = [], _ metrics: [MetricID] = ["vol.conversations", "tool.calls"], by dimensions: [[DimensionID]] = [],
  where filters: [[Filter]] = []
) -> Figures {
  let plan = plan(metrics, by: dimensions, where: filters)
  return Figures(state(rows, plan), plan: plan, documents: filing.documents)
}
