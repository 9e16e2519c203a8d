import Dispatch
import Foundation
import Privacy
import Records

/// What one pass over the input is for.
enum PassPurpose: Sendable {
  /// Feeds every row and looks whether a conversation comes twice.
  case feedAll
  /// Collects the copies of these conversations.
  case rank(Set<UInt64>)
  /// Feeds every row but the copies that do not count.
  case feedChosen([UInt64: RowPlace])
}

/// What one worker brings home.
struct PassResult<S: Sendable>: Sendable {
  var sink: S
  var repeats: [UInt64] = []
  var copies: [Copy] = []
  var harvest: Harvest
  var isMemoryShort = false
  /// Texts of rows on which each pattern gave up.
  var exhausted: [Int] = []
}

/// One pass with `settings.jobs` threads; the results in no meaningful order.
func runPass<S: ConversationSink>(
  _ purpose: PassPurpose, number: Int, _ queue: FeedQueue, _ seen: SeenIdentities, _ settings: IngestionSettings,
  isCancelled: @Sendable () -> Bool, progress: @Sendable (IngestionProgress) -> Void, makeSink: @Sendable () -> S
) -> [PassResult<S>] {
  let total = queue.feeds.reduce(0) { $0 + $1.file.bytes }
  let results = Results<S>()
  withoutActuallyEscaping(progress) { progress in
    withoutActuallyEscaping(isCancelled) { isCancelled in
      withoutActuallyEscaping(makeSink) { makeSink in
        DispatchQueue.concurrentPerform(iterations: max(1, settings.jobs)) { _ in
          results.add(
            work(purpose, queue, seen, settings, sink: makeSink(), isCancelled: isCancelled) { rows, bytes in
              progress(IngestionProgress(pass: number, bytesRead: min(bytes, total), bytesTotal: total, rows: rows))
            })
        }
      }
    }
  }
  return results.all
}

private final class Results<S: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var list: [PassResult<S>] = []
  func add(_ result: PassResult<S>) {
    lock.lock()
    list.append(result)
    lock.unlock()
  }
  var all: [PassResult<S>] { list }
}

/// The life of one worker: blocks in, batches out.
private func work<S: ConversationSink>(
  _ purpose: PassPurpose, _ queue: FeedQueue, _ seen: SeenIdentities, _ settings: IngestionSettings, sink: S,
  isCancelled: () -> Bool, counted: (Int, Int64) -> Void
) -> PassResult<S> {
  let seeds = Dictionary(settings.sources.map { ($0.id, identitySeed($0)) }, uniquingKeysWith: { first, _ in first })
  var result = PassResult(
    sink: sink,
    harvest: Harvest(
      redactor: settings.redactor, keepsRemarks: settings.keepsRemarks, seeds: seeds, patterns: PatternMatcher(settings.patterns)))
  guard
    var decoder = RowDecoder(
      redactor: settings.redactor, pseudonymKey: settings.pseudonymKey, contactKeyPath: settings.contactKeyPath,
      keepsIdentifiers: settings.keepsIdentifiers, patterns: settings.patterns)
  else {
    result.isMemoryShort = true
    return result
  }
  let block = Block()
  var whole = Digest()
  var begun = -1
  while !isCancelled(), let feed = queue.take() {
    let source = settings.sources[feed.file.source]
    if begun != feed.file.source { decoder.begin(source: source.name, id: source.id) }
    begun = feed.file.source
    let documents = DocumentReader(source: source.id, projectRoot: settings.projectRoot)
    while !isCancelled(), feed.next(block) {
      let isHashed = feed.tryDigest(block, &whole)
      var tally = Tally()
      var found: DocumentFinding?
      if feed.holdsRows {
        decodeRows(block, feed, purpose, &decoder, &tally, &result.copies)
      } else {
        found = documents.read(block, feed, &tally, into: &result.harvest)
      }
      // Rows of small files go together: sinks have work to do for each batch.
      if decoder.batch.count >= enoughRows { hand(&decoder, purpose, queue, seen, &result) }
      if !isHashed { feed.finishDigest(block) }
      feed.add(tally, found)
      let totals = queue.count(rows: block.rows.count, bytes: block.count - block.carried)
      counted(totals.rows, totals.bytes)
    }
    queue.finish(feed)
  }
  hand(&decoder, purpose, queue, seen, &result)
  result.sink.finish(decoder.lexicons)
  result.exhausted = decoder.exhausted
  return result
}

/// Rows that are worth handing over before a worker's end.
private let enoughRows = 256

/// Gives the batch to the sink and begins it anew.
private func hand<S: ConversationSink>(
  _ decoder: inout RowDecoder, _ purpose: PassPurpose, _ queue: FeedQueue, _ seen: SeenIdentities, _ result: inout PassResult<S>
) {
  decoder.batch.lexicons = decoder.lexicons
  defer { decoder.batch.reset() }
  switch purpose {
  case .feedAll:
    guard seen.add(decoder.batch.identity, into: &result.repeats) else {
      result.isMemoryShort = true
      return
    }
    if !result.repeats.isEmpty, !queue.repeats { queue.repeats = true }
    // Once a conversation came twice this pass only counts: its sinks are thrown away.
    if decoder.batch.count > 0, !queue.repeats { result.sink.consume(decoder.batch) }
  case .rank: break
  case .feedChosen: if decoder.batch.count > 0 { result.sink.consume(decoder.batch) }
  }
}

private func decodeRows(
  _ block: Block, _ feed: Feed, _ purpose: PassPurpose, _ decoder: inout RowDecoder, _ tally: inout Tally, _ copies: inout [Copy]
) {
  guard let start = block.bytes.baseAddress else { return }
  let frame = feed.frame
  for index in 0..<block.rows.count {
    let span = block.rows[index]
    let row = block.firstRow + index
    var rejection = span.reason.map { RowDecoder.Rejection(reason: $0, field: nil) }
    if rejection == nil { rejection = decoder.decode(start + Int(span.start), Int(span.end - span.start), frame) }
    if var rejection {
      if span.isLast, rejection.reason == .notJSON || rejection.reason == .wrongCells { rejection.reason = .cutOff }
      let line = tally.wantsProblem(row: row) ? block.line(at: Int(span.start)) : 0
      tally.reject(row: row, line: line, field: rejection.field, rejection.reason)
      continue
    }
    switch purpose {
    case .feedAll: decoder.append(frame, &tally)
    case .rank(let wanted):
      if wanted.contains(decoder.identity) {
        copies.append(
          Copy(
            identity: decoder.identity, lastAt: decoder.lastAt, completeness: decoder.completeness, feed: feed.index, row: row))
      }
    case .feedChosen(let places):
      if let place = places[decoder.identity], place != RowPlace(feed: feed.index, row: row) {
        tally.reject(row: row, line: 0, field: nil, .olderCopy)
      } else {
        decoder.append(frame, &tally)
      }
    }
  }
}
