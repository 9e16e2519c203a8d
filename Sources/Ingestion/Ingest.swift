import Basics
import Records

/// Reads all sources: every accepted conversation reaches exactly one sink, the sinks are merged in the end.
///
/// The result does not depend on `jobs` or on the order of files. Bad rows and unknown bodies are counted and named in
/// `files`, with a diagnostic each file; only what makes the figures untrustworthy is thrown: no snapshot at all, no
/// conversation in any of them, a file that cannot be read or changes while it is read.
///
/// - Parameters:
///   - settings: sources, privacy and limits.
///   - isCancelled: asked from several threads before every block of about 1 MiB; true ends the work with `build-stopped`.
///   - progress: called from several threads, after every block.
///   - makeSink: an empty sink; called once per thread and pass.
/// - Throws: `Diagnostics` with at least one error.
public func ingest<S: ConversationSink>(
  _ settings: IngestionSettings, isCancelled: @Sendable () -> Bool = { false },
  progress: @Sendable (IngestionProgress) -> Void = { _ in }, makeSink: @Sendable () -> S
) throws(Diagnostics) -> Ingested<S> {
  let result = read(settings, isCancelled: isCancelled, progress: progress, makeSink: makeSink)
  if result.diagnostics.hasErrors { throw result.diagnostics }
  return result
}

/// What the sources hold, without aggregation: the same files, counts and problems as `ingest`, errors among the diagnostics.
public func inspect(
  _ settings: IngestionSettings, isCancelled: @Sendable () -> Bool = { false },
  progress: @Sendable (IngestionProgress) -> Void = { _ in }
) -> (files: [SnapshotFile], documents: Documents, diagnostics: Diagnostics) {
  let result = read(settings, isCancelled: isCancelled, progress: progress) { NoSink() }
  return (result.files, result.documents, result.diagnostics)
}

/// Takes rows and forgets them.
struct NoSink: ConversationSink {
  mutating func consume(_ batch: borrowing ConversationBatch) {}
  mutating func finish(_ lexicons: Lexicons) {}
  mutating func merge(_ other: consuming NoSink) {}
}

func read<S: ConversationSink>(
  _ settings: IngestionSettings, isCancelled: @Sendable () -> Bool = { false },
  progress: @Sendable (IngestionProgress) -> Void, makeSink: @Sendable () -> S
) -> Ingested<S> {
  let found = findFiles(settings)
  var diagnostics = Diagnostics(found.problems)
  let contexts = ContextReader(files: found.files, settings: settings)
  let seeds = settings.sources.map(identitySeed)
  /// Later passes leave out what holds no rows.
  func feeds(after first: FeedQueue? = nil) -> FeedQueue {
    FeedQueue(
      found.files.enumerated().map { index, file in
        Feed(
          index: index, file: file, contexts: contexts, settings: settings, identitySeed: seeds[file.source], wantsDigest: first == nil,
          isSkipped: first.map { !$0.feeds[index].holdsRows } ?? false)
      })
  }
  let first = feeds()
  let seen = SeenIdentities()
  var results = runPass(.feedAll, number: 1, first, seen, settings, isCancelled: isCancelled, progress: progress, makeSink: makeSink)
  let harvests = results.map(\.harvest)
  var last = first
  let repeated = Set(results.lazy.flatMap(\.repeats))
  if !repeated.isEmpty {
    let ranking = feeds(after: first)
    let ranked = runPass(.rank(repeated), number: 2, ranking, seen, settings, isCancelled: isCancelled, progress: progress) { NoSink() }
    let places = chooseCopies(ranked.flatMap(\.copies), captures: first.feeds.map(captureTime))
    last = feeds(after: first)
    results = runPass(
      .feedChosen(places), number: 3, last, seen, settings, isCancelled: isCancelled, progress: progress, makeSink: makeSink)
    if isCancelled() { return stopped(makeSink()) }
    for (a, b) in zip(first.feeds, last.feeds) where a.holdsRows && (a.rows != b.rows || a.storedRead != b.storedRead) {
      diagnostics.report(changedFile(relativePath(a.file.path, to: settings.projectRoot)))
    }
  }
  // What was read in part says nothing about the files.
  if isCancelled() { return stopped(makeSink()) }
  var gathered = Gathering(harvests, settings)
  let joined = gathered.conversations(seen, into: makeSink())
  if joined.isMemoryShort || results.contains(where: \.isMemoryShort) || last.feeds.contains(where: \.isMemoryShort) {
    diagnostics.report(Diagnostic("out-of-memory", area: .data, "not enough memory to read the snapshots"))
  }
  let described = describeAll(first.feeds, last.feeds, settings, gathered, joined.files)
  let files = described.files
  diagnostics.report(contentsOf: Diagnostics(described.problems))
  diagnostics.report(contentsOf: Diagnostics(missingPages(files) + severalProjects(files) + missingInput(files, settings)))
  var sink = merged(results, makeSink)
  sink.merge(joined.sink)
  let exhausted = exhaustedTexts(results.map(\.exhausted) + harvests.compactMap(\.patterns?.exhausted), settings.patterns)
  diagnostics.report(contentsOf: Diagnostics(exhaustedPatterns(exhausted, settings.patterns)))
  var ingested = Ingested(sink: sink, files: files, diagnostics: diagnostics.sorted(), documents: gathered.documents)
  ingested.exhausted = exhausted
  ingested.conversations = joined.count + files.indices.reduce(0) { $0 + (first.feeds[$1].holdsRows ? files[$1].accepted : 0) }
  return ingested
}

private func stopped<S: ConversationSink>(_ sink: S) -> Ingested<S> {
  let diagnostic = Diagnostic("build-stopped", area: .data, "stopped while reading; nothing was published")
  return Ingested(sink: sink, files: [], diagnostics: Diagnostics([diagnostic]))
}

private func merged<S: ConversationSink>(_ results: [PassResult<S>], _ makeSink: @Sendable () -> S) -> S {
  guard var sink = results.first?.sink else { return makeSink() }
  for other in results.dropFirst() { sink.merge(other.sink) }
  return sink
}

/// The seed of identities of one source: equal ids of two sources or projects are two conversations.
func identitySeed(_ source: SnapshotSource) -> UInt64 {
  let bytes = Array(source.id.utf8) + [0] + Array(source.project.utf8)
  return bytes.withUnsafeBufferPointer { fingerprint($0) }
}

/// When the file's data was taken, for the choice between copies; the smallest number when nothing states it.
private func captureTime(_ feed: Feed) -> Int64 {
  feed.recognition?.facts.exportedAt?.microseconds ?? feed.known.statedCapture?.microseconds ?? Int64.min
}
