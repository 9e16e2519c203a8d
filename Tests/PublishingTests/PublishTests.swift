import Basics
import Foundation
import Testing

@testable import Publishing

@Suite struct PublishTests {
  let scratch: Scratch
  let target: String

  init() throws {
    scratch = try Scratch()
    target = "\(scratch.path)/site"
  }

  @Test("a new site has exactly its files and nothing is left beside it")
  func fresh() throws {
    let tree = try site(["index.html": "home", "2026-03/index.html": "March", "2026-03/data/v.csv": "a\r\n"])
    let report = try publish(tree, to: target)
    #expect(report.written == ["2026-03/data/v.csv", "2026-03/index.html", "index.html", "manifest.json"])
    #expect(report.unchanged == 0 && report.removed == [] && report.kept == [] && report.warnings == [])
    #expect(report.directory == target)
    #expect(
      try contents(of: target) == Dictionary(uniqueKeysWithValues: tree.files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) }))
    #expect(try scratch.list() == ["site"])
  }

  @Test("folders above the target are made, and go again when nothing is published")
  func foldersAbove() throws {
    try publish(site(["index.html": "x"]), to: "\(scratch.path)/a/b/site/")
    #expect(try scratch.exists("a/b/site/index.html"))
    #expect(problem { _ = try publish(SiteTree(), to: "\(scratch.path)/c/d/site") }?.code == "site-without-manifest")
    #expect(try scratch.list() == ["a"])
  }

  @Test("the same site again touches nothing")
  func unchanged() throws {
    let tree = try site(["index.html": "home", "a/b.html": "b"])
    try publish(tree, to: target)
    scratch.system("chmod -R a-w '\(target)'; touch -d 2001-01-01 '\(target)' '\(target)'/* '\(target)/a/b.html'")
    let before = try statuses()
    let report = try publish(tree, to: target, jobs: 4)
    #expect(report.written == [] && report.unchanged == 3)
    #expect(try statuses() == before)
  }

  @Test("a file whose bytes stay keeps its inode and its time stamp")
  func partly() throws {
    try publish(site(["index.html": "home", "a/b.html": "b", "a/c.html": "c"]), to: target)
    scratch.system("touch -d 2001-01-01 '\(target)/a/b.html'")
    let before = try statuses()
    let report = try publish(site(["index.html": "HOME", "a/b.html": "b", "d.html": "d"]), to: target)
    #expect(report.written == ["d.html", "index.html", "manifest.json"])
    #expect(report.unchanged == 1 && report.removed == ["a/c.html"] && report.warnings == [])
    let after = try statuses()
    #expect(after["a/b.html"] == before["a/b.html"])
    #expect(after["index.html"] != before["index.html"])
    #expect(Set(after.keys) == ["a", "a/b.html", "d.html", "index.html", "manifest.json"])
    #expect(try scratch.list() == ["site"])
  }

  @Test("files edited by hand are named and replaced")
  func edited() throws {
    try publish(site(["a.html": "a", "b.html": "b", "c.html": "c", "old.html": "o"]), to: target)
    try scratch.write("site/a.html", "edited")
    try scratch.write("site/old.html", "edited")
    scratch.system("rm '\(target)/b.html'")
    let report = try publish(site(["a.html": "a", "b.html": "b", "c.html": "c"]), to: target)
    #expect(
      report.warnings.map(\.description) == [
        "\(target)/a.html: warning[site-edited]: the file had been edited by hand and was replaced (\(hint))",
        "\(target)/b.html: warning[site-edited]: the file had been removed by hand and was written again (\(hint))",
        "\(target)/old.html: warning[site-edited]: the file had been edited by hand and was removed (\(hint))",
      ])
    #expect(try contents(of: target).filter { $0.key != "manifest.json" } == ["a.html": "a", "b.html": "b", "c.html": "c"])
  }

  @Test("a changed page that nobody edited is no warning")
  func notEdited() throws {
    try publish(site(["a.html": "a"]), to: target)
    #expect(try publish(site(["a.html": "A"]), to: target).warnings == [])
  }

  @Test("many edited files are counted")
  func manyEdited() throws {
    let pages = Dictionary(uniqueKeysWithValues: (10..<40).map { ("p\($0).html", "x") })
    try publish(site(pages), to: target)
    for page in pages.keys { try scratch.write("site/\(page)", "edited") }
    let warnings = try publish(site(pages), to: target).warnings
    #expect(warnings.count == 21)
    #expect(warnings.last?.message == "10 more files had been changed by hand")
  }

  @Test("what Parlance did not write is carried over")
  func extras() throws {
    try publish(site(["index.html": "1", "a/x.html": "x"]), to: target)
    try scratch.write("site/CNAME", "report.example.org")
    try scratch.write("site/.well-known/security.txt", "s")
    try scratch.write("site/a/photo.jpg", "j")
    scratch.system("cd '\(target)' && ln -s CNAME link && ln -s /nowhere/x dangling && mkdir -p empty/inner && chmod 700 empty")
    let report = try publish(site(["index.html": "2"]), to: target)
    #expect(report.kept == [".well-known", "CNAME", "a/photo.jpg", "dangling", "empty", "link"])
    #expect(report.removed == ["a/x.html"])
    #expect(report.warnings == [])
    #expect(try scratch.read("site/.well-known/security.txt") == "s")
    #expect(try scratch.read("site/link") == "report.example.org")
    #expect(try FileStatus("\(target)/dangling")?.kind == .link)
    #expect(try FileStatus("\(target)/empty")?.mode == 0o700)
    #expect(try FileStatus("\(target)/empty/inner")?.kind == .folder)
    #expect(try !scratch.exists("site/a/x.html"))
  }

  @Test("what stands in the way of a page gives way, with a warning")
  func inTheWay() throws {
    try publish(site(["index.html": "1"]), to: target)
    try scratch.write("site/data", "a file")
    try scratch.write("site/page.html/deep/x", "a folder")
    let report = try publish(site(["index.html": "1", "data/v.csv": "v", "page.html": "p"]), to: target)
    #expect(
      report.warnings.map(\.description) == [
        "\(target)/data: warning[site-edited]: the file was put there by hand and was removed (\(hint))",
        "\(target)/page.html: warning[site-edited]: the file was put there by hand and was replaced (\(hint))",
      ])
    #expect(try scratch.read("site/data/v.csv") == "v")
    #expect(try scratch.read("site/page.html") == "p")
  }

  @Test("a folder that is ours because it is empty or holds dot files only", arguments: ["", ".gitkeep"])
  func startsEmpty(name: String) throws {
    try scratch.write("site/\(name.isEmpty ? ".x" : name)", "k")
    if name.isEmpty { scratch.system("rm '\(target)/.x'") }
    let report = try publish(site(["index.html": "1"]), to: target)
    #expect(report.kept == (name.isEmpty ? [] : [name]))
  }

  @Test("the site is the same whatever was there and however many jobs")
  func deterministic() throws {
    let tree = try site(Dictionary(uniqueKeysWithValues: (0..<300).map { ("p\($0).html", "page \($0)") }))
    try publish(site(["p1.html": "old", "gone.html": "g"]), to: target)
    try publish(tree, to: target, jobs: 3)
    try publish(tree, to: "\(scratch.path)/other")
    #expect(try contents(of: target) == contents(of: "\(scratch.path)/other"))
  }

  @Test("without an exchange of names two renames do the same")
  func fallback() throws {
    try publish(site(["index.html": "old"]), to: target)
    let destination = try Destination(target)
    try scratch.write(".site.parlance-staging-1/index.html", "new")
    try destination.swapByRenames("\(scratch.path)/.site.parlance-staging-1")
    #expect(try scratch.read("site/index.html") == "new")
    #expect(try scratch.read(".site.parlance-staging-1/index.html") == "old")
  }

  @Test("progress counts every file")
  func progress() throws {
    var seen: [Int] = []
    _ = try publish(
      site(["a.html": "a", "b.html": "b"]), to: target,
      progress: { done, all in
        seen.append(done)
        #expect(all == 3)
      })
    #expect(seen == [1, 2, 3])
  }

  private let hint = "the output folder belongs to the build; change the project instead"

  /// Path → inode and time of the last change of the bytes.
  private func statuses() throws -> [String: String] {
    var result: [String: String] = [:]
    for entry in try walk(target) {
      let facts = try FileManager.default.attributesOfItem(atPath: "\(target)/\(entry.path)")
      result[entry.path] = "\(facts[.systemFileNumber] ?? "") \(entry.kind == .folder ? "" : "\(facts[.modificationDate] ?? "")")"
      if entry.kind == .folder { result[entry.path] = "folder" }
    }
    return result
  }
}
