import Basics
import Privacy
import Records

/// Where conversations of one deployment come from.
public struct SnapshotSource: Sendable, Hashable {
  /// Stable id from the configuration; part of a conversation's identity.
  public var id: String
  /// Display name.
  public var name: String
  /// Vendor the bodies are expected from: `studiochat`; nil when only their shape decides.
  public var vendor: String?
  /// Project (deployment) of the vendor; part of a conversation's identity, may be empty.
  public var project: String
  /// Files and folders, absolute or relative to the working directory.
  public var paths: [String]

  /// A source.
  public init(id: String, name: String, vendor: String? = nil, project: String = "", paths: [String]) {
    self.id = id
    self.name = name
    self.vendor = vendor
    self.project = project
    self.paths = paths
  }
}

/// What reading needs to know; no clock, zone or environment is consulted.
public struct IngestionSettings: Sendable {
  /// Sources in the order of the configuration.
  public var sources: [SnapshotSource]
  /// What every text passes before anybody sees it.
  public var redactor = Redactor()
  /// Key of contact pseudonyms; nil leaves contacts out.
  public var pseudonymKey: PseudonymKey?
  /// Keys below `context` that lead to the contact: `["contact", "id"]`; nil leaves contacts out.
  public var contactKeyPath: [String]?
  /// Threads, at least 1.
  public var jobs: Int
  /// The moment that counts as the present: time stamps more than a day later are impossible.
  public var now: Instant
  /// Paths in reports are written relative to this folder.
  public var projectRoot: String
  /// Files and folders never read, such as the output folder.
  public var excludedPaths: [String] = []
  /// Bytes a single conversation may have; longer ones are skipped and counted.
  public var recordLimit = 16 << 20
  /// Bytes that a body without conversations of Studio Chat may have when it must be held as a whole; longer ones are listed.
  public var documentLimit = 256 << 20
  /// True when comments of users may be kept, redacted.
  public var keepsRemarks = false
  /// True when batches carry the ids of their conversations (`ConversationBatch.identifiers`).
  public var keepsIdentifiers = false
  /// Patterns that the texts of messages are matched against while they are read.
  public var patterns = PatternSet.none
  /// Bytes from which a list is read element by element instead of as a whole.
  var streamingThreshold = 8 << 20
  /// Bytes taken from a file at a time.
  var pieceSize = 1 << 20

  /// Settings with the usual redaction and no contacts.
  public init(sources: [SnapshotSource], jobs: Int, now: Instant, projectRoot: String) {
    self.sources = sources
    self.jobs = jobs
    self.now = now
    self.projectRoot = projectRoot
  }
}

/// How far reading is.
public struct IngestionProgress: Sendable, Hashable {
  /// Which pass over the input, from 1; later ones only when conversations come twice.
  public var pass: Int
  /// Bytes read of all files in this pass (compressed files: as stored).
  public var bytesRead: Int64
  /// Bytes of all files (compressed files: as stored).
  public var bytesTotal: Int64
  /// Rows read in this pass.
  public var rows: Int
}

/// What reading gives.
public struct Ingested<Sink: Sendable>: Sendable {
  /// All accepted rows, merged.
  public var sink: Sink
  /// Every file found, by path (UTF-8 order).
  public var files: [SnapshotFile]
  /// Warnings and notes, sorted.
  public var diagnostics: Diagnostics
  /// Everything besides conversations.
  public var documents = Documents()
  /// Conversations that reached the sinks, of all vendors, each once however many files it was put together from.
  public var conversations = 0
  /// Texts on which each pattern gave up, in the order of `IngestionSettings.patterns`: they count as not matched.
  public var exhausted: [Int] = []
}
