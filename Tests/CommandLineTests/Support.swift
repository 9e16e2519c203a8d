import Basics
import Foundation
import Publishing
import Records
import Synchronization
import Testing

@testable import parlance

/// A terminal that remembers.
final class Listener: Sendable {
  private let texts = Mutex<(output: String, error: String)>(("", ""))
  private let clock = Mutex<Int>(0)

  var output: String { texts.withLock { $0.output } }
  var error: String { texts.withLock { $0.error } }

  /// A clock that goes on by `step` milliseconds each time it is read.
  func console(step: Int = 0) -> Console {
    Console(
      output: { text in self.texts.withLock { $0.output += text } }, error: { text in self.texts.withLock { $0.error += text } },
      milliseconds: {
        self.clock.withLock {
          $0 += step
          return $0
        }
      })
  }
}

/// A process on no terminal, at 2026-04-01T00:00:00Z, on a machine of two cores.
func surroundings(_ environment: [String: String] = [:], isTerminal: Bool = false, width: Int = 80) -> Surroundings {
  Surroundings(
    environment: environment, clock: Instant(seconds: 1_775_001_600), cores: 2, isErrorTerminal: isTerminal, isOutputTerminal: isTerminal,
    width: width)
}

/// Commands that all do the same.
func commands(_ work: @escaping Commands.Work) -> Commands { Commands(build: work, check: work, inspect: work, explain: work) }

/// Runs a command line; what it wrote and its exit code.
func run(
  _ line: String..., environment: [String: String] = [:], isTerminal: Bool = false, interruption: Interruption = Interruption(),
  work: @escaping Commands.Work = { _, _ in Outcome() }
) -> (code: ExitCode, output: String, error: String) {
  let listener = Listener()
  let code = parlance.run(
    line, commands: commands(work), surroundings: surroundings(environment, isTerminal: isTerminal), console: listener.console(),
    interruption: interruption)
  return (code, listener.output, listener.error)
}
