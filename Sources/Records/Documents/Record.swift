import Basics
import Privacy

/// One value of a record.
public enum FieldValue: Sendable, Hashable {
  /// Not delivered, or null. Never zero.
  case missing
  /// In the unit of the field: shares 0…1, durations in milliseconds.
  case number(Double)
  case text(RedactedText)
  case time(Instant)
  case flag(Bool)
  case list([RedactedText])

  /// The number, if it is one.
  public var number: Double? { if case .number(let value) = self { value } else { nil } }
  /// The text, if it is one.
  public var text: RedactedText? { if case .text(let value) = self { value } else { nil } }
  /// The moment, if it is one.
  public var time: Instant? { if case .time(let value) = self { value } else { nil } }
  /// Yes or no, if it is that.
  public var flag: Bool? { if case .flag(let value) = self { value } else { nil } }
  /// The list, empty when it is none.
  public var list: [RedactedText] { if case .list(let value) = self { value } else { [] } }
  /// True when nothing was delivered.
  public var isMissing: Bool { self == .missing }
}

/// Something a vendor lists that is no conversation: a rating, a simulation, a call. Its fields are those of `RecordKind.schema`.
public struct Record: Sendable, Hashable {
  /// Index of its body in `Documents.bodies`.
  public var body: Int
  /// Place in the body, from 1.
  public var row: Int
  /// One value per field of the schema.
  public var values: [FieldValue]
  /// Conversations that it names, as in `ConversationBatch.identity`, in the order of the vendor; to join, never to show.
  public var conversations: [UInt64] = []

  /// A record; absent fields are missing, names that the schema lacks are left out.
  public init(_ kind: RecordKind, body: Int, row: Int, _ fields: [FieldID: FieldValue], conversations: [UInt64] = []) {
    self.body = body
    self.row = row
    self.conversations = conversations
    values = kind.schema.fields.map { fields[$0.id] ?? .missing }
  }

  /// The value of a field; missing when the schema lacks it.
  public func value(_ field: FieldID, _ kind: RecordKind) -> FieldValue {
    guard let place = kind.schema.place(of: field) else { return .missing }
    return values[place]
  }
}

/// Name of a field: `score`, `startedAt`.
public typealias FieldID = String
