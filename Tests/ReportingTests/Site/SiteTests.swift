import Basics
import Foundation
import Testing

@testable import Reporting

struct SiteTests {
  private static let configuration = #"{"title":"Fixture","zone":"Europe/Berlin","sources":[{"id":"s","paths":["exports"]}]}"#

  private func project(_ files: [String: String] = [:]) throws -> FixtureProject {
    var all = ["parlance.json": Self.configuration, "exports/a.json": FixtureProject.export(120)]
    all.merge(files) { $1 }
    return try FixtureProject(all)
  }

  @Test("a site has the archive home, a folder per period and nothing that was not asked for")
  func files() throws {
    let tree = try project().tree()
    let roots = Set(tree.keys.map { $0.split(separator: "/").count > 1 ? "\($0.split(separator: "/")[0])/" : $0 })
    #expect(roots == ["2026-01/", "assets/", "index.html", "manifest.json", "periods.json"])
    let pages = tree.keys.filter { $0.hasPrefix("2026-01/") && $0.hasSuffix(".html") }.sorted()
    #expect(
      pages == [
        "2026-01/alerts.html", "2026-01/assistants.html", "2026-01/conversions.html", "2026-01/data-quality.html", "2026-01/glossary.html",
        "2026-01/handoffs.html", "2026-01/index.html", "2026-01/latency.html", "2026-01/resolution.html", "2026-01/sentiment.html",
        "2026-01/topics.html", "2026-01/versions.html", "2026-01/volume.html",
      ])
  }

  @Test("the same input gives the same bytes for any number of workers")
  func deterministic() throws {
    let project = try project(["exports/b.json": FixtureProject.export(90, month: "2026-02")])
    let one = try project.tree(jobs: 1)
    #expect(try project.tree(jobs: 1) == one)
    #expect(try project.tree(jobs: 3) == one)
  }

  @Test("card, data file and breakdown show one and the same number")
  func oneNumber() throws {
    let tree = try project().tree()
    let metrics = try #require(tree["2026-01/data/metrics.json"])
    let value = try JSONSerialization.jsonObject(with: Data(metrics.utf8)) as? [String: Any]
    let rate = (value?["metrics"] as? [String: [String: Any]])?["out.handoff_rate"]
    #expect(rate?["numerator"] as? Double == 30)
    #expect(rate?["denominator"] as? Double == 120)
    #expect(rate?["value"] as? Double == 0.25)
    #expect(try #require(tree["2026-01/index.html"]).contains("90 of 120 conversations"))
    #expect(try #require(tree["2026-01/index.html"]).contains("75.0%"))
  }

  @Test("a figure without a source is null with a reason, never 0")
  func missing() throws {
    let tree = try project().tree()
    let metrics = try #require(tree["2026-01/data/metrics.json"])
    let value = try JSONSerialization.jsonObject(with: Data(metrics.utf8)) as? [String: Any]
    let cost = (value?["metrics"] as? [String: [String: Any]])?["cost.total"]
    #expect(cost?["value"] is NSNull)
    #expect(cost?["state"] as? String == "unavailable")
    #expect(tree["2026-01/cost.html"] == nil, "a page whose source is absent is not written")
  }

  @Test("text of vendors cannot become markup")
  func untrusted() throws {
    let hostile = FixtureProject.export(60).replacingOccurrences(of: "\"Desk\"", with: "\"<script>alert(1)</script>\"")
    let tree = try project(["exports/a.json": hostile]).tree()
    for (path, text) in tree where path.hasSuffix(".html") { #expect(!text.contains("<script"), "\(path)") }
    #expect(try #require(tree["2026-01/assistants.html"]).contains("&lt;script&gt;"))
  }

  @Test("notes of a period stand on its overview with author and date, and on no other")
  func notes() throws {
    let tree = try project([
      "exports/b.json": FixtureProject.export(60, month: "2026-02"),
      "notes/2026-02.md": "---\nauthor: Ada\ndate: 2026-03-02\n---\nWe moved. Deflection was {{ out.deflection_rate }}.\n",
    ]).tree()
    let february = try #require(tree["2026-02/index.html"]).replacingOccurrences(of: "\u{A0}", with: " ")
    #expect(february.contains("Written by Ada on 2 March 2026."))
    #expect(february.contains("Deflection was 75"))
    #expect(try #require(tree["2026-01/index.html"]).contains("Ada") == false)
  }

  @Test("a project's section is added, one of the same name replaces the built-in one, an empty one removes it")
  func sections() throws {
    let tree = try project([
      "sections/volume/15-ours.md": "---\ntitle: Ours\n---\nHello **you**.\n",
      "sections/volume/20-per-day.md": "---\ntitle: Replaced\n---\nNew words.\n", "sections/volume/30-when.md": "",
    ]).tree()
    let page = try #require(tree["2026-01/volume.html"])
    #expect(page.contains("Hello <strong>you</strong>."))
    #expect(page.contains("New words."))
    #expect(!page.contains("Day by day"))
    #expect(!page.contains("When people write"))
  }

  @Test("one template can be replaced; the others stay")
  func template() throws {
    let tree = try project([
      "templates/footer.mustache": "<footer class=\"foot\"><p>{{#links}}<a href=\"{{href}}\">{{label}}</a>{{/links}} ours</p></footer>\n"
    ])
    .tree()
    let page = try #require(tree["2026-01/index.html"])
    #expect(page.contains(" ours</p></footer>"))
    #expect(page.contains("<header class=\"top\">"))
  }

  @Test("images of sections go into every period, those of a note into its own")
  func images() throws {
    let tree = try project([
      "exports/b.json": FixtureProject.export(60, month: "2026-02"), "images/plan.png": "plan", "images/team.jpg": "team",
      "images/unused.png": "unused", "sections/volume/50-plan.md": "---\ntitle: Plan\n---\n![The plan](images/plan.png)\n",
      "notes/2026-02.md": "![The team](images/team.jpg)\n",
    ]).tree()
    #expect(
      tree.keys.filter { $0.contains("images/") }.sorted()
        == ["2026-01/images/plan.png", "2026-02/images/plan.png", "2026-02/images/team.jpg", "2026-Q1/images/plan.png"])
    #expect(tree["2026-02/images/team.jpg"] == "team")
    #expect(try #require(tree["2026-01/volume.html"]).contains(#"<img src="images/plan.png" alt="The plan">"#))
  }

  @Test("a project that compares nothing reads like a first report on every page")
  func comparesNothing() throws {
    let months = ["exports/a.json": FixtureProject.export(372), "exports/b.json": FixtureProject.export(336, month: "2026-02")]
    let usual = try project(months).tree()
    let alone = try project(months.merging(["parlance.json": Self.configuration.dropLast() + #","comparison":"none"}"#]) { $1 }).tree()
    func words(_ text: String) -> [String] {
      let plain = text.replacing(/<[^>]+>/, with: " ").replacing("\u{A0}", with: " ")
      return ["vs", "No clear change", "weeks earlier", "in January", "Since January"].filter {
        plain.contains(" \($0) ") || plain.contains($0 + ".")
      }
    }
    #expect(words(usual.filter { $0.key.hasPrefix("2026-02/") && $0.key.hasSuffix(".html") }.map(\.value).joined()).count >= 3)
    for (path, text) in alone where path.hasPrefix("2026-02/") && path.hasSuffix(".html") && !path.hasSuffix("glossary.html") {
      #expect(words(text) == [], "\(path)")
      #expect(text.contains("not compared with an earlier period"), "\(path)")
    }
  }

  @Test("a period folder links only within itself and to the archive home")
  func selfContained() throws {
    let tree = try project().tree()
    for (path, text) in tree where path.hasPrefix("2026-01/") && path.hasSuffix(".html") {
      for part in text.components(separatedBy: "href=\"").dropFirst() {
        let target = String(part.prefix { $0 != "\"" })
        #expect(!target.hasPrefix("/") && !target.contains("://"), "\(path): \(target)")
        if target.hasPrefix("../") { #expect(target == "../index.html") }
      }
    }
  }

  @Test(
    "a folder named by its month is the month of the report's own calendar",
    arguments: ["America/Argentina/Buenos_Aires", "UTC", "Asia/Tokyo"])
  func folderName(zone: String) throws {
    let export = FixtureProject.export(120).replacingOccurrences(of: "2026-01-31T23:00:00Z", with: "2026-02-01T09:00:00Z")
    let project = try FixtureProject([
      "parlance.json": "{\"zone\":\"\(zone)\",\"sources\":[{\"id\":\"s\",\"paths\":[\"exports\"]}]}", "exports/2026-01/a.json": export,
    ])
    let page = try #require(try project.tree()["2026-01/index.html"])
    #expect(page.contains("Complete month"))
    #expect(page.contains("31 of 31 days"))
  }

  /// A rating, a list of personas and a series, as vendors deliver them.
  private static let vendors = [
    "exports/csat.json": """
    {"request":{"start_date":"2026-01-01T00:00:00Z","end_date":"2026-02-01T00:00:00Z"},"response":{"is_configured":true,\
    "total_rated":40,"csat_score_pct":62.5,"dsat_score_pct":10,"eligible_deflected":80,"response_rate_pct":50,\
    "rating_distribution":{"1":4,"5":36},"positive_count":25,"neutral_count":11,"negative_count":4,"time_granularity":"day",\
    "time_series":[],"ratings":[{"conversation_id":"2026-01-1","rating":5,"remark":"my <b>secret</b> words",\
    "rated_at":"2026-01-02T10:00:00Z","first_message_at":"2026-01-02T09:00:00Z","tags":["a"]}]}}
    """,
    "exports/personas.json": """
    {"success":true,"data":{"personas":[{"id":"p1","name":"Angry <script>","language":"en","emotion":"angry","difficulty":"hard",\
    "created_by":{"name":"Rosa Lindqvist"},"usage_stats":{"total_simulations":3,"avg_score":61.5}},\
    \((2...9).map { "{\"id\":\"p\($0)\",\"name\":\"Calm \($0)\",\"language\":\"es\",\"emotion\":\"neutral\"}" }.joined(separator: ","))],\
    "pagination":{"total":9,"page":1,"limit":20}}}
    """,
  ]

  private static let utc = #"{"title":"Fixture","zone":"UTC","sources":[{"id":"s","paths":["exports"]}]}"#

  @Test("vendors' lists become pages, sorted pages and files; the script is linked on whole tables alone")
  func documents() throws {
    let tree = try project(Self.vendors.merging(["parlance.json": Self.utc]) { $1 }).tree()
    let page = try #require(tree["2026-01/simulations.html"])
    #expect(page.contains("Angry &lt;script&gt;") && !page.contains("<script"))
    #expect(page.contains("There are no simulations") || page.contains("No file lists simulations"), "what is missing says why")
    let sorted = try #require(tree.keys.first { $0.hasPrefix("2026-01/") && $0.hasSuffix("personas-by-score-desc.html") })
    #expect(tree[sorted]?.contains(#"<script src="assets/tables.js" defer></script>"#) == true)
    #expect(tree[sorted]?.contains("script-src 'self';") == true)
    #expect(tree["2026-01/assets/tables.js"] != nil && tree["assets/tables.js"] == nil)
    #expect(tree["2026-01/data/records/personas.csv"]?.contains("p1") == true)
    for (path, text) in tree { #expect(!text.contains("Rosa") && !text.contains("secret"), "\(path)") }
  }

  @Test("comments of users are shown only when the project asks for them, and then escaped")
  func remarks() throws {
    let asking = Self.utc.dropLast() + #","privacy":{"remarks":true}}"#
    let tree = try project(Self.vendors.merging(["parlance.json": String(asking)]) { $1 }).tree()
    #expect(tree["2026-01/csat.html"]?.contains("my &lt;b&gt;secret&lt;/b&gt; words") == true)
  }

  @Test("a figure that only a vendor has is marked on the page and in the files, with whose it is")
  func marks() throws {
    let tree = try project(Self.vendors.merging(["parlance.json": Self.utc]) { $1 }).tree()
    let page = try #require(tree["2026-01/csat.html"])
    #expect(
      page.contains(#"<p class="value"><span class="rep">50%</span>"# + "\u{2020}") || page.contains(#"<span class="rep">50.0%</span>"#))
    #expect(page.contains("As reported by Studio Chat"))
    let metrics = try #require(tree["2026-01/data/metrics.json"])
    let value = try JSONSerialization.jsonObject(with: Data(metrics.utf8)) as? [String: Any]
    let all = try #require(value?["metrics"] as? [String: [String: Any]])
    let origin = all["csat.response_rate_vendor"]?["origin"] as? [String: Any]
    #expect(origin?["vendor"] as? String == "studiochat" && origin?["file"] as? String == "exports/csat.json")
    #expect(all["vol.conversations"]?["origin"] as? String == "computed")
    let reported = try #require(tree["2026-01/data/reported.csv"])
    #expect(reported.contains("1,csat_score_pct,csat.score,,,,,0.625,share"))
  }

  @Test("the data quality page puts reported figures beside computed ones and lists every file with its vendor")
  func quality() throws {
    let tree = try project(Self.vendors.merging(["parlance.json": Self.utc]) { $1 }).tree()
    let page = try #require(tree["2026-01/data-quality.html"])
    #expect(page.contains("Figures of Studio Chat beside ours"))
    #expect(page.contains("personas.json") && page.contains("Chanl"))
    #expect(tree["2026-01/data/reconciliation.csv"]?.contains("csat_score_pct") == true)
  }

  @Test("the optional script is small, plain and asks for nothing")
  func script() throws {
    let text = try #require(EmbeddedTexts.assets.first { $0.path == PageFrame.tableScript }?.text)
    #expect(text.utf8.count <= 10 * 1024)
    for word in ["fetch(", "XMLHttpRequest", "import ", "eval(", "innerHTML", "http", "localStorage", ".style"] {
      #expect(!text.contains(word), "\(word)")
    }
  }
}
