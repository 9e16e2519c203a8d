import Basics
import Records

/// What changed between consecutive eval runs of each assistant, which cases cannot be relied on, and which live version was not tested.
public struct EvalChanges: Sendable, Hashable {
  /// A case whose result changed from one run to the next.
  public struct Change: Sendable, Hashable {
    /// Assistant.
    public var assistant: String
    /// Name of the case, or its id.
    public var name: String
    /// Versions of the two runs; nil when not stated.
    public var from, to: Int?
    /// Time of the later run.
    public var at: Instant
  }
  /// A case with both results on one version.
  public struct Flaky: Sendable, Hashable {
    /// Assistant.
    public var assistant: String
    /// Name of the case, or its id.
    public var name: String
    /// Version; nil when not stated.
    public var version: Int?
    /// Runs of this version in which it passed, and failed.
    public var passed, failed: Int
  }
  /// An assistant whose live version no run has tested.
  public struct Untested: Sendable, Hashable {
    /// Assistant.
    public var assistant: String
    /// Live version.
    public var version: Int
    /// When it went live.
    public var activatedAt: Instant
  }

  /// Passed before, failed now.
  public let regressions: [Change]
  /// Failed before, passed now.
  public let fixes: [Change]
  /// Both on the same version.
  public let flaky: [Flaky]
  /// Live and never tested.
  public let untested: [Untested]

  private struct Run {
    var id: String
    var assistant: String
    var version: Int?
    var at: Instant
    /// True for passed; cases that broke down are left out. Of several results of one case the worst counts.
    var cases: [String: Bool] = [:]
  }

  /// From runs, their results and activations. Runs without a time and results that are neither `passed` nor `failed` take no part.
  public init(runs: [Record], results: [Record], activations: [Record] = []) {
    var names: [String: String] = [:]
    var byID: [String: Run] = [:]
    for record in runs {
      guard let id = record.value("id", .evalRuns).text?.string, let at = record.value("at", .evalRuns).time else { continue }
      byID[id] = Run(
        id: id, assistant: record.value("assistant", .evalRuns).text?.string ?? "",
        version: Self.version(record.value("version", .evalRuns)),
        at: at)
    }
    for record in results {
      guard let run = record.value("run", .evalResults).text?.string, byID[run] != nil,
        let id = record.value("caseId", .evalResults).text?.string ?? record.value("case", .evalResults).text?.string,
        let status = record.value("status", .evalResults).text?.string, status == "passed" || status == "failed"
      else { continue }
      names[id] = record.value("case", .evalResults).text?.string ?? id
      let known = byID[run]?.cases[id] ?? true
      byID[run]?.cases[id] = known && status == "passed"
    }
    let ordered = byID.values.sorted { a, b in
      if a.assistant != b.assistant { return utf8Precedes(a.assistant, b.assistant) }
      return a.at != b.at ? a.at < b.at : utf8Precedes(a.id, b.id)
    }
    let tested = ordered.filter { !$0.cases.isEmpty }
    var regressions: [Change] = []
    var fixes: [Change] = []
    for (before, now) in zip(tested, tested.dropFirst()) where before.assistant == now.assistant {
      for (id, passed) in now.cases.sorted(by: { utf8Precedes($0.key, $1.key) }) {
        guard let earlier = before.cases[id], earlier != passed else { continue }
        let change = Change(assistant: now.assistant, name: names[id] ?? id, from: before.version, to: now.version, at: now.at)
        if passed { fixes.append(change) } else { regressions.append(change) }
      }
    }
    self.regressions = regressions
    self.fixes = fixes
    flaky = Self.flaky(tested, names)
    untested = DeployedVersions(finishedRuns: runs, activations: activations).rows.filter(\.isUntested).compactMap { row in
      guard let version = row.version, let since = row.since else { return nil }
      return Untested(assistant: row.assistant, version: version, activatedAt: since)
    }
  }

  private static func version(_ value: FieldValue) -> Int? { value.number.flatMap { abs($0) < 1e9 ? Int($0) : nil } }

  private static func flaky(_ runs: [Run], _ names: [String: String]) -> [Flaky] {
    struct Key: Hashable {
      let assistant: String
      let version: Int?
      let id: String
    }
    var counts: [Key: (passed: Int, failed: Int)] = [:]
    for run in runs {
      for (id, passed) in run.cases {
        counts[Key(assistant: run.assistant, version: run.version, id: id), default: (0, 0)].passed += passed ? 1 : 0
        counts[Key(assistant: run.assistant, version: run.version, id: id), default: (0, 0)].failed += passed ? 0 : 1
      }
    }
    return counts.filter { $0.value.passed > 0 && $0.value.failed > 0 }.sorted { a, b in
      if a.key.assistant != b.key.assistant { return utf8Precedes(a.key.assistant, b.key.assistant) }
      let (x, y) = (a.key.version ?? -1, b.key.version ?? -1)
      return x != y ? x < y : utf8Precedes(a.key.id, b.key.id)
    }.map { key, count in
      Flaky(
        assistant: key.assistant, name: names[key.id] ?? key.id, version: key.version, passed: count.passed, failed: count.failed)
    }
  }
}
