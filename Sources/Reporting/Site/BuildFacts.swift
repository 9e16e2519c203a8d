import Basics
import Ingestion
import Publishing
import Records

/// What a site was made from, besides the figures: passed in, never looked up.
public struct BuildFacts: Sendable {
  /// The clock of this build.
  public var now: Instant
  /// `0.1.0`.
  public var toolVersion: String
  /// SHA-256 of the configuration text and of every authored file that differs from the built-in ones.
  public var configurationHash: String
  /// The one zone of the report.
  public var zone: Zone
  /// True when no zone was configured or agreed on, so UTC was taken.
  public var zoneIsAssumed: Bool
  /// Input files, sorted by path.
  public var files: [SnapshotFile]
  /// Conversations that were read, of all vendors, each once.
  public var conversations = 0

  /// Files whose rows fall into a period.
  func files(for period: Period) -> [SnapshotFile] {
    let start = zone.start(of: period.start).microseconds
    let end = zone.start(of: period.end).microseconds
    return files.filter { file in
      guard file.accepted > 0, let earliest = file.earliest, let latest = file.latest else { return false }
      return earliest.microseconds < end && latest.microseconds >= start
    }
  }

  /// False when every file with conversations states its window and none of them covers a whole day of the period.
  func isCovered(_ period: Period) -> Bool { PeriodCoverage(files, zone).holds(period) }

  /// One hash over the hashes of the files of a period, in path order.
  func inputHash(for period: Period) -> String { Self.hash(files(for: period)) }

  /// One hash over all files that were read.
  var inputHash: String { Self.hash(files.filter { $0.accepted > 0 }) }

  private static func hash(_ files: [SnapshotFile]) -> String {
    sha256(Array(files.map { "\($0.path)\u{0}\($0.sha256 ?? "")\n" }.joined().utf8))
  }
}
