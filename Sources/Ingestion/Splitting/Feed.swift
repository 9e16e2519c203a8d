import CSimdJSON
import Foundation
import Records
import Synchronization

/// How the blocks of a file are read. What few files need lies apart: of many small files each keeps its form.
enum FeedForm: Sendable {
  /// Rows are conversations of Studio Chat.
  case conversations
  /// The only block holds the whole body: a JSON document or a table of text.
  case whole
  /// Rows are elements of a list of this kind.
  indirect case elements(VendorKind, BodyContext)
  /// Rows are lines, each a JSON document: of this kind, or each of its own.
  indirect case lines(VendorKind?, BodyContext)
  /// Bytes only pass by: a manifest, an empty file.
  case unread
  /// The same, because the body is too long to be held.
  case tooLong
}

/// One file as a stream of blocks that several workers draw from. Blocks come out in file order; the digest is computed beside
/// the decoding, in file order too.
final class Feed: @unchecked Sendable {
  let index: Int
  let file: FoundFile
  /// What is known besides the body; found out when it is opened.
  private(set) var context = FileContext()
  /// The same, all layers taken together.
  private(set) var known = BodyContext()
  private let contexts: ContextReader
  private let now: Instant
  private let limit: Int
  private let documentLimit: Int
  private let streamingThreshold: Int
  /// Bytes asked from the disk at a time.
  private let pieceSize: Int
  private let wantsDigest: Bool
  /// Guards everything below it; held while a block is read and cut.
  private let reading = Mutex<Void>(())
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
  private(set) var form = FeedForm.unread
  private(set) var failure: ReadFailure?
  private(set) var isMemoryShort = false
  private(set) var compression = Compression.none
  private(set) var storedRead: Int64 = 0
  /// The digest of a file of several blocks, which take turns; the only block of a small file is hashed by the worker that has it.
  private var turns: DigestTurns?
  private var sha256: String?
  /// Guards `tally`.
  private let counting = Mutex<Void>(())
  private(set) var tally = Tally()

  init(
    index: Int, file: FoundFile, contexts: ContextReader, settings: IngestionSettings, identitySeed: UInt64, wantsDigest: Bool,
    isSkipped: Bool = false
  ) {
    isAtEnd = isSkipped
    self.index = index
    self.file = file
    self.contexts = contexts
    now = settings.now
    pieceSize = settings.pieceSize
    frame = RowDecoder.FileFrame(identitySeed: identitySeed, latestPossible: settings.now.microseconds + Self.day)
    limit = settings.recordLimit
    documentLimit = settings.documentLimit
    streamingThreshold = settings.streamingThreshold
    self.wantsDigest = wantsDigest
  }

  private static let day: Int64 = 86_400_000_000

  /// The next block; false when the file has no more.
  func next(_ block: Block) -> Bool {
    reading.withLock { _ in
      guard !isAtEnd else { return false }
      if !isStarted { open() }
      guard let source, !isAtEnd else { return false }
      let isRead = read(block, from: source)
      if isAtEnd { close(source) }
      return isRead
    }
  }

  private func open() {
    isStarted = true
    context = contexts.context(of: file)
    known = context.known()
    do throws(ReadFailure) {
      let opened = try ByteSource(path: file.path)
      compression = opened.compression
      source = opened
    } catch {
      failure = error
      isAtEnd = true
    }
  }

  /// Keeps of the open file what is asked for later.
  private func close(_ source: ByteSource) {
    storedRead = source.storedRead
    if compression != .none { sha256 = source.archiveDigest }
    self.source = nil
  }

  private func read(_ block: Block, from source: ByteSource) -> Bool {
    block.count = 0
    block.carried = splitter.rest.count
    block.shrink(to: block.carried + pieceSize)
    block.reserve(block.carried + pieceSize)
    splitter.rest.withUnsafeBytes { if let start = $0.baseAddress { block.base.copyMemory(from: start, byteCount: $0.count) } }
    let got = source.read(into: UnsafeMutableRawBufferPointer(start: block.base + block.carried, count: pieceSize))
    failure = source.failure
    var isLast = got < pieceSize
    block.count = block.carried + got
    block.ticket = nextTicket
    block.firstRow = nextRow
    block.firstLine = nextLine
    let isFirst = nextTicket == 0
    nextTicket += 1
    if isFirst {
      recogniseBody(block, isWhole: isLast)
      if recognition?.layout == nil { isLast = gather(block, from: source, isLast: isLast) }
      if wantsDigest, compression == .none, !isLast { turns = DigestTurns() }
    }
    isAtEnd = isLast
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
    var found = recognise(block.bytes, isWhole: isWhole)
    if found.isEmptyList, let vendor = known.vendor, vendor != .studiochat { found = Recognition(kind: "unknown") }
    recognition = found
    if let layout = found.layout {
      splitter = RowSplitter(layout, limit: limit)
      form = .conversations
    }
    if case .csv(let table) = found.layout { frame.table = table }
    // A row cannot be younger than the export that holds it; a day's grace for clocks.
    let taken = found.facts.exportedAt?.microseconds ?? known.statedCapture?.microseconds ?? now.microseconds
    frame.latestPossible = min(taken, now.microseconds) + Self.day
  }

  /// Takes more of a body that is no list of conversations into the first block, until it can be read: to its end, or until it turns out to
  /// be a list that is read piece by piece. True at the end of the file.
  private func gather(_ block: Block, from source: ByteSource, isLast: Bool) -> Bool {
    if context.isManifest || recognition?.kind == "empty" { return isLast }
    if let start = linesStart(block.bytes, path: file.path) {
      form = .lines(nil, known)
      findKind(ofLine: block.bytes, from: start)
      splitter = RowSplitter(.lines(start: start), limit: limit)
      return isLast
    }
    form = .whole
    // Of what is neither JSON nor a known table (a picture, a log) the beginning is enough to say so.
    if !beginsJSON(block.bytes), !isKnownTable(block.bytes) { return isLast }
    var isLast = isLast
    while !isLast, block.count < streamingThreshold { isLast = extend(block, from: source) }
    if isLast || stream(block.bytes) { return isLast }
    while !isLast, block.count <= documentLimit { isLast = extend(block, from: source) }
    if !isLast || block.count > documentLimit { form = .tooLong }
    return isLast
  }

  private func isKnownTable(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    TextTable(bytes).map { VendorRegistry.recognise(columns: $0.columns, known) != nil } ?? false
  }

  private func extend(_ block: Block, from source: ByteSource) -> Bool {
    block.reserve(block.count + max(pieceSize, min(block.count, 16 << 20)))
    let got = source.read(into: UnsafeMutableRawBufferPointer(start: block.base + block.count, count: pieceSize))
    failure = source.failure
    block.count += got
    return got < pieceSize
  }

  /// The kind of all lines, when the first one is a row of a list.
  private func findKind(ofLine bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    let line = bytes[start...].prefix { $0 != 0x0A }
    do throws(RejectionReasonError) {
      let tree = try JSONTree(UnsafeBufferPointer(rebasing: line))
      let body = unwrap(tree.root)
      guard body.envelope == .none, body.request == nil, case let .known(found, known) = find(body, context) else { return }
      if case .rows = found.kind.reading { form = .lines(found, known) }
    } catch {
      // A damaged first line: each line is looked at by itself.
    }
  }

  /// Goes over to reading element by element when the beginning is a list of a kind that allows it.
  private func stream(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let head = closedPrefix(bytes), case .success(let tree) = parseDocument(head),
      case let .known(found, known) = find(unwrap(tree.root), context), case let .rows(keys, _) = found.kind.reading,
      let (start, isBare) = elementsStart(bytes, keys: keys)
    else { return false }
    splitter = RowSplitter(.array(start: start, isBare: isBare), limit: limit)
    form = .elements(found, known)
    return true
  }

  // MARK: digest

  /// Adds a block to the digest if it is its turn; otherwise the caller comes back with `finishDigest`. `whole` is the worker's own, for
  /// files of one block.
  func tryDigest(_ block: Block, _ whole: inout Digest) -> Bool {
    guard wantsDigest, compression == .none else { return true }
    if let turns { return turns.tryAdd(block) }
    whole.restart()
    whole.update(block.newBytes)
    sha256 = whole.finish()
    return true
  }

  /// Waits for the blocks before it, then adds it.
  func finishDigest(_ block: Block) { turns?.add(block) }

  /// SHA-256 of the stored bytes; only after all workers are done.
  func finalDigest() -> String? {
    guard isStarted, failure == nil, !isMemoryShort else { return nil }
    return turns?.finish() ?? sha256
  }

  // MARK: results

  /// Only after all workers are done.
  var tail: [UInt8] { splitter.tail }
  var isComplete: Bool { splitter.isComplete }
  /// Rows in the file, used or not.
  var rows: Int {
    if case .conversations = form { return nextRow - 1 }
    return tally.accepted + tally.rejected.values.reduce(0, +)
  }
  /// True when its rows go the way of Studio Chat's conversations.
  var holdsRows: Bool {
    if case .conversations = form { return true }
    return false
  }
  /// What was found in it besides; nil for lists of conversations and for what was not read.
  var finding: DocumentFinding? { findings.first }
  /// One at most; in a list because the many files without one then keep no room for it.
  private var findings: [DocumentFinding] = []

  /// Adds what a worker found out.
  func add(_ part: Tally, _ found: DocumentFinding?) {
    counting.withLock { _ in
      tally.merge(part)
      if let found {
        if findings.isEmpty || found.part < findings[0].part { findings = [found] }
      }
    }
  }
}

private func beginsJSON(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var scanner = BodyScanner(bytes)
  if bytes.count >= 3, bytes[0] == 0xEF { scanner.index = 3 }
  scanner.skipSpace()
  return scanner.byte == 0x7B || scanner.byte == 0x5B
}

/// Where lines of JSON begin; nil when the body is something else. A file whose first line is a whole object holds lines when its name says
/// so, or when the next line begins an object too.
private func linesStart(_ bytes: UnsafeBufferPointer<UInt8>, path: String) -> Int? {
  var scanner = BodyScanner(bytes)
  if bytes.count >= 3, bytes[0] == 0xEF { scanner.index = 3 }
  scanner.skipSpace()
  let start = scanner.index
  let name = path.lowercased()
  let isNamed = [".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst"].contains { name.hasSuffix($0) }
  guard scanner.byte == 0x7B else { return isNamed && scanner.byte != nil && scanner.byte != 0x5B ? start : nil }
  let isWhole = scanner.skipValue()
  let spansLines = bytes[start..<min(scanner.index, bytes.count)].contains(0x0A)
  if spansLines { return nil }
  if isNamed { return start }
  guard isWhole else { return nil }
  scanner.skipSpace()
  return scanner.byte == 0x7B ? start : nil
}
