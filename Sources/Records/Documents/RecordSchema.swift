import Notation

/// Fields of one kind of record: what readers fill, what metrics and tables ask for.
public struct RecordSchema: Sendable {
  /// What a field holds.
  public enum FieldType: Sendable, Hashable {
    case number(Unit)
    case text
    case time
    case flag
    case list
  }

  /// One field.
  public struct Field: Sendable, Hashable {
    /// Name.
    public let id: FieldID
    /// Column head, sentence case.
    public let title: String
    /// What it holds.
    public let type: FieldType
    /// Dimension of the catalogue whose groups are its values; nil when records are not cut by it.
    public let dimension: String?
  }

  /// Plural in sentence case: "Simulations".
  public let title: String
  /// Singular, inside a sentence: "simulation".
  public let noun: String
  /// One plain sentence.
  public let definition: String
  /// Field that puts a record into a period; nil for lists that have no time (a body's capture then dates them).
  public let anchor: FieldID?
  /// Fields that identify a record within its source; of several with equal ones the latest captured counts. Empty: every row counts.
  public let key: [FieldID]
  /// Fields in order.
  public let fields: [Field]
  private let places: [FieldID: Int]

  init(_ title: String, _ noun: String, _ definition: String, anchor: FieldID? = nil, key: [FieldID] = [], _ fields: [Field]) {
    self.title = title
    self.noun = noun
    self.definition = definition
    self.anchor = anchor
    self.key = key
    self.fields = fields
    places = Dictionary(fields.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Index of a field.
  public func place(of field: FieldID) -> Int? { places[field] }
  /// The field with this name.
  public func field(_ id: FieldID) -> Field? { places[id].map { fields[$0] } }
}

extension RecordSchema.Field {
  static func number(_ id: FieldID, _ title: String, _ unit: Unit = .count) -> Self {
    Self(id: id, title: title, type: .number(unit), dimension: nil)
  }
  static func text(_ id: FieldID, _ title: String, cut dimension: String? = nil) -> Self {
    Self(id: id, title: title, type: .text, dimension: dimension)
  }
  static func time(_ id: FieldID, _ title: String) -> Self { Self(id: id, title: title, type: .time, dimension: nil) }
  static func flag(_ id: FieldID, _ title: String) -> Self { Self(id: id, title: title, type: .flag, dimension: nil) }
  static func list(_ id: FieldID, _ title: String, cut dimension: String? = nil) -> Self {
    Self(id: id, title: title, type: .list, dimension: dimension)
  }
}
