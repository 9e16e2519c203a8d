/// Conditions of all groupings as one flat program, and their answers as bytes 0 or 1 in the layout of the groupings.
struct ConditionProgram: Sendable {
  private enum Kind: UInt8 { case constant, field, mark, both, either, not }

  private struct Step: Sendable {
    let kind: UInt8
    let shift: UInt8
    let mask: UInt8
    let set: UInt16
  }

  /// Places of a grouping in the answers.
  struct Layout: Sendable {
    let offset: Int
    /// Conditions in it.
    let count: Int
    /// Blocks of 16 bytes it fills.
    let lanes: Int
  }

  /// One for each table of the plan; equal lists of conditions share one.
  let layouts: [Layout]
  /// Bytes of all answers, a multiple of 16.
  let width: Int
  private var steps: [Step] = []
  /// End of each condition's steps.
  private var ends: [Int] = []
  /// Which condition each byte answers; -1 for padding.
  private var byteOf: [Int32] = []
  private var distinct: [Condition: Int] = [:]
  /// Marks that some condition asks for.
  let marks: UInt64

  init(_ tables: [TableSpec]) {
    var known: [[Condition]: Layout] = [:]
    var layouts: [Layout] = []
    var bytes: [Int32] = []
    var program: [Step] = []
    var ends: [Int] = []
    var distinct: [Condition: Int] = [:]
    for table in tables {
      if let layout = known[table.conditions] {
        layouts.append(layout)
        continue
      }
      let lanes = (table.conditions.count + 15) / 16
      let layout = Layout(offset: bytes.count, count: table.conditions.count, lanes: lanes)
      known[table.conditions] = layout
      layouts.append(layout)
      for condition in table.conditions {
        if let place = distinct[condition] {
          bytes.append(Int32(place))
        } else {
          distinct[condition] = ends.count
          bytes.append(Int32(ends.count))
          ConditionProgram.compile(condition, into: &program)
          ends.append(program.count)
        }
      }
      while bytes.count % 16 != 0 { bytes.append(-1) }
    }
    self.layouts = layouts
    self.width = bytes.count
    self.byteOf = bytes
    self.steps = program
    self.ends = ends
    marks = distinct.keys.reduce(0) { $0 | $1.marks }
  }

  private static func compile(_ condition: Condition, into program: inout [Step]) {
    func emit(_ kind: Kind, _ shift: UInt8 = 0, _ mask: UInt8 = 0, _ set: UInt16 = 0) {
      program.append(Step(kind: kind.rawValue, shift: shift, mask: mask, set: set))
    }
    switch condition {
    case .everything: emit(.constant)
    case let .field(field, set): emit(.field, field.shift, (1 << field.width) - 1, set)
    case let .mark(number): emit(.mark, UInt8(truncatingIfNeeded: number))
    case let .both(a, b):
      compile(a, into: &program)
      compile(b, into: &program)
      emit(.both)
    case let .either(a, b):
      compile(a, into: &program)
      compile(b, into: &program)
      emit(.either)
    case let .not(a):
      compile(a, into: &program)
      emit(.not)
    }
  }

  /// Writes the `width` answers for a signature and marks.
  func run(_ signature: Signature, _ marks: UInt64, into bytes: UnsafeMutablePointer<UInt8>, scratch: inout [UInt8]) {
    var at = 0
    steps.withUnsafeBufferPointer { steps in
      scratch.withUnsafeMutableBufferPointer { answers in
        for (index, end) in ends.enumerated() {
          // The low bit is the top of the stack; conditions nest far less than 64 deep.
          var stack: UInt64 = 0
          while at < end {
            let step = steps[at]
            at += 1
            switch step.kind {
            case Kind.constant.rawValue: stack = stack << 1 | 1
            case Kind.field.rawValue:
              let value = UInt16(truncatingIfNeeded: signature.bits >> UInt64(step.shift)) & UInt16(step.mask)
              stack = stack << 1 | UInt64((step.set >> value) & 1)
            case Kind.mark.rawValue: stack = stack << 1 | ((marks >> UInt64(step.shift)) & 1)
            case Kind.both.rawValue: stack = (stack >> 1) & (~1 | stack)
            case Kind.either.rawValue: stack = (stack >> 1) | (stack & 1)
            default: stack ^= 1
            }
          }
          answers[index] = UInt8(stack & 1)
        }
        for (place, condition) in byteOf.enumerated() {
          bytes[place] = condition < 0 ? 0 : answers[Int(condition)]
        }
      }
    }
  }

  /// Distinct conditions.
  var count: Int { ends.count }
}

/// Answers of the signatures and marks seen lately, computed once each. Thousands of conversations share them; when there are too
/// many the pool begins anew, so that its memory is bounded however many the data have.
struct AnswerPool: Sendable {
  private static let bits = 14
  /// Signatures kept: half of the slots.
  private static let most = 1 << (bits - 1)

  private let program: ConditionProgram
  private var slots = [Int32](repeating: -1, count: 1 << bits)
  private var signatures: [UInt64] = []
  private var marks: [UInt64] = []
  private var scratch: [UInt8]
  /// `width` bytes for each signature.
  private(set) var bytes: [UInt8] = []

  init(_ program: ConditionProgram) {
    self.program = program
    scratch = [UInt8](repeating: 0, count: program.count)
  }

  /// Makes room for the signatures of so many rows: no place moves until then. `rows` is at most a half of what is kept.
  mutating func reserve(_ rows: Int) {
    guard signatures.count + rows > AnswerPool.most else { return }
    signatures.removeAll(keepingCapacity: true)
    marks.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    for slot in slots.indices { slots[slot] = -1 }
  }

  /// Marks that the conditions ask for: others must be 0 in what is given to `place`.
  var usedMarks: UInt64 { program.marks }

  /// Where the answers for a signature and marks begin in `bytes`.
  @inline(__always) mutating func place(of signature: Signature, _ mark: UInt64) -> Int32 {
    let hash = (signature.bits ^ (signature.bits >> 31) ^ (mark &* 0xFF51_AFD7_ED55_8CCD)) &* 0x9E37_79B9_7F4A_7C15
    var slot = Int(truncatingIfNeeded: hash >> UInt64(64 - AnswerPool.bits))
    while true {
      let number = slots[slot]
      if number < 0 { return insert(signature, mark, slot) }
      if signatures[Int(number)] == signature.bits && marks[Int(number)] == mark {
        return number &* Int32(truncatingIfNeeded: program.width)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
  }

  @inline(never) private mutating func insert(_ signature: Signature, _ mark: UInt64, _ slot: Int) -> Int32 {
    let place = bytes.count
    slots[slot] = Int32(signatures.count)
    signatures.append(signature.bits)
    marks.append(mark)
    bytes.append(contentsOf: repeatElement(0, count: program.width))
    bytes.withUnsafeMutableBufferPointer { bytes in
      if let base = bytes.baseAddress { program.run(signature, mark, into: base + place, scratch: &scratch) }
    }
    return Int32(truncatingIfNeeded: place)
  }
}
