import CSimdJSON

extension RowSplitter {
  /// Rows of a CSV text; `at` ends behind the last whole one. False when memory ends.
  mutating func splitTable(_ block: Block, _ table: CSVTable, from at: inout Int, isLast: Bool) -> Bool {
    if isDropping {
      guard let end = skipRow(block, table, from: at) else {
        at = block.count
        return true
      }
      isDropping = false
      dropState = 0
      at = end
    }
    let base = at
    guard let ends = block.cutRows(of: table, from: base, isLast: isLast) else { return false }
    let bytes = block.bytes
    for end in ends {
      let to = base + Int(end & ~CSJ_BROKEN)
      let isUnended = isLast && to == bytes.count && bytes[to - 1] != 0x0A
      let reason: RejectionReason? = end & CSJ_BROKEN == 0 ? nil : isUnended ? .cutOff : .badQuotes
      if reason != nil || !isBlank(bytes, at, to) {
        block.rows.append(RowSpan(start: UInt32(at), end: UInt32(to), reason: reason, isLast: isUnended))
      }
      at = to
    }
    // Too long to be kept: from here on only its end is looked for.
    if !isLast, bytes.count - at > limit { _ = skipRow(block, table, from: at) }
    return true
  }

  /// Goes on in a row that is not kept; the place behind it, nil when it does not end in the block.
  private mutating func skipRow(_ block: Block, _ table: CSVTable, from at: Int) -> Int? {
    let end = csj_skip_row(&dropState, block.bytes.baseAddress.map { $0 + at }, block.count - at, table.separator)
    return end < 0 ? nil : at + end
  }

  private func isBlank(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int) -> Bool {
    var at = from
    while at < to, bytes[at] == 0x0A || bytes[at] == 0x0D || bytes[at] == 0x20 { at += 1 }
    return at == to
  }
}
