/// Where words go: results to `output`, problems and progress to `error`. Closures, so that tests can listen.
struct Console: Sendable {
  /// Writes to stdout, as is.
  var output: @Sendable (String) -> Void
  /// Writes to stderr, as is.
  var error: @Sendable (String) -> Void
  /// Milliseconds of a clock that only goes forward.
  var milliseconds: @Sendable () -> Int
}

/// How to speak, decided once from the surroundings and the options.
struct Manner: Sendable, Equatable {
  /// How progress is shown.
  enum ProgressStyle: Sendable, Equatable {
    /// One line that is rewritten and cleared at the end.
    case rewriting(width: Int)
    /// One line when a stage has ended.
    case plain
    case none
  }

  /// Escape sequences for colour on stderr.
  var isColoured: Bool
  var progress: ProgressStyle

  /// Colour only on a terminal that knows it and when `NO_COLOR` (no-color.org) is not set or empty.
  init(_ surroundings: Surroundings, isQuiet: Bool, isJSON: Bool) {
    let environment = surroundings.environment
    let isDumb = environment["TERM", default: "dumb"] == "dumb"
    let isTerminal = surroundings.isErrorTerminal && !isDumb
    isColoured = isTerminal && environment["NO_COLOR", default: ""].isEmpty && !isJSON
    progress = isQuiet || isJSON ? .none : isTerminal ? .rewriting(width: max(20, surroundings.width)) : .plain
  }
}
