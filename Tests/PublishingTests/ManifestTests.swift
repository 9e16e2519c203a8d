import Testing

@testable import Publishing

@Suite struct ManifestTests {
  let manifest = Manifest(
    version: "1.0.0", configuration: sha256([1]),
    period: .init(id: "2026-03", start: "2026-03-01T00:00:00+01:00", end: "2026-04-01T00:00:00+02:00", zone: "Europe/Berlin"),
    inputs: [
      .init(path: "exports/b.json", sha256: sha256([2]), bytes: 20, rowsUsed: 3, rowsReplaced: 1, rowsRejected: 2),
      .init(path: "exports/a.json", sha256: sha256([3]), bytes: 10, rowsUsed: 1, rowsRejected: 0),
    ])

  @Test("a manifest reads back as it was written")
  func roundTrip() throws {
    var tree = SiteTree()
    try tree.add("2026-03/index.html", text: "<p>")
    try tree.add("2026-03/data/v.csv", text: "a")
    try tree.add("index.html", text: "root")
    let written = try tree.add(manifest, in: "2026-03")
    #expect(Manifest(try #require(tree["2026-03/manifest.json"])) == written)
    #expect(written.inputs.map(\.path) == ["exports/a.json", "exports/b.json"])
    #expect(written.outputs.map(\.path) == ["data/v.csv", "index.html"])
    #expect(written.outputs[1].sha256 == sha256(Array("<p>".utf8)))
    let root = try tree.add(Manifest(version: "1.0.0", configuration: "", inputs: []))
    #expect(root.outputs.map(\.path) == ["2026-03/data/v.csv", "2026-03/index.html", "2026-03/manifest.json", "index.html"])
  }

  @Test("the number of jobs changes nothing")
  func jobs() throws {
    var a = SiteTree()
    for number in 0..<500 { try a.add("p\(number).html", text: "page \(number)") }
    var b = a
    try a.add(manifest, jobs: 1)
    try b.add(manifest, jobs: 7)
    #expect(a == b)
  }

  @Test(
    "other files are not taken for ours",
    arguments: ["", "{}", "[]", "{\"generator\":\"hugo\"}", "\u{0}", "{\"name\":\"App\",\"icons\":[],\"start_url\":\"/\"}"])
  func foreign(text: String) { #expect(Manifest(Array(text.utf8)) == nil) }

  @Test("verification names what is changed, missing and extra")
  func verification() throws {
    let scratch = try Scratch()
    try publish(site(["a.html": "a", "b.html": "b", "c/d.html": "d"]), to: "\(scratch.path)/site")
    let fresh = try verify(site: "\(scratch.path)/site")
    #expect(fresh.isIntact && fresh.intact == 3 && fresh.extra.isEmpty)
    try scratch.write("site/a.html", "A")
    try scratch.write("site/x/y.txt", "x")
    scratch.system("rm '\(scratch.path)/site/b.html'")
    let later = try verify(site: "\(scratch.path)/site")
    #expect(later.changed == ["a.html"] && later.missing == ["b.html"] && later.extra == ["x/y.txt"] && later.intact == 1)
    #expect(problem { _ = try verify(site: scratch.path) }?.code == "output-not-ours")
  }
}
