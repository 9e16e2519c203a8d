import Basics
import Foundation
import Testing

@testable import Publishing

/// Each bad destination gets one clear line, and what was there stays.
@Suite struct RefusalTests {
  let scratch: Scratch
  let target: String

  init() throws {
    scratch = try Scratch()
    target = "\(scratch.path)/site"
  }

  func refusal(_ target: String, inputs: [String] = []) -> Diagnostic? {
    problem { _ = try publish(site(["index.html": "new"]), to: target, inputs: inputs) }
  }

  @Test("a folder with other files is not ours", arguments: ["index.html", "manifest.json", "notes/x.txt"])
  func notOurs(name: String) throws {
    try scratch.write("site/\(name)", "mine")
    let before = try contents(of: target)
    let thrown = refusal(target)
    #expect(
      thrown?.description
        == "error[output-not-ours]: \"\(target)\" is not empty and was not made by Parlance (name an empty or new folder with --output, or remove this one yourself)"
    )
    #expect(thrown?.area == .data)
    #expect(try contents(of: target) == before)
    #expect(try scratch.list() == ["site"])
  }

  @Test("a file is no folder for a site")
  func file() throws {
    try scratch.write("site", "mine")
    #expect(refusal(target)?.message == "\"\(target)\" is a file; a site needs a folder")
    #expect(refusal("\(target)/below")?.code == "output-failed")
    #expect(try scratch.read("site") == "mine")
  }

  @Test("a link to a folder stays a link and the folder gets the site")
  func link() throws {
    scratch.system("mkdir '\(scratch.path)/real' && ln -s real '\(target)'")
    let report = try publish(site(["index.html": "1"]), to: target)
    #expect(report.directory == "\(scratch.path)/real")
    try publish(site(["index.html": "2"]), to: target)
    #expect(try scratch.read("real/index.html") == "2")
    #expect(try FileStatus(target)?.kind == .link)
  }

  @Test("a link to nothing is told")
  func dangling() throws {
    scratch.system("ln -s nowhere '\(target)'")
    #expect(refusal(target)?.message == "\"\(target)\" is a link that leads nowhere")
  }

  @Test("the root and no name at all are refused")
  func root() {
    #expect(refusal("/")?.message == "a site cannot replace the root of the file system")
    #expect(refusal("")?.message == "the output folder has no name")
  }

  @Test("output inside input and input inside output are refused, also through links and dots")
  func overlap() throws {
    try scratch.write("exports/2026-03/x.json", "{}")
    scratch.system("ln -s exports '\(scratch.path)/alias'")
    let exports = "\(scratch.path)/exports"
    for output in [exports, exports + "/site", exports + "/2026-03/../site", "\(scratch.path)/alias/site"] {
      #expect(refusal(output, inputs: [exports])?.code == "output-inside-input", "\(output)")
    }
    #expect(refusal(scratch.path, inputs: [exports])?.code == "input-inside-output")
    #expect(refusal("\(scratch.path)/export", inputs: [exports]) == nil)
    #expect(try names(in: exports) == ["2026-03"])
  }

  @Test("the second of two builds is told at once")
  func twoBuilds() throws {
    try publish(site(["index.html": "old"]), to: target)
    let first = try Destination(target)
    let second = refusal(target)
    #expect(second?.code == "output-locked")
    #expect(second?.message == "another build is publishing to \"\(target)\"")
    #expect(try scratch.read("site/index.html") == "old")
    _ = try first.publish(site(["index.html": "first"]))
    #expect(try scratch.read("site/index.html") == "first")
    #expect(refusal(target) == nil)
    #expect(try scratch.list() == ["site"])
  }

  @Test("twenty builds at once: each publishes or is told, and the site is one of theirs")
  func manyBuilds() async throws {
    let target = target
    let results = await withTaskGroup(of: String.self) { group in
      for number in 0..<20 {
        group.addTask {
          do {
            try publish(site(["a.html": "\(number)", "b.html": "\(number)"]), to: target)
            return "published"
          } catch let problem as Diagnostic { return problem.code } catch { return "\(error)" }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(results).isSubset(of: ["published", "output-locked"]))
    #expect(results.contains("published"))
    #expect(try scratch.read("site/a.html") == scratch.read("site/b.html"))
    #expect(try verify(site: target).isIntact)
    #expect(try scratch.list() == ["site"])
  }

  @Test("what a killed build left is cleared away, and an old site moved aside is put back")
  func recovery() throws {
    try publish(site(["index.html": "old"]), to: target)
    scratch.system(
      "cd '\(scratch.path)' && mkdir -p .site.parlance-staging-77/a && mv site .site.parlance-old-77 && touch .site.parlance-lock")
    let destination = try Destination(target)
    #expect(try scratch.read("site/index.html") == "old")
    _ = destination.directory
    try publish(site(["index.html": "new"]), to: "\(scratch.path)/other")
    _ = consume destination
    #expect(try scratch.list() == ["other", "site"])
  }

  @Test("a stopped build leaves the old site")
  func cancelled() throws {
    try publish(site(["index.html": "old"]), to: target)
    for stopAt in 1...6 {
      var asked = 0
      let thrown = problem {
        _ = try publish(
          site(["index.html": "new", "a.html": "a", "b.html": "b"]), to: target,
          isCancelled: {
            asked += 1
            return asked >= stopAt
          })
      }
      if stopAt <= 5 {
        #expect(thrown?.message == "the build was stopped; the published site was not touched")
        #expect(try scratch.read("site/index.html") == "old")
      } else {
        #expect(thrown == nil)
      }
      #expect(try scratch.list() == ["site"])
    }
  }
}
