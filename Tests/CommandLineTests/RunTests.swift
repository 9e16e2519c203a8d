import Basics
import Foundation
import Publishing
import Synchronization
import Testing

@testable import parlance

@Suite struct RunTests {
  let warning = Diagnostic("unknown-file", .warning, area: .data, at: SourceLocation(file: "exports/a.txt"), "not recognised")
  let error = Diagnostic(
    "unknown-metric", area: .content, at: SourceLocation(file: "s.md", line: 3, column: 9), "no metric is called \"x\"",
    suggestions: ["y", "z"],
    help: "docs/metrics.md lists them")

  @Test(
    "an area has its exit code, and the first to be mended wins",
    arguments: [
      ([], 0), ([.gate], 1), ([.content], 2), ([.data], 3), ([.usage], 64), ([.gate, .data], 3), ([.data, .content, .gate], 2),
      ([.content, .usage], 64),
    ] as [([ProblemArea], Int32)])
  func exitCodes(areas: [ProblemArea], code: Int32) {
    #expect(ExitCode(areas.map { Diagnostic("x", area: $0, "x") }).rawValue == code)
    let warnings = areas.map { Diagnostic("x", .warning, area: $0, "x") }
    #expect(ExitCode(warnings) == .fine)
  }

  @Test("the result goes to stdout, problems to stderr")
  func streams() {
    let result = run("build") { _, _ in Outcome(diagnostics: [warning], lines: ["12 pages"]) }
    #expect(result.code == .fine)
    #expect(result.output == "12 pages\n")
    #expect(result.error == "exports/a.txt: warning[unknown-file]: not recognised\n")
  }

  @Test("a thrown problem is worded with suggestions and help")
  func thrown() {
    let result = run("build") { _, _ in throw Diagnostics([error, warning]) }
    #expect(result.code == .content)
    #expect(result.output == "")
    #expect(
      result.error == """
        exports/a.txt: warning[unknown-file]: not recognised
        s.md:3:9: error[unknown-metric]: no metric is called "x"
          did you mean "y" or "z"?
          help: docs/metrics.md lists them
        1 error, 1 warning

        """)
  }

  @Test("with --json every problem is one line of JSON with every key")
  func json() throws {
    let result = run("check", "--json") { _, _ in
      Outcome(diagnostics: [error, warning], lines: ["no"], result: .object(["pages": .integer(1)]))
    }
    #expect(result.output == "{\"pages\":1}\n")
    let lines = result.error.split(separator: "\n")
    #expect(lines.count == 2)
    for line in lines {
      let read = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(Set(read.keys) == ["code", "severity", "area", "file", "line", "column", "message", "suggestions", "help"])
    }
    #expect(
      lines.last.map(String.init)
        == #"{"area":"content","code":"unknown-metric","column":9,"file":"s.md","help":"docs/metrics.md lists them","line":3,"#
        + #""message":"no metric is called \"x\"","severity":"error","suggestions":["y","z"]}"#)
    #expect(run("biuld", "--json").error.hasPrefix("{\"area\":\"usage\""))
  }

  @Test("--quiet says nothing but problems")
  func quiet() {
    let result = run("build", "-q") { _, context in
      context.progress(ProgressUpdate("reading"))
      return Outcome(diagnostics: [warning], lines: ["12 pages"])
    }
    #expect(result.output == "")
    #expect(result.error == "exports/a.txt: warning[unknown-file]: not recognised\n")
  }

  @Test("an error that is no diagnostic is told and is no success")
  func internalError() {
    struct Odd: Error {}
    let result = run("build") { _, _ in throw Odd() }
    #expect(result.code == .data)
    #expect(result.error.hasPrefix("error[internal-error]: something went wrong that should not: Odd\n"))
    #expect(run("build") { _, _ in throw Diagnostics() }.code == .data)
  }

  @Test(
    "a signal ends the work with its code and a word that nothing was changed",
    arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func signals(number: Int32, code: Int32) {
    let interruption = Interruption()
    let result = run("build", interruption: interruption) { _, context in
      #expect(!context.isCancelled())
      #expect(interruption.note(number))
      #expect(!interruption.note(SIGINT))
      #expect(context.isCancelled())
      throw Diagnostic("build-stopped", area: .data, "x")
    }
    #expect(result.code.rawValue == code)
    #expect(result.error == "error[build-stopped]: stopped; the published site was not touched\n")
  }

  @Test("a signal that comes after the end of the work changes nothing")
  func late() {
    let interruption = Interruption()
    let result = run("build", interruption: interruption) { _, _ in
      _ = interruption.note(SIGINT)
      return Outcome(lines: ["done"])
    }
    #expect(result.code == .fine && result.output == "done\n")
  }

  @Test("the version is one line")
  func version() {
    #expect(run("--version").output == "parlance \(parlanceVersion)\n")
    #expect(parlanceVersion.wholeMatch(of: /\d+\.\d+\.\d+/) != nil)
  }
}

@Suite struct ConsoleTests {
  @Test(
    "colour and a rewriting line are for terminals that know them",
    arguments: [
      (["TERM": "xterm"], true, false, true, .rewriting(width: 80)),
      (["TERM": "xterm", "NO_COLOR": "1"], true, false, false, .rewriting(width: 80)),
      (["TERM": "xterm", "NO_COLOR": ""], true, false, true, .rewriting(width: 80)), (["TERM": "dumb"], true, false, false, .plain),
      ([:], true, false, false, .plain), (["TERM": "xterm"], false, false, false, .plain), (["TERM": "xterm"], true, true, true, .none),
    ] as [([String: String], Bool, Bool, Bool, Manner.ProgressStyle)])
  func manners(environment: [String: String], isTerminal: Bool, isQuiet: Bool, isColoured: Bool, style: Manner.ProgressStyle) {
    let manner = Manner(surroundings(environment, isTerminal: isTerminal), isQuiet: isQuiet, isJSON: false)
    #expect(manner.isColoured == isColoured && manner.progress == style)
    let json = Manner(surroundings(environment, isTerminal: isTerminal), isQuiet: isQuiet, isJSON: true)
    #expect(!json.isColoured && json.progress == .none)
  }

  @Test("a piped build tells each stage once, at its end")
  func plain() {
    let listener = Listener()
    let progress = Progress(listener.console(step: 500), style: .plain)
    progress.show(ProgressUpdate("reading", rows: 10, bytes: 1_000_000))
    progress.show(ProgressUpdate("reading", rows: 412_000, bytes: 610_400_000, totalBytes: 1_469_000_000))
    progress.show(ProgressUpdate("writing", pages: 3, totalPages: 120))
    progress.finish()
    #expect(listener.error == "reading: 412,000 rows, 610 of 1,469 MB, 610 MB/s\nwriting: 3 of 120 files\n")
  }

  @Test("on a terminal one line is rewritten, cut to the width, and cleared")
  func rewriting() {
    let listener = Listener()
    let progress = Progress(listener.console(step: 60), style: .rewriting(width: 20))
    for rows in 1...5 { progress.show(ProgressUpdate("reading", rows: rows * 1_000_000)) }
    progress.finish()
    #expect(
      listener.error == "\rreading: 1,000,000 \u{1B}[K\rreading: 3,000,000 \u{1B}[K\rreading: 5,000,000 \u{1B}[K\r\u{1B}[K")
  }

  @Test("nothing is drawn when nothing is to be shown")
  func none() {
    let listener = Listener()
    let progress = Progress(listener.console(), style: .none)
    progress.show(ProgressUpdate("reading"))
    progress.finish()
    #expect(listener.error == "")
  }

  @Test("megabytes, rates and large numbers are written plainly")
  func numbers() {
    #expect(progressText(ProgressUpdate("reading", bytes: 49_999), elapsed: 100) == "reading: 0.0 MB")
    #expect(progressText(ProgressUpdate("reading", bytes: 1_460_000), elapsed: 1000) == "reading: 1.5 MB, 1.5 MB/s")
    #expect(progressText(ProgressUpdate("computing"), elapsed: 0) == "computing")
    #expect(grouped(-1_234_567) == "-1,234,567" && grouped(999) == "999" && grouped(0) == "0" && grouped(Int.min).count == 26)
    #expect(counted(1, "row") == "1 row" && counted(0, "row") == "0 rows" && counted(1200, "page") == "1,200 pages")
  }

  @Test("errors are all told; of many warnings the first are told and the rest is counted")
  func limit() {
    let many = (0..<25).map { Diagnostic("odd-file", .warning, area: .data, at: SourceLocation(file: "f\($0)"), "odd") }
    let lines = Wording(isColoured: false, limit: 3).lines(many + [Diagnostic("bad", area: .data, "bad")])
    #expect(lines.count == 5)
    #expect(lines.first == "error[bad]: bad")
    #expect(lines.last == "  … and 22 more [odd-file]; --json lists all")
    let errors = (0..<25).map { Diagnostic("bad", area: .data, at: SourceLocation(file: "f\($0)"), "bad") }
    #expect(Wording(isColoured: false, limit: 3).lines(errors).count == 25)
    #expect(Wording(isColoured: false).summary(many + errors) == "25 errors, 25 warnings")
    #expect(Wording(isColoured: false).summary([]) == nil)
  }

  @Test("a file name cannot steer the terminal")
  func control() {
    let odd = Diagnostic("x", area: .data, at: SourceLocation(file: "a\u{1B}[2Jb\n"), "c\u{202E}d", help: "e\u{7}")
    #expect(Wording(isColoured: false).lines(odd) == ["a\u{FFFD}[2Jb\u{FFFD}: error[x]: c\u{FFFD}d", "  help: e\u{FFFD}"])
    #expect(
      Wording(isColoured: true).lines(odd).first == "\u{1B}[1ma\u{FFFD}[2Jb\u{FFFD}: \u{1B}[0m\u{1B}[1;31merror[x]:\u{1B}[0m c\u{FFFD}d")
  }
}
