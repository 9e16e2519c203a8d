import Basics
import Publishing

/// What a command came to.
struct Outcome: Sendable {
  /// Everything noticed, in any order.
  var diagnostics: [Diagnostic] = []
  /// The result for people, line by line; written to stdout.
  var lines: [String] = []
  /// The result for `--json`; written to stdout as one line.
  var result: JSONValue = .object([:])
}

/// How far a build is.
struct ProgressUpdate: Sendable, Equatable {
  /// In the present: "reading", "computing", "writing pages".
  var stage: String
  /// Rows read so far.
  var rows: Int?
  /// Bytes read so far.
  var bytes: Int?
  /// Bytes in all, when known.
  var totalBytes: Int?
  /// Pages or files finished so far.
  var pages: Int?
  /// In all, when known.
  var totalPages: Int?

  init(_ stage: String, rows: Int? = nil, bytes: Int? = nil, totalBytes: Int? = nil, pages: Int? = nil, totalPages: Int? = nil) {
    self.stage = stage
    self.rows = rows
    self.bytes = bytes
    self.totalBytes = totalBytes
    self.pages = pages
    self.totalPages = totalPages
  }
}

/// What a command may ask of the process while it works.
struct WorkContext: Sendable {
  /// May be called from any thread, as often as one likes.
  var progress: @Sendable (ProgressUpdate) -> Void
  /// True after Ctrl-C or SIGTERM: throw `build-stopped` at the next good place.
  var isCancelled: @Sendable () -> Bool
}

/// The work behind the commands, joined to the modules below in `Wiring.swift`. Each throws `Diagnostic` or `Diagnostics`.
struct Commands: Sendable {
  typealias Work = @Sendable (Request, WorkContext) throws -> Outcome
  var build: Work
  var check: Work
  var inspect: Work
  var explain: Work

  subscript(name: CommandName) -> Work {
    switch name {
    case .`init`: { request, _ in try writeStarter(in: request.project) }
    case .build: build
    case .check: check
    case .inspect: inspect
    case .explain: explain
    }
  }
}
