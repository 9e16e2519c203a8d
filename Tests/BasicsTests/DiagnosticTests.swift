import Basics
import Testing

@Suite struct DiagnosticTests {
  @Test("a problem is one line: place, severity, code, message, nearest names, help")
  func line() {
    let diagnostic = Diagnostic(
      "unknown-metric", area: .content, at: Basics.SourceLocation(file: "parlance.json", line: 3, column: 9),
      "no metric is called \"out.deflection\"",
      suggestions: ["out.deflection_rate", "out.handoff_rate"], help: "see the glossary")
    #expect(
      "\(diagnostic)"
        == "parlance.json:3:9: error[unknown-metric]: no metric is called \"out.deflection\"; "
        + "did you mean \"out.deflection_rate\" or \"out.handoff_rate\"? (see the glossary)")
    #expect("\(Diagnostic("empty", .note, area: .data, "nothing to read"))" == "note[empty]: nothing to read")
  }

  @Test("problems are sorted by place, then code, then message; those without a place first")
  func order() {
    func problem(_ code: String, _ message: String, _ location: Basics.SourceLocation?) -> Diagnostic {
      Diagnostic(code, area: .data, at: location, message)
    }
    let expected = [
      problem("z", "no place", nil), problem("a", "1", Basics.SourceLocation(file: "a.json")),
      problem("a", "1", Basics.SourceLocation(file: "a.json", line: 2)),
      problem("a", "1", Basics.SourceLocation(file: "a.json", line: 2, column: 4)),
      problem("a", "2", Basics.SourceLocation(file: "a.json", line: 2, column: 4)),
      problem("b", "1", Basics.SourceLocation(file: "a.json", line: 2, column: 4)),
      problem("a", "1", Basics.SourceLocation(file: "a.json", line: 10)),
      problem("a", "1", Basics.SourceLocation(file: "b.json", line: 1)),
    ]
    var shuffled = Diagnostics(Array(expected[4...].reversed()))
    shuffled.report(contentsOf: Diagnostics(Array(expected[..<4].reversed())))
    #expect(shuffled.sorted().list == expected)
  }

  @Test("only errors stop the work, and all are thrown together, sorted")
  func throwing() throws {
    var problems = Diagnostics()
    problems.report(Diagnostic("later", .warning, area: .data, "w"))
    #expect(!problems.hasErrors)
    try problems.throwIfErrors()
    problems.report(Diagnostic("b", area: .data, "two"))
    problems.report(Diagnostic("a", area: .data, "one"))
    let thrown = #expect(throws: Diagnostics.self) { try problems.throwIfErrors() }
    #expect(thrown?.list.map(\.code) == ["a", "b", "later"])
    #expect(thrown?.description == "error[a]: one\nerror[b]: two\nwarning[later]: w")
  }

  @Test("severities rise from note to error") func severity() {
    #expect(Severity.allCases.shuffled().sorted() == [.note, .warning, .error])
  }
}

@Suite struct SourceLocationTests {
  @Test(
    "a byte offset becomes line and column, both from 1, columns in bytes",
    arguments: [(0, 1, 1), (2, 1, 3), (3, 2, 1), (5, 2, 3), (6, 3, 1), (99, 3, 1)])
  func offsets(offset: Int, line: Int, column: Int) {
    let location = Basics.SourceLocation.at(utf8Offset: offset, in: "ab\né\n", file: "x")
    #expect(location == Basics.SourceLocation(file: "x", line: line, column: column))
  }

  @Test("a place is written as far as it is known")
  func description() {
    #expect("\(Basics.SourceLocation(file: "a"))" == "a")
    #expect("\(Basics.SourceLocation(file: "a", line: 7))" == "a:7")
    #expect("\(Basics.SourceLocation(file: "a", line: 7, column: 2))" == "a:7:2")
    #expect("\(Basics.SourceLocation(file: "a", column: 2))" == "a", "a column without a line is no place")
  }
}

@Suite struct StableOrderTests {
  @Test("texts are ordered by their bytes, not by any language")
  func utf8() {
    #expect(["é", "z", "Z", "a", "", "zz", "e\u{301}"].sortedByUTF8() == ["", "Z", "a", "e\u{301}", "z", "zz", "é"])
    #expect(!utf8Precedes("a", "a"))
    #expect(["b": 1, "a": 2, "B": 3].sortedByKey().map(\.key) == ["B", "a", "b"])
  }
}
