import Notation
import Testing

@testable import Insights
@testable import Reporting

let english = Notation(locale: .en)
let conversations = Measure(title: "Conversations", unit: .count)
let handoffRate = Measure(title: "Hand-off rate", unit: .share, direction: .lowerIsBetter)

/// Every sentence template, once where its guard holds and once where it must not speak.
struct RankingWordsTests {
  func facts(
    _ groups: [(String, Double?)], total: Double?, measure: Measure = conversations, dimension: String = "intent", isClear: Bool = false
  ) -> RankingFacts {
    RankingFacts(
      dimensionID: dimension, dimension: DimensionWords(dimension, dimension + "s"), measure: measure,
      groups: groups.map { RankedGroup(label: $0.0, value: $0.1) }, total: total, isSpreadClear: isClear, notation: english)
  }

  @Test("the largest group is named with its share, in the words of the dimension")
  func leader() {
    let groups: [(String, Double?)] = [("Billing", 180), ("Orders", 120), ("Other", 100)]
    #expect(RankingWords.title(facts(groups, total: 1000)) == "The most frequent intent was Billing, 18.0% of conversations")
    #expect(
      RankingWords.title(facts(groups, total: 1000, dimension: "tag")) == "The most frequent tag was Billing, on 18.0% of conversations")
    #expect(
      RankingWords.title(facts(groups, total: 1000, dimension: "assistant")) == "Billing had the most conversations, 18.0% of the total")
  }

  @Test("of many groups the fewest that make three fifths are counted, where that is at most half of them")
  func few() {
    let many = [300.0, 200, 150] + (0..<9).map { Double(40 - $0) }
    let groups = many.enumerated().map { ("i\($0)", Optional($1)) }
    #expect(RankingWords.reading(facts(groups, total: 1000)) == "3 of 12 intents make up 65.0% of conversations.")
    #expect(
      RankingWords.reading(facts(Array(groups.prefix(8)), total: 1000))
        == "i0, i1 and i2 together make up 65.0% of conversations, out of 8 intents.")
    // Half of the conversations state no intent: no number of intents reaches three fifths.
    #expect(RankingWords.few(facts(groups, total: 2000), "12 intents") == nil)
    let even = (0..<10).map { ("i\($0)", Optional(10.0)) }
    #expect(RankingWords.few(facts(even, total: 100), "10 intents") == nil, "six of ten is not few")
  }

  @Test("no group is called the largest when two share the lead")
  func tie() {
    let tied = facts([("Billing", 180), ("Orders", 180)], total: 1000)
    #expect(RankingWords.leader(tied) == nil)
    #expect(RankingWords.title(tied) == "Conversations by intent")
  }

  @Test("a single group is said to be everything only when it is")
  func onlyOne() {
    #expect(RankingWords.title(facts([("Web", 50)], total: 50, dimension: "inbox")) == "All conversations belong to one inbox: Web")
    #expect(RankingWords.onlyOne(facts([("Web", 50)], total: 60)) == nil)
  }

  @Test("rates are said to range only when the extremes are clearly apart")
  func range() {
    let groups: [(String, Double?)] = [("A", 0.34), ("B", 0.12), ("C", 0.2)]
    #expect(
      RankingWords.title(facts(groups, total: 0.2, measure: handoffRate, dimension: "assistant", isClear: true))
        == "Hand-off rate ranged from 12.0% (B) to 34.0% (A)")
    #expect(
      RankingWords.title(facts(groups, total: 0.2, measure: handoffRate, dimension: "assistant"))
        == "Hand-off rate showed no clear difference between assistants")
  }

  @Test("groups without enough behind them are neither ranked nor zero")
  func tooFew() {
    let few = facts([("A", nil), ("B", nil)], total: 0.2, measure: handoffRate, dimension: "tag")
    #expect(RankingWords.title(few) == "Too few conversations per tag to compare")
    #expect(RankingWords.reading(few) == "No tag has enough conversations to show a figure.")
    #expect(RankingWords.tooFew(facts([("A", 0.5), ("B", nil)], total: 0.2, measure: handoffRate)) == nil)
  }

  @Test("a title of more than twelve words falls back to the plain fact")
  func length() {
    let long = "how do I get my money back after the shop closed its doors"
    let title = RankingWords.title(facts([(long, 30), ("x", 2)], total: 100))
    #expect(PlainEnglish.wordCount(title) <= TitleLimit.title)
    #expect(title == "Conversations by intent")
  }
}

struct LineWordsTests {
  func facts(
    _ values: [Double?], measure: Measure = conversations, change: ChangeFacts? = nil, levels: LevelStep? = nil, spike: LinePoint? = nil
  )
    -> LineFacts
  {
    LineFacts(
      measure: measure, points: values.enumerated().map { LinePoint(label: "day \($0.offset + 1)", value: $0.element, base: 100) },
      step: Noun(singular: "day", plural: "days"), total: change?.current ?? values.compactMap { $0 }.reduce(0, +), change: change,
      levels: levels, spike: spike, periodWords: "September 2026", notation: english)
  }

  func change(_ current: Double, _ previous: Double, clear: Bool = true, measure: Measure = conversations) -> ChangeFacts {
    ChangeFacts(measure: measure, current: current, previous: previous, isClear: clear, previousWords: "August", notation: english)
  }

  @Test("an exactly equal figure is no change, a close one no clear change")
  func unchanged() {
    #expect(LineWords.title(facts([1, 2, 3], change: change(58, 58, clear: false))) == "Conversations: 58, no change from August")
    #expect(LineWords.title(facts([1, 2, 3], change: change(58, 57, clear: false))) == "Conversations: 58, no clear change from August")
  }

  @Test("a range beside which the whole lies is not told")
  func stackRange() {
    func facts(_ rows: [Double], whole: Double) -> StackFacts {
      StackFacts(
        parts: [("Policy", whole), ("Limit", 1 - whole)], unknown: nil, rest: nil,
        rows: rows.enumerated().map { (label: "week \($0.offset + 1)", shares: [$0.element, 1 - $0.element]) },
        rowWords: DimensionWords("week", "weeks"), partWords: DimensionWords("reason", "reasons"), counted: conversations.counted,
        notation: english)
    }
    #expect(StackWords.reading(facts([0.55, 0.65], whole: 0.6)) == "Policy ranged from 55.0% (week 1) to 65.0% (week 2).")
    #expect(StackWords.reading(facts([0.55, 0.58], whole: 0.6)) == "Policy 60.0% and limit 40.0%.")
  }

  @Test("a week that stands out is said with its mean, and shaded weekends are explained")
  func week() {
    var outage = facts((0..<28).map { Double(10 + $0 % 3) })
    outage.busyWeek = WeekPeak(label: "16 to 22\u{A0}Feb", mean: 25.4, others: 18.1)
    outage.hasWeekends = true
    #expect(
      LineWords.reading(outage)
        == "11.0 per day on average. 16 to 22\u{A0}Feb averaged 25.4 a day, 40% more than the other days. Shaded bands are weekends.")
    outage.measure = Measure(title: "Hand-off rate", unit: .share)
    #expect(LineWords.week(outage) == nil, "rates have no mean of days")
    outage.measure = conversations
    outage.busyWeek = WeekPeak(label: "x", mean: 250, others: 1)
    #expect(LineWords.week(outage) == nil, "too far for a percentage")
  }

  @Test("a trend names a record only when it is one of more than twelve others")
  func trend() {
    func facts(_ values: [Double?]) -> TrendFacts {
      TrendFacts(
        measure: conversations, points: values.enumerated().map { LinePoint(label: "month \($0.offset + 1)", value: $0.element, base: 0) },
        noun: Noun(singular: "month", plural: "months"), notation: english)
    }
    let rising = (1...13).map { Double($0 * 100) }
    #expect(TrendWords.title(facts(rising)) == "Conversations: 1,300, the highest in 13 months")
    #expect(TrendWords.title(facts(rising.reversed())) == "Conversations: 100, the lowest in 13 months")
    #expect(TrendWords.title(facts(Array(rising.dropFirst()))) == "Conversations: 1,300 in month 12")
    #expect(TrendWords.title(facts(rising + [1300])) == "Conversations: 1,300 in month 14")
    #expect(TrendWords.title(facts(rising + [nil])) == "Conversations: 1,300 in month 13")
    #expect(TrendWords.reading(facts([100, nil, 300])) == "From 100 (month 1) to 300 (month 3). 1 month without a figure (gap).")
    #expect(TrendWords.reading(facts([100, 100])) == "100 in every month shown.")
    #expect(TrendWords.reading(facts([nil])) == "No month has a figure.")
  }

  @Test("a clear change leads")
  func moved() {
    #expect(LineWords.title(facts([1, 2, 3], change: change(18240, 16873))) == "Conversations rose 8.1% to 18,240")
    #expect(
      LineWords.title(facts([0.2, 0.21, 0.19], measure: handoffRate, change: change(0.198, 0.219, measure: handoffRate)))
        == "Hand-off rate fell 2.1\u{A0}points to 19.8%")
  }

  @Test("where the figure covers more than what is compared, the title says against what")
  func soFar() {
    var partial = facts([1, 2, 3], change: change(167, 50))
    partial.total = 172
    #expect(LineWords.title(partial) == "Conversations rose 234% against August")
  }

  @Test("a change inside normal variation is never called a rise or a fall")
  func held() {
    let title = LineWords.title(
      facts([0.2, 0.21, 0.19], measure: handoffRate, change: change(0.2, 0.19, clear: false, measure: handoffRate)))
    #expect(title == "Hand-off rate: 20.0%, no clear change from August")
    #expect(ChangeWords.moved(change(0.2, 0.19, clear: false, measure: handoffRate)) == nil)
  }

  @Test("a change that rounding removes is not printed as one")
  func rounded() {
    #expect(ChangeWords.moved(change(0.20001, 0.2, measure: handoffRate)) == nil)
  }

  @Test("from nothing there is no percentage, to nothing there is none left")
  func zero() {
    #expect(ChangeWords.moved(change(12, 0)) == nil)
    #expect(ChangeWords.signed(change(12, 0)) == "new")
    #expect(LineWords.title(facts([0, 0, 0], change: change(0, 12))) == "No conversations in September 2026")
    #expect(ChangeWords.vanished(change(0, 12)) == "No conversations in this period, after 12")
    #expect(ChangeWords.vanished(change(1, 12)) == nil)
  }

  @Test("a day that stands out is named, and a handful is no peak")
  func spike() {
    func spike(_ value: Double) -> LinePoint { LinePoint(label: "Tue 8 Sep", value: value, base: Int(value)) }
    #expect(LineWords.title(facts([30, 31, 29], spike: spike(90))) == "Conversations peaked on Tue 8 Sep at 90")
    #expect(LineWords.spike(facts([1, 1, 1], spike: spike(9))) == nil)
    #expect(LineWords.spike(facts([30, 31, 29])) == nil)
    #expect(LineWords.spike(facts([0.2, 0.3], measure: handoffRate, spike: spike(90))) == nil)
  }

  @Test("a step between two levels is named with its day")
  func stepped() {
    let levels = LevelStep(lastBefore: "11 Sep", firstAfter: "14 Sep", before: 612, after: 751)
    let stepping = facts([1, 2, 3], change: change(10, 9), levels: levels)
    #expect(LineWords.title(stepping) == "Conversations stepped up on 14 Sep and stayed there")
    #expect(LineWords.reading(stepping).hasPrefix("Working days averaged 612 until 11 Sep and 751 from 14 Sep (+23%). "))
    #expect(LineWords.stepped(facts([1, 2, 3])) == nil)
  }

  @Test("days without a figure are gaps with a reason, never zero")
  func gaps() {
    let text = LineWords.reading(facts([0.2, nil, 0.3, 0.25], measure: handoffRate))
    #expect(text.hasSuffix("One day has too few conversations for a figure (gap)."))
    #expect(LineWords.reading(facts([nil, nil], measure: handoffRate)) == "No day has enough behind it to show a figure.")
  }
}

struct OtherTitleTests {
  @Test("the busiest hour leads, else the share of office hours, else the name")
  func busiest() {
    var sums = [[Double]](repeating: [Double](repeating: 1, count: 24), count: 7)
    func heat(_ busiest: BusiestHour?) -> HeatFacts { HeatFacts(measure: conversations, busiest: busiest, sums: sums, notation: english) }
    let monday = BusiestHour(weekday: 1, hour: 10, value: 70)
    #expect(HeatWords.title(heat(monday)) == "Monday 10:00 to 11:00 is the busiest hour")
    #expect(HeatWords.reading(heat(monday)).hasPrefix("The outlined hour, Monday 10:00 to 11:00, averages 70"))
    #expect(HeatWords.title(heat(nil)) == "Conversations by weekday and hour")
    for weekday in 0..<5 { for hour in 8..<18 { sums[weekday][hour] = 9 } }
    #expect(HeatWords.title(heat(nil)) == "79.2% of conversations fall on working days, 08:00 to 18:00")
  }

  @Test("half of the answers, conversations, costs: each in its own words")
  func half() {
    func facts(_ id: String, _ unit: Unit, _ median: Double?, counted: Noun = .conversation) -> HistogramFacts {
      HistogramFacts(
        metricID: id, measure: Measure(title: "x", unit: unit, counted: counted), unit: unit, median: median, ninetieth: 6100, count: 400,
        overflow: (10, "10\u{A0}s"), notation: english)
    }
    #expect(HistogramWords.title(facts("lat.p50", .duration, 2400)) == "Half of answers arrive within 2.4\u{A0}s")
    #expect(HistogramWords.title(facts("vol.msgs_per_conv_median", .count, 6)) == "Half of conversations have at most 6 messages")
    #expect(HistogramWords.half(facts("lat.p50", .duration, nil)) == nil)
    #expect(
      HistogramWords.reading(facts("lat.p50", .duration, 2400))
        == "Nine in ten arrive within 6.1\u{A0}s. 10 of 400 (2.5%) lie above 10\u{A0}s (last bar).")
  }

  @Test("the largest loss on a path is named only when it is the only largest one of one cohort")
  func steps() {
    func facts(_ counts: [Double]) -> StepFacts {
      StepFacts(
        steps: zip(["All conversations", "Scored", "Resolved"], counts).map { (label: $0, count: $1) }, counted: .conversation,
        notation: english)
    }
    #expect(StepWords.title(facts([100, 90, 40])) == "The largest loss lies between scored and resolved")
    #expect(StepWords.largestLoss(facts([100, 80, 60])) == nil)
    #expect(StepWords.largestLoss(facts([100, 40, 60])) == nil)
    #expect(
      StepWords.reading(facts([100, 90, 40]))
        == "Fewer at each step: 10 between all conversations and scored and 50 between scored and resolved.")
  }

  @Test("the largest part of a whole is not the unknown one by another name")
  func stack() {
    func facts(_ shares: [(String, Double)]) -> StackFacts {
      StackFacts(
        parts: shares.map { (label: $0.0, share: $0.1) }, unknown: "Unknown", rows: [], rowWords: DimensionWords("week", "weeks"),
        partWords: DimensionWords("outcome", "outcomes"),
        counted: .conversation, notation: english)
    }
    #expect(
      StackWords.title(facts([("Resolved", 0.52), ("Handed off", 0.2), ("Unknown", 0.28)]))
        == "Resolved: 52.0% of conversations, the largest part")
    #expect(
      StackWords.title(facts([("Resolved", 0.2), ("Unknown", 0.8)])) == "80.0% of conversations have no known outcome")
    #expect(StackWords.title(facts([("Resolved", 0.5), ("Unknown", 0.5)])) == "Conversations by outcome")
  }

  @Test("a range over some of the rows shown says that it is one")
  func range() {
    func reading(_ leavesOutRows: Bool) -> String {
      StackWords.reading(
        StackFacts(
          parts: [(label: "Resolved", share: 0.52), (label: "Handed off", share: 0.48)],
          rows: [(label: "A", shares: [0.5, 0.5]), (label: "B", shares: [0.54, 0.46])], leavesOutRows: leavesOutRows,
          rowWords: DimensionWords("week", "weeks"), partWords: DimensionWords("outcome", "outcomes"), counted: .conversation,
          notation: english))
    }
    #expect(reading(false) == "Resolved ranged from 50.0% (A) to 54.0% (B).")
    #expect(reading(true) == "Among whole and large enough weeks, resolved ranged from 50.0% (A) to 54.0% (B).")
  }

  @Test("groups are said to have moved only where each change is clear")
  func dumbbell() {
    func facts(_ groups: [GroupChange]) -> DumbbellFacts {
      DumbbellFacts(
        measure: handoffRate, dimension: DimensionWords("assistant", "assistants"), groups: groups, previousWords: "August",
        notation: english)
    }
    let up = GroupChange(label: "A", current: 0.3, previous: 0.2, isClear: true)
    let down = GroupChange(label: "B", current: 0.1, previous: 0.2, isClear: true)
    let still = GroupChange(label: "C", current: 0.21, previous: 0.2, isClear: false)
    let new = GroupChange(label: "D", current: 0.21, previous: nil, isClear: false)
    #expect(DumbbellWords.title(facts([up, down, still])) == "Hand-off rate rose for A and fell for B")
    #expect(DumbbellWords.title(facts([still])) == "Hand-off rate: no clear change for any assistant")
    #expect(DumbbellWords.title(facts([new])) == "Hand-off rate by assistant; nothing to compare yet")
    #expect(DumbbellWords.title(facts([up, up, up, still])) == "Hand-off rate rose for 3 of 4 assistants")
    #expect(
      DumbbellWords.reading(facts([up, new]))
        == "1 of 1 assistants changed by more than normal variation since August. 1 assistant cannot be compared: too few conversations.")
  }
}
