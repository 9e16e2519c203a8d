import Insights
import Notation

/// Sentences over evals and versions.
enum EvalWords {
  /// What changed from run to run.
  static func changes(regressions: Int, fixes: Int, flaky: Int) -> String {
    var parts: [String] = []
    if regressions > 0 { parts.append("\(regressions) \(regressions == 1 ? "regression" : "regressions")") }
    if fixes > 0 { parts.append("\(fixes) \(fixes == 1 ? "fix" : "fixes")") }
    if flaky > 0 { parts.append("\(flaky) flaky \(flaky == 1 ? "case" : "cases")") }
    if parts.isEmpty { return "No case changed its result between runs" }
    return "\(PlainEnglish.list(parts)) between consecutive runs"
  }

  /// Whether what is live was tested.
  static func coverage(_ versions: DeployedVersions) -> String {
    let live = versions.rows.filter { $0.version != nil }
    let untested = live.filter(\.isUntested)
    if live.isEmpty { return "Which versions are live is not known" }
    if untested.isEmpty { return live.count == 1 ? "The live version is tested" : "All \(live.count) live versions are tested" }
    if let only = untested.first, untested.count == 1, let version = only.version {
      let name = "\(PlainEnglish.shortened(only.assistant, to: 24)) v\(version)"
      return TitleLimit.choose(["\(name) is live and was never tested"], otherwise: "A live version was never tested")
    }
    return "\(untested.count) of \(live.count) live versions were never tested"
  }

  /// How often what was live changed.
  static func timeline(_ began: [VersionTimeline.Stay]) -> String {
    let rollBacks = began.count { $0.step == .rollBack }
    if let only = began.first, began.count == 1 {
      let name = "\(PlainEnglish.shortened(only.assistant, to: 24)) v\(only.version)"
      return rollBacks == 1 ? "\(name) came back: a roll-back" : "\(name) went live"
    }
    let assistants = Set(began.map(\.assistant)).count
    if began.isEmpty { return "No version went live" }
    let versions = "Versions went live \(began.count) times"
    let whose = assistants == 1 ? "" : " in \(assistants) assistants"
    if rollBacks == 0 { return versions + whose }
    return "\(versions)\(whose), \(rollBacks) of them \(rollBacks == 1 ? "a roll-back" : "roll-backs")"
  }

  /// How a version follows the one before.
  static func step(_ stay: VersionTimeline.Stay) -> String {
    switch (stay.step, stay.previous) {
    case (.rollBack, let before?): "roll-back from v\(before)"
    case (.forward, let before?): "follows v\(before)"
    case (.again, _): "activated again"
    default: "first known"
    }
  }

  /// The runs in a sentence.
  static func runs(_ rates: [(passed: Int, judged: Int)], notation: Notation) -> String {
    let passed = rates.reduce(0) { $0 + $1.passed }
    let judged = rates.reduce(0) { $0 + $1.judged }
    guard judged > 0 else { return "No finished run has a case that passed or failed" }
    let runs = "\(rates.count) \(rates.count == 1 ? "run" : "runs")"
    return "\(notation.text(Double(passed), .count)) of \(notation.text(Double(judged), .count)) cases passed in \(runs)"
  }
}
