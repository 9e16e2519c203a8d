import Records
import Statistics
import Testing

@testable import Aggregation

@Suite("Figures that vendors report")
struct ReportedTests {
  private func shop(_ change: (inout Filing) -> Void) -> Figures {
    var filing = Filing()
    change(&filing)
    return figures(filing, by: [["assistant"], ["day"], ["week"], ["weekday"]], where: [[Filter("assistant", "Ada")]])
  }

  @Test("a value of exactly this period stands in where nothing can be computed, and says whose it is")
  func standsIn() {
    let figures = shop {
      $0.body(file: "analytics.json", window: wholeMarch, captured: utc(2026, 4, 2))
      $0.figure("vol.conversations", 263)
      $0.figure("out.deflection_rate", 0.75, .share)
    }
    #expect(figures.periods == [march])
    #expect(figures.coveredDays(march) == march.start..<march.end)
    let volume = figures.estimate("vol.conversations", in: march)
    #expect(volume.value == 263 && volume.state == .available)
    guard case .reported(let origin) = volume.origin else {
      Issue.record("computed")
      return
    }
    #expect(origin.vendor == .studiochat && origin.file == "analytics.json" && origin.window == wholeMarch && origin.days == nil)
    #expect(origin.capturedAt == Instant(microseconds: utc(2026, 4, 2)))
    let rate = figures.estimate("out.deflection_rate", in: march)
    #expect(rate.value == 0.75)
    // The same answer states the base.
    #expect(rate.interval == Wilson.interval(successes: 197, of: 263))
    #expect(rate.denominator == 263)
    #expect(figures.computed("vol.conversations", in: march).state == .unavailable(.noData))
  }

  @Test("what can be computed is computed; the reported value stays beside it")
  func computedFirst() {
    var filing = Filing()
    filing.body(window: wholeMarch)
    filing.figure("vol.conversations", 99)
    let rows = (0..<3).map { _ in Row(first: utc(2026, 3, 2), last: utc(2026, 3, 2), count: 2) }
    let figures = figures(filing, rows: rows)
    #expect(figures.estimate("vol.conversations", in: march).value == 3)
    #expect(figures.estimate("vol.conversations", in: march).origin == .computed)
    #expect(figures.reported(metric: "vol.conversations", in: march).map(\.value) == [99])
  }

  @Test("a field that conversations lack is filled from the vendor")
  func missingField() {
    var filing = Filing()
    filing.body(window: wholeMarch)
    filing.figure("out.recontact_risk_high", 0.1, .share)
    let rows = [Row(first: utc(2026, 3, 2), last: utc(2026, 3, 2), count: 2)]
    let figures = figures(filing, rows: rows, ["out.recontact_risk_high"])
    #expect(figures.estimate("out.recontact_risk_high", in: march).value == 0.1)
    #expect(figures.estimate("out.recontact_risk_high", in: march).interval == nil)
  }

  @Test(
    "trailing, open, shorter and longer windows never speak about a period",
    arguments: [
      .trailing(days: 31), .allTime, .unknown, window((3, 1), (3, 30)), window((3, 1), (4, 1)), window((3, 2), (3, 31)),
    ] as [ReportWindow])
  func otherWindows(_ window: ReportWindow) {
    let figures = shop {
      $0.body(window: window, captured: utc(2026, 3, 31))
      $0.figure("vol.conversations", 263)
    }
    #expect(figures.estimate("vol.conversations", in: march).value == nil)
    #expect(figures.reported(metric: "vol.conversations", in: march).isEmpty)
  }

  @Test(
    "of a period that is not over, a window that ends with the last covered day speaks about it; any other end does not",
    arguments: [(17, nil), (18, 5), (19, nil)] as [(Int, Double?)])
  func soFar(_ end: Int, _ value: Double?) {
    var filing = Filing()
    filing.body(window: window((3, 1), (3, end)))
    filing.figure("tool.calls", 263)
    filing.figure("kb.citations", 5)
    filing.figure("kb.citations", 2, cut: ("source", "FAQ"))
    filing.figure("skill.loads", 3, day: (3, 2))
    let rows = [1, 18].map { Row(first: utc(2026, 3, $0), last: utc(2026, 3, $0), count: 2) }
    let figures = figures(filing, rows: rows, ["vol.conversations", "kb.citations"])
    let citations = figures.estimate("kb.citations", in: march)
    #expect(citations.value == value)
    #expect(figures.groups(["kb.citations"], by: "citation-source", in: march).count == (value == nil ? 0 : 1))
    #expect(figures.coveredDays(march) == march.start..<march.start.advanced(by: 18))
    if value != nil {
      guard case .reported(let origin) = citations.origin else {
        Issue.record("computed")
        return
      }
      #expect(origin.window == window((3, 1), (3, 18)) && !origin.hasOtherZone)
      // Days of such a series are the period so far; a part of it stays a part.
      #expect(figures.estimate("skill.loads", in: march).value == 3)
      #expect(figures.estimate("kb.citations", in: march, days: march.start..<march.start.advanced(by: 10)).value == nil)
    }
  }

  @Test("of a window that begins later, or of a period without conversations, the end of the data says nothing")
  func soFarOnly() {
    var late = Filing()
    late.body(window: window((3, 2), (3, 18)))
    late.figure("kb.citations", 5)
    let rows = [Row(first: utc(2026, 3, 18), last: utc(2026, 3, 18), count: 2)]
    #expect(figures(late, rows: rows).estimate("kb.citations", in: march).value == nil)
    var alone = Filing()
    alone.body(window: window((3, 1), (3, 18)))
    alone.figure("kb.citations", 5)
    #expect(figures(alone).estimate("kb.citations", in: march).value == nil)
  }

  @Test("they are shown as of the period of their capture")
  func asOf() {
    let figures = shop {
      $0.body(window: .trailing(days: 30), captured: utc(2026, 4, 1, 0))
      $0.body(file: "b.json", window: .allTime, captured: utc(2026, 4, 1, 0, 1))
      $0.figure("sim.count", 378)
      $0.figure("sim.count", 1456, body: 1)
    }
    // The first was taken in the first instant of April.
    #expect(figures.asOf(march).map(\.value) == [378])
    #expect(figures.asOf(march.next).map(\.value) == [1456])
  }

  @Test("a window of UTC days is a month of UTC, not one of Berlin")
  func zones() throws {
    var filing = Filing()
    filing.body(window: wholeMarch)
    filing.figure("tool.calls", 12)
    let berlin = try #require(Zone(identifier: "Europe/Berlin"))
    let plan = plan(["tool.calls"], AggregationSettings(zone: berlin))
    #expect(Figures(state([], plan), plan: plan, documents: filing.documents).estimate("tool.calls", in: march).value == nil)
    #expect(AggregationTests.figures(filing).estimate("tool.calls", in: march).value == 12)
  }

  @Test("what only a vendor knows is shown for the same dates of its zone, and says so")
  func sameDates() throws {
    var filing = Filing()
    filing.body(window: wholeMarch)
    filing.body(file: "b.json", window: window((3, 1), (3, 30)))
    filing.figure("kb.citations", 12)
    filing.figure("skill.loads", 5, day: (3, 2))
    filing.figure("skill.failures", 1, body: 1)
    let berlin = try #require(Zone(identifier: "Europe/Berlin"))
    let plan = plan(["tool.calls"], AggregationSettings(zone: berlin))
    let figures = Figures(state([], plan), plan: plan, documents: filing.documents)
    let citations = figures.estimate("kb.citations", in: march)
    #expect(citations.value == 12)
    guard case .reported(let origin) = citations.origin else {
      Issue.record("computed")
      return
    }
    #expect(origin.hasOtherZone)
    #expect(figures.estimate("skill.loads", in: march).value == 5)
    #expect(figures.daily("skill.loads", in: march).map(\.estimate.value).prefix(3) == [nil, 5, nil])
    #expect(figures.estimate("skill.failures", in: march).value == nil)
  }

  @Test("vendors are never added: the first of them speaks, and of its answers the newest")
  func preference() {
    let figures = shop {
      $0.body(.avatarium, file: "a.json", window: wholeMarch, captured: utc(2026, 4, 9))
      $0.body(file: "z.json", window: wholeMarch, captured: utc(2026, 4, 2))
      $0.body(file: "y.json", window: wholeMarch, captured: utc(2026, 4, 3))
      $0.figure("vol.conversations", 1, body: 0)
      $0.figure("vol.conversations", 20, body: 1)
      $0.figure("vol.conversations", 30, body: 2)
    }
    #expect(figures.estimate("vol.conversations", in: march).value == 30)
    #expect(figures.reported(metric: "vol.conversations", in: march).map(\.value) == [30, 20, 1])
  }

  @Test("37: of a list that was not fetched to its end the vendor's own count is shown, and what is computed stays available")
  func firstPage() {
    func shown(total: Int) -> (Figures, [Double?]) {
      var filing = Filing()
      filing.body(kind: "csat", window: wholeMarch, total: total)
      for i in 0..<10 { filing.record(.ratings, 0, ["conversation": .text(redacted("\(i)")), "rating": 5, "ratedAt": .at(3, 2)]) }
      filing.figure("csat.rated", 42)
      filing.figure("csat.score", 0.5, .share)
      let figures = AggregationTests.figures(filing)
      return (figures, ["csat.rated", "csat.score", "csat.mean"].map { figures.estimate($0, in: march).value })
    }
    let (figures, page) = shown(total: 42)
    #expect(page == [42, 0.5, 5])
    #expect(figures.computed("csat.rated", in: march).value == 10)
    #expect(figures.estimate("csat.rows_loaded", in: march).value == 10.0 / 42)
    #expect(shown(total: 10).1 == [10, 1, 5])
  }

  @Test("a stated value wins over the sum of its days; null is no value")
  func scalarFirst() {
    let figures = shop {
      $0.body(window: wholeMarch)
      $0.figure("vol.conversations", 50)
      $0.figure("vol.conversations", 1, day: (3, 1))
      $0.figure("tool.calls", nil)
      $0.figure("tool.calls", 4, day: (3, 2))
      $0.figure("tool.calls", 5, day: (3, 3))
    }
    #expect(figures.estimate("vol.conversations", in: march).value == 50)
    let calls = figures.estimate("tool.calls", in: march)
    #expect(calls.value == 9 && calls.base == 2)
    #expect(figures.daily("tool.calls", in: march).map(\.estimate.value).prefix(4) == [nil, 4, 5, nil])
    // 1 March 2026 is a Sunday: a Monday with 4 and a Tuesday with 5.
    #expect(figures.groups(["tool.calls"], by: "weekday", in: march).map { $0.estimates[0].value }.prefix(3) == [4, 5, nil])
    #expect(figures.groups(["tool.calls"], by: "week", in: march).map { $0.estimates[0].value }.prefix(3) == [nil, 9, nil])
    let few = march.start..<march.start.advanced(by: 3)
    #expect(figures.estimate("tool.calls", in: march, days: few).value == nil)
    #expect(figures.estimate("tool.calls", in: march, days: march.start.advanced(by: 1)..<march.start.advanced(by: 3)).value == 9)
  }

  @Test("8: days of different things, of means and of medians do not add up to a period")
  func distinctDays() {
    let figures = shop {
      $0.body(window: wholeMarch)
      for day in 1...31 {
        $0.figure("cnv.converting", 2, day: (3, day))
        $0.figure("int.score_median", 0.8, .share, day: (3, day))
        $0.figure("lat.mean", 900, .duration, day: (3, day))
        $0.figure("tool.calls", 3, day: (3, day))
      }
    }
    #expect(figures.estimate("cnv.converting", in: march).value == nil)
    #expect(figures.estimate("int.score_median", in: march).value == nil)
    #expect(figures.estimate("lat.mean", in: march).value == nil)
    #expect(figures.estimate("tool.calls", in: march).value == 93)
    #expect(figures.daily("cnv.converting", in: march).compactMap(\.estimate.value) == Array(repeating: 2, count: 31))
  }

  @Test("days without a stated window add up only when all are there")
  func incompleteSeries() {
    func total(_ days: ClosedRange<Int>) -> Double? {
      shop {
        $0.body(window: .unknown)
        for day in days { $0.figure("tool.calls", 3, day: (3, day)) }
      }.estimate("tool.calls", in: march).value
    }
    #expect(total(1...31) == 93)
    #expect(total(1...30) == nil)
  }

  @Test("sparklines trail the moment they were taken: their days feed nothing")
  func sparklines() {
    let figures = shop {
      $0.body(window: .trailing(days: 31), captured: utc(2026, 3, 31))
      for day in 1...31 { $0.figure("tool.calls", 3, day: (3, day)) }
    }
    #expect(figures.estimate("tool.calls", in: march).value == nil)
    #expect(figures.periods.isEmpty)
  }

  @Test("groups come from cut figures, largest first")
  func groups() {
    let figures = shop {
      $0.body(window: wholeMarch)
      for (name, n) in [("Ada", 4.0), ("Bo", 9), ("Cleo", 4)] { $0.figure("vol.conversations", n, cut: ("assistant", name)) }
      $0.figure("vol.conversations", 17)
      $0.figure("kb.citations", 3, cut: ("source", "FAQ"))
    }
    let rows = figures.groups(["vol.conversations"], by: "assistant", in: march)
    #expect(rows.map(\.label) == ["Bo", "Ada", "Cleo"])
    #expect(rows.map { $0.estimates[0].value } == [9, 4, 4])
    #expect(rows.allSatisfy { $0.estimates[0].isReported })
    #expect(figures.estimate("vol.conversations", in: march, where: [Filter("assistant", "Ada")]).value == 4)
    #expect(figures.groups(["kb.citations"], by: "citation-source", in: march).map(\.label) == ["FAQ"])
    #expect(figures.groups(["kb.citations"], by: "source", in: march).isEmpty)
  }

  @Test("a body about one channel is a part, not the whole")
  func subjects() {
    let figures = shop {
      $0.body(.chatcaptain, file: "tel.json", window: wholeMarch, subject: ["channel": "Tel"])
      $0.body(.chatcaptain, file: "web.json", window: wholeMarch, subject: ["channel": "Web", "project": "P"])
      $0.figure("call.duration_total", 60_000, .duration, body: 0)
      $0.figure("int.hits", 5, body: 1)
      $0.figure("int.hits", 2, body: 1, cut: ("intent", "Where is my order?"))
    }
    #expect(figures.estimate("int.hits", in: march).value == nil)
    #expect(figures.estimate("int.hits", in: march, where: [Filter("channel", "Web")]).value == 5)
    #expect(figures.groups(["call.duration_total", "int.hits"], by: "channel", in: march).map(\.label) == ["Tel", "Web"])
    let rows = figures.groups(["int.hits"], by: "intent", in: march, where: [Filter("channel", "Web")])
    #expect(rows.map { $0.estimates[0].value } == [2])
    #expect(
      figures.estimate("int.hits", in: march, where: [Filter("channel", "Web"), Filter("intent", "where is my order")]).value == 2)
  }

  @Test("3: a vendor's rate above 100 % is shown as it is, without an interval")
  func impossibleRate() {
    let figures = shop {
      $0.body(window: wholeMarch)
      $0.figure("csat.response_rate_vendor", 1.2, .share)
      $0.figure("csat.rated", 60)
    }
    let rate = figures.estimate("csat.response_rate_vendor", in: march)
    #expect(rate.value == 1.2 && rate.interval == nil && rate.isReported)
  }

  @Test("3: reported satisfaction is of the ratings, and has their interval")
  func reportedSatisfaction() {
    let figures = shop {
      $0.body(window: wholeMarch)
      $0.figure("csat.score", 0.8, .share)
      $0.figure("csat.rated", 10)
    }
    #expect(figures.estimate("csat.score", in: march).interval == Wilson.interval(successes: 8, of: 10))
    #expect(figures.estimate("csat.score", in: march).state == .available)
  }

  @Test("7: a cell without data is no zero")
  func emptyCells() {
    let figures = shop {
      $0.body(window: wholeMarch)
      $0.figure("vol.conversations", 4, cut: ("assistant", "Ada"))
      $0.figure("out.deflection_rate", 0.5, .share, cut: ("assistant", "Bo"))
    }
    let rows = figures.groups(["vol.conversations", "out.deflection_rate"], by: "assistant", in: march)
    #expect(rows.map(\.label) == ["Ada", "Bo"])
    #expect(rows.map { $0.estimates[0].value } == [4, nil])
    #expect(rows.map { $0.estimates[1].value } == [nil, 0.5])
  }
}

@Suite("Reported days")
struct ReportedDaysTests {
  /// June 2006 of Let's Go has 18 reported days; here four invented ones of March: Sunday 1, Monday 2, Tuesday 3, Monday 9.
  static let four: Filing = {
    var filing = Filing()
    filing.body(.chatcaptain, zone: "UTC")
    filing.body(.avatarium, file: "b.json", zone: "UTC")
    for (i, (day, n)) in [(1, 60.0), (2, 30), (3, 29), (9, 34)].enumerated() {
      filing.record(
        .days, 0,
        [
          "day": .at(3, day, 0), "conversations": .number(n), "completed": i == 3 ? .missing : .number(n / 2), "noTurnSessions": 2,
          "sessionsWithFourTurns": .number(n - 9), "turns": .number(n * 12),
        ])
      // The same days once more from another vendor, and the same vendor's two channels.
      filing.record(.days, 1, ["day": .at(3, day, 0), "conversations": .number(n), "tokens": 1000])
      filing.record(.days, 0, ["day": .at(3, day, 0), "channel": "web", "conversations": .number(n - 10)])
      filing.record(.days, 0, ["day": .at(3, day, 0), "channel": "tel", "conversations": 10])
    }
    return filing
  }()

  @Test(
    "vectors by hand: the whole before its channels, one vendor, and a rate over all conversations",
    arguments: [
      ("rep.days", 4), ("rep.conversations", 153), ("rep.no_turn", 8), ("rep.four_turns", 117), ("rep.turns", 1836),
      ("rep.completed", 59.5),
      ("rep.conversations_per_day_mean", 38.25), ("rep.conversations_per_day_median", 32), ("rep.conversations_per_day_min", 29),
      ("rep.conversations_per_day_max", 60), ("rep.completion_rate", 59.5 / 153), ("rep.tokens", 4000), ("rep.no_turn_share", 8.0 / 153),
    ] as [(MetricID, Double)])
  func vectors(_ id: MetricID, _ value: Double) {
    let estimate = figures(Self.four).estimate(id, in: march)
    #expect(estimate.value == value)
    #expect(estimate.isReported)
  }

  @Test("9: means by weekday are means of days")
  func weekdays() {
    let rows = figures(Self.four).groups(["rep.conversations_per_day_mean"], by: "weekday", in: march)
    #expect(rows.map { $0.estimates[0].value } == [32, 29, nil, nil, nil, nil, 60])
  }

  @Test("channels are groups; the whole is none of them")
  func channels() {
    let rows = figures(Self.four).groups(["rep.conversations"], by: "channel", in: march)
    #expect(rows.map(\.label) == ["web", "tel"])
    #expect(rows.map { $0.estimates[0].value } == [113, 40])
  }

  @Test("the date is the vendor's")
  func zone() throws {
    var filing = Filing()
    filing.body(.avatarium, zone: "UTC")
    filing.record(.days, 0, ["day": .at(3, 1, 0), "conversations": 7])
    let zone = try #require(Zone(identifier: "America/New_York"))
    let plan = plan(["vol.conversations"], AggregationSettings(zone: zone))
    let figures = Figures(state([], plan), plan: plan, documents: filing.documents)
    #expect(figures.daily("rep.conversations", in: march).map(\.estimate.value).first == 7)
  }
}
