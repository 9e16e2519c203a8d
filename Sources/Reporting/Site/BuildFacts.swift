import Basics
import Ingestion
import Publishing
import Records
import Synchronization

/// What a site was made from, besides the figures: passed in, never looked up.
public struct BuildFacts: Sendable {
  /// The clock of this build.
  public var now: Instant
  /// `0.1.0`.
  public var toolVersion: String
  /// SHA-256 of the configuration text and of every authored file that differs from the built-in ones.
  public var configurationHash: String
  /// The one zone of the report.
  public var zone: Zone { didSet { inputs = PeriodInputs() } }
  /// True when no zone was configured or agreed on, so UTC was taken.
  public var zoneIsAssumed: Bool
  /// Input files, sorted by path.
  public var files: [SnapshotFile] { didSet { inputs = PeriodInputs() } }
  /// Conversations that were read, of all vendors, each once.
  public var conversations = 0

  /// What every page asks about the files of its period, found out once.
  private var inputs = PeriodInputs()

  /// Of a build; `files` are sorted by path.
  init(
    now: Instant, toolVersion: String, configurationHash: String, zone: Zone, zoneIsAssumed: Bool, files: [SnapshotFile],
    conversations: Int = 0
  ) {
    self.now = now
    self.toolVersion = toolVersion
    self.configurationHash = configurationHash
    self.zone = zone
    self.zoneIsAssumed = zoneIsAssumed
    self.files = files
    self.conversations = conversations
  }

  /// Files whose rows fall into a period.
  func files(for period: Period) -> [SnapshotFile] { input(of: period).files }

  /// The last moment of a row in the files of a period; nil = of all files.
  func latest(for period: Period?) -> Instant? { period.map { input(of: $0).latest } ?? files.lazy.compactMap(\.latest).max() }

  private func input(of period: Period) -> PeriodInputs.Input { inputs.input(of: period) { found(for: period) } }

  private func found(for period: Period) -> PeriodInputs.Input {
    let start = zone.start(of: period.start).microseconds
    let end = zone.start(of: period.end).microseconds
    let found = files.filter { file in
      guard file.accepted > 0, let earliest = file.earliest, let latest = file.latest else { return false }
      return earliest.microseconds < end && latest.microseconds >= start
    }
    return PeriodInputs.Input(files: found, hash: Self.hash(found), latest: found.lazy.compactMap(\.latest).max())
  }

  /// False when every file with conversations states its window and none of them covers a whole day of the period.
  func isCovered(_ period: Period) -> Bool { PeriodCoverage(files, zone).holds(period) }

  /// One hash over the hashes of the files of a period, in path order.
  func inputHash(for period: Period) -> String { input(of: period).hash }

  /// One hash over all files that were read.
  var inputHash: String { Self.hash(files.filter { $0.accepted > 0 }) }

  private static func hash(_ files: [SnapshotFile]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(files.count * 128)
    for file in files {
      bytes.append(contentsOf: file.path.utf8)
      bytes.append(0)
      bytes.append(contentsOf: (file.sha256 ?? "").utf8)
      bytes.append(0x0A)
    }
    return sha256(bytes)
  }
}

/// Files of periods that were asked for before; several threads compose pages.
private final class PeriodInputs: Sendable {
  struct Input: Sendable {
    var files: [SnapshotFile]
    var hash: String
    var latest: Instant?
  }

  private let known = Mutex<[Period: Input]>([:])

  func input(of period: Period, find: () -> Input) -> Input {
    if let input = known.withLock({ $0[period] }) { return input }
    let input = find()
    known.withLock { $0[period] = input }
    return input
  }
}
