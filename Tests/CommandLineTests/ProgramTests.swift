import Foundation
import Testing

@testable import parlance

/// The program itself, as built beside the tests.
private let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
  .appendingPathComponent("parlance")

private let isBuilt = FileManager.default.isExecutableFile(atPath: program.path)

@Suite(.enabled(if: isBuilt, "the program is not built beside the tests")) struct ProgramTests {
  /// Runs the program to its end.
  private func start(_ arguments: [String], environment: [String: String] = [:]) throws -> (code: Int32, output: String, error: String) {
    let process = Foundation.Process()
    let output = Pipe()
    let error = Pipe()
    process.executableURL = program
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let written = output.fileHandleForReading.readDataToEndOfFile()
    let told = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: written, as: UTF8.self), String(decoding: told, as: UTF8.self))
  }

  @Test("the version, help and a mistake have their exit codes and streams")
  func basics() throws {
    let version = try start(["--version"])
    #expect(version == (0, "parlance \(parlanceVersion)\n", ""))
    let help = try start(["--help"])
    #expect(help == (0, Help.overall, ""))
    let mistake = try start(["biuld"])
    #expect(mistake.code == 64 && mistake.output == "")
    #expect(
      mistake.error
        == "error[unknown-command]: no command is called \"biuld\"\n  did you mean \"build\"?\n  help: parlance --help lists the commands\n"
    )
  }

  @Test("the version is there at once")
  func startup() throws {
    // The best of many starts: the machine may be busy. A debug build links everything dynamically, which costs most of this.
    let clock = ContinuousClock()
    var best = Duration.seconds(10)
    for _ in 0..<20 {
      best = min(best, try clock.measure { _ = try start(["--version"]) })
    }
    #expect(best < .milliseconds(60))
  }

  @Test("a file name with every byte is no trouble for init", arguments: ["a b", "ü", "x\u{1B}[31m"])
  func names(name: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("parlance-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try start(["init", folder.appendingPathComponent(name).path, "-q"])
    #expect(result == (0, "", ""))
    #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent("\(name)/parlance.json").path))
  }
}
