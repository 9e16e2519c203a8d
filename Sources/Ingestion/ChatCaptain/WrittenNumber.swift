import Records

/// Names under which the documented reading knows the parts of a value.
enum ValueKey {
  static let count = ["count", "value", "y", "hits", "total"]
  static let median = ["median", "value", "count"]
  static let time = ["timestamp", "date", "time", "from", "start", "x", "key"]
  static let label = ["name", "label", "key", "language", "intent", "step", "reason", "target", "type", "channelType", "id"]
  static let current = ["current", "now", "value"]
  static let previous = ["previous", "before", "previousValue"]
  static let change = ["change", "changePercent", "trend", "delta"]
  static let payload = ["data", "value", "result", "values", "series", "items"]
}

/// A number as people write it: `12.5`, `+12.5%`, `−3,4 %`; a comma is the decimal sign where no full stop stands. nil for anything else.
func writtenNumber(_ text: String) -> Double? {
  var body = text.unicodeScalars.filter { $0 != "%" && $0 != " " && $0 != "\u{A0}" && $0 != "\u{202F}" }.map { $0 == "\u{2212}" ? "-" : $0 }
  if body.first == "+" { body.removeFirst() }
  if !body.contains(".") { body = body.map { $0 == "," ? "." : $0 } }
  guard !body.isEmpty, body.count <= 32, body.allSatisfy({ ("0"..."9").contains($0) || $0 == "." || $0 == "-" || $0 == "e" || $0 == "E" })
  else {
    return nil
  }
  var plain = String.UnicodeScalarView()
  plain.append(contentsOf: body)
  guard let value = Double(String(plain)), value.isFinite else { return nil }
  return value
}

extension JSONNode {
  /// The first of these members that is there, null or not.
  func present(_ keys: [String]) -> JSONNode? {
    for key in keys { if let node = self[key] { return node } }
    return nil
  }

  /// A number, also with sign, comma or per cent sign.
  var writtenNumber: Double? { number ?? string.flatMap { Ingestion.writtenNumber($0) } }

  /// True when nothing but numbers and nulls stand under its keys, and at least one number.
  var isMapOfNumbers: Bool {
    guard isObject else { return false }
    var numbers = 0
    for member in members where !member.isNull {
      guard member.writtenNumber != nil else { return false }
      numbers += 1
    }
    return numbers > 0
  }
}

/// A moment that is written as a key or a label: ISO 8601, epoch seconds or milliseconds as digits; a day of ten letters is a local day.
enum WrittenMoment: Equatable {
  case instant(Instant)
  case day(CalendarDay)

  init?(_ text: String) {
    if text.utf8.count == 10, let day = CalendarDay(text) {
      self = .day(day)
    } else if (9...14).contains(text.utf8.count), let number = Int64(text), number > 0 {
      self = .instant(Instant(microseconds: number < 100_000_000_000 ? number * 1_000_000 : number * 1_000))
    } else if let day = germanDay(text) {
      self = .day(day)
    } else if let stamp = parseTimeStamp(text) {
      self = .instant(Instant(microseconds: stamp.microseconds))
    } else {
      return nil
    }
  }

  init?(_ node: JSONNode) {
    if let text = node.string {
      self.init(text)
    } else if node.isNumber, let instant = node.instant {
      self = .instant(instant)
    } else {
      return nil
    }
  }
}

/// A day written `DD.MM.YYYY`, as German exports do; nil for anything else.
func germanDay(_ text: String) -> CalendarDay? {
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  guard parts.count == 3, parts[2].utf8.count == 4, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
    let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2]), year > 0
  else { return nil }
  return CalendarDay(year: year, month: month, day: day)
}
