import Basics
import Foundation
import Testing

@testable import parlance

@Suite struct StarterTests {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("parlance-init-\(UUID().uuidString)")
  }

  private func files() throws -> [String] {
    let found = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return found.filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: folder.appendingPathComponent(path).path, isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
  }

  @Test("a project is written into a new folder, and a second time nothing is touched")
  func twice() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("a/b").path
    let first = try writeStarter(in: path)
    #expect(first.lines.count == StarterProject.files.count + 1)
    #expect(try files() == StarterProject.files.map { "a/b/\($0.path)" }.sorted())
    #expect(first.lines.last == "Next: put exports into \(path)/exports/, then run parlance build \(path)")
    let configuration = folder.appendingPathComponent("a/b/parlance.json")
    try "mine".write(to: configuration, atomically: true, encoding: .utf8)
    try FileManager.default.removeItem(at: folder.appendingPathComponent("a/b/README.md"))
    let second = try writeStarter(in: path)
    #expect(try String(contentsOf: configuration, encoding: .utf8) == "mine")
    #expect(second.lines.filter { $0.hasPrefix("wrote") } == ["wrote \(path)/README.md"])
    #expect(second.lines.contains("kept  \(path)/parlance.json, it was there already"))
  }

  @Test("where nothing can be written, one line says so")
  func refused() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent("file")
    try "x".write(to: file, atomically: true, encoding: .utf8)
    let problem = #expect(throws: Diagnostic.self) { try writeStarter(in: file.path + "/project") }
    #expect(problem?.description == "error[init-failed]: cannot make the folder \"\(file.path)/project\": Not a directory")
    #expect(problem?.area == .data)
  }

  @Test("the configuration is JSON once its comments are away, and says where everything lies")
  func configuration() throws {
    let text = try #require(StarterProject.files.first { $0.path == "parlance.json" }?.text)
    let lines = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
    let read = try #require(try JSONSerialization.jsonObject(with: Data(lines.joined(separator: "\n").utf8)) as? [String: Any])
    #expect(read["output"] as? String == "site")
    for name in ["sections", "notes"] {
      let folder = try #require(read[name] as? String)
      #expect(StarterProject.files.contains { $0.path.hasPrefix(folder + "/") })
    }
  }

  @Test("every key of the configuration is described")
  func described() throws {
    let text = try #require(StarterProject.files.first { $0.path == "parlance.json" }?.text)
    let document = try String(contentsOf: repository.appendingPathComponent("docs/configuration.md"), encoding: .utf8)
    for match in text.matches(of: /"(\w+)":/) { #expect(document.contains("`\(match.1)`"), "\(match.1)") }
  }
}

/// The root of the repository.
let repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
