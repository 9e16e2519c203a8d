import CSimdJSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Finds whole rows in blocks that arrive one after another, for one layout. What is left at the end of a block comes first in
/// the next one.
struct RowSplitter {
  private enum Stage { case rows, tail, unread }
  private let layout: RowLayout?
  let limit: Int
  private var stage: Stage
  private var cutter = csj_cutter()
  /// Bytes of an unfinished row.
  var rest: [UInt8] = []
  /// True while the rest of a row that is too long goes by.
  var isDropping = false
  /// Where in a CSV row that goes by the next byte stands.
  var dropState: UInt8 = 0
  /// What stands behind the last row of an array.
  private(set) var tail: [UInt8] = []
  /// False when the body ends before its array does.
  private(set) var isComplete = false
  /// Line feeds in everything before `rest`.
  private(set) var linesPassed = 0
  private var feeds = 0

  /// Nothing to find: the bytes only pass by.
  init(unread: Void = ()) {
    layout = nil
    limit = 0
    stage = .unread
    isComplete = true
  }

  init(_ layout: RowLayout, limit: Int) {
    self.layout = layout
    self.limit = limit
    stage = .rows
    if case .array = layout {} else { isComplete = true }
  }

  /// Where rows may start in the first block.
  private var firstByte: Int {
    switch layout {
    case .array(let start, _), .objects(let start), .lines(let start): start
    case .csv(let table): table.start
    case nil: 0
    }
  }

  /// Fills `block.rows` from its bytes, of which `block.carried` were looked at before. False when memory ends.
  mutating func split(_ block: Block, isFirst: Bool, isLast: Bool) -> Bool {
    block.rows.removeAll(keepingCapacity: true)
    rest.removeAll(keepingCapacity: true)
    switch stage {
    case .unread: return true
    case .tail:
      keepTail(block, from: 0)
      return true
    case .rows: break
    }
    var at = isFirst ? firstByte : 0
    let scanned = isFirst ? firstByte : block.carried
    switch layout {
    case .csv(let table):
      guard splitTable(block, table, from: &at, isLast: isLast) else { return false }
    case .lines: splitLines(block, from: &at, searchFrom: scanned, isLast: isLast)
    default:
      if isFirst { cutter.indent = indent(block.bytes) }
      guard let ends = block.cut(&cutter, from: scanned) else { return false }
      splitObjects(block, ends, from: &at)
    }
    if stage == .rows { carryOver(block, from: at, isLast: isLast) }
    countLines(block, isFirst: isFirst)
    return true
  }

  /// Blanks before the first record's brace when it begins a line, else -1.
  private func indent(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64 {
    guard let brace = bytes[min(firstByte, bytes.count)...].firstIndex(of: 0x7B) else { return -1 }
    var at = brace
    while at > 0, bytes[at - 1] == 0x20 { at -= 1 }
    return at == 0 || bytes[at - 1] == 0x0A ? Int64(brace - at) : -1
  }

  private mutating func countLines(_ block: Block, isFirst: Bool) {
    let from = isFirst ? 0 : block.carried
    if countsItself {
      feeds += Int(csj_newlines(block.bytes.baseAddress.map { $0 + from }, block.count - from))
      linesPassed = feeds
    } else {
      // The cutter counted; it never saw what stands before the first row.
      if isFirst { feeds += Int(csj_newlines(block.bytes.baseAddress, min(firstByte, block.count))) }
      linesPassed = feeds + Int(cutter.newlines)
    }
    linesPassed -= rest.withUnsafeBufferPointer { Int(csj_newlines($0.baseAddress, $0.count)) }
  }

  private mutating func splitObjects(_ block: Block, _ ends: UnsafeBufferPointer<UInt32>, from at: inout Int) {
    let bytes = block.bytes
    for end in ends {
      if isDropping {
        isDropping = false
        at = Int(end)
        continue
      }
      // Between rows: white space and one comma; anything else takes the slow way.
      var start = at
      while start < Int(end), bytes[start] <= 0x20 || bytes[start] == 0x2C { start += 1 }
      if bytes[start] != 0x7B {
        guard let next = between(block, from: start, to: Int(end)) else { return }
        start = next
      }
      if start < Int(end) { block.rows.append(RowSpan(start: UInt32(start), end: end)) }
      at = Int(end)
    }
    guard !isDropping else {
      at = bytes.count
      return
    }
    while at < bytes.count, bytes[at] <= 0x20 || bytes[at] == 0x2C { at += 1 }
    if at < bytes.count, bytes[at] != 0x7B, let next = between(block, from: at, to: bytes.count) { at = next }
  }

  /// Looks at what is no row between two rows: each such value is one rejected row. Gives the place of the next row's brace, or
  /// `to`; nil when the array ended (the tail is kept then).
  private mutating func between(_ block: Block, from: Int, to: Int) -> Int? {
    let bytes = block.bytes
    var at = from
    var garbage = -1
    func close(_ end: Int) {
      if garbage >= 0 { block.rows.append(RowSpan(start: UInt32(garbage), end: UInt32(end), reason: .notAnObject)) }
      garbage = -1
    }
    while at < to {
      switch bytes[at] {
      case 0x7B:
        close(at)
        return at
      case 0x2C: close(at)
      case 0x5D where isArray:
        close(at)
        endArray(block, at: at)
        return nil
      // What an unbalanced row leaves behind, or the end of a wrapper.
      case 0x7D: break
      case 0x22:
        if garbage < 0 { garbage = at }
        var scanner = BodyScanner(UnsafeBufferPointer(rebasing: bytes[..<to]), at: at)
        _ = scanner.string()
        at = min(scanner.index, to) - 1
      case 0...0x20: break
      default: if garbage < 0 { garbage = at }
      }
      at += 1
    }
    close(to)
    return to
  }

  /// True where no cutter of JSON counts line feeds.
  private var countsItself: Bool {
    switch layout {
    case .lines, .csv: true
    default: false
    }
  }

  private var isArray: Bool {
    if case .array = layout { return true }
    return false
  }

  private mutating func endArray(_ block: Block, at: Int) {
    stage = .tail
    isComplete = true
    keepTail(block, from: at + 1)
  }

  /// Scalars of an envelope behind its rows; what is longer than any real one is dropped.
  private mutating func keepTail(_ block: Block, from: Int) {
    let room = (64 << 10) - tail.count
    guard room > 0, from < block.count else { return }
    tail.append(contentsOf: block.bytes[from..<min(block.count, from + room)])
  }

  private mutating func splitLines(_ block: Block, from at: inout Int, searchFrom: Int, isLast: Bool) {
    let bytes = block.bytes
    var search = searchFrom
    while search < bytes.count {
      guard let feed = lineFeed(in: bytes, from: search) else { break }
      if isDropping { isDropping = false } else { addLine(block, at, feed, isLast: false) }
      at = feed + 1
      search = feed + 1
    }
    if isLast, at < bytes.count {
      if !isDropping { addLine(block, at, bytes.count, isLast: true) }
      at = bytes.count
    }
  }

  private func addLine(_ block: Block, _ from: Int, _ to: Int, isLast: Bool) {
    let bytes = block.bytes
    var start = from
    var end = to
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    if start < end { block.rows.append(RowSpan(start: UInt32(start), end: UInt32(end), isLast: isLast)) }
  }

  private mutating func carryOver(_ block: Block, from at: Int, isLast: Bool) {
    guard at < block.count else { return }
    if isDropping { return }
    if isLast {
      block.rows.append(RowSpan(start: UInt32(at), end: UInt32(block.count), reason: .cutOff))
    } else if block.count - at > limit {
      block.rows.append(RowSpan(start: UInt32(at), end: UInt32(block.count), reason: .tooLong))
      isDropping = true
    } else {
      rest = Array(UnsafeBufferPointer(rebasing: block.bytes[at...]))
    }
  }
}

/// The next line feed at or behind `from`.
func lineFeed(in bytes: UnsafeBufferPointer<UInt8>, from: Int) -> Int? {
  guard let base = bytes.baseAddress, let found = memchr(base + from, 0x0A, bytes.count - from) else { return nil }
  return UnsafeRawPointer(found) - UnsafeRawPointer(base)
}
