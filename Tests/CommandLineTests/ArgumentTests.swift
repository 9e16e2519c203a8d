import Basics
import Records
import Synchronization
import Testing

@testable import parlance

@Suite struct ArgumentTests {
  func request(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Request {
    let parsed = try parseArguments(arguments)
    guard case .run(let name) = parsed.wish else { throw Diagnostics() }
    return try Request(parsed, command: name, in: surroundings(environment))
  }

  func problems(_ arguments: [String], _ environment: [String: String] = [:]) -> [String] {
    do {
      _ = try request(arguments, environment)
      return []
    } catch let problems as Diagnostics {
      #expect(problems.list.allSatisfy { $0.area == .usage })
      return problems.list.map(\.description)
    } catch { return ["\(error)"] }
  }

  @Test("every command has its defaults")
  func defaults() throws {
    let build = try request(["build"])
    #expect(build.project == "." && build.output == nil && build.jobs == 2 && !build.isQuiet && !build.isJSON)
    #expect(build.now == Instant(seconds: 1_775_001_600))
    #expect(try request(["explain", "out.deflection_rate"]).period == nil)
  }

  @Test(
    "an option may be written in each usual way",
    arguments: [
      ["build", "--output", "x", "p"], ["build", "p", "--output=x"], ["build", "-o", "x", "p"], ["build", "-ox", "p"],
      ["build", "-o", "x", "--", "p"], ["build", "-C", "p", "-ox"],
    ])
  func spellings(arguments: [String]) throws {
    let request = try request(arguments)
    #expect(request.output == "x" && request.project == "p")
  }

  @Test("short switches can be joined")
  func joined() throws {
    let request = try request(["build", "-qj3"])
    #expect(request.isQuiet && request.jobs == 3)
    #expect(try parseArguments(["build", "-qh"]).wish == .help(.build))
  }

  @Test("operands go where they belong")
  func operands() throws {
    let explain = try request(["explain", "out.deflection_rate", "2026-03", "-C", "p"])
    #expect(explain.metric == "out.deflection_rate" && explain.period == "2026-03" && explain.project == "p")
    #expect(try request(["inspect", "a", "b", "--", "-c"]).paths == ["a", "b", "-c"])
  }

  @Test(
    "a mistake gets one clear line with the nearest name",
    arguments: [
      ([], "error[no-command]: a command is missing (parlance --help lists the commands)"),
      (["biuld"], "error[unknown-command]: no command is called \"biuld\"; did you mean \"build\"? (parlance --help lists the commands)"),
      (
        ["--versoin"],
        "error[unknown-option]: no option is called \"--versoin\" before a command; did you mean \"--version\"? (parlance --help lists the commands)"
      ),
      (
        ["build", "--ouput", "x"],
        "error[unknown-option]: parlance build has no option --ouput; did you mean \"--output\"? (parlance build --help lists them)"
      ),
      (["check", "--output", "x"], "error[unknown-option]: parlance check has no option --output (parlance check --help lists them)"),
      (["build", "--output"], "error[option-value]: --output needs a value: --output DIR"),
      (["build", "--output", "--quiet"], "error[option-value]: --output needs a value: --output DIR"),
      (["build", "--quiet=yes"], "error[option-value]: --quiet takes no value"),
      (["build", "-q", "--quiet"], "error[option-twice]: --quiet is given twice"),
      (["build", "a", "-C", "b"], "error[option-twice]: the project is given twice: \"a\" and --project \"b\""),
      (
        ["build", "a", "b"],
        "error[too-many-operands]: parlance build takes at most 1 of them, and got 2 (parlance build --help shows examples)"
      ),
      (["build", ""], "error[empty-operand]: an argument is empty"),
      (
        ["explain"],
        "error[missing-operand]: parlance explain needs METRIC: for example out.deflection_rate (parlance explain --help shows examples)"
      ),
      (["build", "--jobs", "0"], "error[option-value]: --jobs needs a whole number from 1 to 256, not \"0\""),
      (["build", "--jobs", "-1"], "error[option-value]: --jobs needs a whole number from 1 to 256, not \"-1\""),
      (["build", "--jobs", "many"], "error[option-value]: --jobs needs a whole number from 1 to 256, not \"many\""),
      (
        ["build", "--now", "yesterday"],
        "error[option-value]: --now needs a moment of ISO 8601, not \"yesterday\" (for example 2026-04-01T06:00:00Z)"
      ),
    ] as [([String], String)])
  func mistakes(arguments: [String], line: String) { #expect(problems(arguments) == [line]) }

  @Test("all mistakes are told at once")
  func together() { #expect(problems(["build", "--josn", "--quiet=1", "a", "b"]).count == 3) }

  @Test("--now wins over SOURCE_DATE_EPOCH, which wins over the clock")
  func clock() throws {
    let environment = ["SOURCE_DATE_EPOCH": "1700000000"]
    #expect(try request(["build"], environment).now == Instant(seconds: 1_700_000_000))
    #expect(try request(["build", "--now", "1970-01-02"], environment).now == Instant(seconds: 86_400))
    #expect(
      problems(["build"], ["SOURCE_DATE_EPOCH": "soon"]) == [
        "error[option-value]: SOURCE_DATE_EPOCH needs seconds since 1970, not \"soon\""
      ])
  }

  @Test(
    "a moment of ISO 8601 is read (RFC 3339, section 5.8)",
    arguments: [
      ("1970-01-01", 0), ("1970-01-01T00:00", 0), ("1970-01-01T01:02:03Z", 3_723_000_000), ("1970-01-01 00:00:00.25Z", 250_000),
      ("1990-12-31T15:59:59-08:00", 662_687_999_000_000), ("1937-01-01T12:00:27.87+0020", -1_041_337_172_130_000),
      ("1985-04-12T23:20:50.52Z", 482_196_050_520_000),
    ] as [(String, Int64)])
  func moments(text: String, microseconds: Int64) { #expect(parseMoment(text)?.microseconds == microseconds) }

  @Test(
    "what is no moment is not read",
    arguments: [
      "", "2026", "2026-02-30", "2026-01-01T", "2026-01-01T24:00", "2026-01-01T1:00", "2026-01-01T10:60", "2026-01-01T10:00:00.",
      "2026-01-01T10:00+1",
      "2026-01-01T10:00Zx", "2026-01-01T10:00ü", "2026-01-01x10:00", "２026-01-01",
    ])
  func noMoments(text: String) { #expect(parseMoment(text) == nil) }

  @Test("help shows every command and every option", arguments: CommandName.allCases)
  func help(name: CommandName) throws {
    let rule = try #require(CommandTable.rule(name))
    let text = Help.command(rule)
    #expect(Help.overall.contains("  \(name.rawValue) "))
    for option in rule.options { #expect(text.contains(option.name)) }
    for operand in rule.operands { #expect(text.contains(operand.placeholder)) }
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 120 })
    #expect(run(name.rawValue, "--help").output == text)
    #expect(run("help", name.rawValue).output == text)
    #expect(run(name.rawValue, "x", "y", "z", "-h").code == .fine)
    #expect(rule.options.map(\.name).contains("--help"))
  }

  @Test("every example in the help is a command line that works", arguments: CommandTable.all.flatMap { $0.examples.map(\.line) })
  func examples(line: String) throws {
    let words = line.split(separator: " ").map(String.init)
    #expect(words.first == "parlance")
    _ = try request(Array(words.dropFirst()))
  }

  @Test("no option has the name of another")
  func names() {
    for rule in CommandTable.all {
      let names = rule.options.flatMap { [$0.name] + [$0.short].compactMap(\.self) }
      #expect(Set(names).count == names.count, "\(rule.name)")
    }
  }
}
