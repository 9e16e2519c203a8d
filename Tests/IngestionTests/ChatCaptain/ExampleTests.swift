import Foundation
import Privacy
import Records
import Testing

@testable import Ingestion

@Suite("ChatCaptain examples") struct CaptainExampleTests {
  @Test(
    "every example is recognised",
    arguments: [
      ("channels.json", "channels"), ("statistics-channels.json", "channels"), ("chatbot.json", "chatbot"),
      ("conversation.json", "conversation"),
      ("conversation-messages.json", "messages"), ("conversations.json", "conversations"), ("error-403.json", "failure"),
      ("inbox-error.json", "failure"), ("export-started.json", "export-started"), ("export-status-completed.json", "export-status"),
      ("export-status-failed.json", "export-status"), ("export-status-pending.json", "export-status"), ("export.csv", "export-csv"),
      ("export-german-locale.csv", "export-csv"), ("inbox.json", "inbox"), ("raw-calls.json", "raw-calls"),
      ("raw-messages-bundle.json", "raw-messages"), ("report-channel-tel.json", "report-channel"),
      ("report-channel-wa.json", "report-channel"),
      ("report-channel-tel-by-id.json", "report-channel"), ("report-channel-web.json", "report-channel"),
      ("report-overview.json", "report-overview"), ("report-overview-by-id.json", "report-overview"),
      ("report-overview-component-list.json", "report-overview"), ("report-overview-hourly.json", "report-overview"),
      ("report-overview-wrapped.json", "report-overview"),
    ])
  func recognised(_ name: String, _ kind: String) throws {
    var reading = Reading()
    // No vendor is stated: shape and, for bodies keyed by numbers, the name decide.
    var context = april { $0.vendor = nil }
    context.kindHint = nil
    try reading.readExample(name, context)
    #expect(reading.kinds == [kind])
    #expect(reading.problems.filter { !$0.hasPrefix("guessed-scale") } == [])
    #expect(reading.documents.bodies[0].subject["not shown"] == nil)
  }

  @Test("the containers of the examples give identical figures")
  func containers() throws {
    func lines(_ name: String) throws -> [String] {
      var reading = Reading()
      try reading.readExample(name)
      return reading.lines
    }
    let named = try lines("report-overview.json")
    // 8 counts and medians, 3 series of 30 days, 3 trends of 3, 3 languages, 3 channel types, 4 intents.
    #expect(named.count == 8 + 90 + 9 + 3 + 3 + 4)
    #expect(try lines("report-overview-by-id.json") == named)
    for part in ["report-overview-component-list.json", "report-overview-wrapped.json"] {
      let found = try lines(part)
      #expect(!found.isEmpty && found.allSatisfy(named.contains))
    }
    let channel = try lines("report-channel-tel.json")
    #expect(try lines("report-channel-tel-by-id.json") == channel)
    // 11 counts and medians, 3 series, 4 trends, languages, intents, exit steps, end reasons, one target.
    #expect(channel.count == 11 + 90 + 12 + 3 + 4 + 4 + 4 + 1)
  }

  @Test("the German export says the same as the English one")
  func german() throws {
    func both(_ name: String) throws -> ([String], [Record]) {
      var reading = Reading()
      try reading.readExample(name)
      return (reading.lines, reading.documents[.days])
    }
    let english = try both("export.csv")
    let german = try both("export-german-locale.csv")
    #expect(english.0 == german.0)
    #expect(english.1 == german.1)
    #expect(english.1.count == 30)
    #expect(english.1.reduce(0) { $0 + ($1.value("conversations", .days).number ?? .nan) } == 36)
    #expect(english.0.contains("conversations@1775772000/86400 = 2 vol.conversations_started conversations"))
  }

  @Test("every leaf of every example is a documented field")
  func leaves() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: captainFixtures).sorted() {
      guard name.hasSuffix(".json"), !name.contains("error") else { continue }
      var reading = Reading()
      try reading.readExample(name)
      let kind = try #require(VendorFormat.chatcaptain.bodies.first { $0.kind == reading.kinds[0] }, "\(name)")
      let tree = try tree(captainBytes(name))
      var paths: Set<[String]> = []
      leafPaths(unwrap(tree.root).root, [], &paths)
      #expect(Set(kind.fields).count == kind.fields.count, "\(kind.kind) states a use twice")
      let known = kind.fields.map { $0.path.split(separator: ".").map(String.init) }
      for path in paths {
        let matches = known.contains { $0.count == path.count && zip($0, path).allSatisfy { $0 == "*" || $0 == $1 } }
        #expect(matches, "\(name): \(path.joined(separator: "."))")
      }
    }
  }

  @Test("no token, telephone number or message is kept")
  func secrets() throws {
    var reading = Reading()
    for name in [
      "channels.json", "raw-messages-bundle.json", "raw-calls.json", "conversations.json", "report-channel-tel.json",
      "export-status-completed.json",
    ] { try reading.readExample(name) }
    let text = "\(reading.documents) \(reading.harvest.drafts)"
    for secret in ["tok-redacted", "+4922100000", "4922100010", "Wann haben Sie offen", "Gerne", "storage.example.net", "ct_01"] {
      #expect(!text.contains(secret), "\(secret)")
    }
    #expect(text.contains("[phone]"))
  }

  @Test("the inbox shows known fields with their units and agents as records")
  func inbox() throws {
    var reading = Reading()
    try reading.readExample("inbox.json")
    #expect(
      reading.lines == [
        "agentMessages = 11 inbox.messages agentMessages", "closedConversations = 4 - closedConversations",
        "medianFirstResponseTime = 120000 - medianFirstResponseTime", "medianResolutionTime = 3.9e+06 - medianResolutionTime",
        "openConversations = 1 - openConversations", "totalConversations = 5 inbox.conversations totalConversations",
      ])
    #expect(reading.documents[.inboxAgents].map { $0.value("messages", .inboxAgents).number } == [7, 4])
    #expect(reading.documents[.inboxAgents].map { $0.value("firstResponse", .inboxAgents).number } == [95_000, 240_000])
  }

  private func leafPaths(_ node: JSONNode, _ path: [String], _ paths: inout Set<[String]>) {
    if node.isObject || node.isArray {
      for child in node.children { leafPaths(child, path + [node.isArray ? "*" : child.key], &paths) }
    } else {
      paths.insert(path)
    }
  }
}
