import Basics

/// Arguments sorted by the table; not yet checked for meaning.
struct ParsedArguments: Sendable, Equatable {
  /// What was asked for.
  enum Wish: Sendable, Equatable {
    case version
    case overallHelp
    case help(CommandName)
    case run(CommandName)
  }

  var wish: Wish
  var operands: [String] = []
  /// Long name → value; a switch has the value `""`.
  var options: [String: String] = [:]
}

/// Sorts arguments (without the program's name). Options may stand anywhere; `--name=value` and `--name value` are the same,
/// and so are `-o DIR` and `-oDIR`; after `--` everything is an operand. Throws every `usage` problem found.
func parseArguments(_ arguments: [String]) throws(Diagnostics) -> ParsedArguments {
  guard let first = arguments.first else {
    throw Diagnostics([usageProblem("no-command", "a command is missing", help: "parlance --help lists the commands")])
  }
  if first == "--version" { return ParsedArguments(wish: .version) }
  if first == "--help" || first == "-h" || first == "help" {
    guard first == "help", arguments.count > 1 else { return ParsedArguments(wish: .overallHelp) }
    return ParsedArguments(wish: .help(try commandName(arguments[1])))
  }
  let name = try commandName(first)
  guard let rule = CommandTable.rule(name) else {
    throw Diagnostics([usageProblem("unknown-command", "no command is called \"\(first)\"")])
  }
  var reader = ArgumentReader(rule: rule, rest: arguments.dropFirst())
  return try reader.read()
}

private func commandName(_ written: String) throws(Diagnostics) -> CommandName {
  if let name = CommandName(rawValue: written) { return name }
  if written.hasPrefix("-") {
    let known = CommandTable.overall.map(\.name)
    throw Diagnostics([
      usageProblem(
        "unknown-option", "no option is called \"\(written)\" before a command", suggestions: nearestNames(to: written, in: known),
        help: "parlance --help lists the commands")
    ])
  }
  throw Diagnostics([
    usageProblem(
      "unknown-command", "no command is called \"\(written)\"",
      suggestions: nearestNames(to: written, in: CommandName.allCases.map(\.rawValue)), help: "parlance --help lists the commands")
  ])
}

func usageProblem(_ code: String, _ message: String, suggestions: [String] = [], help: String? = nil) -> Diagnostic {
  Diagnostic(code, area: .usage, message, suggestions: suggestions, help: help)
}

/// Goes through the arguments of one command.
private struct ArgumentReader {
  let rule: CommandRule
  var rest: ArraySlice<String>
  var problems = Diagnostics()
  var result: ParsedArguments

  init(rule: CommandRule, rest: ArraySlice<String>) {
    self.rule = rule
    self.rest = rest
    result = ParsedArguments(wish: .run(rule.name))
  }

  mutating func read() throws(Diagnostics) -> ParsedArguments {
    while let argument = rest.popFirst() {
      if argument == "--" {
        result.operands += rest
        break
      }
      if argument.hasPrefix("--") {
        long(argument)
      } else if argument.hasPrefix("-"), argument != "-" {
        short(argument)
      } else {
        result.operands.append(argument)
      }
    }
    if result.options["--help"] != nil { return ParsedArguments(wish: .help(rule.name)) }
    checkCount()
    if problems.hasErrors { throw problems }
    return result
  }

  private mutating func long(_ argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = rule.options.first(where: { $0.name == name }) else {
      unknown(name, among: rule.options.map(\.name))
      return
    }
    take(option, attached: parts.count > 1 ? String(parts[1]) : nil)
  }

  private mutating func short(_ argument: String) {
    let name = String(argument.prefix(2))
    guard let option = rule.options.first(where: { $0.short == name }) else {
      unknown(name, among: [])
      return
    }
    let attached = argument.dropFirst(2)
    if option.placeholder == nil, !attached.isEmpty {
      take(option, attached: nil)
      // `-qh` is `-q -h`.
      rest = ["-" + attached] + rest
    } else {
      take(option, attached: attached.isEmpty ? nil : String(attached))
    }
  }

  private mutating func take(_ option: OptionRule, attached: String?) {
    if result.options[option.name] != nil {
      problems.report(usageProblem("option-twice", "\(option.name) is given twice"))
    }
    guard let placeholder = option.placeholder else {
      if attached != nil { problems.report(usageProblem("option-value", "\(option.name) takes no value")) }
      result.options[option.name] = ""
      return
    }
    if let attached {
      result.options[option.name] = attached
    } else if let next = rest.first, !next.hasPrefix("-") || next == "-" || Int(next) != nil {
      result.options[option.name] = rest.removeFirst()
    } else {
      problems.report(usageProblem("option-value", "\(option.name) needs a value: \(option.name) \(placeholder)"))
      result.options[option.name] = ""
    }
  }

  private mutating func unknown(_ name: String, among names: [String]) {
    problems.report(
      usageProblem(
        "unknown-option", "parlance \(rule.name.rawValue) has no option \(name)", suggestions: nearestNames(to: name, in: names),
        help: "parlance \(rule.name.rawValue) --help lists them"))
    // What looks like its value is no operand of ours; one problem is enough.
    if let next = rest.first, !next.hasPrefix("-"), result.operands.count >= rule.operands.reduce(0, { $0 + $1.count.upperBound }) {
      rest.removeFirst()
    }
  }

  private mutating func checkCount() {
    let fewest = rule.operands.reduce(0) { $0 + $1.count.lowerBound }
    let most = rule.operands.reduce(0) { $0 + $1.count.upperBound }
    if result.operands.count < fewest, let missing = rule.operands.first(where: { $0.count.lowerBound > 0 }) {
      problems.report(
        usageProblem(
          "missing-operand", "parlance \(rule.name.rawValue) needs \(missing.placeholder): \(missing.summary)",
          help: "parlance \(rule.name.rawValue) --help shows examples"))
    } else if result.operands.count > most {
      problems.report(
        usageProblem(
          "too-many-operands", "parlance \(rule.name.rawValue) takes at most \(most) of them, and got \(result.operands.count)",
          help: "parlance \(rule.name.rawValue) --help shows examples"))
    }
    if result.operands.contains("") { problems.report(usageProblem("empty-operand", "an argument is empty")) }
  }
}
