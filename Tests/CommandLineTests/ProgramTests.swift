import Foundation
import Publishing
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

  @Test("what init writes is a project: with an export it checks, builds and explains")
  func firstReport() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("parlance-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let project = folder.appendingPathComponent("report").path
    #expect(try start(["init", project, "-q"]).code == 0)
    let empty = try start(["build", project, "--json"])
    #expect(empty.code == 3 && empty.error.contains(#""code":"no-snapshots""#))
    try FileManager.default.copyItem(
      atPath: repository.appendingPathComponent("Examples/acme/exports/studiochat/2026-01").path, toPath: "\(project)/exports/2026-01")
    let check = try start(["check", project, "--json", "--now", "2026-02-05"])
    #expect(check.code == 0 && !check.error.contains(#""severity":"error""#))
    #expect(!FileManager.default.fileExists(atPath: "\(project)/site"))
    let build = try start(["build", project, "--now", "2026-02-05"])
    #expect(build.code == 0)
    #expect(build.output.contains("512 conversations"))
    let page = try String(contentsOfFile: "\(project)/site/2026-01/index.html", encoding: .utf8)
    #expect(page.contains("Our goals"))
    #expect(!page.contains("{{"))
    let explain = try start(["explain", "out.deflection_rate", "2026-01", "-C", project, "--json"])
    #expect(explain.code == 0)
    let value = try JSONSerialization.jsonObject(with: Data(explain.output.utf8)) as? [String: Any]
    #expect(value?["value"] as? Double == 406.0 / 512)
    #expect(value?["numerator"] as? Double == 406 && value?["denominator"] as? Double == 512)
    #expect((value?["files"] as? [[String: Any]])?.isEmpty == false)
  }

  /// A project of one month of one vendor, so that a build of it takes a moment and not half a minute.
  private func shopOfJanuary(in folder: URL) throws -> String {
    let project = folder.appendingPathComponent("project").path
    try FileManager.default.createDirectory(atPath: "\(project)/exports", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: repository.appendingPathComponent("Examples/acme/exports/studiochat/2026-01").path, toPath: "\(project)/exports/2026-01")
    try Data(#"{"title":"Shop","zone":"Europe/Berlin","sources":[{"id":"shop","paths":["exports"]}]}"#.utf8)
      .write(to: URL(fileURLWithPath: "\(project)/parlance.json"))
    return project
  }

  @Test("a whole build killed at any of 50 instants leaves the old site or the new one", .timeLimit(.minutes(10)))
  func killed() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("parlance-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let project = try shopOfJanuary(in: folder)
    let site = folder.appendingPathComponent("site").path
    // The moment of the build stands on every page, so the two sites differ.
    let moments = ["2026-04-01", "2026-04-02"]
    func line(_ version: Int) -> [String] { ["build", project, "--output", site, "--now", moments[version], "--quiet"] }
    var trees: [[String: String]] = []
    let clock = ContinuousClock()
    var duration = Duration.zero
    for version in [1, 0] {
      var code: Int32 = -1
      duration = try clock.measure { code = try start(line(version)).code }
      #expect(code == 0)
      trees.insert(try contents(of: site), at: 0)
    }
    try #require(trees[0] != trees[1])
    var current = 0
    var changes = 0
    for instant in 0..<50 {
      let process = Foundation.Process()
      process.executableURL = program
      process.arguments = line(1 - current)
      process.standardError = FileHandle.nullDevice
      try process.run()
      // Half of the instants lie in the last part, where the site is written, and beyond it.
      let share = instant < 25 ? Double(instant) / 25 * 0.7 : 0.7 + Double(instant - 25) / 25 * 0.8
      Thread.sleep(forTimeInterval: share * (duration / .seconds(1)))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let found = try #require(trees.firstIndex(of: try contents(of: site)), "killed after \(share) of a build")
      if found != current { changes += 1 }
      current = found
    }
    #expect(changes < 50)
    #expect(try start(line(0)).code == 0)
    #expect(try contents(of: site) == trees[0])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["project", "site"])
  }

  /// Path → SHA-256 of every file.
  private func contents(of folder: String) throws -> [String: String] {
    var found: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      let file = "\(folder)/\(path)"
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue {
        found[path] = try sha256(file: file).hash
      }
    }
    return found
  }

  @Test(
    "Ctrl-C and SIGTERM stop a build with their codes and leave the site", arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func signals(number: Int32, code: Int32) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("parlance-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let process = Foundation.Process()
    let error = Pipe()
    process.executableURL = program
    process.arguments = ["build", try shopOfJanuary(in: folder), "-o", folder.path + "/site"]
    process.standardError = error
    try process.run()
    // The first stage has ended when its line comes.
    let first = error.fileHandleForReading.availableData
    kill(process.processIdentifier, number)
    let told = String(decoding: first + error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // A very fast machine may have ended before the signal.
    if process.terminationReason == .exit, process.terminationStatus == 0 { return }
    #expect(process.terminationStatus == code)
    #expect(told.contains("error[build-stopped]: stopped"))
  }
}
