import Foundation
import Testing

@testable import Charts

/// Every kind with usual and difficult input against its recorded drawing. `PARLANCE_RECORD=1` writes the files and fails the
/// run, so that a recording never passes unseen.
@Suite struct GoldenTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens")

  @Test("a drawing equals its golden file", arguments: Samples.all.map(\.name))
  func golden(_ name: String) throws {
    let figure = try #require(Samples.all.first { $0.name == name }).figure
    let drawn = [figure.key, figure.svg, figure.ramp].filter { !$0.isEmpty }.map(\.string).joined(separator: "\n") + "\n"
    let file = Self.folder.appendingPathComponent("\(name).svg")
    let changed = Self.folder.appendingPathComponent("\(name)-changed.svg")
    if ProcessInfo.processInfo.environment["PARLANCE_RECORD"] == "1" {
      try Data(drawn.utf8).write(to: file)
      Issue.record("recorded \(name).svg; look at it, then run again without PARLANCE_RECORD")
      return
    }
    guard let recorded = try? String(contentsOf: file, encoding: .utf8) else {
      Issue.record("\(name).svg is not recorded")
      return
    }
    if recorded != drawn {
      try Data(drawn.utf8).write(to: changed)
      Issue.record("\(name) is drawn differently; compare \(name)-changed.svg")
    }
  }

  @Test("no golden file is left over")
  func leftovers() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let recorded = Set(names.filter { $0.hasSuffix(".svg") && !$0.hasSuffix("-changed.svg") })
    #expect(recorded == Set(Samples.all.map { "\($0.name).svg" }))
  }
}
