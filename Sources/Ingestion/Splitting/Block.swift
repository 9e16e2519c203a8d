import CSimdJSON

/// One row inside a block, or something between rows that is none.
struct RowSpan {
  var start: UInt32
  var end: UInt32
  /// nil for a row to decode.
  var reason: RejectionReason?
  /// The file ends right behind it, without the mark that ends a row.
  var isLast = false
}

/// A run of whole rows of one file. Owned by one worker and used again and again.
final class Block {
  private(set) var base: UnsafeMutableRawPointer
  private(set) var capacity: Int
  /// Valid bytes.
  var count = 0
  /// Bytes before it came over from the block before and are in the digest already.
  var carried = 0
  var rows: [RowSpan] = []
  /// Number of its first row in the file, from 1.
  var firstRow = 1
  /// Line of its first byte in the file, from 1.
  var firstLine = 1
  /// Position in the order of the file's blocks.
  var ticket = 0
  private let ends: OpaquePointer?

  init() {
    capacity = 64
    base = .allocate(byteCount: capacity + Int(CSJ_PADDING), alignment: 64)
    ends = csj_ends_create()
  }

  deinit {
    base.deallocate()
    csj_ends_destroy(ends)
  }

  /// Room for `wanted` bytes; keeps the first `count`.
  func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    // Room to spare: the next block's unfinished row is a little longer or shorter.
    let room = wanted + max(wanted / 8, 1 << 10)
    let bigger = UnsafeMutableRawPointer.allocate(byteCount: room + Int(CSJ_PADDING), alignment: 64)
    bigger.copyMemory(from: base, byteCount: count)
    base.deallocate()
    base = bigger
    capacity = room
  }

  /// Gives back memory that one huge row took.
  func shrink(to wanted: Int) {
    guard capacity > wanted * 2 else { return }
    base.deallocate()
    capacity = wanted
    count = 0
    base = .allocate(byteCount: capacity + Int(CSJ_PADDING), alignment: 64)
  }

  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: UnsafePointer(base.assumingMemoryBound(to: UInt8.self)), count: count)
  }

  /// Those that no block before it held.
  var newBytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base + carried, count: count - carried) }

  /// Ends of objects in the bytes from `start` on, and the cutter moves on; nil when memory ends.
  func cut(_ cutter: inout csj_cutter, from start: Int) -> UnsafeBufferPointer<UInt32>? {
    guard let ends, csj_cut(&cutter, bytes.baseAddress.map { $0 + start }, count - start, UInt32(truncatingIfNeeded: start), ends) else {
      return nil
    }
    var found = 0
    let list = csj_ends_list(ends, &found)
    return UnsafeBufferPointer(start: list, count: found)
  }

  /// Ends of CSV rows in the bytes from `start` on, which begin a row, counted from `start` and marked with `CSJ_BROKEN`; nil when
  /// memory ends.
  func cutRows(of table: CSVTable, from start: Int, isLast: Bool) -> UnsafeBufferPointer<UInt32>? {
    let columns = UInt32(truncatingIfNeeded: table.columns.count)
    guard let ends, let first = bytes.baseAddress.map({ $0 + start }),
      csj_cut_rows(first, count - start, table.separator, columns, isLast, ends)
    else { return nil }
    var found = 0
    let list = csj_ends_list(ends, &found)
    return UnsafeBufferPointer(start: list, count: found)
  }

  /// The line of a byte.
  func line(at offset: Int) -> Int { firstLine + Int(csj_newlines(bytes.baseAddress, min(offset, count))) }
}
