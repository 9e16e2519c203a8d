/// A 64-bit hash of structured content, the same in every process (FNV-1a over a prefix code).
struct Fingerprint {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

  mutating func add(_ number: Int) {
    var rest = UInt64(bitPattern: Int64(number))
    for _ in 0..<8 {
      add(byte: UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  mutating func add(_ text: String) {
    add(text.utf8.count)
    for byte in text.utf8 { add(byte: byte) }
  }

  mutating func add(_ condition: Condition) {
    switch condition {
    case .everything: add(byte: 0)
    case let .field(field, set):
      add(byte: 1)
      add(Int(field.shift) << 24 | Int(field.width) << 16 | Int(set))
    case let .mark(number):
      add(byte: 5)
      add(number)
    case let .both(a, b):
      add(byte: 2)
      add(a)
      add(b)
    case let .either(a, b):
      add(byte: 3)
      add(a)
      add(b)
    case let .not(a):
      add(byte: 4)
      add(a)
    }
  }

  mutating func add(_ predicate: RowPredicate) {
    let (name, texts): (String, [String]) =
      switch predicate {
      case let .any(list, texts): ("any \(list.rawValue)", texts)
      case let .some(list): ("some \(list.rawValue)", [])
      case let .name(name, texts): ("name \(name.rawValue)", texts)
      case let .messages(least, most): ("messages \(least) \(most)", [])
      }
    add(name)
    add(texts.count)
    for text in texts { add(text) }
  }

  mutating func add(_ windows: ConversationWindows) {
    add(windows.anchor.rawValue)
    add(windows.vendor?.rawValue ?? "")
    add(windows.ranges.count)
    for range in windows.ranges {
      add(Int(range.lowerBound.microseconds))
      add(Int(range.upperBound.microseconds))
    }
  }

  mutating func add(_ table: TableSpec) {
    add(Int(table.grouping.grain.rawValue) * 2 + (table.grouping.daily ? 1 : 0))
    add(table.grouping.keys.count)
    for key in table.grouping.keys { add(byte: key.rawValue) }
    add(table.conditions.count)
    for condition in table.conditions { add(condition) }
    add(table.sums.count)
    for sum in table.sums {
      add(Int(sum.quantity.rawValue) << 8 | Int(sum.component.rawValue))
      add(sum.condition)
    }
    add(table.distributions.count)
    for distribution in table.distributions {
      add(Int(distribution.quantity.rawValue))
      add(distribution.condition)
    }
    add(table.contacts.count)
    for condition in table.contacts { add(condition) }
  }
}
