import Records
import Testing

@testable import Aggregation

/// The classic mistakes of conversational analytics that this module could make.
@Suite("Classic mistakes")
struct MistakeTests {
  private func row(_ day: Int = 10, _ change: (inout Row) -> Void = { _ in }) -> Row {
    var row = Row(first: utc(2026, 3, day, 9), last: utc(2026, 3, day, 10), handoff: false, count: 6)
    change(&row)
    return row
  }

  @Test(
    "1: the share resolved does not fall when hand-offs rise",
    arguments: [(20, 0.56), (30, 0.49), (40, 0.42), (50, 0.35)])
  func conditionalSignals(_ handedOff: Int, _ wrong: Double) {
    // 70 % of the deflected are resolved. Dividing by all scored conversations would print `wrong`.
    var rows: [Row] = []
    for i in 0..<1000 {
      rows.append(
        row {
          $0.sentiment = "neutral"
          $0.handoff = i < handedOff * 10
          if $0.handoff == true { $0.reason = "policy" } else { $0.quality = i % 10 < 7 ? "resolved" : "partial" }
        })
    }
    #expect(estimate("out.dq_resolved", rows).value == 0.7)
    #expect(estimate("out.resolution_rate_scored", rows).value == wrong)
    #expect(estimate("hof.reason_policy", rows).value == 1)
    #expect(estimate("hof.reason_policy", rows).base == handedOff * 10)
  }

  @Test("1: resources are judged over the conversations in which resources were used")
  func resources() {
    let rows = (0..<100).map { i in
      row {
        $0.sentiment = "neutral"
        if i < 40 { $0.resources = i < 30 ? "relevant" : "irrelevant" }
      }
    }
    #expect(estimate("kb.relevant", rows).value == 0.75)
    #expect(estimate("kb.relevant", rows).base == 40)
  }

  @Test("2: an unscored conversation is neither happy nor unhappy, and coverage says so")
  func unscored() {
    let rows = (0..<100).map { i in row { if i < 50 { $0.sentiment = i < 10 ? "negative" : "neutral" } } }
    #expect(estimate("sen.negative", rows).value == 0.2)
    #expect(estimate("dq.scored_coverage", rows).value == 0.5)
  }

  @Test("2: the bounds of resolution count the unknown as failure and as success")
  func bounds() {
    let rows = (0..<100).map { i in
      row {
        $0.handoff = i < 20
        if i >= 60 { $0.quality = i < 90 ? "resolved" : "partial" }
      }
    }
    #expect(estimate("out.resolution_low", rows).value == 0.3)
    #expect(estimate("out.resolution_high", rows).value == 0.7)
    #expect(estimate("out.unknown_share", rows).value == 0.4)
  }

  @Test("3: a contradicting label never makes a share exceed 100 %")
  func subset() {
    // Ten hand-offs carry the label "resolved" by mistake.
    let rows = (0..<40).map { i in
      row {
        $0.handoff = i < 10
        $0.sentiment = "neutral"
        $0.quality = "resolved"
      }
    }
    #expect(estimate("out.dq_resolved", rows).numerator == 30)
    #expect(estimate("out.dq_resolved", rows).value == 1)
    #expect(estimate("out.resolution_rate_scored", rows).value == 0.75)
    #expect(estimate("dq.contradictions", rows).value == 10)
  }

  @Test("5: rows of a multi-valued dimension may exceed the total, and the dimension says that it is one")
  func multiValued() {
    let rows = (0..<10).map { i in row { $0.tags = i < 6 ? ["vip", "new"] : ["new"] } }
    let figures = figures(rows, plan(["tag.count"], by: [["tag"]]))
    #expect(figures.groups(["tag.count"], by: "tag", in: march).map { $0.estimates[0].value } == [10, 6])
    #expect(figures.estimate("tag.count", in: march).value == 10)
    #expect(DimensionCatalogue.dimension("tag")?.isMultiValued == true)
    #expect(
      DimensionCatalogue.all.filter { $0.isMultiValued && $0.isOfConversations }.map(\.id.rawValue) == [
        "participant", "tag", "skill", "tool", "failed-tool", "succeeded-tool", "cited-item",
      ])
  }

  @Test("5: a tag written twice in one conversation counts once")
  func repeatedTag() {
    let rows = [row { $0.tags = ["vip", "vip"] }, row { $0.tags = Array(repeating: "vip", count: 50) }]
    let figures = figures(rows, plan(["tag.count"], by: [["tag"]]))
    #expect(figures.groups(["tag.count"], by: "tag", in: march).map { $0.estimates[0].value } == [2])
  }

  @Test("21: a score from before the end of a conversation is told apart")
  func staleScores() {
    let rows = (0..<60).map { i in
      row {
        $0.sentiment = i < 50 ? "positive" : nil
        $0.count = 8
        $0.scoredCount = i < 10 ? 6 : i < 40 ? 8 : nil
      }
    }
    let stale = estimate("dq.stale_scores", rows)
    #expect(stale.numerator == 10 && stale.base == 40)
    #expect(estimate("dq.stale_scores", [row { $0.sentiment = "positive" }]) == .unavailable(.notInExport("message_count_at_scoring")))
  }

  @Test("7: a rate without base is unavailable and says why, never 0 %")
  func noBase() {
    #expect(estimate("sen.negative", [row()]) == .unavailable(.notInExport("sentiment_label")))
    #expect(estimate("lat.p50", [row()]) == .unavailable(.notInExport("response_latency_ms")))
    #expect(estimate("cost.total", [row()]) == .unavailable(.notInExport("cost_usd")))
    #expect(estimate("vol.users", [row()]) == .unavailable(.notConfigured("the contact of a conversation")))
    #expect(estimate("hof.count", [row { $0.handoff = nil }]) == .unavailable(.notInExport("has_handoff")))
    // Nobody was handed off: the field for reasons is not missing, there is just nothing to explain.
    #expect(estimate("hof.reason_policy", [row()]) == .unavailable(.noData))
    #expect(estimate("hof.count", [row()]).value == 0)
  }

  @Test("8: a contact on three days is one user of the month")
  func distinct() {
    let rows = [3, 4, 5, 5].map { day in row(day) { $0.contact = 77 } } + [row(5) { $0.contact = 78 }, row(6)]
    let plan = plan(["vol.users", "vol.conv_per_user"], AggregationSettings(zone: .utc, contactsConfigured: true))
    let figures = figures(rows, plan)
    #expect(figures.estimate("vol.users", in: march).value == 2)
    #expect(figures.daily("vol.users", in: march).compactMap(\.estimate.value).reduce(0, +) == 4)
    #expect(figures.estimate("vol.conv_per_user", in: march).value == 2.5)
  }

  @Test("9: the rate of a period is pooled, not the mean of its days")
  func pooled() {
    // 10 conversations at 100 % and 90 at 50 %: pooled 55 %, mean of days 75 %.
    let rows = (0..<10).map { _ in row(3) } + (0..<90).map { i in row(4) { $0.handoff = i < 45 } }
    #expect(estimate("out.deflection_rate", rows).value == 0.55)
  }

  @Test("10: the median of a period is not the mean of daily medians")
  func medians() {
    let rows = (0..<30).map { _ in row(3) { $0.count = 2 } } + (0..<90).map { _ in row(4) { $0.count = 10 } }
    #expect(estimate("vol.msgs_per_conv_median", rows).value == 10)
  }

  @Test("11: response time by answer and by conversation are two metrics")
  func weights() {
    func answer(_ ms: Int32) -> MessageRow { MessageRow(role: .assistant, at: nil, latency: ms) }
    let rows = [
      row {
        $0.messages = [answer(1000), answer(1000), answer(1000)]
        $0.meanLatency = 1000
      },
      row {
        $0.messages = [answer(5000)]
        $0.meanLatency = 5000
      },
    ]
    #expect(estimate("lat.mean", rows).value == 2000)
    #expect(estimate("lat.conversation_mean", rows).value == 3000)
  }

  @Test("12: a missing latency, count or cost is not zero")
  func zeroFilling() {
    let rows = [row { $0.meanLatency = 4000 }, row { $0.meanLatency = nil }, row { $0.count = nil }]
    #expect(estimate("lat.conversation_mean", rows).value == 4000)
    #expect(estimate("vol.msgs_per_conv_mean", rows).value == 6)
    let priced = [
      row { $0.messages = [MessageRow(cost: 0.5), MessageRow(cost: nil)] }, row { $0.messages = [MessageRow(cost: nil)] },
      row { $0.messages = [MessageRow(cost: 0)] },
    ]
    #expect(estimate("cost.per_conversation", priced).value == 0.25)
    #expect(estimate("cost.per_conversation", priced).base == 2)
    #expect(estimate("cost.covered_messages", priced).value == 0.5)
  }

  @Test("13: duration has a median beside its mean, and engaged conversations only")
  func duration() {
    var rows = (0..<99).map { _ in row() }
    rows.append(row { $0.last = utc(2026, 3, 30, 9) })
    rows.append(row { $0.count = 1 })
    #expect(estimate("vol.duration_median", rows).value == 3_600_000)
    #expect(estimate("vol.duration_mean", rows).base == 100)
    #expect((estimate("vol.duration_mean", rows).value ?? 0) > 5 * 3_600_000)
  }

  @Test("13: a conversation whose last message is before its first has no duration")
  func backwards() {
    #expect(estimate("vol.duration_mean", [row { $0.last = utc(2026, 3, 10, 8) }]).value == nil)
  }

  @Test("18: the first instant of a month is in it, the first of the next is not")
  func halfOpen() {
    let rows = [utc(2026, 3, 1, 0), utc(2026, 4, 1, 0) - 1, utc(2026, 4, 1, 0), utc(2026, 3, 1, 0) - 1].map { at in row { $0.last = at } }
    let figures = figures(rows, plan(["vol.conversations"]))
    #expect(figures.periods.map(\.id) == ["2026-02", "2026-03", "2026-04"])
    #expect(figures.periods.map { figures.estimate("vol.conversations", in: $0).value } == [1, 2, 1])
  }

  @Test("17, 18: days are those of the zone")
  func zone() throws {
    let berlin = try #require(Zone(identifier: "Europe/Berlin"))
    let rows = [row { $0.last = utc(2026, 3, 31, 22, 30) }]
    #expect(figures(rows, plan(["vol.conversations"], AggregationSettings(zone: berlin))).periods.map(\.id) == ["2026-04"])
  }

  @Test("19: volume goes by the last message, demand by the first")
  func anchors() {
    let rows = [row { $0.first = utc(2026, 2, 28, 23) }, row()]
    let figures = figures(rows, plan(["vol.conversations", "vol.conversations_started"]))
    #expect(figures.estimate("vol.conversations", in: march).value == 2)
    #expect(figures.estimate("vol.conversations_started", in: march).value == 1)
    #expect(MetricCatalogue.metric("vol.conversations")?.anchor == .lastMessage)
    #expect(MetricCatalogue.metric("vol.hourly_starts")?.anchor == .firstMessage)
  }

  @Test("22: a week cut by the ends of the data is marked")
  func clippedWeeks() {
    let rows = (2...25).map { day in row(day) }
    let figures = figures(rows, plan(["vol.conversations"], by: [["week"]]))
    let weeks = figures.groups(["vol.conversations"], by: "week", in: march)
    #expect(weeks.map(\.group.key) == ["2026-W09", "2026-W10", "2026-W11", "2026-W12", "2026-W13", "2026-W14"])
    #expect(weeks.map(\.group.isPartial) == [true, false, false, false, true, true])
    #expect(weeks.map { $0.estimates[0].value } == [nil, 7, 7, 7, 3, nil])
  }

  @Test("38: spellings of one intent are one, shown as most people write it")
  func intents() {
    let spellings = ["refund status", "Refund Status", "refund status", "Status: refund", "rëfund  status?", "refund"]
    let rows = spellings.map { text in row { $0.intent = text } }
    let figures = figures(rows, plan(["int.count"], by: [["intent"]]))
    let groups = figures.groups(["int.count"], by: "intent", in: march)
    #expect(groups.map(\.label) == ["refund status", "refund"])
    #expect(groups.map { $0.estimates[0].value } == [5, 1])
  }

  @Test("38: of equally frequent spellings the first by UTF-8 is shown")
  func spellingTie() {
    let rows = ["cancel", "Cancel"].map { text in row { $0.intent = text } }
    let figures = figures(rows, plan(["int.count"], by: [["intent"]]))
    #expect(figures.groups(["int.count"], by: "intent", in: march).map(\.label) == ["Cancel"])
  }

  @Test("41: the outcomes add up to all conversations, unknown labels and unknown hand-offs included")
  func outcomes() {
    let rows = [
      row { $0.handoff = nil }, row { $0.handoff = true }, row { $0.quality = "gave_up" }, row(), row { $0.quality = "resolved" },
      row {
        $0.handoff = nil
        $0.quality = "resolved"
      },
      row {
        $0.handoff = true
        $0.quality = "partial"
      },
    ]
    let figures = figures(rows, plan(["out.outcome_count"], by: [["outcome"]]))
    let groups = figures.groups(["out.outcome_count"], by: "outcome", in: march)
    #expect(groups.map(\.group.key) == ["resolved", "actioned", "partial", "no_response", "handed_off", "unknown"])
    #expect(groups.map { $0.estimates[0].value } == [1, 0, 0, 0, 2, 4])
  }

  @Test("41: a sum of costs is the same in any order, to the last digit")
  func order() {
    let rows = (0..<3000).map { i in row { $0.messages = [MessageRow(cost: 0.1), MessageRow(cost: Double(i) * 1e-7)] } }
    #expect(estimate("cost.total", rows) == estimate("cost.total", rows.reversed()))
    #expect(estimate("cost.total", (0..<30).map { _ in row { $0.messages = [MessageRow(cost: 0.1)] } }).value == 3)
  }
}
