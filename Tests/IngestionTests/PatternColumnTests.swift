import Basics
import Foundation
import Privacy
import Records
import Testing

@testable import Ingestion

/// Matches of each conversation as `id:bits@pattern=minute,…`, sorted; an identity is shown by the order of ids given.
private struct Matches: ConversationSink, Equatable {
  var lines: [String] = []
  var columns: [Int] = []

  mutating func consume(_ batch: borrowing ConversationBatch) {
    columns += [batch.matches.count, batch.firstMatches.offsets.count]
    guard !batch.matches.isEmpty else { return }
    for row in 0..<batch.count {
      let own = Int(batch.firstMatches.offsets[row])..<Int(batch.firstMatches.offsets[row + 1])
      let times = own.map { "\(batch.firstMatches.pattern[$0])=\((batch.firstMatches.at[$0] - start) / 60_000_000)" }
      lines.append("\(String(batch.identity[row], radix: 16)) \(String(batch.matches[row], radix: 2)) \(times.joined(separator: ","))")
    }
  }
  mutating func finish(_ lexicons: Lexicons) { lines.sort() }
  mutating func merge(_ other: consuming Matches) {
    lines = (lines + other.lines).sorted()
    columns += other.columns
  }
}

/// 2026-03-02T10:00:00Z
private let start: Int64 = 1_772_445_600_000_000

private func patterns(_ list: [(PatternSide, String)]) throws -> PatternSet {
  PatternSet(try list.map { .init(name: "goal-\($0.1.prefix(3))", side: $0.0, pattern: try TextPattern($0.1, isCaseless: true)) })
}

private func said(_ role: String, _ text: String, _ minute: Int?, winback: Bool = false) -> String {
  let at = minute.map { #","created_at":"2026-03-02T10:\#($0 < 10 ? "0" : "")\#($0):00Z""# } ?? ""
  return #"{"role":"\#(role)","content":"\#(text)"\#(at)\#(winback ? #","is_winback":true"# : "")}"#
}

private func matches(_ settings: IngestionSettings) -> Ingested<Matches> { Ingestion.read(settings, progress: { _ in }) { Matches() } }

@Suite("Patterns while reading")
struct PatternColumnTests {
  private func lines(_ bodies: [String: String], _ list: [(PatternSide, String)]) throws -> [String] {
    let folder = try Folder()
    for (name, body) in bodies.sortedByKey() { try folder.write(name, body) }
    var settings = folder.settings()
    settings.patterns = try patterns(list)
    return matches(settings).sink.lines.map { String($0.drop { $0 != " " }.dropFirst()) }
  }

  @Test("messages of Studio Chat: sides, the first message of the user, win-back aside, the time of the first match")
  func studio() throws {
    let messages = [
      said("assistant", "Hello! Order or refund?", 0), said("user", "a REFUND please", 1), said("user", "my \\\"ord\\u0065r\\\" number", 2),
      said("assistant", "Your refund is on its way", 4), said("user", "refund refund", 5),
    ]
    let row = conversation("a", ["messages": "[\(messages.joined(separator: ","))]"])
    let list: [(PatternSide, String)] = [
      (.user, "refund"), (.assistant, "on its way"), (.first, "order"), (.user, "\"order\""), (.first, "refund"),
    ]
    #expect(try lines(["a.json": exportBody([row])], list) == ["11011 0=1,1=4,3=2,4=1"])
    let winback = conversation("b", ["messages": "[\(said("assistant", "we miss you", 3, winback: true))]"])
    #expect(try lines(["b.json": exportBody([winback])], [(.assistant, "miss")]) == ["0 "])
    let untimed = conversation("c", ["messages": "[\(said("user", "hi", nil)),\(said("user", "hi", 9))]"])
    #expect(try lines(["c.json": exportBody([untimed])], [(.user, "hi")]) == ["1 0=9"])
    #expect(try lines(["d.json": exportBody([conversation("d")])], [(.user, "hi")]) == ["0 "], "no messages, no match")
  }

  @Test("without patterns there are no columns")
  func withoutPatterns() throws {
    let folder = try Folder()
    try folder.write("a.json", exportBody([conversation("a", ["messages": "[\(said("user", "hi", 1))]"])]))
    let read = matches(folder.settings())
    #expect(read.sink.columns == [0, 0] && read.exhausted.isEmpty)
  }

  @Test("messages of Avatarium and of ChatCaptain, also where two places give one")
  func drafts() throws {
    let avatar = """
      {"id":"c1","avatarId":"av","createdAt":"2026-03-02T10:00:00Z","messages":[
      {"id":"m1","role":"user","content":"refund?","createdAt":"2026-03-02T10:01:00Z"},
      {"id":"m2","role":"assistant","content":"refund sent","createdAt":"2026-03-02T10:03:00Z"},
      {"id":"m3","role":"user","content":"thanks","createdAt":"2026-03-02T10:05:00Z"}]}
      """
    let event = """
      {"id":"e1","type":"message.created","timestamp":"2026-03-02T10:05:00Z","data":{"conversationId":"c1","avatarId":"av",\
      "message":{"id":"m3","role":"user","content":"thanks"}}}
      """
    let list: [(PatternSide, String)] = [(.user, "refund|thanks"), (.assistant, "sent$"), (.first, "refund"), (.first, "thanks")]
    #expect(try lines(["c1.json": avatar, "events.jsonl": event], list) == ["111 0=1,1=3,2=1"])
    let captain = """
      {"c9":{"messages":[
      {"id":"1","outgoing":false,"sender":"contact","type":"text","created":"2026-03-02T10:02:00Z","content":{"text":"Refund"}},
      {"id":"2","outgoing":true,"sender":"agent","type":"text","created":"2026-03-02T10:03:00Z","content":{"text":"sent"}},
      {"id":"3","outgoing":true,"sender":"bot","type":"text","created":"2026-03-02T10:04:00Z","content":{"text":"it was sent"}}],"steps":[]}}
      """
    #expect(try lines(["raw.json": captain], list) == ["111 0=2,1=4,2=2"])
  }

  @Test("what is found depends neither on jobs nor on blocks; copies are matched once; a pattern that gives up is named once")
  func laws() throws {
    let folder = try Folder()
    let long = String(repeating: "a", count: 4000) + "!"
    let rows = (0..<300).map { n in
      conversation("c\(n)", ["messages": "[\(said("user", n % 50 == 7 ? long : "order \(n)", n % 60)),\(said("assistant", "ok", nil))]"])
    }
    try folder.write("2026-03/a.json", exportBody(rows))
    try folder.write("2026-03/b.json", exportBody(Array(rows.prefix(40)), exportedAt: "2026-03-20T00:00:00Z"))
    var settings = folder.settings(jobs: 1)
    settings.patterns = try patterns([(.user, "order \\d*5"), (.user, "(a+)+$"), (.assistant, "^ok$")])
    let expected = matches(settings)
    #expect(expected.sink.lines.count == 300)
    #expect(expected.exhausted == [0, 6, 0])
    #expect(
      expected.diagnostics.list.filter { $0.code == "pattern-limit" }.map(\.description) == [
        "note[pattern-limit]: the pattern of \"goal-(a+\" gave up on 6 texts, which count as not matched "
          + "(write it without a repetition inside a repetition)"
      ])
    for jobs in [2, 5] {
      for piece in [3000, 1 << 16] {
        var other = folder.settings(jobs: jobs, pieceSize: piece)
        other.patterns = settings.patterns
        let result = matches(other)
        #expect(result.sink.lines == expected.sink.lines && result.exhausted == expected.exhausted, "jobs \(jobs) piece \(piece)")
      }
    }
  }
}
