import Aggregation
import Notation
import Records
import Testing

@testable import Insights

@Suite("Reasons of a difference")
struct CauseTests {
  private func snapshot() -> Snapshot {
    var snapshot = Snapshot()
    snapshot.talks = marchTalks()
    return snapshot
  }

  /// The only row of a snapshot with one figure.
  private func row(
    _ value: Double, _ metric: String? = "vol.conversations", _ unit: Unit = .count, window: Range<Instant> = march,
    anchor: ReportAnchor = .lastMessage, zone: Zone = .utc, bodyZone: String? = nil, quantity: String = "total_conversations",
    cut: (dimension: String, member: String)? = nil, change: (inout Snapshot) -> Void = { _ in }
  ) throws -> Reconciled {
    var snapshot = snapshot()
    snapshot.zone = zone
    let body = snapshot.body("analytics", .interval(window), anchor: anchor, zone: bodyZone)
    snapshot.figure(body, quantity, value, metric, unit, cut: cut)
    change(&snapshot)
    let rows = snapshot.report().rows
    #expect(rows.count == 1)
    return try #require(rows.first)
  }

  @Test("the same count is equal")
  func equal() throws {
    let row = try row(45)
    #expect(row.verdict == .equal)
    #expect(row.computed == 45)
    #expect(row.difference == 0)
  }

  @Test("figures that agree with the report's own need no further pass")
  func noPass() {
    var snapshot = snapshot()
    let body = snapshot.body("analytics", .interval(march))
    snapshot.figure(body, "total_conversations", 45, "vol.conversations")
    #expect(snapshot.steps().passes == 0)
  }

  @Test("a count by the first message where the body says last is the other anchor")
  func anchor() throws {
    let row = try row(43)
    #expect(row.verdict == .explained(.otherAnchor))
    #expect(row.computed == 45)
    #expect(row.variant == 43)
    #expect(row.difference == -2)
  }

  @Test("a month of another zone is named as such")
  func zone() throws {
    // Berlin is an hour ahead: its March takes in the last hour of February and leaves out the last of March.
    var talks = marchTalks()
    talks.append(Talk(first: moment("2026-02-28", 23, 30), last: moment("2026-02-28", 23, 30)))
    let berlin = try #require(Zone(identifier: "Europe/Berlin"))
    // Stated in Berlin midnights, counted in UTC months.
    let local = berlin.start(of: try date("2026-03-01"))..<berlin.start(of: try date("2026-04-01"))
    let row = try row(45, window: local, zone: berlin) { $0.talks = talks }
    #expect(row.computed == 46)
    #expect(row.verdict == .explained(.otherZone))
    // The other way round: stated in UTC, counted in the body's zone.
    let other = try self.row(46, zone: .utc, bodyZone: "Europe/Berlin") { $0.talks = talks }
    #expect(other.verdict == .explained(.otherZone))
    #expect(other.variant == 46)
  }

  @Test("a window whose last day was meant to be in is an inclusive end")
  func inclusiveEnd() throws {
    let row = try row(48) { $0.talks[1].first = moment("2026-03-02", 5) }
    #expect(row.computed == 45)
    #expect(row.verdict == .explained(.inclusiveEnd))
  }

  @Test("parts that count every assistant that took part")
  func participants() throws {
    let row = try row(14, cut: ("assistant", "Refunds")) { snapshot in
      for n in 0..<10 { snapshot.talks[n].assistant = "Refunds" }
      for n in 10..<14 { snapshot.talks[n].participants = ["Desk", "Refunds"] }
    }
    #expect(row.computed == 10)
    #expect(row.verdict == .explained(.participants))
  }

  @Test("the only version of an assistant stands for the assistant, and its share follows from the count")
  func participantVersion() throws {
    var snapshot = snapshot()
    for n in 0..<10 {
      snapshot.talks[n].assistant = "Refunds"
      snapshot.talks[n].version = 3
    }
    for n in 10..<14 { snapshot.talks[n].participants = ["Desk", "Refunds"] }
    let body = snapshot.body("analytics", .interval(march))
    snapshot.figure(body, "total_conversations", 14, "vol.conversations", cut: ("version", "Refunds v3"))
    snapshot.figure(body, "deflection_rate", 0.7143, "out.deflection_rate", .share, cut: ("version", "Refunds v3"))
    snapshot.figure(body, "total_messages", 56, "vol.messages", cut: ("version", "Refunds v3"))
    let report = snapshot.report()
    #expect(report.rows.map(\.verdict) == [.explained(.participants), .explained(.participants), .explained(.participants)])
  }

  @Test("unscored conversations in the denominator")
  func unscored() throws {
    let talks = marchTalks().filter { march.contains($0.last) }
    let negative = talks.filter { $0.sentiment == 0 }.count
    let scored = talks.filter { $0.sentiment >= 0 }.count
    let right = try row(Double(negative) / Double(scored), "sen.negative", .share, quantity: "negative_pct")
    #expect(right.verdict == .equal)
    let wrong = try row(Double(negative) / Double(talks.count), "sen.negative", .share, quantity: "negative_pct")
    #expect(wrong.verdict == .explained(.unscoredCounted))
  }

  @Test("the recipe that divides a conditional signal by all scored conversations")
  func conditional() throws {
    let talks = marchTalks().filter { march.contains($0.last) }
    let resolved = talks.filter { $0.quality == 0 }.count
    let row = try row(
      Double(resolved) / Double(talks.filter { $0.sentiment >= 0 }.count), "out.dq_resolved", .share, quantity: "resolved_pct")
    #expect(row.verdict == .explained(.allScoredDenominator))
  }

  @Test("scored by any label, where no conversation has a sentiment")
  func anyLabel() throws {
    let row = try row(20, nil, quantity: "total_scored_conversations") { snapshot in
      for n in snapshot.talks.indices { snapshot.talks[n].sentiment = -1 }
    }
    #expect(row.verdict == .explained(.anyLabelScored))
    #expect(row.computed == 0)
  }

  @Test("unscored conversations counted as scored, or under one label")
  func unscoredAsLabel() throws {
    let talks = marchTalks().filter { march.contains($0.last) }
    let scored = try row(Double(talks.count), nil, quantity: "total_scored_conversations")
    #expect(scored.verdict == .explained(.unscoredCounted))
    let coverage = try row(1, "dq.scored_coverage", .share, quantity: "coverage_percentage")
    #expect(coverage.verdict == .explained(.unscoredCounted))
    let count = talks.filter { $0.sentiment <= 0 }.count
    let label = try row(Double(count), nil, quantity: "sentiment_distribution", cut: ("sentiment", "negative"))
    #expect(label.verdict == .explained(.unscoredCounted))
  }

  @Test("conversations without any score under a label that says nothing of many scored ones either")
  func unscoredUnderLabel() throws {
    let talks = marchTalks().filter { march.contains($0.last) }
    let unscored = talks.filter { $0.sentiment < 0 }.count
    let resolved = talks.filter { $0.quality == 0 }.count
    let rated = talks.filter { $0.quality >= 0 }.count
    #expect(unscored == 15 && talks.count - rated == 25)
    let count = try row(Double(resolved + unscored), nil, quantity: "deflection_quality_distribution", cut: ("quality", "resolved"))
    #expect(count.verdict == .explained(.unscoredCounted))
    #expect(count.computed == Double(resolved))
    let share = Double(resolved + unscored) / Double(rated + unscored)
    #expect(try row(share, "out.dq_resolved", .share, quantity: "resolved_pct").verdict == .explained(.unscoredCounted))
    #expect(
      try row(Double(resolved + unscored + 1), nil, quantity: "deflection_quality_distribution", cut: ("quality", "resolved")).verdict
        == .unexplained)
  }

  @Test("only the tools that the body lists are counted")
  func tools() throws {
    var snapshot = snapshot()
    for n in 0..<10 { snapshot.talks[n].calls = [("booking", n > 0), ("search", true)] }
    snapshot.talks[10].calls = [("departures", true)]
    let body = snapshot.body("analytics-api-tools", .interval(march), anchor: .event)
    snapshot.documents.records[.toolRuns] = ["booking", "departures"].enumerated().map { place, tool in
      Record(.toolRuns, body: body, row: place + 1, ["id": .text(redacted("r\(place)")), "tool": .text(redacted(tool))])
    }
    snapshot.figure(body, "total_calls", 11, "tool.calls")
    snapshot.figure(body, "successful_calls", 10)
    snapshot.figure(body, "failed_calls", 1, "tool.failures")
    let rows = snapshot.report().rows
    #expect(rows.map(\.quantity) == ["total_calls", "failed_calls", "successful_calls"])
    #expect(rows.map(\.verdict) == [.explained(.onlySomeTools), .equal, .explained(.onlySomeTools)])
    // Without results there is nothing to compare successes and failures with.
    for n in snapshot.talks.indices { snapshot.talks[n].calls = snapshot.talks[n].calls.map { ($0.tool, nil) } }
    #expect(
      snapshot.report().rows.map(\.verdict)
        == [.explained(.onlySomeTools), .notComparable(.notInRows), .notComparable(.notInRows)])
  }

  @Test("a percentile by nearest rank, and one over fewer values than we give one for")
  func percentile() throws {
    var snapshot = snapshot()
    for n in 0..<40 { snapshot.talks[n].latency = Int32(100 * (n + 1)) }
    let body = snapshot.body("analytics", .interval(march))
    // 0.95 × 40 = 38 of 40; between the 38th and the 39th by interpolation.
    snapshot.figure(body, "p95_ms", 3800, "lat.conversation_p95", .duration)
    var row = try #require(snapshot.report().rows.first)
    #expect(abs((row.computed ?? 0) - 3805) < 1e-6)
    #expect(row.verdict == .explained(.otherPercentile))
    for n in 10..<40 { snapshot.talks[n].latency = -1 }
    snapshot.documents.figures[0].value = 1000
    row = try #require(snapshot.report().rows.first)
    #expect(row.computed == nil)
    #expect(row.verdict == .explained(.otherPercentile))
  }

  @Test("the report does not depend on which worker takes the other in")
  func merging() {
    var snapshot = snapshot()
    let body = snapshot.body("analytics", .interval(march))
    for value in [43.0, 45, 48, 1000] { snapshot.figure(body, "total_conversations", value, "vol.conversations", path: "\(value)") }
    snapshot.figure(body, "deflection_rate", 0.5, "out.deflection_rate", .share)
    let one = snapshot.report().rows
    snapshot.mergesInOrder = true
    #expect(snapshot.report().rows == one)
    #expect(Set(one.map(\.verdict.word)).count == 3)
  }

  @Test("versions that add up to everyone who met the assistant")
  func versions() throws {
    var snapshot = snapshot()
    for n in 0..<20 {
      snapshot.talks[n].assistant = "Refunds"
      snapshot.talks[n].version = n < 12 ? 1 : 2
    }
    for n in 20..<23 { snapshot.talks[n].participants = ["Desk", "Refunds"] }
    let body = snapshot.body("analytics", .interval(march))
    snapshot.figure(body, "total_conversations", 15, "vol.conversations", cut: ("version", "Refunds v1"))
    snapshot.figure(body, "total_conversations", 8, "vol.conversations", cut: ("version", "Refunds v2"))
    #expect(snapshot.report().rows.map(\.verdict) == [.explained(.participants), .equal])
    snapshot.documents.figures[0].value = 16
    #expect(snapshot.report().unexplained == 1)
  }

  @Test("a filter whose part the rows do not know is another scope, not a difference")
  func scope() throws {
    let row = try row(12) { $0.documents.bodies[0].subject["assistant"] = redacted("bot_17") }
    #expect(row.verdict == .notComparable(.otherScope))
    let known = try self.row(45) { $0.documents.bodies[0].subject["assistant"] = redacted("Desk") }
    #expect(known.verdict == .equal)
  }

  @Test("a trailing window is compared only with a capture time and rows that reach over it")
  func trailing() throws {
    var snapshot = snapshot()
    let body = snapshot.body("overview", .trailing(days: 7))
    let end = moment("2026-03-20", 12)
    let count = snapshot.talks.filter { (moment("2026-03-13", 12)..<end).contains($0.last) }.count
    snapshot.figure(body, "total_conversations", Double(count), "vol.conversations")
    #expect(snapshot.report().rows.map(\.verdict) == [.notComparable(.unknownCapture)])
    snapshot.documents.bodies[body].capturedAt = end
    #expect(snapshot.report().rows.map(\.verdict) == [.notComparable(.notCovered)])
    snapshot.rows[0].window = march
    #expect(snapshot.report().rows.map(\.verdict) == [.equal])
    snapshot.documents.bodies[body].isCaptureGuessed = true
    #expect(snapshot.report().rows.map(\.verdict) == [.notComparable(.unknownCapture)])
  }

  @Test("figures of all time, of unknown windows, without a value or a meaning are not compared")
  func incomparable() throws {
    var snapshot = snapshot()
    snapshot.figure(snapshot.body("a", .allTime), "total_conversations", 45, "vol.conversations")
    snapshot.figure(snapshot.body("b", .unknown), "total_conversations", 45, "vol.conversations")
    snapshot.figure(snapshot.body("c", .interval(march)), "total_conversations", nil, "vol.conversations")
    snapshot.figure(snapshot.body("d", .interval(march)), "karma", 3)
    snapshot.figure(snapshot.body("e", .interval(march)), "change", 0.1, "vol.conversations", .share)
    #expect(
      snapshot.report().rows.map(\.verdict.reason)
        == ["all-time", "unknown-window", "nothing-reported", "no-metric", "no-metric"])
  }

  @Test("times at the ends of the world do not stop it")
  func extremes() throws {
    let ends = Instant(microseconds: .min)..<Instant(microseconds: .max)
    #expect(try row(48, window: ends).verdict == .equal)
    let far = Instant(microseconds: .max - 1)..<Instant(microseconds: .max)
    #expect(try row(48, window: far).verdict == .notComparable(.unknownWindow))
    #expect(try row(.infinity).verdict == .notComparable(.nothingReported))
  }

  @Test("test traffic")
  func tests() throws {
    let row = try row(45) { snapshot in for n in 0..<6 { snapshot.talks[n].isTest = true } }
    #expect(row.computed == 39)
    #expect(row.verdict == .explained(.testTraffic))
  }

  @Test("rows that are known to be missing, with shares and sums that follow")
  func truncated() throws {
    var snapshot = snapshot()
    let body = snapshot.body("analytics", .interval(march))
    snapshot.figure(body, "total_conversations", 45, "vol.conversations")
    snapshot.figure(body, "deflection_rate", 35 / 45.0, "out.deflection_rate", .share)
    snapshot.figure(body, "total_messages", 180, "vol.messages")
    snapshot.talks.removeSubrange(10..<20)
    snapshot.rows[0].missing = 10
    let report = snapshot.report()
    #expect(report.rows.map(\.verdict) == [.explained(.truncatedPage), .explained(.truncatedPage), .explained(.truncatedPage)])
    // A gap larger than what is missing is not explained by it.
    snapshot.rows[0].missing = 9
    #expect(snapshot.report().unexplained == 3)
  }

  @Test("a number that nothing gives is unexplained")
  func unexplained() throws {
    #expect(try row(1234).verdict == .unexplained)
  }

  @Test("a part that the rows do not know differs; a kind of part that they cannot have is not compared")
  func cuts() throws {
    #expect(try row(7, cut: ("tag", "vip")).verdict == .unexplained)
    #expect(try row(7, cut: ("moon-phase", "full")).verdict == .notComparable(.unknownCut))
  }

  @Test("a daily series is one row: equal when every day is, explained when one cause closes every day")
  func series() throws {
    var snapshot = snapshot()
    let body = snapshot.body("analytics", .interval(march))
    func count(_ day: CalendarDay, _ time: (Talk) -> Instant) -> Double {
      Double(snapshot.talks.filter { Zone.utc.day(of: time($0)) == day }.count)
    }
    let days = Period(.month, containing: try date("2026-03-01")).days
    let byLast = days.map { count($0) { $0.last } }
    let byFirst = days.map { count($0) { $0.first } }
    for (day, value) in zip(days, byLast) {
      snapshot.figure(body, "total_conversations", value, "vol.conversations", day: day.description, path: "time_series.*.total")
    }
    var row = try #require(snapshot.report().rows.first)
    #expect(row.verdict == .equal)
    #expect(row.buckets?.compared == 31)
    for (place, value) in byFirst.enumerated() { snapshot.documents.figures[place].value = value }
    row = try #require(snapshot.report().rows.first)
    #expect(row.verdict == .explained(.otherAnchor))
    #expect(row.buckets.map { $0.compared - $0.agreeing } == 2)
    #expect(row.buckets?.shown == moment("2026-03-01"))
    snapshot.documents.figures[9].value = 99
    #expect(snapshot.report().unexplained == 1)
  }

  @Test("a series without its last day is an inclusive end; without another day it is not")
  func lastDay() throws {
    var snapshot = snapshot()
    for n in 0..<3 { snapshot.talks.append(Talk(first: moment("2026-03-31", 9, n), last: moment("2026-03-31", 10, n))) }
    let body = snapshot.body("analytics", .interval(march))
    let days = Period(.month, containing: try date("2026-03-01")).days
    for day in days {
      let count = snapshot.talks.filter { Zone.utc.day(of: $0.last) == day }.count
      snapshot.figure(body, "total_conversations", Double(count), "vol.conversations", day: day.description, path: "time_series.*.total")
    }
    snapshot.documents.figures[30].value = 0
    let row = try #require(snapshot.report().rows.first)
    #expect(row.verdict == .explained(.inclusiveEnd))
    #expect(row.computed == 3 && row.variant == 0)
    snapshot.documents.figures[1].value = 0
    #expect(snapshot.report().unexplained == 1)
  }

  @Test("a window that is no calendar period is recomputed as such")
  func week() throws {
    let window = moment("2026-03-03", 6)..<moment("2026-03-12", 18)
    let count = marchTalks().filter { window.contains($0.last) }.count
    var snapshot = snapshot()
    let body = snapshot.body("analytics", .interval(window))
    snapshot.figure(body, "total_conversations", Double(count), "vol.conversations")
    let (passes, report) = snapshot.steps()
    #expect(passes > 0)
    #expect(report.rows.first?.verdict == .equal)
    #expect(count > 5)
  }

  @Test("two vendors of the same month stand side by side")
  func vendors() throws {
    var snapshot = snapshot()
    let own = snapshot.body("analytics", .interval(march))
    snapshot.figure(own, "total_conversations", 45, "vol.conversations")
    let other = snapshot.body("overview", .interval(march), vendor: .avatarium)
    snapshot.figure(other, "conversations", 45, "vol.conversations")
    let rows = snapshot.report().rows
    #expect(rows.map(\.vendor) == [.studiochat, .avatarium])
    #expect(rows.map(\.verdict) == [.equal, .notComparable(.noRows)])
    // With conversations of both, each is asked for its own.
    snapshot.rows.append(ConversationRows(vendor: .avatarium, source: "shop"))
    #expect(snapshot.report().rows.map(\.verdict) == [.equal, .notComparable(.noRows)])
  }
}
