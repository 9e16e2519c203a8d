import Basics
import Records

/// A checked command with all it needs from the outside; nothing below the executable reads arguments, clock or environment.
struct Request: Sendable, Equatable {
  var command: CommandName
  /// Folder with parlance.json as written by the person; `.` by default.
  var project: String
  /// `--output`; nil leaves the choice to the configuration.
  var output: String?
  /// Files and folders of `inspect`.
  var paths: [String]
  /// Of `explain`.
  var metric: String?
  /// Of `explain`, nil is the latest; of `check --gates`, nil is the latest complete one.
  var period: String?
  /// `--gates`: `check` replays the rules of the project.
  var replaysGates = false
  /// `--junit`: where the result of the rules is written.
  var junit: String?
  /// The moment that counts as now.
  var now: Instant
  /// Threads, at least 1.
  var jobs: Int
  var isQuiet: Bool
  var isJSON: Bool
}

/// What the process was started with, read once in `main.swift`.
struct Surroundings: Sendable {
  var environment: [String: String]
  /// Of the machine's clock.
  var clock: Instant
  var cores: Int
  var isErrorTerminal: Bool
  var isOutputTerminal: Bool
  /// Columns of the terminal.
  var width: Int
}

extension Request {
  /// Checks the values of the options. `now` is `--now`, else `SOURCE_DATE_EPOCH` (reproducible-builds.org), else the clock.
  init(_ arguments: ParsedArguments, command: CommandName, in surroundings: Surroundings) throws(Diagnostics) {
    var problems = Diagnostics()
    let options = arguments.options
    let operands = arguments.operands
    self.command = command
    isQuiet = options["--quiet"] != nil
    isJSON = options["--json"] != nil
    output = options["--output"]
    if output == "" { problems.report(usageProblem("option-value", "--output needs a folder")) }

    jobs = max(1, surroundings.cores)
    if let written = options["--jobs"] {
      if let number = Int(written), (1...256).contains(number) {
        jobs = number
      } else {
        problems.report(usageProblem("option-value", "--jobs needs a whole number from 1 to 256, not \"\(written)\""))
      }
    }

    now = surroundings.clock
    if let written = options["--now"] {
      if let moment = parseMoment(written) {
        now = moment
      } else {
        problems.report(
          usageProblem("option-value", "--now needs a moment of ISO 8601, not \"\(written)\"", help: "for example 2026-04-01T06:00:00Z"))
      }
    } else if let epoch = surroundings.environment["SOURCE_DATE_EPOCH"], !epoch.isEmpty {
      if let seconds = Int64(epoch), (0...253_402_300_799).contains(seconds) {
        now = Instant(seconds: seconds)
      } else {
        problems.report(usageProblem("option-value", "SOURCE_DATE_EPOCH needs seconds since 1970, not \"\(epoch)\""))
      }
    }

    let takesProject = command == .build || command == .check || command == .`init`
    project = options["--project"] ?? (takesProject ? operands.first : nil) ?? "."
    if takesProject, let operand = operands.first, let option = options["--project"], operand != option {
      problems.report(usageProblem("option-twice", "the project is given twice: \"\(operand)\" and --project \"\(option)\""))
    }
    if options["--project"] == "" { problems.report(usageProblem("option-value", "--project needs a folder")) }
    paths = command == .inspect ? operands : []
    metric = command == .explain ? operands.first : nil
    period = command == .explain && operands.count > 1 ? operands[1] : nil
    replaysGates = options["--gates"] != nil
    junit = options["--junit"]
    if let chosen = options["--period"] { period = chosen }
    if junit == "" { problems.report(usageProblem("option-value", "--junit needs a file")) }
    for option in ["--period", "--junit"] where options[option] != nil && !replaysGates {
      problems.report(usageProblem("option-value", "\(option) goes with --gates only"))
    }
    if problems.hasErrors { throw problems }
  }
}
