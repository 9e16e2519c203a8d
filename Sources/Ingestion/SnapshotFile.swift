import Basics
import Records

/// Where the context of a file (window, time of capture) was taken from.
public enum ContextOrigin: Sendable, Hashable {
  /// A snapshot manifest at this path.
  case manifest(path: String)
  /// The body's own `request` wrapper.
  case wrapper
  /// The name of a folder: `2026-03`.
  case folderName
  /// The name of the file.
  case fileName
  /// The project's configuration.
  case configuration
  /// Nobody states it: the time stamp of the file, which is a guess.
  case fileTime
  /// Nothing says it; first and last `last_message_at` of the rows.
  case rows

  /// In plain words, for data notes.
  public var words: String {
    switch self {
    case let .manifest(path): "manifest \(path)"
    case .wrapper: "request in the file"
    case .folderName: "folder name"
    case .fileName: "file name"
    case .configuration: "configuration"
    case .fileTime: "time stamp of the file (a guess)"
    case .rows: "time stamps of the rows"
    }
  }
}

/// How bytes are wrapped on disk.
public enum Compression: String, Sendable, Hashable, Codable { case none, gzip, zstd }

/// Why a row was not used.
public enum RejectionReason: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  /// Broken JSON syntax.
  case notJSON = "not-json"
  /// A value between records that is no object.
  case notAnObject = "not-an-object"
  /// Bytes that are not UTF-8.
  case notUTF8 = "not-utf-8"
  /// A needed field has another type than documented.
  case wrongType = "wrong-type"
  /// No `conversation_id`.
  case noID = "no-id"
  /// A time stamp that cannot be read.
  case unreadableTime = "unreadable-time"
  /// Longer than the limit for one conversation, or for a body that must be held as a whole.
  case tooLong = "too-long"
  /// Nested deeper than 512 levels.
  case tooDeep = "too-deep"
  /// CSV: a quote that does not close, or closes inside its cell.
  case badQuotes = "bad-quotes"
  /// CSV: more or fewer cells than the header has columns.
  case wrongCells = "wrong-cells"
  /// The file ends inside the row.
  case cutOff = "cut-off"
  /// A line of a kind that is not known.
  case unknownKind = "unknown-kind"
  /// An older copy of a conversation that stands elsewhere too.
  case olderCopy = "older-copy"

  /// In plain words.
  public var words: String {
    switch self {
    case .notJSON: "not valid JSON"
    case .notAnObject: "not an object"
    case .notUTF8: "not valid UTF-8"
    case .wrongType: "a field has the wrong type"
    case .noID: "no conversation_id"
    case .unreadableTime: "a time stamp cannot be read"
    case .tooLong: "longer than the limit"
    case .tooDeep: "nested too deep"
    case .badQuotes: "a quote that does not match"
    case .wrongCells: "more or fewer cells than columns"
    case .cutOff: "the file ends inside the row"
    case .unknownKind: "of an unknown kind"
    case .olderCopy: "older copy of the same conversation"
    }
  }

  /// In the order of declaration.
  public static func < (a: RejectionReason, b: RejectionReason) -> Bool { a.rank < b.rank }
  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Something about accepted rows that a reader of the report should know.
public enum RowNote: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  /// `messages` is empty beside a `message_count` above 0: the exporter could not fetch them.
  case messagesNotFetched = "messages-not-fetched"
  /// No `last_message_at`: the row belongs to no period.
  case undated
  /// The last message is before the first, or later than the present.
  case impossibleTime = "impossible-time"
  /// A time stamp without offset, taken as UTC.
  case timeWithoutZone = "time-without-zone"
  /// The label `gave_up` (before 2026-04-10), read as `actioned`.
  case gaveUpRenamed = "gave-up-renamed"

  /// In the order of declaration.
  public static func < (a: RowNote, b: RowNote) -> Bool { a.rank < b.rank }
  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// One row that was not used, as facts; never its values.
public struct RowProblem: Sendable, Hashable {
  /// File and line at which the row starts.
  public var location: SourceLocation
  /// The row in the file, from 1.
  public var row: Int
  /// The field at fault, dotted: `messages.created_at`; nil when the whole row is.
  public var field: String?
  /// Why.
  public var reason: RejectionReason
}

/// How many of one kind.
public struct Counted<Kind: Sendable & Hashable>: Sendable, Hashable {
  /// Which.
  public var kind: Kind
  /// How many, above 0.
  public var count: Int
}

/// One thing that is known about a file besides its body, and who says so.
public struct ContextFact: Sendable, Hashable {
  /// What: `vendor`, `kind`, `window`, `captured`, `zone`, `query.period`, `id.channelId`.
  public var name: String
  /// As stated; times in UTC.
  public var value: String
  /// Who states it.
  public var origin: ContextOrigin
}

/// One file of the input and what became of its rows: `accepted` + the rejected = `rowsRead`.
public struct SnapshotFile: Sendable, Hashable {
  /// Relative to the project where possible.
  public var path: String
  /// Id of the source it was found for.
  public var source: String
  /// SHA-256 of the bytes as stored, lower-case hexadecimal; nil when the file could not be read to its end.
  public var sha256: String?
  /// Bytes as stored.
  public var bytes: Int64 = 0
  /// Wrapping on disk.
  public var compression = Compression.none
  /// What the body is: `conversations-export`, `conversations-page`, `conversations-batch`, `conversation`,
  /// `conversations-list`, `conversations-lines`, `manifest`, `empty`, `empty-list`, a kind of the vendor's registry, or `unknown`.
  public var kind = "unknown"
  /// True when its rows are conversations.
  public var isRead = false
  /// True when something of it is used: conversations, figures, records.
  public var isUsed = false
  /// Why a known body is only listed; nil when it is used or unknown.
  public var listedBecause: String?
  /// For an unknown body: the kind that is nearest, in words; nil when none is near.
  public var nearest: String?
  /// Vendor by shape: `studiochat`, `chanl`, `chatcaptain`, `avatarium`; nil when unknown.
  public var vendor: String?
  /// Top-level keys of a body that is not read, in file order, at most 40 (keys that look like data are left out).
  public var topLevelKeys: [String] = []
  /// Where `window` and `exportedAt` come from.
  public var contextOrigin = ContextOrigin.rows
  /// The window asked for, half-open; nil when nothing states it.
  public var window: Range<Instant>?
  /// What its figures speak about, with trailing windows; `unknown` for lists of conversations.
  public var reportWindow = ReportWindow.unknown
  /// True when nothing says whether the last day of the window belongs to it.
  public var isEndOpen = false
  /// What is known besides the body, and who says so, by name.
  public var facts: [ContextFact] = []
  /// Figures that the vendor computed.
  public var figures = 0
  /// Records by kind, in the order of `RecordKind`; older copies aside.
  public var records: [Counted<RecordKind>] = []
  /// Conversations to which it contributes, for vendors whose conversations are put together from several places.
  public var conversations = 0
  /// Values that could not be used as they stand, counted by place.
  public var valueProblems: [BodyProblem] = []
  /// When the data was taken from the vendor; nil when nothing states it.
  public var exportedAt: Instant?
  /// Rows that were there.
  public var rowsRead = 0
  /// Rows used.
  public var accepted = 0
  /// Rows not used by reason, in the order of `RejectionReason`.
  public var rejected: [Counted<RejectionReason>] = []
  /// Notes on accepted rows, in the order of `RowNote`.
  public var notes: [Counted<RowNote>] = []
  /// Total that the body states (`total_matched` or `total`), nil when it does not.
  public var statedTotal: Int?
  /// Accepted rows with messages.
  public var withMessages = 0
  /// The first 20 rows that were not used, older copies aside.
  public var problems: [RowProblem] = []
  /// First `last_message_at` of the accepted rows.
  public var earliest: Instant?
  /// Last `last_message_at` of the accepted rows.
  public var latest: Instant?

  /// Rows not used, all reasons.
  public var rejectedTotal: Int { rejected.reduce(0) { $0 + $1.count } }
  /// Rows not used because a newer copy exists.
  public var duplicates: Int { rejected.first { $0.kind == .olderCopy }?.count ?? 0 }
}
