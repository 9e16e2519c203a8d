import Foundation
import Testing

@testable import Reporting

/// What a reader of whole pages must and must not meet.
struct ReaderTests {
  static let configuration = #"{"title":"T","zone":"UTC","sources":[{"id":"s","vendor":"studiochat","paths":["exports"]}]}"#

  /// 60 conversations with two answers each; `prices` are those of the first and of the second, as JSON.
  static func export(month: String, handoff: String = "index % 4 == 0", prices: (String, String) = ("0.01", "0.01")) -> String {
    let rows = (0..<60).map { index -> String in
      let day = 1 + index % 28
      let date = "\(month)-\(day < 10 ? "0" : "")\(day)"
      let isHandedOff = handoff == "never" ? false : index % 4 == 0
      func answer(_ second: Int, _ price: String) -> String {
        #"{"role":"assistant","content":"x","created_at":"\#(date)T09:00:0\#(second)Z","input_tokens":9,"output_tokens":1,"cost_usd":\#(price)}"#
      }
      return """
        {"conversation_id":"\(month)-\(index)","inbox_name":"Web","playbook_name":"Desk","message_count":2,"has_handoff":\(isHandedOff),\
        "first_message_at":"\(date)T09:00:00Z","last_message_at":"\(date)T09:05:00Z","deflection_quality":null,"sentiment_label":null,\
        "messages":[\(answer(1, prices.0)),\(answer(2, prices.1))]}
        """
    }
    return
      #"{"exported_at":"\#(month)-28T23:00:00Z","total_matched":60,"total_exported":60,"conversations":[\#(rows.joined(separator: ","))]}"#
  }

  private func tree(_ exports: [String: String]) throws -> [String: String] {
    var files = ["parlance.json": Self.configuration]
    for (month, text) in exports { files["exports/\(month).json"] = text }
    return try FixtureProject(files).tree().mapValues { $0.replacingOccurrences(of: "\u{A0}", with: " ") }
  }

  @Test("costs that stand on a few priced answers, or on prices of 0, are no figure and get no verdict")
  func prices() throws {
    let priced = try tree(["2026-01": Self.export(month: "2026-01"), "2026-02": Self.export(month: "2026-02")])
    let usual = try #require(priced["2026-02/index.html"])
    #expect(usual.contains(">$0.020<") || usual.contains(">$0.02<"), "two answers at one cent each")
    #expect(!usual.contains("A price is stated"))

    // As of a model that costs nothing, or of an export that does not keep prices.
    let thin = try tree(["2026-01": Self.export(month: "2026-01"), "2026-02": Self.export(month: "2026-02", prices: ("0.0", "0.0"))])
    let zero = try #require(thin["2026-02/index.html"])
    #expect(zero.contains("Every stated price is 0, of 120 answers."))
    #expect(!zero.contains("none now, better"))
    #expect(!(try #require(thin["2026-02/assistants.html"])).contains("$0.00"))
    #expect(!(try #require(thin["2026-02/cost.html"])).contains("No cost of the model"))
  }

  @Test("fewer than half of the answers with a price are too few, in both directions of a comparison")
  func fewPrices() throws {
    var few = Self.export(month: "2026-02", prices: ("0.01", "null"))
    // One priced answer less makes it fewer than half.
    if let range = few.range(of: #""cost_usd":0.01"#) { few.replaceSubrange(range, with: #""cost_usd":null"#) }
    let site = try tree(["2026-01": Self.export(month: "2026-01"), "2026-02": few, "2026-03": Self.export(month: "2026-03")])
    #expect(try #require(site["2026-02/index.html"]).contains("A price is stated for only 59 of 120 answers."))
    let none = try tree(["2026-01": Self.export(month: "2026-01", prices: ("null", "null"))])
    #expect(!(try #require(none["2026-01/index.html"])).contains("for only 0 of"))
    #expect(try #require(site["2026-03/index.html"]).contains("Prices cover 100% of answers, 49.1% before."))
  }

  @Test("data without any hand-off say so once on the pages that speak of hand-offs")
  func unusedHandoffs() throws {
    let site = try tree(["2026-01": Self.export(month: "2026-01", handoff: "never")])
    let words = "The data hold no hand-off."
    for page in ["index", "resolution", "handoffs"] {
      #expect(try #require(site["2026-01/\(page).html"]).components(separatedBy: words).count == 2, "\(page)")
    }
    #expect(!(try #require(site["2026-01/volume.html"])).contains(words))
    let used = try tree(["2026-01": Self.export(month: "2026-01")])
    #expect(!(try #require(used["2026-01/index.html"])).contains(words))
  }

  @Test("the archive home draws trends from four reports on, with a gap where there is none")
  func trends() throws {
    func site(_ months: [String]) throws -> String {
      try #require(tree(Dictionary(uniqueKeysWithValues: months.map { ($0, Self.export(month: $0)) }))["index.html"])
    }
    #expect(!(try site(["2025-10", "2025-11", "2025-12"])).contains("month by month"))
    let home = try site(["2025-09", "2025-10", "2025-12", "2026-01"])
    #expect(home.contains("How it went, month by month"))
    #expect(home.contains("Deflection rate per month, September 2025 to January 2026"))
    #expect(home.contains("November 2025"), "the month without a report keeps its place")
    #expect(home.contains("1 month without a figure (gap)."))
  }

  @Test("names of metrics on cards, in table heads and below titles lead to the glossary")
  func definitions() throws {
    let site = try tree(["2026-01": Self.export(month: "2026-01")])
    let page = try #require(site["2026-01/index.html"])
    let glossary = try #require(site["2026-01/glossary.html"])
    let anchors = page.components(separatedBy: #"<a class="def" href="glossary.html#"#).dropFirst().compactMap {
      $0.split(separator: "\"").first
    }
    #expect(anchors.count >= 4)
    for anchor in anchors { #expect(glossary.contains("id=\"\(anchor)\""), "\(anchor)") }
  }
}
