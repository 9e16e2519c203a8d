import Basics
import Testing

@testable import Publishing

@Suite struct SiteTreeTests {
  @Test(
    "an unsafe path is refused with its reason",
    arguments: [
      ("", "the path is empty"),
      ("/index.html", "the path begins with \"/\""),
      ("a//b.html", "the path has an empty part"),
      ("a/", "the path has an empty part"),
      ("../secret", "the path has the part \"..\""),
      ("a/./b", "the path has the part \".\""),
      ("a b.html", "the path holds a character other than letters, digits, \".\", \"_\", \"~\" and \"-\""),
      ("ü.html", "the path holds a character other than letters, digits, \".\", \"_\", \"~\" and \"-\""),
      ("a\\b", "the path holds a character other than letters, digits, \".\", \"_\", \"~\" and \"-\""),
      ("a\0b", "the path holds a character other than letters, digits, \".\", \"_\", \"~\" and \"-\""),
      ("c:x", "the path holds a character other than letters, digits, \".\", \"_\", \"~\" and \"-\""),
      ("page.", "a part of the path ends with a full stop"),
      ("data/NUL.csv", "\"NUL.csv\" is a device name on Windows"),
      ("com1", "\"com1\" is a device name on Windows"),
      (String(repeating: "a", count: 201), "a part of the path is longer than 200 bytes"),
    ])
  func unsafePaths(path: String, reason: String) {
    #expect(SitePath.problem(with: path) == reason)
    var tree = SiteTree()
    let thrown = problem { try tree.add(path, []) }
    #expect(thrown?.code == "site-path")
    #expect(tree.isEmpty)
  }

  @Test(
    "a safe path is taken", arguments: ["index.html", "2026-03/data/vol.conversations.csv", ".nojekyll", "a/B_c~d-e.svg", "console.html"])
  func safePaths(path: String) { #expect(SitePath.problem(with: path) == nil) }

  @Test(
    "two files that cannot lie side by side everywhere are refused",
    arguments: [
      ("a.html", "a.html", "it is written twice"),
      ("a.html", "A.html", "it differs from \"a.html\" only by case"),
      ("data/a.csv", "Data/b.csv", "the folder \"Data\" differs from \"data\" only by case"),
      ("data", "data/b.csv", "\"data\" is a folder as well as a file"),
      ("data/b.csv", "DATA", "it is a folder as well as a file"),
    ])
  func collisions(first: String, second: String, reason: String) throws {
    var tree = SiteTree()
    try tree.add(first, [1])
    let thrown = problem { try tree.add(second, [2]) }
    #expect(thrown?.message == "the site cannot hold \"\(second)\": \(reason)")
    #expect(tree.paths == [first])
  }

  @Test("the order of adding does not matter")
  func order() throws {
    var a = SiteTree()
    var b = SiteTree()
    let files = [("b.html", "2"), ("a/z.html", "1"), ("a.html", "3")]
    for (path, text) in files { try a.add(path, text: text) }
    for (path, text) in files.reversed() { try b.add(path, text: text) }
    #expect(a == b)
    #expect(a.paths == ["a.html", "a/z.html", "b.html"])
    #expect(a.files.map(\.path) == a.paths)
    #expect(a.byteCount == 3)
  }

  @Test(
    "a link from page to page goes up as far as needed and no further",
    arguments: [
      ("index.html", "index.html", "index.html"),
      ("index.html", "2026-03/index.html", "2026-03/index.html"),
      ("2026-03/volume.html", "index.html", "../index.html"),
      ("2026-03/volume.html", "2026-03/data/v.csv", "data/v.csv"),
      ("2026-03/a/b.html", "2026-04/index.html", "../../2026-04/index.html"),
      ("2026-03/a/b.html", "2026-03/a/", "./"),
      ("2026-03/a/b.html", "2026-03/", "../"),
      ("a/b.html", "a", "../a"),
    ])
  func links(page: String, target: String, link: String) { #expect(relativePath(from: page, to: target) == link) }
}
