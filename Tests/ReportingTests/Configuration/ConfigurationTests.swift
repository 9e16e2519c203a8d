import Basics
import Foundation
import Records
import Testing

@testable import Reporting

/// The configuration of a text, or every problem, one line each.
private func problems(_ text: String) -> String {
  do {
    _ = try ConfigurationReader.read(text, file: "parlance.json", defaultTitle: "folder")
    return "fine"
  } catch { return error.description }
}

struct ConfigurationTests {
  @Test("every key is read; comments and trailing commas are allowed")
  func everyKey() throws {
    let text = """
      {
        // who we are
        "title": "Acme", "organisation": "Acme GmbH", "zone": "Europe/Berlin", "locale": "de", "period": "week", "output": "public",
        "sources": [{ "id": "chat", "name": "Chat", "vendor": "studiochat", "project": "p1", "paths": ["a", "b"] }],
        "sections": "s", "notes": "n", "templates": "t", "comparison": "none",
        "periods": { "from": "2026-W01", "to": "2026-W12" },
        "assumptions": { "slowAnswerSeconds": 8, "shortConversationMessages": 2, "longConversationMessages": 30 },
        "privacy": { "profile": "internal", "contactKey": "context.contact.id", "transcripts": "none",
          "conversations": "list", "conversationsPerPeriod": 300 },
      }
      """
    let read = try ConfigurationReader.read(text, file: "parlance.json", defaultTitle: "folder")
    #expect(read.title == "Acme")
    #expect(read.organisation == "Acme GmbH")
    #expect(read.zone == "Europe/Berlin")
    #expect(read.locale == "de")
    #expect(read.period == .week)
    #expect(read.output == "public")
    #expect(read.sources == [.init(id: "chat", name: "Chat", vendor: "studiochat", project: "p1", paths: ["a", "b"])])
    #expect([read.sections, read.notes, read.templates] == ["s", "n", "t"])
    #expect(read.comparison == .none)
    #expect(read.periods.from?.id == "2026-W01")
    #expect(read.periods.to?.id == "2026-W12")
    #expect(read.assumptions == .init(slowAnswerSeconds: 8, shortConversationMessages: 2, longConversationMessages: 30))
    #expect(read.privacy.contactKey == ["contact", "id"])
    #expect(read.privacy.profile == .internalReport)
    #expect(read.privacy.conversations == .list)
    #expect(read.privacy.conversationsPerPeriod == 300)
  }

  @Test("what is not written has a default")
  func defaults() throws {
    let read = try ConfigurationReader.read(#"{"sources":[{"paths":["x"]}]}"#, file: "parlance.json", defaultTitle: "folder")
    #expect(read.title == "folder")
    #expect(read.sources == [.init(id: "source-1", name: "source-1", vendor: nil, project: nil, paths: ["x"])])
    #expect(read.period == .month)
    #expect(read.assumptions == .init())
    #expect(read.zone == nil)
    #expect(read.privacy.conversations == .none)
    #expect(read.privacy.conversationsPerPeriod == 2000)
  }

  static let mistakes: [(text: String, message: String)] = [
    (
      #"{ "titel": "x" }"#,
      "parlance.json:1:3: error[unknown-key]: no key is called \"titel\" in parlance.json; did you mean \"title\"? "
        + "(valid: \(ConfigurationKeys.top.joined(separator: ", ")))"
    ),
    (
      "{\n  \"zone\": \"Europe/Berlim\"\n}",
      "parlance.json:2:11: error[unknown-zone]: no IANA time zone is called \"Europe/Berlim\"; did you mean \"Europe/Berlin\" or \"Europe/Dublin\"? "
        + "(for example Europe/Berlin)"
    ),
    (
      #"{ "period": "months" }"#,
      "parlance.json:1:13: error[unknown-value]: \"period\" cannot be \"months\"; did you mean \"month\"? (valid: day, week, month, quarter, year)"
    ),
    (#"{ "title": 7 }"#, "parlance.json:1:12: error[wrong-type]: \"title\" must be a text, not a number"),
    (#"{ "sources": {} }"#, "parlance.json:1:14: error[wrong-type]: \"sources\" must be a list of sources, not an object"),
    (
      #"{ "sources": [{ "id": "a" }] }"#,
      "parlance.json:1:15: error[missing-key]: a source needs \"paths\", a list of folders or files (\"paths\": [\"exports\"])"
    ),
    (
      #"{ "sources": [{ "id": "a", "paths": ["x"] }, { "id": "a", "paths": ["y"] }] }"#,
      "parlance.json:1:54: error[duplicate-source]: two sources are called \"a\""
    ),
    (
      #"{ "assumptions": { "slowAnswerSeconds": 0 } }"#,
      "parlance.json:1:41: error[out-of-range]: \"assumptions.slowAnswerSeconds\" must be between 0.001 and 86400"
    ),
    (
      #"{ "periods": { "from": "April" } }"#,
      "parlance.json:1:24: error[wrong-period]: \"April\" is not a period (for example 2026-04, 2026-W18 or 2026-Q2)"
    ),
    (
      #"{ "privacy": { "conversations": "lists" } }"#,
      "parlance.json:1:33: error[unknown-value]: \"privacy.conversations\" cannot be \"lists\"; did you mean \"list\"? (valid: none, list)"
    ),
    (
      #"{ "privacy": { "conversation": "list" } }"#,
      "parlance.json:1:16: error[unknown-key]: no key is called \"conversation\" in \"privacy\"; did you mean \"conversations\" or \"conversationsPerPeriod\"? "
        + "(valid: profile, contactKey, pseudonymKeyFile, remarks, conversations, conversationsPerPeriod, transcripts)"
    ),
    (
      #"{ "privacy": { "conversationsPerPeriod": 0 } }"#,
      "parlance.json:1:42: error[out-of-range]: \"privacy.conversationsPerPeriod\" must be between 1 and 10000"
    ),
    (
      #"{ "privacy": { "conversationsPerPeriod": 2.5 } }"#,
      "parlance.json:1:42: error[out-of-range]: \"privacy.conversationsPerPeriod\" must be a whole number"
    ),
    ("[]", "parlance.json:1:1: error[wrong-type]: parlance.json must be an object, not a list"),
  ]

  @Test("each mistake gets its line, column and nearest valid name", arguments: mistakes)
  func mistake(text: String, message: String) { #expect(problems(text) == message) }

  @Test("all mistakes are told together, in the order of their places")
  func together() {
    let lines = problems("{\n \"titel\": 1,\n \"zone\": 2,\n \"period\": \"x\"\n}").split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.map { $0.prefix(15) } == ["parlance.json:2", "parlance.json:3", "parlance.json:4"])
  }

  @Test(
    "broken JSON is one problem with the place of what does not belong",
    arguments: [
      ("{ \"title\": \"a\" \"zone\": \"UTC\" }", "1:16"), ("{\n  \"title\" \"a\"\n}", "2:11"), ("{ \"title\": ", "1:12"), ("{} x", "1:4"),
      ("{ \"sources\": [ 1 2 ] }", "1:18"),
    ])
  func broken(text: String, place: String) {
    #expect(
      problems(text)
        == "parlance.json:\(place): error[configuration-syntax]: not valid JSON (comments and trailing commas are allowed) (see docs/configuration.md)"
    )
  }

  @Test("docs/configuration.md names every key and no other")
  func documentation() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/configuration.md")
    let text = try String(contentsOf: path, encoding: .utf8)
    let keys =
      ConfigurationKeys.top + ConfigurationKeys.source + ConfigurationKeys.periods + ConfigurationKeys.assumptions
      + ConfigurationKeys.privacy
    for key in keys { #expect(text.contains("`\(key)`"), "docs/configuration.md lacks \(key)") }
  }
}

struct KeyLocatorTests {
  @Test("finds keys and values at any depth, past comments and quoted brackets")
  func places() {
    let text = "{ // [x]\n  a: { 'b': [1, \"]}\", { c: 2 }] } /* { */ }"
    let locator = KeyLocator(text, file: "f")
    #expect(locator.location(ofKey: "a") == SourceLocation(file: "f", line: 2, column: 3))
    #expect(locator.location(ofKey: "a.b") == SourceLocation(file: "f", line: 2, column: 8))
    #expect(locator.location(ofValue: "a.b[1]") == SourceLocation(file: "f", line: 2, column: 17))
    #expect(locator.location(ofKey: "a.b[2].c") == SourceLocation(file: "f", line: 2, column: 25))
    #expect(locator.location(ofKey: "nowhere") == SourceLocation(file: "f"))
  }

  @Test("any text ends", arguments: ["", "{", "[", "{\"a", "{\"a\":", "[[[[", "{,}", "]", "{a:{b:{", "\"\\"])
  func ends(text: String) { _ = KeyLocator(text, file: "f") }
}
