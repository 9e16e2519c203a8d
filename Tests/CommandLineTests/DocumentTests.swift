import Basics
import Foundation
import Testing

@testable import parlance

@Suite struct DocumentTests {
  /// Code → the areas it is reported with, as far as the source says so beside the code.
  static func codesInSources() throws -> [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    let sources = repository.appendingPathComponent("Sources")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
    // Problems are made by Diagnostic(…), by functions whose name says so, and by structs with a code.
    let call = try Regex(
      #"(?:(?:\bDiagnostic|\w*(?:[pP]roblem|[rR]eport|[fF]ailure|[rR]efusal))\(\s*|\bcode: )"([a-z]+(?:-[a-z]+)+)",(?=([^"\n]*\n?[^"\n]*))"#
    )
    let area = try Regex(#"area: \.(\w+)"#)
    for file in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: call) {
        guard let code = match.output[1].substring.map(String.init) else { continue }
        found[code, default: []].formUnion([])
        let rest = match.output[2].substring ?? ""
        if let stated = rest.firstMatch(of: area)?.output[1].substring { found[code]?.insert(String(stated)) }
      }
      // What is noted about rows and values has its code as raw value.
      for notes in [
        text.firstMatch(of: /enum RowNote: String(?s)(.*?)\n}/),
        file.lastPathComponent == "Documents.swift"
          ? text.firstMatch(of: /enum Kind: String, Sendable, Hashable, CaseIterable(?s)(.*?)\n  }/) : nil,
      ] {
        for match in notes?.1.matches(of: /\n +case (\w+)(?: = "([a-z-]+)")?(?=\n|$)/) ?? [] {
          found[String(match.2 ?? match.1), default: []].formUnion([])
        }
      }
    }
    return found
  }

  /// Code → exit codes in the document.
  static func codesInDocument() throws -> [(code: String, exits: Set<Int32>)] {
    let text = try String(contentsOf: repository.appendingPathComponent("docs/diagnostics.md"), encoding: .utf8)
    return text.matches(of: /(?m)^\| `([a-z-]+)` \| ([0-9, ]+|–) \| .+ \|$/).map { match in
      (String(match.1), Set(match.2.split(separator: ",").compactMap { Int32($0.filter(\.isNumber)) }))
    }
  }

  @Test("every code in the sources is documented, and every documented code is in the sources")
  func complete() throws {
    let sources = try Self.codesInSources()
    let document = try Self.codesInDocument().map(\.code)
    #expect(sources.count > 50)
    #expect(Set(sources.keys).subtracting(document).sortedByUTF8() == [], "not in docs/diagnostics.md")
    #expect(Set(document).subtracting(sources.keys).sortedByUTF8() == [], "no longer in the sources")
    #expect(Set(document).count == document.count, "documented twice")
  }

  @Test("the documented exit codes are those of the areas in the sources")
  func exits() throws {
    let sources = try Self.codesInSources()
    for (code, exits) in try Self.codesInDocument() {
      let areas = sources[code, default: []].compactMap(ProblemArea.init(rawValue:))
      #expect(Set(areas.map { ExitCode($0).rawValue }).isSubset(of: exits) || exits.isEmpty, "\(code)")
    }
  }

  @Test("docs/command-line.md names every command and option")
  func commandLine() throws {
    let text = try String(contentsOf: repository.appendingPathComponent("docs/command-line.md"), encoding: .utf8)
    for rule in CommandTable.all {
      #expect(text.contains("`\(Help.usage(rule).replacingOccurrences(of: " [OPTIONS]", with: ""))`"), "\(rule.name)")
      for option in rule.options { #expect(text.contains(option.name), "\(option.name)") }
    }
    for code in ExitCode.allCases { #expect(text.contains("| \(code.rawValue) |"), "\(code)") }
  }

  @Test("every test that docs/mistakes.md names exists, and every mistake has one or says why not")
  func mistakes() throws {
    let text = try String(contentsOf: repository.appendingPathComponent("docs/mistakes.md"), encoding: .utf8)
    var sources: [String: String] = [:]
    var named = 0
    for line in text.split(separator: "\n") where line.hasPrefix("|") {
      var file = ""
      for match in line.matches(of: /`(\w+Tests\/[\w\/]+\.swift)`|"([^"]+)"/) {
        if let path = match.1 {
          file = String(path)
          if sources[file] == nil {
            sources[file] = try String(contentsOf: repository.appendingPathComponent("Tests/\(file)"), encoding: .utf8)
          }
        } else if let name = match.2 {
          named += 1
          #expect(sources[file, default: ""].contains("\"\(name)\""), "\(file): \(name)")
        }
      }
    }
    #expect(named >= 100)
    for number in 1...43 {
      let row = text.split(separator: "\n").first { $0.hasPrefix("| \(number) |") }
      #expect(row?.contains(".swift`") == true || row?.contains("later: ") == true, "mistake \(number)")
    }
  }
}
