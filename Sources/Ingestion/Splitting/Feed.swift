import CSimdJSON
import Foundation
import Records

/// One file as a stream of blocks that several workers draw from. Blocks come out in file order; the digest is computed beside
/// the decoding, in file order too.
final class Feed: @unchecked Sendable {
  let index: Int
  let file: FoundFile
  let context: FileContext
  private let now: Instant
  private let limit: Int
  /// Bytes asked from the disk at a time.
  private let pieceSize: Int
  private let wantsDigest: Bool
  /// Guards everything below it; held while a block is read and cut.
  private let reading = NSLock()
  private var source: ByteSource?
  private var splitter = RowSplitter()
  private var isStarted = false
  private var isAtEnd = false
  private var nextTicket = 0
  private var nextRow = 1
  private var nextLine = 1
  /// What its rows are measured against; settled before the first block is handed out.
  private(set) var frame: RowDecoder.FileFrame
  private(set) var recognition: Recognition?
  private(set) var failure: ReadFailure?
  private(set) var isMemoryShort = false
  /// Guards the digest's turn.
  private let hashing = NSCondition()
  private var hashTurn = 0
  private var digest = Digest()
  /// Guards `tally`.
  private let counting = NSLock()
  private(set) var tally = Tally()

  init(index: Int, file: FoundFile, context: FileContext, settings: IngestionSettings, identitySeed: UInt64, wantsDigest: Bool) {
    self.index = index
    self.file = file
    self.context = context
    now = settings.now
    pieceSize = settings.pieceSize
    frame = RowDecoder.FileFrame(identitySeed: identitySeed, latestPossible: settings.now.microseconds + Self.day)
    limit = settings.recordLimit
    self.wantsDigest = wantsDigest
  }

  private static let day: Int64 = 86_400_000_000

  /// The next block; false when the file has no more.
  func next(_ block: Block) -> Bool {
    reading.lock()
    defer { reading.unlock() }
    guard !isAtEnd else { return false }
    if !isStarted { open() }
    guard let source, !isAtEnd else { return false }
    return read(block, from: source)
  }

  private func open() {
    isStarted = true
    do throws(ReadFailure) {
      source = try ByteSource(path: file.path)
    } catch {
      failure = error
      isAtEnd = true
    }
  }

  private func read(_ block: Block, from source: ByteSource) -> Bool {
    block.count = 0
    block.carried = splitter.rest.count
    block.shrink(to: block.carried + pieceSize)
    block.reserve(block.carried + pieceSize)
    splitter.rest.withUnsafeBytes { if let start = $0.baseAddress { block.base.copyMemory(from: start, byteCount: $0.count) } }
    let got = source.read(into: UnsafeMutableRawBufferPointer(start: block.base + block.carried, count: pieceSize))
    failure = source.failure
    let isLast = got < pieceSize
    isAtEnd = isLast
    block.count = block.carried + got
    block.ticket = nextTicket
    block.firstRow = nextRow
    block.firstLine = nextLine
    let isFirst = nextTicket == 0
    nextTicket += 1
    if isFirst { recogniseBody(block, isWhole: isLast) }
    guard splitter.split(block, isFirst: isFirst, isLast: isLast) else {
      isMemoryShort = true
      isAtEnd = true
      return false
    }
    nextRow += block.rows.count
    nextLine = 1 + splitter.linesPassed
    return true
  }

  private func recogniseBody(_ block: Block, isWhole: Bool) {
    let found = recognise(block.bytes, isWhole: isWhole)
    recognition = found
    if let layout = found.layout { splitter = RowSplitter(layout, limit: limit) }
    if case .csv(let table) = found.layout { frame.table = table }
    // A row cannot be younger than the export that holds it; a day's grace for clocks.
    let taken = found.facts.exportedAt?.microseconds ?? context.capturedAt?.microseconds ?? now.microseconds
    frame.latestPossible = min(taken, now.microseconds) + Self.day
  }

  // MARK: digest

  private var hashesHere: Bool { wantsDigest && source?.compression == Compression.none }

  /// Adds a block to the digest if it is its turn; otherwise the caller comes back with `finishDigest`.
  func tryDigest(_ block: Block) -> Bool {
    guard hashesHere else { return true }
    hashing.lock()
    let isMyTurn = hashTurn == block.ticket
    hashing.unlock()
    if isMyTurn { addToDigest(block) }
    return isMyTurn
  }

  /// Waits for the blocks before it, then adds it.
  func finishDigest(_ block: Block) {
    hashing.lock()
    while hashTurn != block.ticket { hashing.wait() }
    hashing.unlock()
    addToDigest(block)
  }

  private func addToDigest(_ block: Block) {
    digest.update(UnsafeRawBufferPointer(start: block.base + block.carried, count: block.count - block.carried))
    hashing.lock()
    hashTurn += 1
    hashing.broadcast()
    hashing.unlock()
  }

  /// SHA-256 of the stored bytes; only after all workers are done.
  func finalDigest() -> String? {
    guard let source, failure == nil, !isMemoryShort else { return nil }
    return source.compression == .none ? digest.finish() : source.archiveDigest
  }

  // MARK: results

  var compression: Compression { source?.compression ?? .none }
  var storedRead: Int64 { source?.storedRead ?? 0 }
  /// Only after all workers are done.
  var tail: [UInt8] { splitter.tail }
  var isComplete: Bool { splitter.isComplete }
  /// Rows in the file, used or not.
  var rows: Int { nextRow - 1 }

  func add(_ part: Tally) {
    counting.lock()
    tally.merge(part)
    counting.unlock()
  }
}
