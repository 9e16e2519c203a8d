import Basics
import Testing

@testable import Reporting

struct ProjectProblemTests {
  private static let configuration = #"{"zone":"UTC","sources":[{"id":"s","paths":["exports"]}]}"#

  /// What building says, one line per problem; "fine" without any.
  private func words(_ files: [String: String]) throws -> String {
    var all = ["parlance.json": Self.configuration, "exports/a.json": FixtureProject.export(40)]
    all.merge(files) { $1 }
    let project = try FixtureProject(all.filter { !$0.value.isEmpty })
    do {
      _ = try project.tree()
      return "fine"
    } catch { return "\(error)" }
  }

  static let cases: [(files: [String: String], message: String)] = [
    (
      ["sections/volumes/10-a.md": "x"],
      "sections/volumes: error[unknown-page]: no page is called \"volumes\"; did you mean \"volume\"? "
        + "(pages: \(PageCatalogue.withSections.map(\.folder).joined(separator: ", ")))"
    ),
    (
      ["templates/foter.mustache": "x"],
      "templates/foter.mustache: error[unknown-template]: no template is called \"foter\"; did you mean \"footer\" or \"notes\"? "
        + "(templates: footer, head, message, notes, page, section, top)"
    ),
    (
      ["notes/march.md": "x"],
      "notes/march.md: error[unknown-period]: the file name does not begin with a period (for example notes/2026-03.md)"
    ),
    (
      ["notes/2026-01.md": "---\ndate: soon\n---\nx"],
      "notes/2026-01.md: error[wrong-date]: \"date\" must be a date (for example 2026-04-02)"
    ),
    (
      ["parlance.json": #"{"zone":"UTC","sources":[{"id":"s","paths":["exprots"]}]}"#],
      "exprots: error[no-such-folder]: source \"s\" names a folder or file that does not exist"
    ),
    (
      ["parlance.json": #"{"zone":"UTC","sources":[{"id":"s","paths":["exports"]}],"periods":{"from":"2027-01"}}"#],
      "error[no-period]: no conversation falls into a period to publish (data: 2026-01)"
    ),
    (
      ["sections/volume/50-x.md": "Now {{ vol.conversation }}.\n"],
      "sections/volume/50-x.md:1:5: error[unknown-metric]: no metric is called \"vol.conversation\"; "
        + "did you mean \"vol.conversations\" or \"goal.conversations\"? (\(MetricHelp.list))"
    ),
  ]

  @Test("each problem of a project gets its line", arguments: cases)
  func problem(files: [String: String], message: String) throws { #expect(try words(files) == message) }

  @Test("an image that cannot be published gets its line")
  func images() throws {
    func problem(_ target: String) throws -> String {
      try words(["images/plan.png": "x", "images/plan.svg": "x", "sections/volume/50-x.md": "One.\n\n![The plan](\(target))\n"])
    }
    #expect(try problem("images/plan.png") == "fine")
    #expect(
      try problem("images/plam.png")
        == "sections/volume/50-x.md:3: error[missing-image]: there is no image \"images/plam.png\" in the project; did you mean "
        + "\"images/plan.png\" or \"images/plan.svg\"?")
    let path =
      "sections/volume/50-x.md:3: error[image-path]: an image is written as images/NAME.png, with a plain name "
      + "(put the file into the project's folder images)"
    for target in ["plan.png", "../images/plan.png", "images/../parlance.json", "images/a/b.png", "images/%2e%2e.png"] {
      #expect(try problem(target) == path, "\(target)")
    }
    #expect(
      try problem("images/plan.svg")
        == "sections/volume/50-x.md:3: error[image-type]: an image of this type is not published (types: avif, gif, jpeg, jpg, png, webp)")
  }

  @Test("problems of configuration, sections and notes are told together")
  func together() throws {
    let lines = try words([
      "parlance.json": "{\"zone\":\"UTC\",\"sorces\":[]}", "sections/volume/50-x.md": "{{ no.metric }}", "notes/x.md": "x",
    ]).split(separator: "\n")
    #expect(lines.count == 3)
  }

  @Test("explain names the numerator, the files and, for a wrong name, the nearest one")
  func explain() throws {
    let project = try FixtureProject(["parlance.json": Self.configuration, "exports/a.json": FixtureProject.export(120)])
    let evaluation = try evaluate(project.request()) { _ in }
    let lines = try Explanation("out.handoff_rate", period: nil, in: evaluation).lines.joined(separator: "\n")
    #expect(lines.contains("numerator    30"))
    #expect(lines.contains("denominator  120"))
    #expect(lines.contains("exports/a.json  120 of 120 rows used"))
    #expect(throws: Diagnostics.self) { try Explanation("out.handoff", period: nil, in: evaluation) }
    #expect(throws: Diagnostics.self) { try Explanation("out.handoff_rate", period: "2026-13", in: evaluation) }
  }
}
