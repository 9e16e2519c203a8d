let arguments = Array(CommandLine.arguments.dropFirst())
if arguments == ["--version"] {
  // Answered before anything else is set up: scripts ask for it often.
  Process.write("parlance \(parlanceVersion)\n", to: 1)
} else {
  let interruption = Interruption()
  interruption.listen()
  let code = run(
    arguments, commands: .live, surroundings: Process.surroundings(), console: Process.console(), interruption: interruption)
  Process.end(code)
}
