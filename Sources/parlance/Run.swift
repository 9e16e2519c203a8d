import Basics
import Publishing

/// Runs one command from arguments to exit code. Everything of the process comes in as parameters.
func run(
  _ arguments: [String], commands: Commands, surroundings: Surroundings, console: Console, interruption: Interruption
) -> ExitCode {
  // What is wrong with the arguments is told as JSON too when they ask for it.
  let wantsJSON = arguments.prefix { $0 != "--" }.contains("--json")
  do {
    let parsed = try parseArguments(arguments)
    switch parsed.wish {
    case .version:
      console.output("parlance \(parlanceVersion)\n")
      return .fine
    case .overallHelp:
      console.output(Help.overall)
      return .fine
    case .help(let name):
      console.output(CommandTable.rule(name).map(Help.command) ?? Help.overall)
      return .fine
    case .run(let name):
      let request = try Request(parsed, command: name, in: surroundings)
      return perform(request, commands[name], surroundings, console, interruption)
    }
  } catch {
    let manner = Manner(surroundings, isQuiet: false, isJSON: wantsJSON)
    tell(error.list, isJSON: wantsJSON, manner: manner, console: console)
    return ExitCode(error.list)
  }
}

private func perform(
  _ request: Request, _ work: Commands.Work, _ surroundings: Surroundings, _ console: Console, _ interruption: Interruption
) -> ExitCode {
  let manner = Manner(surroundings, isQuiet: request.isQuiet, isJSON: request.isJSON)
  let progress = Progress(console, style: manner.progress)
  interruption.beforeExit {
    progress.finish()
    // Whether the swap was just before or not is not known here; that the site is whole is.
    tell([stopped("stopped at once; the published site is whole")], isJSON: request.isJSON, manner: manner, console: console)
  }
  let context = WorkContext(progress: { progress.show($0) }, isCancelled: { interruption.signal != nil })
  do {
    let outcome = try work(request, context)
    progress.finish()
    tell(worthTelling(outcome.diagnostics, request), isJSON: request.isJSON, manner: manner, console: console)
    if request.isJSON {
      console.output(outcome.result.line() + "\n")
    } else if !request.isQuiet {
      console.output(outcome.lines.map { $0 + "\n" }.joined())
    }
    return ExitCode(outcome.diagnostics)
  } catch {
    progress.finish()
    if let code = interruption.exitCode {
      tell([stopped("stopped; the published site was not touched")], isJSON: request.isJSON, manner: manner, console: console)
      return code
    }
    let problems = diagnostics(of: error)
    tell(problems, isJSON: request.isJSON, manner: manner, console: console)
    let code = ExitCode(problems)
    // Something was thrown, so the run is no success, whatever it says.
    return code == .fine ? .data : code
  }
}

/// Commands that look at files tell every note; the others only how many there are, and nothing when quiet.
private func worthTelling(_ diagnostics: [Diagnostic], _ request: Request) -> [Diagnostic] {
  if request.isJSON || ((request.command == .check || request.command == .inspect) && !request.isQuiet) { return diagnostics }
  let notes = diagnostics.filter { $0.severity == .note }
  if notes.isEmpty || request.isQuiet { return diagnostics.filter { $0.severity != .note } }
  if notes.count == 1 { return diagnostics }
  let kinds = Dictionary(grouping: notes, by: \.code).sortedByKey().map { "\($0.value.count) \($0.key)" }.joined(separator: ", ")
  let told = Diagnostic(
    "input-notes", .note, area: .data, "\(notes.count) notes on the input: \(kinds)", help: "parlance check tells them all")
  return diagnostics.filter { $0.severity != .note } + [told]
}

/// Problems to stderr: JSON lines, or words with a last line that counts them.
private func tell(_ diagnostics: [Diagnostic], isJSON: Bool, manner: Manner, console: Console) {
  if isJSON {
    console.error(Diagnostics(diagnostics).sorted().list.map { diagnosticLine($0) + "\n" }.joined())
    return
  }
  let wording = Wording(isColoured: manner.isColoured)
  var lines = wording.lines(diagnostics)
  if diagnostics.count > 1, let summary = wording.summary(diagnostics) { lines.append(summary) }
  if !lines.isEmpty { console.error(lines.map { $0 + "\n" }.joined()) }
}

/// Whatever was thrown, as problems.
private func diagnostics(of error: any Error) -> [Diagnostic] {
  switch error {
  case let problems as Diagnostics: problems.list
  case let problem as Diagnostic: [problem]
  default:
    [
      Diagnostic(
        "internal-error", area: .data, "something went wrong that should not: \(type(of: error))",
        help: "please report it with the output of parlance --version")
    ]
  }
}

private func stopped(_ message: String) -> Diagnostic { Diagnostic("build-stopped", area: .data, message) }
