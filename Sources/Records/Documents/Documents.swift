/// Something about a body that readers of the report must know, counted: an impossible value, a stated total that is not reached.
public struct BodyProblem: Sendable, Hashable {
  /// What.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A value outside the range its unit allows: a share above 100 %, a rating of 7.
    case impossibleValue = "impossible-value"
    /// A value of another type than documented.
    case wrongType = "wrong-value-type"
    /// The scale was recognised by the values, not stated: 0–10 or 0–100, seconds or milliseconds.
    case guessedScale = "guessed-scale"
    /// The zone of days was found by the midnights of a window, not stated.
    case guessedZone = "guessed-zone"
    /// A time that cannot be read.
    case unreadableTime = "unreadable-time-value"
    /// Two documents state different values for the same thing.
    case contradiction
  }
  /// Index in `Documents.bodies`.
  public var body: Int
  /// What.
  public var kind: Kind
  /// Place in the body with `*` for elements; never customer text.
  public var path: String
  /// How often.
  public var count: Int

  /// A problem.
  public init(body: Int, kind: Kind, path: String, count: Int = 1) {
    self.body = body
    self.kind = kind
    self.path = path
    self.count = count
  }
}

/// Everything that was read besides conversations, in an order that does not depend on threads: bodies by path, figures and records
/// by body and place.
public struct Documents: Sendable {
  /// Bodies, in the order of their files.
  public var bodies: [DocumentBody] = []
  /// Figures that vendors computed.
  public var figures: [ReportedFigure] = []
  /// Records by kind.
  public var records: [RecordKind: [Record]] = [:]
  /// Problems, by body and path.
  public var problems: [BodyProblem] = []

  /// Nothing.
  public init() {}

  /// Records of one kind.
  public subscript(kind: RecordKind) -> [Record] { records[kind] ?? [] }
  /// True when nothing was read.
  public var isEmpty: Bool { figures.isEmpty && records.values.allSatisfy(\.isEmpty) }
}
