import Basics
import Records

/// The live version of each assistant and its tests.
public struct DeployedVersions: Sendable, Hashable {
  /// One assistant.
  public struct Row: Sendable, Hashable {
    /// Assistant.
    public var assistant: String
    /// Live version; nil when no activation is known.
    public var version: Int?
    /// When it went live.
    public var since: Instant?
    /// Finished runs of the live version.
    public var runs: Int
    /// The latest of them.
    public var lastRun: Instant?
    /// The latest finished run of any version.
    public var lastOfAny: Instant?

    /// True when a version is live that no finished run tested.
    public var isUntested: Bool { version != nil && runs == 0 }
  }

  /// Assistants with an activation or a finished run, by UTF-8.
  public let rows: [Row]

  /// From finished runs and activations; runs without a time take no part.
  public init(finishedRuns: [Record], activations: [Record]) {
    var rows: [String: Row] = [:]
    for stay in VersionTimeline(activations).live {
      rows[stay.assistant] = Row(assistant: stay.assistant, version: stay.version, since: stay.from, runs: 0)
    }
    for record in finishedRuns {
      guard let at = record.value("at", .evalRuns).time, let assistant = record.value("assistant", .evalRuns).text?.string else { continue }
      var row = rows[assistant] ?? Row(assistant: assistant, runs: 0)
      row.lastOfAny = row.lastOfAny.map { max($0, at) } ?? at
      if let version = row.version, record.value("version", .evalRuns).number == Double(version) {
        row.runs += 1
        row.lastRun = row.lastRun.map { max($0, at) } ?? at
      }
      rows[assistant] = row
    }
    self.rows = rows.values.sorted { utf8Precedes($0.assistant, $1.assistant) }
  }
}
