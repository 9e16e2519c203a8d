import Aggregation
import Notation
import Privacy
import Records
import Testing

@testable import Insights

@Suite("Reported figures beside records")
struct RecordRowsTests {
  /// A page of ratings of March with its figures; `total` is what the vendor says there are.
  private func ratings(_ values: [(Double, Instant)], total: Int, score: Double, shown: Int? = nil) -> Snapshot {
    var snapshot = Snapshot()
    let body = snapshot.body("csat-analytics", .interval(march), anchor: .event)
    snapshot.documents.bodies[body].statedTotal = total
    snapshot.documents.records[.ratings] = values.prefix(shown ?? values.count).enumerated().map { place, rating in
      Record(
        .ratings, body: body, row: place + 1,
        [
          "conversation": .text(redacted("c\(place)")), "rating": .number(rating.0), "ratedAt": .time(rating.1),
          "firstMessageAt": .time(Instant(microseconds: rating.1.microseconds - 3_600_000_000)),
        ])
    }
    snapshot.figure(body, "total_rated", Double(total), "csat.rated")
    snapshot.figure(body, "csat_score_pct", score, "csat.score", .share)
    return snapshot
  }

  private let ten: [(Double, Instant)] = (0..<10).map { (Double($0 % 5 + 1), moment("2026-03-10", $0)) }

  @Test("ratings agree")
  func equal() {
    #expect(ratings(ten, total: 10, score: 0.4).report().rows.map(\.verdict) == [.equal, .equal])
  }

  @Test("a page of ten of a list of 22 is a truncated page")
  func truncated() {
    let rows = ratings(ten, total: 22, score: 0.5).report().rows
    #expect(rows.map(\.verdict) == [.explained(.truncatedPage), .explained(.truncatedPage)])
    // Twelve more ratings cannot turn 40 % into 90 %.
    #expect(ratings(ten, total: 22, score: 0.9).report().unexplained == 1)
  }

  @Test("records that only their time tells apart stay apart")
  func moments() {
    var snapshot = Snapshot()
    let body = snapshot.body("report-overview", .interval(march), anchor: .event)
    snapshot.documents.records[.intents] = (0..<6).map { place in
      Record(
        .intents, body: body, row: place + 1,
        [
          "conversation": .text(redacted("c\(place / 3)")), "intent": .text(redacted("Hours")), "at": .time(moment("2026-03-10", place)),
        ])
    }
    snapshot.figure(body, "INTENT_COUNT", 6, "int.hits")
    #expect(snapshot.report().rows.map(\.verdict) == [.equal])
  }

  @Test("the distribution of ratings is counted rating by rating")
  func distribution() {
    var snapshot = ratings(ten, total: 10, score: 0.4)
    for rating in 1...5 { snapshot.figure(0, "rating_distribution", 2, cut: ("rating", "\(rating)"), path: "rating_distribution.*") }
    snapshot.figure(0, "negative_count", 4)
    #expect(snapshot.report().counts.first?.count == 8)
  }

  @Test("ratings placed by the start of their conversation are another anchor")
  func anchor() {
    var values = ten
    values[9].1 = moment("2026-04-01", 0, 30)
    var snapshot = ratings(values, total: 10, score: 0.4)
    snapshot.documents.bodies[0].statedTotal = nil
    let rows = snapshot.report().rows
    #expect(rows.first { $0.quantity == "total_rated" }?.verdict == .explained(.otherAnchor))
    #expect(rows.first { $0.quantity == "total_rated" }?.computed == 9)
  }

  /// Simulations of one vendor, and a body about all of them.
  private func simulations(total: Int, window: ReportWindow, captured: Instant? = nil) -> Snapshot {
    var snapshot = Snapshot()
    snapshot.rows = []
    let list = snapshot.body("executions", .unknown, anchor: .event, vendor: .chanl)
    snapshot.documents.bodies[list].statedTotal = total
    snapshot.documents.records[.simulations] = (0..<20).map { n in
      Record(
        .simulations, body: list, row: n + 1,
        [
          "id": .text(redacted("s\(n)")), "startedAt": .time(moment("2026-03-01", 24 * n)), "score": n == 0 ? .missing : .number(Double(n)),
          "passed": n == 0 ? .missing : .flag(n % 2 == 0), "status": .text(redacted("completed")), "persona": .text(redacted("Angry")),
        ])
    }
    let stats = snapshot.body("personas-stats", window, anchor: .vendor, vendor: .chanl)
    snapshot.documents.bodies[stats].capturedAt = captured
    return snapshot
  }

  @Test("everything so far is comparable only with a list that is complete")
  func allTime() {
    var snapshot = simulations(total: 20, window: .allTime)
    snapshot.figure(1, "total_simulations", 20, "sim.count")
    snapshot.figure(1, "avg_score_all_personas", 10, "sim.score", .score(of: 100))
    #expect(snapshot.report().rows.map(\.verdict) == [.equal, .equal])
    snapshot.documents.bodies[0].statedTotal = 25
    #expect(snapshot.report().rows.map(\.verdict) == [.notComparable(.allTime), .notComparable(.allTime)])
  }

  @Test("a score of everything so far as the mean over personas is another weighting; of a window it is not")
  func personas() {
    for (window, verdict) in [
      (ReportWindow.allTime, ReconciliationVerdict.explained(.otherWeighting)), (.interval(march), .unexplained),
    ] {
      var snapshot = simulations(total: 20, window: window)
      let list = snapshot.body("personas-list", .allTime, anchor: .vendor, vendor: .chanl)
      snapshot.documents.records[.personas] = [12.0, 70.0].enumerated().map { n, score in
        Record(.personas, body: list, row: n + 1, ["id": .text(redacted("p\(n)")), "score": .number(score)])
      }
      snapshot.figure(1, "avg_score_all_personas", 41, "sim.score", .score(of: 100))
      #expect(snapshot.report().rows.map(\.verdict) == [verdict])
    }
  }

  @Test("the last seven days before a capture")
  func trailing() {
    var snapshot = simulations(total: 20, window: .trailing(days: 7), captured: moment("2026-03-15"))
    snapshot.figure(1, "usage_trends.last_7_days.total_simulations", 7, "sim.count")
    #expect(snapshot.report().rows.map(\.verdict) == [.equal])
    snapshot.documents.figures[0].value = 8
    #expect(snapshot.report().rows.map(\.verdict) == [.explained(.inclusiveEnd)])
  }

  @Test("a success rate over all runs, where one has no verdict")
  func success() {
    var snapshot = simulations(total: 20, window: .allTime)
    snapshot.figure(1, "most_used.success_rate", 0.45, "sim.success_rate", .share, cut: ("persona", "Angry"))
    #expect(snapshot.report().rows.map(\.verdict) == [.explained(.unscoredCounted)])
  }

  @Test("test calls are named as the cause")
  func tests() {
    var snapshot = Snapshot()
    let list = snapshot.body("raw-calls", .interval(march), anchor: .event, vendor: .chatcaptain)
    snapshot.documents.records[.calls] = (0..<6).map { n in
      Record(
        .calls, body: list, row: n + 1,
        ["id": .text(redacted("k\(n)")), "startedAt": .time(moment("2026-03-05", n)), "isTest": .flag(n == 0)])
    }
    let report = snapshot.body("report-channel", .interval(march), anchor: .firstMessage, vendor: .chatcaptain)
    snapshot.figure(report, "calls", 5, "call.count")
    #expect(snapshot.report().rows.map(\.verdict) == [.equal])
    snapshot.documents.figures[0].value = 6
    #expect(snapshot.report().rows.map(\.verdict) == [.explained(.testTraffic)])
  }

  @Test("eval runs beside their results: runs without results stay out, missing results are named")
  func evalRuns() {
    var snapshot = Snapshot()
    let list = snapshot.body("eval-runs", .unknown)
    func run(_ id: String, _ total: Double, _ passed: Double, _ failed: Double, _ errors: Double) -> Record {
      Record(
        .evalRuns, body: list, row: 1,
        [
          "id": .text(redacted(id)), "total": .number(total), "passed": .number(passed), "failed": .number(failed),
          "errors": .number(errors),
        ])
    }
    func result(_ id: String, _ status: String) -> Record {
      Record(
        .evalResults, body: list, row: 1, ["id": .text(redacted(id)), "run": .text(redacted("a")), "status": .text(redacted(status))])
    }
    snapshot.documents.records[.evalRuns] = [run("a", 4, 2, 1, 1), run("b", 9, 9, 0, 0)]
    snapshot.documents.records[.evalResults] = [
      result("1", "passed"), result("2", "passed"), result("3", "failed"), result("4", "error"), result("4", "error"),
    ]
    #expect(snapshot.report().rows.map(\.verdict) == [.equal, .equal, .equal, .equal])
    snapshot.documents.records[.evalResults]?.removeFirst()
    let rows = snapshot.report().rows
    #expect(rows.map(\.quantity) == ["error_cases", "failed_cases", "passed_cases", "total_cases"])
    #expect(rows.map(\.verdict) == [.equal, .equal, .explained(.truncatedPage), .explained(.truncatedPage)])
    snapshot.documents.records[.evalResults]?.append(result("9", "failed"))
    #expect(snapshot.report().rows.map(\.verdict.word) == ["equal", "unexplained", "unexplained", "equal"])
  }

  @Test("a vendor without records of the kind is not compared")
  func noRecords() {
    var snapshot = Snapshot()
    snapshot.figure(snapshot.body("report-channel", .interval(march), vendor: .chatcaptain), "calls", 5, "call.count")
    #expect(snapshot.report().rows.map(\.verdict) == [.notComparable(.noRows)])
  }
}
