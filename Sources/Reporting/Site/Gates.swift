import Aggregation
import Basics
import Insights
import Notation
import Publishing
import Records

extension Evaluation {
  /// What analyses and rules of a period look at.
  func analysisInput(_ period: Period, _ comparison: PeriodComparison, events: [Event]) -> AnalysisInput {
    AnalysisInput(
      figures: figures, comparison: comparison, history: periods.filter { $0 <= period }, documents: documents, zone: facts.zone,
      events: events, assumptions: project.configuration.stated)
  }

  /// The rules of the project, replayed over a period.
  func alerts(of period: Period, _ comparison: PeriodComparison) -> [AlertReplay] {
    AlertReplay.all(project.configuration.alerts, analysisInput(period, comparison, events: []))
  }
}

/// What the rules of a project say about one period: for a terminal, for machines, and as JUnit XML.
public struct GateReport: Sendable {
  /// The period.
  public let period: Period
  /// One line for each rule and group, in the order of the configuration.
  public let lines: [String]
  /// A problem for each rule that fired: an error of area `gate` where its level says so.
  public let diagnostics: [Diagnostic]
  /// The same as JSON.
  public let result: JSONValue
  /// The same as JUnit XML: one test case for each rule and group.
  public let junit: String

  init(_ replays: [AlertReplay], _ period: Period, _ words: AlertWords) {
    self.period = period
    let states = replays.map { AlertWords.state($0.state).lowercased() }
    let width = states.map(\.count).max() ?? 0
    lines = zip(replays, states).map { replay, state in
      let seen = words.seen(replay)
      let padding = String(repeating: " ", count: width - state.count)
      return "\(state)\(padding)  \(Self.name(replay))  \(words.rule(replay.rule))" + (seen.isEmpty ? "" : ": \(seen)")
    }
    diagnostics = replays.isEmpty ? [Self.noRules] : Self.diagnostics(replays, words)
    result = .object([
      "period": .string(period.id), "passed": .bool(!replays.contains { $0.state == .fired && $0.rule.level == .error }),
      "rules": .array(replays.map { Self.json($0, words) }),
    ])
    junit = Self.junit(replays, period, words)
  }

  private static let noRules = Diagnostic(
    "no-rules", .warning, area: .content, at: SourceLocation(file: "parlance.json"), "the project has no rules, so no gate can fail",
    help: #""alerts": [\#(AlertKeys.example)]"#)

  private static func name(_ replay: AlertReplay) -> String { replay.group.map { "\(replay.rule.id) (\($0))" } ?? replay.rule.id }

  /// One for each rule, whatever the number of its groups.
  private static func diagnostics(_ replays: [AlertReplay], _ words: AlertWords) -> [Diagnostic] {
    var made: [Diagnostic] = []
    var seen: Set<String> = []
    for replay in replays where replay.state == .fired && seen.insert(replay.rule.id).inserted {
      let all = replays.filter { $0.rule.id == replay.rule.id }
      let fired = all.filter { $0.state == .fired }
      let what = replay.group == nil ? words.seen(replay) : "\(fired.count) of \(all.count) groups"
      let message = "rule \"\(replay.rule.id)\" fired: \(what)"
      made.append(
        replay.rule.level == .error
          ? Diagnostic("gate-failed", area: .gate, message) : Diagnostic("gate-warning", .warning, area: .gate, message))
    }
    return made
  }

  private static func json(_ replay: AlertReplay, _ words: AlertWords) -> JSONValue {
    .object([
      "id": .string(replay.rule.id), "group": .string(replay.group), "rule": .string(words.written(replay.rule)),
      "metric": .string(replay.rule.metric.rawValue), "level": .string(replay.rule.level.rawValue),
      "state": .string(replay.state.rawValue), "value": .number(replay.worst?.value), "limit": .number(replay.worst?.threshold),
      "day": .string(replay.worst?.day?.description), "fired": .integer(replay.fired.count), "looks": .integer(replay.looks.count),
      "days": .array(replay.fired.compactMap { $0.day.map { .string($0.description) } }),
    ])
  }

  /// The format that CI systems read: `testsuites` / `testsuite` / `testcase` with `failure` or `skipped`.
  private static func junit(_ replays: [AlertReplay], _ period: Period, _ words: AlertWords) -> String {
    func isFailure(_ replay: AlertReplay) -> Bool { replay.state == .fired && replay.rule.level == .error }
    func isSkipped(_ replay: AlertReplay) -> Bool { [.tooFew, .notAvailable, .off].contains(replay.state) }
    let counts = "tests=\"\(replays.count)\" failures=\"\(replays.count(where: isFailure))\" errors=\"0\""
    let skipped = "skipped=\"\(replays.count(where: isSkipped))\""
    var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"parlance\" \(counts) \(skipped)>\n"
    xml += "  <testsuite name=\"gates \(escaped(period.id))\" \(counts) \(skipped)>\n"
    for replay in replays {
      let open = "    <testcase classname=\"\(escaped(replay.rule.metric.rawValue))\" name=\"\(escaped(name(replay)))\""
      let text = escaped("\(words.rule(replay.rule)): \(words.seen(replay))")
      if isFailure(replay) {
        xml += "\(open)>\n      <failure type=\"gate\" message=\"\(text)\"/>\n    </testcase>\n"
      } else if isSkipped(replay) {
        xml += "\(open)>\n      <skipped message=\"\(escaped(AlertWords.state(replay.state)))\"/>\n    </testcase>\n"
      } else if replay.state == .fired {
        xml += "\(open)>\n      <system-out>warning: \(text)</system-out>\n    </testcase>\n"
      } else {
        xml += "\(open)/>\n"
      }
    }
    return xml + "  </testsuite>\n</testsuites>\n"
  }

  /// Text for an XML 1.0 attribute or element; characters that XML does not allow are left out.
  private static func escaped(_ text: String) -> String {
    var made = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": made += "&amp;"
      case "<": made += "&lt;"
      case ">": made += "&gt;"
      case "\"": made += "&quot;"
      case "\u{9}", "\u{A}", "\u{D}": made += " "
      default: if scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF { made.unicodeScalars.append(scalar) }
      }
    }
    return made
  }
}

/// Reads a project and replays its rules over one period: `period` by its id, or the latest complete one. Builds no page.
public func checkGates(
  _ request: BuildRequest, period id: String?, isCancelled: @escaping @Sendable () -> Bool = { false },
  progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }
) throws(Diagnostics) -> (report: GateReport, diagnostics: Diagnostics) {
  let evaluation = try evaluate(request, isCancelled: isCancelled, progress: progress)
  let period = try gatePeriod(id, in: evaluation)
  let words = AlertWords(
    catalogue: evaluation.figures.catalogue, notation: try SiteBuilder(evaluation).notation)
  let replays = evaluation.alerts(of: period, evaluation.comparison(of: period))
  return (GateReport(replays, period, words), evaluation.diagnostics)
}

func gatePeriod(_ id: String?, in evaluation: Evaluation) throws(Diagnostics) -> Period {
  let periods = evaluation.periods
  if let id {
    if let found = periods.first(where: { $0.id == id }) { return found }
    throw Diagnostics([
      Diagnostic(
        "unknown-period", area: .usage, "no period of the report is called \"\(id)\"",
        suggestions: nearestNames(to: id, in: periods.map(\.id)),
        help: "periods: \(periods.suffix(12).map(\.id).joined(separator: ", "))")
    ])
  }
  if let latest = periods.last(where: { evaluation.comparison(of: $0).isComplete }) { return latest }
  throw Diagnostics([
    Diagnostic(
      "no-complete-period", area: .data, "no period is complete yet, so there is nothing to hold the rules against",
      help: periods.last.map { "--period \($0.id) takes one that is not over" })
  ])
}
