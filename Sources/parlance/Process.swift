import Records

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The process as it is: the only place that reads environment, clock and terminal.
enum Process {
  static func surroundings() -> Surroundings {
    var environment: [String: String] = [:]
    for name in ["NO_COLOR", "TERM", "SOURCE_DATE_EPOCH"] {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    return Surroundings(
      environment: environment, clock: Instant(microseconds: microseconds(CLOCK_REALTIME)),
      cores: max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))), isErrorTerminal: isatty(2) == 1, isOutputTerminal: isatty(1) == 1,
      width: width())
  }

  static func console() -> Console {
    Console(
      output: { write($0, to: 1) }, error: { write($0, to: 2) },
      milliseconds: { Int(microseconds(CLOCK_MONOTONIC) / 1000) })
  }

  static func end(_ code: ExitCode) -> Never { exit(code.rawValue) }

  static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var done = 0
      while done < bytes.count, let base = bytes.baseAddress {
        #if canImport(Glibc)
          let count = Glibc.write(descriptor, base + done, bytes.count - done)
        #elseif canImport(Musl)
          let count = Musl.write(descriptor, base + done, bytes.count - done)
        #else
          let count = Darwin.write(descriptor, base + done, bytes.count - done)
        #endif
        // Nobody is left to be told that words could not be written.
        if count < 0, errno != EINTR { return }
        done += max(0, count)
      }
    }
  }

  private static func microseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }

  private static func width() -> Int {
    var size = winsize()
    return ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }
}
