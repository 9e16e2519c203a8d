import Foundation
import Testing

@testable import Reporting

/// The page of conversations to read, from exports to markup.
struct ReviewSiteTests {
  /// 40 conversations of 40 contacts; the first three at high risk, of three intents. Conversation 7 has a rating.
  private func files(conversations: String) -> [String: String] {
    let rows = (0..<40).map { n -> String in
      let day = n % 27 + 1 < 10 ? "0\(n % 27 + 1)" : "\(n % 27 + 1)"
      let risk = n < 3 ? "high" : "low"
      return """
        {"conversation_id":"secret-\(n)","playbook_name":"Desk","message_count":3,"first_message_at":"2026-01-\(day)T08:00:00Z",\
        "last_message_at":"2026-01-\(day)T08:05:00Z","has_handoff":false,"sentiment_label":"neutral","deflection_quality":"resolved",\
        "recontact_risk":"\(risk)","user_intent":"intent \(n % 5)","context":{"contact":{"id":"c\(n % 30)"}}}
        """
    }
    let rating = #"{"conversation_id":"secret-7","rating":1,"remark":null,"rated_at":"2026-01-08T09:00:00Z","playbook_name":"Desk"}"#
    return [
      "parlance.json": #"{"title":"T","zone":"UTC","sources":[{"id":"s","paths":["exports"],"vendor":"studiochat"}],"#
        + #""privacy":{"contactKey":"context.contact.id"\#(conversations)}}"#,
      "exports/2026-01/export-conversations.json":
        #"{"exported_at":"2026-02-01T00:00:00Z","total_matched":40,"total_exported":40,"conversations":[\#(rows.joined(separator: ","))]}"#,
      "exports/2026-01/csat-analytics.json":
        #"{"is_configured":true,"total_rated":1,"eligible_deflected":40,"csat_score_pct":0,"dsat_score_pct":100,"response_rate_pct":2.5,"rating_distribution":{"1":1},"time_series":[],"ratings":[\#(rating)]}"#,
    ]
  }

  private func pages(_ conversations: String) throws -> [String: String] { try FixtureProject(files(conversations: conversations)).tree() }

  @Test("without the list no conversation is named: not on the page, not in its files")
  func unlisted() throws {
    let tree = try pages("")
    let page = try #require(tree["2026-01/review.html"])
    #expect(page.contains("Single conversations are not listed.") && page.contains("parlance.json"))
    #expect(page.contains("High risk of coming back") && page.contains("Rated 1 or 2"))
    #expect(!tree.contains { $0.key.hasSuffix("review-queue.csv") || ($0.key.hasSuffix(".html") && $0.value.contains("secret-")) })
    for (path, text) in tree where path.contains("data/review") { #expect(!text.contains("secret-"), "\(path)") }
    let reasons = try #require(tree.first { $0.key.hasSuffix("review-reasons.csv") }).value
    #expect(reasons.contains("high_risk,4,3,") && reasons.contains("low_rating,5,1,"))
  }

  @Test("with the list the worst comes first, a rating from another file included, and every row says why")
  func listed() throws {
    let tree = try pages(#","conversations":"list""#)
    let page = try #require(tree["2026-01/review.html"])
    let order = ["secret-7", "secret-2", "secret-1", "secret-0"].map { page.range(of: ">\($0)<")?.lowerBound }
    #expect(!order.contains { $0 == nil })
    #expect(order.compactMap { $0 } == order.compactMap { $0 }.sorted())
    #expect(page.contains("Rated 1 or 2 (5)") && page.contains("High risk of coming back (4)"))
    #expect(page.contains("4\u{A0}conversations to read first"))
    #expect(!page.contains("secret-9"))
  }

  @Test("who came back stands on the page of resolution, and contacts stand nowhere")
  func contacts() throws {
    let tree = try pages("")
    let page = try #require(tree["2026-01/resolution.html"])
    #expect(page.contains("From deflected to solved for good") && page.contains("came back within 7 days"))
    let bare = try FixtureProject(files(conversations: "").mapValues { $0.replacing(#""contactKey":"context.contact.id""#, with: "") })
      .tree()
    #expect(bare["2026-01/resolution.html"]?.contains("it needs privacy.contactKey in parlance.json") == true)
    for (path, text) in tree where path.hasSuffix(".html") || path.hasSuffix(".json") {
      #expect(!text.contains("\"c29\"") && !text.contains(">c29<"), "\(path)")
    }
  }
}
