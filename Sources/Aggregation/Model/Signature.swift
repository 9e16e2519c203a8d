/// The small facts of one conversation packed in 64 bits. Metrics are conditions on signatures, so a new share costs no new
/// pass over the rows. The packing is the same for every worker: labels beyond the documented ones share the value 15.
public struct Signature: Sendable, Hashable {
  /// The packed facts.
  public var bits: UInt64 = 0

  /// A place in the packing.
  public struct Field: Sendable, Hashable {
    let shift: UInt8
    let width: UInt8

    init(_ shift: UInt8, _ width: UInt8) {
      self.shift = shift
      self.width = width
    }
  }

  @inline(__always) mutating func set(_ field: Field, _ value: UInt64) { bits |= value << UInt64(field.shift) }

  @inline(__always) subscript(_ field: Field) -> UInt64 { (bits >> UInt64(field.shift)) & ((1 << UInt64(field.width)) - 1) }
}

extension Signature.Field {
  /// 0 no, 1 yes, 2 unknown.
  static let handoff = Signature.Field(0, 2)
  /// 0 no, 1 yes, 2 unknown.
  static let engaged = Signature.Field(2, 2)
  /// 0 absent, code + 1, 15 another label.
  static let sentiment = Signature.Field(4, 4)
  static let resources = Signature.Field(8, 4)
  static let shift = Signature.Field(12, 4)
  static let quality = Signature.Field(16, 4)
  static let reason = Signature.Field(20, 4)
  static let risk = Signature.Field(24, 4)
  /// 0 unknown, 1 short, 2 between, 3 long.
  static let length = Signature.Field(28, 2)
  /// 0 none, 1 used, 2 used and at least one failed, 3 unknown.
  static let tools = Signature.Field(30, 2)
  /// 0 none, 1 sent, 2 sent and answered, 3 sent, answer unknown.
  static let winback = Signature.Field(32, 2)
  static let error = Signature.Field(34, 1)
  static let messages = Signature.Field(35, 1)
  static let cited = Signature.Field(36, 1)
  static let impossible = Signature.Field(37, 1)
  static let severalAssistants = Signature.Field(38, 1)
  static let contact = Signature.Field(39, 1)
  static let cost = Signature.Field(40, 1)
  /// 0 unknown, 1 no goal reached, 2 at least one.
  static let goal = Signature.Field(41, 2)
  /// Who spoke last, win-backs apart: 0 unknown, 1 the user or a person, 2 the assistant, 3 the assistant, who asked something.
  static let ending = Signature.Field(43, 2)
  /// 0 unknown, 1 scored with its last message, 2 scored before it ended.
  static let scoring = Signature.Field(45, 2)
}
