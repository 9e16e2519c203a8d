import Foundation
import Testing

@testable import Reporting

struct ConversationListTests {
  private static func configuration(_ privacy: String) -> String {
    #"{"title":"Fixture","zone":"UTC","sources":[{"id":"s","paths":["exports"]}],"privacy":{\#(privacy)}}"#
  }

  private func tree(_ privacy: String, rows: Int = 160, extra: String = "", jobs: Int = 2) throws -> [String: String] {
    try FixtureProject([
      "exports/a.json": FixtureProject.export(rows, extra: extra), "parlance.json": Self.configuration(privacy),
    ]).tree(jobs: jobs)
  }

  @Test("a project that does not ask for the list gets none, and every page as without the setting")
  func off() throws {
    var unset = try tree("")
    var none = try tree(#""conversations":"none","conversationsPerPeriod":7"#)
    #expect(!none.keys.contains { $0.contains("/conversations") })
    for (path, text) in none {
      #expect(!text.contains("conversations.html"), "\(path)")
      if path.hasSuffix(".html") { #expect(!text.contains("2026-01-159"), "no id: \(path)") }
    }
    // The hash of the configuration file is all that may differ.
    unset = unset.filter { !$0.key.hasSuffix("manifest.json") }
    none = none.filter { !$0.key.hasSuffix("manifest.json") }
    #expect(unset == none)
  }

  @Test("the page holds the first hundred rows, the store the others, and the files all that are listed")
  func pages() throws {
    let tree = try tree(#""conversations":"list","conversationsPerPeriod":150"#)
    let page = try #require(tree["2026-01/conversations.html"])
    #expect(page.contains("The latest 150 of 160 conversations of January\u{A0}2026, by their last message. The first 100 stand here"))
    #expect(page.components(separatedBy: "<tr><th scope=\"row\"").count - 1 == 100)
    #expect(page.contains(">2026-01-159</th>") && page.contains(">2026-01-60</th>") && !page.contains(">2026-01-59</th>"))
    let store = try #require(page.split(separator: #"<template data-rows="conversations">"#).last?.split(separator: "</template>").first)
    #expect(store.components(separatedBy: "\n\n").count == 50)
    #expect(store.hasPrefix("2026-01-59\t=\t"))
    let csv = try #require(tree["2026-01/data/conversations.csv"])
    #expect(csv.split(whereSeparator: \.isNewline).count == 151)
    #expect(csv.contains("2026-01-10,") && !csv.contains("2026-01-9,"), "the earliest ten are not listed")
    #expect(tree["2026-01/data/conversations.json"] != nil && tree["2026-01/assets/tables.js"] != nil)
  }

  @Test("every order and part is a plain link to a page that is there")
  func orders() throws {
    let tree = try tree(#""conversations":"list""#, extra: #","winback_sent_at":"2026-01-20T00:00:00Z""#)
    let page = try #require(tree["2026-01/conversations.html"])
    #expect(page.contains("All 160 conversations of January\u{A0}2026"))
    let orders = ConversationOrder.allCases.filter { $0 != .errors }
    for order in orders {
      let sorted = try #require(tree["2026-01/\(order.fileName)"], "\(order)")
      #expect(page.contains("href=\"\(order.fileName)\""))
      #expect(sorted.contains("href=\"\(order.fileName)\" aria-current=\"page\""))
    }
    #expect(tree["2026-01/conversations-with-errors.html"] == nil, "a part without rows has no page")
    #expect(page.contains(">handed off (40)</a>") && page.contains(">with a win-back message (160)</a>"))
    let byMessages = try #require(tree["2026-01/conversations-by-messages.html"])
    let counts = byMessages.matches(of: /<td class="n">(\d)<\/td><td>Desk/).compactMap { Int($0.1) }
    #expect(counts.count > 100 && counts == counts.sorted(by: >))
    let handedOff = try #require(tree["2026-01/conversations-handed-off.html"])
    #expect(handedOff.contains("40 handed off, of the latest 160 of 160 conversations of January\u{A0}2026."))
    #expect(!handedOff.contains("no hand-off</td>"))
  }

  @Test("columns say how they are filtered: tags and outcomes all, labels any under each name, counts by range")
  func filters() throws {
    let page = try #require(try tree(#""conversations":"list""#)["2026-01/conversations.html"])
    for head in [
      #"<th scope="col" class="n" data-f="range">Messages</th>"#, #"<th scope="col" data-f="choice">Assistant</th>"#,
      #"<th scope="col" data-f="choice">Channel</th>"#, #"<th scope="col" data-f="all">Outcome</th>"#,
      #"<th scope="col" class="roomy" data-f="labels">Labels</th>"#, #"<th scope="col" class="spare" data-f="all">Tags</th>"#,
    ] { #expect(page.contains(head), "\(head)") }
    #expect(page.contains("<td data-v=\"sentiment: neutral\nquality: resolved\">neutral, resolved</td>"))
    #expect(page.contains("<td class=\"spare\" data-v=\"a\nb\">a, b</td>"))
    #expect(!page.contains(">Skills<") && !page.contains(">Cost<") && !page.contains(">Source<"), "nothing to show")
  }

  @Test("texts of people are nowhere, names are escaped, long numbers are letters")
  func privacy() throws {
    let project = try FixtureProject([
      "exports/a.json": FixtureProject.export(3, extra: #","summary":"my secret words","context":{"a":"secret"}"#)
        .replacing("2026-01-1\"", with: "+4915112345678\"").replacing("\"Web\"", with: "\"<b>Web</b>\""),
      "parlance.json": Self.configuration(#""conversations":"list""#),
    ])
    let tree = try project.tree()
    for (path, text) in tree { #expect(!text.contains("secret") && !text.contains("4915112345678"), "\(path)") }
    let page = try #require(tree["2026-01/conversations.html"])
    #expect(page.contains("&lt;b&gt;Web&lt;/b&gt;") && !page.contains("<b>Web"))
    #expect(page.contains(/<th scope="row">[a-p]{16}<\/th>/))
    try project.write("parlance.json", Self.configuration(#""conversations":"list","profile":"internal""#))
    #expect(try project.tree()["2026-01/conversations.html"]?.contains("+4915112345678") == true)
  }

  @Test("the list is the same for any number of workers")
  func workers() throws {
    let one = try tree(#""conversations":"list","conversationsPerPeriod":50"#, jobs: 1)
    #expect(try tree(#""conversations":"list","conversationsPerPeriod":50"#, jobs: 3) == one)
  }

  @Test("conversations of vendors without ready-made rows are listed, too")
  func drafts() throws {
    let events = """
      {"id":"e1","type":"conversation.started","timestamp":"2026-01-02T10:00:00Z","data":{"conversationId":"talk-1","avatarId":"v"}}
      {"id":"e2","type":"conversation.ended","timestamp":"2026-01-02T10:01:00Z","data":{"conversationId":"talk-1","duration":60,\
      "messageCount":7}}
      """
    let project = try FixtureProject([
      "exports/a.json": FixtureProject.export(2), "kiosk/events.ndjson": events,
      "parlance.json": """
      {"zone":"UTC","sources":[{"id":"s","paths":["exports"]},{"id":"k","name":"Kiosk","vendor":"avatarium","paths":["kiosk"]}],
      "privacy":{"conversations":"list"}}
      """,
    ])
    let page = try #require(try project.tree()["2026-01/conversations.html"])
    #expect(page.contains(#"<th scope="row">talk-1</th>"#) && page.contains(">Kiosk</td>") && page.contains(">Source</th>"))
    #expect(page.contains("All 3 conversations"))
  }
}
