/// One option of the command line, as data: the parser, the help and the documentation's test all read the same table.
struct OptionRule: Sendable {
  /// `--output`.
  var name: String
  /// `-o`; nil without a short form.
  var short: String?
  /// What stands after it: `FOLDER`; nil for a switch.
  var placeholder: String?
  /// One line.
  var summary: String
}

/// What a command takes besides options.
struct OperandRule: Sendable {
  /// `PROJECT`.
  var placeholder: String
  /// How few and how many.
  var count: ClosedRange<Int>
  /// One line.
  var summary: String
}

/// One command.
struct CommandRule: Sendable {
  var name: CommandName
  /// One line, for the list of commands.
  var summary: String
  /// A short paragraph for its own help.
  var details: String
  var operands: [OperandRule]
  var options: [OptionRule]
  /// Lines to try, each with what it does.
  var examples: [(line: String, effect: String)]
}

/// The commands.
enum CommandName: String, Sendable, CaseIterable {
  case `init`, build, check, inspect, explain
}

/// Every command with all it accepts.
enum CommandTable {
  static let all: [CommandRule] = [initRule, buildRule, checkRule, inspectRule, explainRule]

  static func rule(_ name: CommandName) -> CommandRule? { all.first { $0.name == name } }

  private static let project = OptionRule(
    name: "--project", short: "-C", placeholder: "DIR", summary: "the folder with parlance.json (default: here)")
  private static let now = OptionRule(
    name: "--now", short: nil, placeholder: "TIME", summary: "the moment that counts as now, ISO 8601 (default: the clock)")
  private static let jobs = OptionRule(
    name: "--jobs", short: "-j", placeholder: "N", summary: "threads to use, 1 to 256 (default: one a core); same result with any")
  private static let quiet = OptionRule(name: "--quiet", short: "-q", placeholder: nil, summary: "say nothing but problems")
  private static let json = OptionRule(
    name: "--json", short: nil, placeholder: nil, summary: "problems as JSON lines on stderr, the result as JSON on stdout")
  private static let help = OptionRule(name: "--help", short: "-h", placeholder: nil, summary: "show this help")
  /// Also understood without a command.
  static let version = OptionRule(name: "--version", short: nil, placeholder: nil, summary: "show the version")
  static let overall = [help, version]

  private static let projectOperand = OperandRule(
    placeholder: "PROJECT", count: 0...1, summary: "the folder with parlance.json (default: here)")

  private static let initRule = CommandRule(
    name: .`init`, summary: "write a project to start from",
    details: "Writes parlance.json with every usual key explained, a section and folders for exports and notes. "
      + "Never overwrites: a file that is already there stays as it is and is named.",
    operands: [OperandRule(placeholder: "DIR", count: 0...1, summary: "where to write it, made when missing (default: here)")],
    options: [quiet, json, help],
    examples: [("parlance init report", "a new project in report/")])

  private static let buildRule = CommandRule(
    name: .build, summary: "write the report site",
    details: "Reads the exports of the project, computes every figure and publishes the site in one step. "
      + "When anything is wrong, all problems are told and the published site stays as it was.",
    operands: [projectOperand],
    options: [
      project,
      OptionRule(
        name: "--output", short: "-o", placeholder: "DIR", summary: "where to publish (default: \"output\" of parlance.json, else site)"),
      now,
      jobs, quiet, json, help,
    ],
    examples: [
      ("parlance build", "the project in this folder, into its site/"),
      ("parlance build report -o /srv/www/report", "another project, published elsewhere"),
    ])

  private static let checkRule = CommandRule(
    name: .check, summary: "do everything but write",
    details: "Reads, computes and builds all pages in memory, tells every problem and writes nothing. "
      + "With --gates it holds a period against the rules of the project instead: one line a rule, exit code 1 when a rule of level error fires.",
    operands: [projectOperand],
    options: [
      project, OptionRule(name: "--gates", short: nil, placeholder: nil, summary: "replay the rules under \"alerts\" of parlance.json"),
      OptionRule(
        name: "--period", short: nil, placeholder: "PERIOD", summary: "with --gates: which one (default: the latest complete one)"),
      OptionRule(name: "--junit", short: nil, placeholder: "FILE", summary: "with --gates: write the result as JUnit XML too"),
      now, jobs, quiet, json, help,
    ],
    examples: [
      ("parlance check --json", "problems for a machine"),
      ("parlance check --gates --junit gates.xml", "the rules, for a pipeline"),
    ])

  private static let inspectRule = CommandRule(
    name: .inspect, summary: "show what exports hold",
    details: "For each file: what it was recognised as, rows used and rejected and why, first and last message, and what says so. "
      + "Needs no project and shows no text of a conversation.",
    operands: [OperandRule(placeholder: "PATH", count: 1...10_000, summary: "an export, or a folder of exports")],
    options: [jobs, quiet, json, help], examples: [("parlance inspect exports/2026-03", "one month's folder")])

  private static let explainRule = CommandRule(
    name: .explain, summary: "show how a figure comes about",
    details: "A metric in a period: value, numerator, denominator and interval; its definition, formula, population and date; "
      + "the files that it was made from, with the rows used of each.",
    operands: [
      OperandRule(placeholder: "METRIC", count: 1...1, summary: "for example out.deflection_rate"),
      OperandRule(placeholder: "PERIOD", count: 0...1, summary: "for example 2026-03 (default: the latest)"),
    ],
    options: [project, now, jobs, quiet, json, help],
    examples: [("parlance explain out.deflection_rate 2026-03", "one figure of one month")])
}
