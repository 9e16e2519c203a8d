import Basics
import Insights
import Notation
import Publishing

/// `data/findings.csv` and `data/findings.json`: everything that the analyses of a period found, with every number of its sentence; and the
/// words of the key message.
struct FindingsFile {
  let findings: [PhrasedFinding]
  /// The key message and the points below it, in plain text.
  let message: [(sentence: String, facts: [Fact])]
  let period: String

  static let id = "findings"

  /// One row a finding; its facts are `name=value` in one cell.
  func csv() throws(Diagnostic) -> [UInt8] {
    let columns = ["rank", "analysis", "kind", "status", "certainty", "conversations", "sentence", "evidence", "facts"]
    let rows = findings.map { finding -> [CSVCell] in
      let statement = finding.statement
      return [
        .number(Double(finding.rank)), .text(statement.analysis.rawValue), .text(statement.kind), .text(finding.tag.word),
        .text(statement.certainty.name), .number(statement.impact), finding.sentence.map { .text($0.plain) } ?? .missing,
        finding.link.map { .text($0.address) } ?? .missing,
        .text(statement.facts.map { "\($0.name)=\(Self.text($0.value))" }.joined(separator: "; ")),
      ]
    }
    return try CSVTable(columns: columns, rows: rows).bytes()
  }

  /// The same with the unit of each number.
  func json() -> JSONValue {
    .object([
      "period": .string(period),
      "keyMessage": .array(
        message.map { .object(["sentence": .string($0.sentence), "facts": .array($0.facts.map(Self.json))]) }),
      "findings": .array(
        findings.map { finding in
          let statement = finding.statement
          return .object([
            "rank": .integer(finding.rank), "analysis": .string(statement.analysis.rawValue), "kind": .string(statement.kind),
            "status": .string(finding.tag.word), "certainty": .string(statement.certainty.name), "conversations": .number(statement.impact),
            "sentence": .string(finding.sentence?.plain), "evidence": .string(finding.link?.address),
            "facts": .array(statement.facts.map(Self.json)),
          ])
        }),
    ])
  }

  private static func text(_ value: Fact.Value) -> String {
    switch value {
    case let .number(number, _): CSVNumber.write(number)
    case let .name(name): name
    case let .day(day): day.description
    case let .metric(id): id.rawValue
    }
  }

  private static func json(_ fact: Fact) -> JSONValue {
    var members: [String: JSONValue] = ["name": .string(fact.name)]
    switch fact.value {
    case let .number(number, unit):
      members["value"] = number.isFinite ? .number(number) : .null
      members["unit"] = .string(unit.name)
    case let .name(name):
      members["value"] = .string(name)
      members["unit"] = .string("name")
    case let .day(day):
      members["value"] = .string(day.description)
      members["unit"] = .string("day")
    case let .metric(id):
      members["value"] = .string(id.rawValue)
      members["unit"] = .string("metric")
    }
    return .object(members)
  }
}
