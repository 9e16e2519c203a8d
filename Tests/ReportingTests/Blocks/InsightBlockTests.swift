import Foundation
import Notation
import Records
import Testing

@testable import Reporting

struct InsightBlockTests {
  private func render(_ kind: String, _ documents: SmallDocuments) throws -> (html: String, section: RenderedSection) {
    var export = SmallExport()
    export.add(60)
    let made = try export.render("```insight\nkind: \(kind)\n```", documents: documents.documents)
    return (made.html.replacing("\u{A0}", with: " "), made.section)
  }

  private func text(_ string: String) -> FieldValue { .text(SmallDocuments.text(string)) }

  private func rows(_ html: String) -> [[String]] {
    html.matches(of: /<tr[^>]*>(.*?)<\/tr>/.dotMatchesNewlines()).map { row in
      row.1.matches(of: /<t[hd][^>]*>(.*?)<\/t[hd]>/.dotMatchesNewlines()).map { cell in
        String(cell.1).replacing(/<svg.*?<\/svg>/.dotMatchesNewlines(), with: "~").replacing(/<[^>]+>/, with: "")
      }
    }
  }

  /// Twelve simulations with Calm (90), twelve with Furious (60), three with New.
  private func simulations() -> SmallDocuments {
    var made = SmallDocuments()
    let body = made.body(.chanl, "executions")
    let personas: [(String, String, String, Double, Int)] = [
      ("Calm", "neutral", "easy", 90, 12), ("Furious", "angry", "very_hard", 60, 12), ("New", "angry", "easy", 75, 3),
    ]
    for (name, emotion, difficulty, mean, count) in personas {
      for index in 0..<count {
        made.record(
          .simulations, body,
          [
            "id": text("\(name)\(index)"), "persona": text(name), "emotion": text(emotion), "difficulty": text(difficulty),
            "score": .number(index % 2 == 0 ? mean - 2 : mean + 2), "startedAt": .time(SmallDocuments.moment(9, 1 + index)),
          ])
      }
    }
    return made
  }

  @Test("personas stand with count, mean, estimate, interval and place; too few are said and not ranked")
  func ranking() throws {
    let (html, section) = try render("persona-ranking", simulations())
    #expect(html.contains(">Calm scores best, Furious worst</h3>"))
    let rows = rows(html)
    #expect(rows[1].prefix(4) == ["Calm", "12", "90.0", "90.0"])
    #expect(rows[1].suffix(2) == ["~", "best"])
    #expect(rows[3] == ["New", "3", "too few", "too few", "", "", "not ranked"])
    #expect(html.contains("24 scores of 2 personas, 75.0 on average."))
    let table = try #require(section.tables.first)
    #expect(table.columns.map(\.id) == ["persona", "scores", "mean", "estimate", "low", "high", "place"])
    #expect(table.rows[2].map(\.text) == ["New", "3", "", "", "", "", "too few"])
    #expect(section.shownRecords == [.simulations])
  }

  @Test("every cell of the matrix says its count; few scores make no score; no simulation is n 0")
  func matrix() throws {
    let (html, section) = try render("emotion-matrix", simulations())
    #expect(html.contains(">Scores range from 60.0 (angry, very hard) to 90.0 (neutral, easy)</h3>"))
    #expect(html.contains("<title>angry easy, too few, n = 3</title>") && html.contains(", n = 0</title>"))
    let cells = section.tables[0].rows.map { $0.map(\.text) }
    #expect(
      cells == [
        ["angry", "easy", "3", "3", ""], ["angry", "very_hard", "12", "12", "60.0"], ["neutral", "easy", "12", "12", "90.0"],
        ["neutral", "very_hard", "0", "0", ""],
      ])
  }

  @Test("combinations that were not simulated are listed by emotion and counted")
  func gaps() throws {
    let (html, section) = try render("coverage-gaps", simulations())
    #expect(html.contains(">1 of 4 combinations of emotion and difficulty were not simulated</h3>"))
    #expect(rows(html)[1] == ["neutral", "1", "very hard"])
    #expect(section.tables[0].rows.map { $0.map(\.text) } == [["neutral", "very_hard"]])
  }

  @Test("the gradient runs from easy to hard")
  func gradient() throws {
    let (html, _) = try render("difficulty-gradient", simulations())
    #expect(html.contains(">The score falls by 26.9 points from easy to very hard</h3>"))
    #expect(rows(html).dropFirst().map { $0.prefix(3) } == [["easy", "15", "86.9"], ["very hard", "12", "60.0"]])
  }

  @Test("trailing windows are compared per day, marked as the vendor's, with the latest capture")
  func trend() throws {
    var documents = SmallDocuments()
    for (day, counts) in [(20, (1.0, 2.0)), (30, (30, 60))] {
      let body = documents.body(.chanl, "personas-stats", captured: SmallDocuments.moment(9, day))
      documents.figure("usage_trends.last_7_days.total_simulations", body, counts.0)
      documents.figure("usage_trends.last_30_days.total_simulations", body, counts.1)
    }
    let (html, section) = try render("usage-trend", documents)
    #expect(html.contains(">More simulations per day in the last 7 days than in the last 30</h3>"))
    #expect(section.tables[0].rows.map { $0.map(\.exact) } == [[nil, 7, 30, 30.0 / 7, nil], [nil, 30, 60, 2, nil]])
    #expect(html.contains("as of 30 September 2026") && html.contains("As reported by Chanl."))
  }

  private func evals() -> SmallDocuments {
    var made = SmallDocuments()
    let body = made.body(.studiochat, "eval-runs")
    let runs: [(String, Double, Int, String)] = [("r1", 1, 3, "completed"), ("r2", 2, 9, "completed"), ("r3", 3, 12, "failed")]
    for (id, version, day, status) in runs {
      made.record(
        .evalRuns, body,
        [
          "id": text(id), "assistant": text("Desk"), "version": .number(version), "status": text(status),
          "at": .time(SmallDocuments.moment(9, day)),
          "passed": .number(8), "failed": .number(id == "r2" ? 1 : 2), "errors": .number(id == "r2" ? 1 : 0), "total": .number(10),
        ])
      made.record(
        .activations, body,
        [
          "base": text("b"), "assistant": text("Desk"), "version": .number(version == 2 ? 1 : version),
          "at": .time(SmallDocuments.moment(version == 1 ? 8 : 9, day)),
        ])
      for (name, first) in [("refund", true), ("login", false)] {
        made.record(
          .evalResults, body,
          [
            "id": text(id + name), "run": text(id), "caseId": text(name), "case": text(name),
            "status": text((id == "r1") == first ? "passed" : "failed"), "at": .time(SmallDocuments.moment(9, day)),
          ])
      }
    }
    return made
  }

  @Test("a run with fewer cases than the metric needs shows counts and no rate; runs that broke off are left out")
  func runs() throws {
    let (html, section) = try render("eval-runs", evals())
    #expect(html.contains(">16 of 19 cases passed in 2 runs</h3>"))
    let rows = rows(html)
    #expect(rows[1] == ["9 Sep", "Desk", "v2", "8 of 9", "too few", "", "", "1"])
    #expect(rows[2] == ["3 Sep", "Desk", "v1", "8 of 10", "80%", "49% to 94%", "~", "none"] || rows[2][4].hasPrefix("80"))
    let low = try #require(section.tables[0].rows[1][8].exact)
    // Wilson: 8 of 10 → [0.4902, 0.9433].
    #expect(abs(low - 0.4902) < 1e-4)
    #expect(section.tables[0].rows[0][8].exact == nil)
  }

  @Test("a regression and a fix between two runs, with versions and day")
  func changes() throws {
    let (html, section) = try render("eval-changes", evals())
    #expect(html.contains(">1 regression and 1 fix between consecutive runs</h3>"))
    #expect(
      rows(html).dropFirst() == [
        ["Regression", "refund", "Desk", "v1 to v2", "9 Sep"], ["Fix", "login", "Desk", "v1 to v2", "9 Sep"],
      ])
    #expect(section.tables[0].rows[0].last?.text == "2026-09-09T12:00:00Z")
  }

  @Test("a live version that only a broken run tried is untested")
  func coverage() throws {
    let (html, _) = try render("eval-coverage", evals())
    #expect(html.contains(">Desk v3 is live and was never tested</h3>"))
    #expect(rows(html)[1].prefix(6) == ["Desk", "v3", "12 Sep", "Untested", "0", "never"])
  }

  @Test("what was live, latest first; what went live before the period and again within it")
  func timeline() throws {
    let (html, section) = try render("version-timeline", evals())
    #expect(html.contains(">Versions went live 2 times</h3>"))
    #expect(
      rows(html).dropFirst().map { Array($0.prefix(4)) } == [
        ["12 Sep", "Desk", "v3", "follows v1"], ["9 Sep", "Desk", "v1", "activated again"], ["since 3 Aug", "Desk", "v1", "first known"],
      ])
    #expect(rows(html)[1].suffix(2) == ["no data", "no data"])
    #expect(section.tables[0].rows[1][5].exact == 259_200_000.0)
  }

  @Test("without records every insight says why and is no data", arguments: InsightQuery.Kind.allCases)
  func none(kind: InsightQuery.Kind) throws {
    let (html, section) = try render(kind.rawValue, SmallDocuments())
    #expect(section.isWithoutData)
    // Lists say what is missing; cards of analyses say in a sentence why there is nothing.
    guard let reading = html.firstMatch(of: /<p class="read"[^>]*>(.+?)<\/p>/)?.1 else {
      #expect(kind == .targets, "a project without targets has no card of them")
      return
    }
    #expect(reading.hasPrefix("No data. No ") || reading.hasSuffix("."))
  }

  @Test(
    "mistakes are named with the nearest kind",
    arguments: [
      ("insight\nlimit: 3", "missing-key 1: an insight needs a kind"),
      ("insight\nkind: eval-run", "unknown-kind 2: no insight is called \"eval-run\""),
      ("insight\nkind: eval-runs\nmetric: eval.runs", "unknown-key 3: a block of an insight has no key \"metric\""),
    ])
  func mistakes(block: String, message: String) {
    let first = verdict("```\(block)\n```").split(separator: "\n").first.map(String.init) ?? ""
    #expect(first.replacing(/s\.md:(\d+):\d+: error\[([a-z-]+)\]/, with: { "\($0.2) \($0.1)" }).hasPrefix(message))
  }
}
