import Testing

@testable import Publishing

@Suite struct LinkCheckTests {
  func findings(_ link: String, from page: String = "2026-03/index.html", shared: Set<String>? = nil) throws -> [String] {
    var tree = SiteTree()
    let text = "<!-- <a href=\"no\"> --><h2 id=\"here\">x</h2><a class=x href=\"\(link)\">y</a><script>if (a<b) '<a href=no>'</script>"
    try tree.add(page, text: text)
    try tree.add("index.html", text: "<a href=\"2026-03/index.html#here\">x</a>")
    try tree.add("2026-03/volume.html", text: "<h2 id='a&amp;b'>v</h2>")
    try tree.add("2026-04/index.html", text: "")
    try tree.add("2026-03/data/v.csv", text: "")
    return tree.brokenLinks(shared: shared).map(\.message)
  }

  @Test(
    "a link to a file of the site or out of the report by choice is fine",
    arguments: [
      "", "#here", "volume.html", "./volume.html", "data/v.csv", "../index.html", "../2026-04/index.html", "volume.html#a&amp;b",
      "https://example.org/x?y", "mailto:a@example.org", "data:,x",
    ])
  func sound(link: String) throws { #expect(try findings(link) == []) }

  @Test(
    "a link that breaks somewhere is named",
    arguments: [
      ("gone.html", "leads nowhere"), ("#gone", "names a place that the page does not have"),
      ("volume.html#here", "names a place that the page does not have"), ("data/", "leads to a folder, not to a page"),
      ("../", "leads nowhere"), ("../../x.html", "leads out of the site"),
      ("/index.html", "begins with \"/\": it breaks under a sub-path and from a disk"),
      ("//example.org/x", "leads out of the site"), ("javascript:alert(1)", "leads out of the site"),
      ("volume.html?x=1", "has a query, which a file does not"), ("Volume.html", "leads nowhere"), ("a\\b", "holds a backslash"),
    ])
  func broken(link: String, problem: String) throws { #expect(try findings(link) == ["the link \"\(link)\" \(problem)"]) }

  @Test("a period is self-contained unless its neighbours are allowed")
  func neighbours() throws {
    #expect(try findings("../2026-04/index.html", shared: ["2026-04"]) == [])
    #expect(
      try findings("../2026-04/index.html", shared: [])
        == [
          "the link \"../2026-04/index.html\" leaves the self-contained folder of the page",
          "the link \"2026-03/index.html#here\" leaves the self-contained folder of the page",
        ].filter { $0.contains("2026-04") })
    #expect(try findings("../index.html", shared: []) == [])
  }

  @Test("what a page loads must be in the site")
  func loaded() throws {
    var tree = SiteTree()
    try tree.add(
      "a/index.html",
      text:
        "<link rel=\"stylesheet\" href=\"https://cdn.example/x.css\"><link rel=canonical href=\"https://example.org/\"><img src=\"x.png\" srcset=\"y.png 2x, z.svg\">"
    )
    try tree.add("a/s.css", text: "a{background:url( 'q.svg' )} b{background:url(z.svg)}")
    try tree.add("a/z.svg", text: "<svg><use href=\"#m\"/><g id=\"m\"/></svg>")
    #expect(
      tree.brokenLinks().map(\.description) == [
        "a/index.html: error[broken-link]: the link \"https://cdn.example/x.css\" leads out of the site",
        "a/index.html: error[broken-link]: the link \"x.png\" leads nowhere",
        "a/index.html: error[broken-link]: the link \"y.png\" leads nowhere",
        "a/s.css: error[broken-link]: the link \"q.svg\" leads nowhere",
      ])
  }
}
