import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Remembers Ctrl-C and SIGTERM. The work asks for it and stops at the next good place; a second signal, or one second
/// without an end, ends the process at once: publishing is one step, so that never leaves half a site, only a folder beside
/// it which the next build clears away.
final class Interruption: Sendable {
  private let received = Atomic<Int32>(0)
  private let lastWords = Mutex<@Sendable () -> Void>({})

  /// Nil until a signal came.
  var signal: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// What the process ends with after a signal.
  var exitCode: ExitCode? { signal.map { $0 == SIGINT ? .interrupted : .terminated } }

  /// Done before an end that does not wait for the work: the progress line is cleared, a word is said.
  func beforeExit(_ work: @escaping @Sendable () -> Void) { lastWords.withLock { $0 = work } }

  /// Notes a signal; true when it is the first.
  func note(_ number: Int32) -> Bool {
    received.compareExchange(expected: 0, desired: number, ordering: .relaxed).exchanged
  }

  /// Begins to listen.
  func listen() {
    for number in [SIGINT, SIGTERM] {
      // The default action would end the process before anyone hears of it.
      ignore(number)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInitiated))
      source.setEventHandler { [self] in
        // The source lives as long as its own handler: for the whole run.
        withExtendedLifetime(source) {}
        let isFirst = note(number)
        if isFirst {
          DispatchQueue.global().asyncAfter(deadline: .now() + 1) { [self] in endNow() }
        } else {
          endNow()
        }
      }
      source.resume()
    }
    // A reader of our output that went away is no reason to die.
    ignore(SIGPIPE)
  }

  private func endNow() {
    lastWords.withLock { $0 }()
    _exit((exitCode ?? .interrupted).rawValue)
  }
}

private func ignore(_ number: Int32) { _ = signal(number, SIG_IGN) }
