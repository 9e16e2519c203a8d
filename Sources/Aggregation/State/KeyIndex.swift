/// The key of a group inside one worker: time in 16 bits and up to two codes in the first word, two more in each other word.
struct PackedKey: Hashable {
  var a: UInt64 = 0
  var b: UInt64 = 0
  var c: UInt64 = 0
}

/// Keys to dense numbers 0, 1, 2 … in order of first sight.
struct KeyIndex: Sendable {
  private var keys: [PackedKey] = []
  private var table = [Int32](repeating: -1, count: 64)
  private var last: Int32 = -1

  var count: Int { keys.count }

  func key(_ slot: Int) -> PackedKey { keys[slot] }

  @inline(__always) mutating func slot(_ key: PackedKey) -> Int32 {
    if last >= 0 && matches(last, key) { return last }
    var place = Int(truncatingIfNeeded: KeyIndex.hash(key)) & (table.count - 1)
    while true {
      let slot = table[place]
      if slot < 0 { break }
      if matches(slot, key) {
        last = slot
        return slot
      }
      place = (place + 1) & (table.count - 1)
    }
    return insert(key)
  }

  @inline(__always) private func matches(_ slot: Int32, _ key: PackedKey) -> Bool {
    let known = keys[Int(slot)]
    return ((known.a ^ key.a) | (known.b ^ key.b) | (known.c ^ key.c)) == 0
  }

  @inline(__always) private static func hash(_ key: PackedKey) -> UInt64 {
    var h = (key.a ^ (key.b &* 0x9E37_79B9_7F4A_7C15) ^ (key.c &* 0xC2B2_AE3D_27D4_EB4F)) &* 0xFF51_AFD7_ED55_8CCD
    h ^= h >> 32
    return h &* 0xC4CE_B9FE_1A85_EC53 >> 20
  }

  @inline(never) private mutating func insert(_ key: PackedKey) -> Int32 {
    let slot = Int32(keys.count)
    keys.append(key)
    if keys.count * 2 > table.count {
      table = [Int32](repeating: -1, count: table.count * 2)
      for i in 0..<keys.count { place(Int32(i)) }
    } else {
      place(slot)
    }
    last = slot
    return slot
  }

  private mutating func place(_ slot: Int32) {
    var at = Int(truncatingIfNeeded: KeyIndex.hash(key(Int(slot)))) & (table.count - 1)
    while table[at] >= 0 { at = (at + 1) & (table.count - 1) }
    table[at] = slot
  }
}
