import Basics

/// What the process ends with.
enum ExitCode: Int32, Sendable, CaseIterable {
  /// Nothing but warnings and notes.
  case fine = 0
  /// A rule of the project did not hold.
  case gate = 1
  /// Configuration, template, section or note.
  case content = 2
  /// Exports, locks, the output folder.
  case data = 3
  /// Arguments (sysexits.h, EX_USAGE).
  case usage = 64
  /// Ctrl-C: 128 + SIGINT.
  case interrupted = 130
  /// 128 + SIGTERM.
  case terminated = 143

  /// The code of an area.
  init(_ area: ProblemArea) {
    switch area {
    case .usage: self = .usage
    case .content: self = .content
    case .data: self = .data
    case .gate: self = .gate
    }
  }

  /// The code of a run: that of its errors; with errors of several areas the one that had to be mended first counts: usage,
  /// content, data, gate.
  init(_ diagnostics: [Diagnostic]) {
    let areas = Set(diagnostics.filter { $0.severity == .error }.map(\.area))
    let first = [ProblemArea.usage, .content, .data, .gate].first { areas.contains($0) }
    self = first.map { ExitCode($0) } ?? .fine
  }
}
