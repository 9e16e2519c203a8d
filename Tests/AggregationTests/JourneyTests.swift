import Privacy
import Records
import Testing

@testable import Aggregation

private let minute: Int64 = 60_000_000
private func at(_ day: Int, _ minutes: Int64 = 0) -> Int64 { utc(2026, 3, day, 12) + minutes * minute }

/// A conversation of the shop: what goals and funnels look at. Minutes count from its first message.
private struct Talk {
  var day = 3
  var user: Int64? = 0
  var call: (tool: String, minute: Int64, success: Bool?)?
  var quality: String? = "resolved"
  var handoff: Bool? = false
  var tags: [String] = []
  var hasMessages = true
  /// Bit and minute of patterns.
  var matches: [(bit: UInt8, minute: Int64?)] = []

  var row: Row {
    var messages: [MessageRow] = [MessageRow(role: .assistant, at: at(day))]
    if let user { messages.append(MessageRow(role: .user, at: at(day, user))) }
    var row = Row(first: at(day), last: at(day, 30), handoff: handoff, quality: quality, tags: tags)
    row.messages = hasMessages ? messages : nil
    row.count = 4
    if let call { row.calls = [CallRow(tool: call.tool, success: call.success, at: at(day, call.minute))] }
    return row
  }
}

private func batch(_ talks: [Talk], first: UInt64 = 0, _ builder: inout BatchBuilder) -> ConversationBatch {
  var batch = builder.batch(talks.map(\.row))
  batch.vendor = .studiochat
  let source = Array("Shop".utf8).withUnsafeBufferPointer { builder.lexicons.source.code(for: $0) { _ in redacted("Shop") } }
  for (index, talk) in talks.enumerated() {
    batch.identity[index] = first + UInt64(index)
    batch.source[index] = source
    batch.matches.append(talk.matches.reduce(0) { $0 | 1 << UInt64($1.bit) })
    batch.firstMatches.append(
      talk.matches.map { (bits: UInt64(1) << UInt64($0.bit), at: $0.minute.map { at(talk.day, $0) } ?? missingInstant) })
  }
  batch.lexicons = builder.lexicons
  return batch
}

/// The same talks spread over so many workers.
private func book(_ plan: JourneyPlan, _ talks: [Talk], workers: Int = 1, _ documents: Documents = Documents()) throws -> JourneyBook {
  let join = JoinPlan(documents, sourceNames: ["shop": redacted("Shop")], settings: utcMonths)
  var merged = JourneySink(plan, documents, join)
  merged.finish(Lexicons())
  let size = max(1, (talks.count + workers - 1) / workers)
  for start in stride(from: 0, to: talks.count, by: size) {
    var sink = JourneySink(plan, documents, join)
    var builder = BatchBuilder()
    for one in start..<min(start + size, talks.count) { sink.consume(batch([talks[one]], first: UInt64(one), &builder)) }
    sink.finish(builder.lexicons)
    merged.merge(sink)
  }
  return JourneyBook(merged)
}

private func figures(_ plan: JourneyPlan, _ talks: [Talk], _ documents: Documents = Documents()) throws -> Figures {
  let metrics = Aggregation.Plan([Query(["vol.conversations"])], settings: utcMonths)
  return Figures(state(talks.map(\.row), metrics), plan: metrics, documents: documents)
    .with(try book(plan, talks, documents), documents)
}

private func funnel(_ facts: [JourneyFact], within: Int64? = nil, isOrdered: Bool = true) -> JourneyPlan {
  let steps = facts.enumerated().map { JourneyFunnel.Step(id: "s\($0)", title: "Step \($0)", $1) }
  return JourneyPlan(
    funnels: [JourneyFunnel(id: "f", title: "Way", steps: steps, within: within, isOrdered: isOrdered)], settings: utcMonths)
}

private func counts(_ plan: JourneyPlan, _ talks: [Talk], _ documents: Documents = Documents()) throws -> [Int] {
  try figures(plan, talks, documents).funnel("f", in: march)?.steps.map(\.count) ?? []
}

@Suite("Goals and funnels")
struct JourneyTests {
  @Test("a step counts who passed all steps before it")
  func prefix() throws {
    // Reached: started, engaged, answered, resolved.
    let talks = [
      Talk(call: ("find", 2, true)), Talk(call: ("find", 2, true), quality: "partial"), Talk(call: nil),
      Talk(user: nil, call: ("find", 2, true)),
    ]
    #expect(try counts(funnel([.started, .engaged, .answered, .resolved]), talks) == [4, 3, 2, 1])
    #expect(try counts(funnel([.started, .resolved, .engaged]), talks) == [4, 3, 2])
  }

  @Test("a step with a time counts only at or after the steps before it, unless the funnel is not ordered")
  func order() throws {
    let talks = [
      Talk(matches: [(0, 5), (1, 9)]), Talk(matches: [(0, 9), (1, 5)]), Talk(matches: [(0, 5), (1, 5)]), Talk(matches: [(0, nil), (1, 2)]),
      Talk(matches: [(1, 2)]),
    ]
    let steps: [JourneyFact] = [.started, .pattern(0), .pattern(1)]
    #expect(try counts(funnel(steps), talks) == [5, 4, 3], "without a time of its own a step is in order")
    #expect(try counts(funnel(steps, isOrdered: false), talks) == [5, 4, 4])
    #expect(try counts(funnel([.started, .pattern(1), .pattern(0)]), talks) == [5, 5, 3])
  }

  @Test("of several calls the first one after the step before counts")
  func laterCall() throws {
    var row = Talk(matches: [(0, 5)]).row
    row.calls = [
      CallRow(tool: "pay", success: true, at: at(3, 1)), CallRow(tool: "pay", success: false, at: at(3, 6)),
      CallRow(tool: "pay", success: true, at: at(3, 8)),
    ]
    let plan = funnel([.started, .pattern(0), .tool("pay")])
    var sink = JourneySink(plan)
    var builder = BatchBuilder()
    var one = builder.batch([row])
    one.matches = [1]
    one.firstMatches.append([(bits: UInt64(1), at: at(3, 5))])
    sink.consume(one)
    sink.finish(builder.lexicons)
    let count = JourneyBook(sink).count(1, 0..<Int.max)
    #expect(count?.steps.map(\.count) == [1, 1, 1])
    #expect(count?.steps.map(\.medianTime) == [nil, 300_000, 180_000])
  }

  @Test("a step outside the time of the funnel does not count")
  func within() throws {
    let talks = [Talk(matches: [(0, 5)]), Talk(matches: [(0, 6)]), Talk(matches: [(0, nil)])]
    #expect(try counts(funnel([.started, .pattern(0)], within: 5 * minute), talks) == [3, 2])
  }

  @Test("the median time since the last step with a time, of those who passed")
  func times() throws {
    let talks =
      [1, 2, 10, 3].map { Talk(matches: [(0, $0), (1, $0 + 4)]) } + [Talk(matches: [(0, nil), (1, 20)]), Talk(matches: [(1, 50)])]
    let steps = try figures(funnel([.started, .pattern(0), .resolved, .pattern(1)]), talks).funnel("f", in: march)?.steps ?? []
    #expect(steps.map(\.count) == [6, 5, 5, 5])
    // 1, 2, 3 and 10 minutes; then 4, 4, 4, 4, and 20 after the start where the pattern has no time.
    #expect(steps.map(\.medianTime) == [nil, 150_000, nil, 240_000])
    #expect(steps.map(\.timed) == [0, 4, 0, 5])
  }

  @Test("a step of which less than half is known is left out and said; the cohort are those of whom the rest is known")
  func gaps() throws {
    let talks = [Talk(quality: nil), Talk(quality: nil), Talk(), Talk(hasMessages: false), Talk(user: nil, quality: "partial")]
    let plan = funnel([.started, .answered, .engaged, .resolved, .rated])
    let count = try #require(try figures(plan, talks).funnel("f", in: march))
    // Answered is known of four, resolved of three; nothing is known of ratings.
    #expect(count.begun == 5 && count.cohort == 2)
    #expect(count.steps.map(\.id) == ["s0", "s1", "s2", "s3"] && count.steps.map(\.count) == [2, 0, 0, 0])
    #expect(count.gaps == [.init(title: "Step 4", known: 0)])
    let less = try #require(
      try figures(funnel([.started, .resolved, .answered]), Array(talks.prefix(2)) + [Talk()]).funnel("f", in: march))
    #expect(count.steps.map(\.timed) == [0, 0, 0, 0] && count.steps.allSatisfy { $0.timed <= $0.count }, "times are of the cohort")
    #expect(less.steps.map(\.id) == ["s0", "s2"] && less.gaps == [.init(title: "Step 1", known: 1)])
  }

  @Test("the built-in funnel runs from the first message to the result")
  func standard() throws {
    let talks = [Talk(call: ("find", 1, nil)), Talk(call: ("find", 1, nil), handoff: true), Talk()]
    let count = try figures(JourneyPlan(settings: utcMonths), talks).funnel("standard", in: march)
    #expect(count?.steps.map(\.title) == ["Started", "Engaged", "Source or tool used", "Resolved"])
    #expect(count?.steps.map(\.count) == [3, 3, 2, 1])
    #expect(count?.gaps.map(\.title) == ["Rated", "Converted"])
  }

  // MARK: records

  /// Ratings of all March, and conversions of March and April, so that every conversation of March is followed long enough.
  private func filing(rated: [UInt64: Int64], orders: [(UInt64, Int64)]) -> Documents {
    var filing = Filing()
    filing.body(kind: "csat-analytics", window: wholeMarch, total: rated.count)
    filing.documents.bodies[0].rows = rated.count
    for (id, time) in rated.sorted(by: { $0.key < $1.key }) {
      filing.record(
        .ratings, 0, ["conversation": .text(redacted("c\(id)")), "rating": 4, "ratedAt": .time(Instant(microseconds: time))], of: [id])
    }
    filing.body(kind: "conversion-analytics", window: window((3, 1), (4, 30)), subject: ["slug": "order"], total: orders.count)
    filing.documents.bodies[1].rows = orders.count
    for (index, order) in orders.enumerated() {
      filing.record(
        .conversions, 1, ["id": .text(redacted("o\(index)")), "slug": "order", "occurredAt": .time(Instant(microseconds: order.1))],
        of: [order.0])
    }
    return filing.documents
  }

  @Test("ratings and conversions are steps where their lists are whole: in order, and within a week of the first message")
  func recordSteps() throws {
    let talks = (0..<6).map { _ in Talk() }
    let documents = filing(
      rated: [0: at(3, 40), 1: at(3, 40), 2: at(3, 40), 4: at(3, 40)],
      orders: [(0, at(4)), (1, at(3, 35)), (1, at(3, 50)), (2, at(3, 39)), (3, at(5)), (4, at(10, 1))])
    let plan = funnel([.started, .rated, .converted(slug: "order")])
    // 0 and 1 bought after the rating (1 for the second time); 2 before it; 3 without; 4 more than a week later.
    #expect(try counts(plan, talks, documents) == [6, 4, 2])
    #expect(try counts(funnel([.started, .rated, .converted(slug: nil)], isOrdered: false), talks, documents) == [6, 4, 3])
    let steps = try figures(plan, talks, documents).funnel("f", in: march)?.steps
    // Of 23 h 20 min and 10 min, each kept to 0.8 %.
    let median = Double((24 * 60 - 40 + 10) * 60_000) / 2
    #expect(abs((steps?[2].medianTime ?? 0) - median) < median * 0.008)
  }

  @Test("goals are counted among engaged conversations where the data can tell")
  func goals() throws {
    let settings = utcMonths
    let plan = JourneyPlan(
      goals: [
        JourneyGoal(id: "p", title: "Promised", .pattern(1)), JourneyGoal(id: "t", title: "Looked up", .tool("find")),
        JourneyGoal(id: "g", title: "Booked", .condition(.mark(0), known: .everything)),
        JourneyGoal(id: "r", title: "Solved", .condition(.resolved, known: .handoffKnown)),
        JourneyGoal(id: "o", title: "Ordered", .converted(slug: "order")),
      ], predicates: [.any(.tag, ["booked"])], settings: settings)
    let talks =
      (0..<40).map { n in
        Talk(
          user: n == 39 ? nil : 1, call: n % 4 == 0 ? ("find", 2, n % 8 == 0) : nil, quality: n % 2 == 0 ? "resolved" : nil,
          handoff: n < 10 ? nil : false, tags: n % 5 == 0 ? ["booked", "vip"] : ["vip"], hasMessages: n != 38,
          matches: n % 10 == 3 ? [(1, 3)] : [(0, 3)])
      }
    let figures = try figures(plan, talks, filing(rated: [:], orders: [(0, at(4)), (39, at(4)), (12, at(30))]))
    func rate(_ goal: String) -> [Double?] {
      let estimate = figures.estimate("goal.rate", in: march, where: [Filter("goal", goal)])
      return [estimate.numerator, estimate.denominator]
    }
    // Engaged: 39; with messages 38 of them.
    #expect(rate("Promised") == [4, 38])
    #expect(rate("Looked up") == [5, 38], "a failed call is none")
    #expect(rate("Booked") == [8, 39])
    #expect(rate("Solved") == [15, 29])
    #expect(rate("Ordered") == [1, 39], "39 is not engaged, 12 bought too late")
    #expect(figures.estimate("goal.reached", in: march, where: [Filter("goal", "Booked")]).value == 8)
    #expect(figures.estimate("goal.rate", in: march).value == nil, "rates of several goals are not one rate")
    #expect(figures.groups(["goal.rate"], by: "goal", in: march).map(\.group.text).sorted().count == 5)
  }

  @Test("goals that a vendor knows by name are goals of the same dimension, each once")
  func vendorGoals() throws {
    var filing = Filing()
    filing.body(.avatarium, kind: "conversations")
    for id: UInt64 in 0..<10 { filing.record(.goals, 0, ["conversation": "c", "goal": "Lead captured", "at": .at(3, 3)], of: [id]) }
    filing.record(.goals, 0, ["conversation": "c", "goal": "Question answered", "at": .at(3, 3)], of: [3])
    let plan = JourneyPlan(goals: [JourneyGoal(id: "lead", title: "A lead", .vendorGoal("Lead captured"))], settings: utcMonths)
    #expect(plan.needs(filing.documents))
    var sink = JourneySink(plan, filing.documents, nil)
    var builder = BatchBuilder()
    var one = batch((0..<40).map { _ in Talk() }, &builder)
    for row in 0..<40 { one.flags[row].insert(.goalKnown) }
    sink.consume(one)
    sink.finish(builder.lexicons)
    let book = JourneyBook(sink)
    #expect(book.plan.goals.map(\.title) == ["A lead", "Question answered"])
    let reached = book.records(body: 0)[.goalCohorts]?.map { $0.value("reached", .goalCohorts) }
    #expect(reached == [10, 1])
  }

  @Test("figures of the page and of the metrics are one: rate, loss and share of the start, day by day")
  func metrics() throws {
    let talks = (0..<120).map { n in Talk(day: 1 + n % 20, user: n % 3 == 0 ? nil : 0, quality: n % 2 == 0 ? "resolved" : "partial") }
    let figures = try figures(funnel([.started, .engaged, .resolved]), talks)
    let count = try #require(figures.funnel("f", in: march))
    #expect(count.steps.map(\.count) == [120, 80, 40])
    let step = [Filter("funnel", "Way"), Filter("funnel-step", "Step 2")]
    let rate = figures.estimate("fun.step_rate", in: march, where: step)
    #expect(rate.numerator == 40 && rate.denominator == 80)
    // Wilson, 40 of 80 at 95 %: 0.3929 to 0.6071.
    #expect(abs((rate.interval?.low ?? 0) - 0.3929) < 0.0001)
    #expect(figures.estimate("fun.drop", in: march, where: step).value == 0.5)
    #expect(figures.estimate("fun.reach", in: march, where: step).value == 40.0 / 120)
    #expect(figures.estimate("fun.step_rate", in: march, where: [step[0]]).value == nil, "one step at a time")
    let days = figures.daily("fun.reach", in: march, where: step).compactMap(\.estimate.numerator).reduce(0, +)
    #expect(days == 40)
  }

  @Test("counts fall from step to step, and do not depend on who read what")
  func laws() throws {
    var generator: UInt64 = 7
    func next(_ bound: UInt64) -> UInt64 {
      generator = generator &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (generator >> 33) % bound
    }
    let talks = (0..<600).map { _ in
      Talk(
        day: 1 + Int(next(28)), user: next(5) == 0 ? nil : Int64(next(9)), call: next(2) == 0 ? ("find", Int64(next(20)), nil) : nil,
        quality: next(3) == 0 ? nil : "resolved", handoff: next(4) == 0, hasMessages: next(10) != 0,
        matches: (0..<3).compactMap { next(3) == 0 ? nil : ($0, next(6) == 0 ? nil : Int64(next(30))) })
    }
    let facts: [JourneyFact] = [.started, .engaged, .pattern(0), .answered, .pattern(1), .pattern(2)]
    let once = try book(funnel(facts), talks)
    let whole = once.count(1, 0..<Int.max)
    let found = whole?.steps.map(\.count) ?? []
    #expect(found.count == 6 && zip(found, found.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(found == oracle(talks, facts.count))
    for workers in [2, 7, 60] {
      let spread = try book(funnel(facts), talks.shuffledBy(workers), workers: workers)
      #expect(spread.count(1, 0..<Int.max) == whole)
      #expect(spread.records(body: 0) == once.records(body: 0))
    }
  }

  /// The same funnel worked out by the book: who has messages, then each step at or after the last time.
  private func oracle(_ talks: [Talk], _ steps: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: steps)
    for talk in talks where talk.hasMessages {
      var last: Int64 = 0
      func inOrder(_ minute: Int64?) -> Bool {
        guard let minute else { return true }
        if minute < last { return false }
        last = minute
        return true
      }
      func matched(_ bit: UInt8) -> Bool { talk.matches.first { $0.bit == bit }.map { inOrder($0.minute) } ?? false }
      let passed: [() -> Bool] = [
        { true }, { talk.user.map { inOrder($0) } ?? false }, { matched(0) }, { talk.call.map { inOrder($0.minute) } ?? false },
        { matched(1) }, { matched(2) },
      ]
      for (step, holds) in passed.enumerated() {
        if !holds() { break }
        counts[step] += 1
      }
    }
    return counts
  }

  @Test("times are kept to 1.6 %, and their median is the middle one")
  func codes() {
    for seconds: Int64 in [0, 1, 59, 599, 600, 601, 3599, 86_400, 604_800, 31_536_000] {
      let back = JourneyTime.seconds(JourneyTime.code(seconds: seconds))
      #expect(abs(back - Double(seconds)) <= Double(seconds) * 0.008)
    }
    let codes = (0..<5000).map { JourneyTime.code(seconds: $0 * 7) }
    #expect(codes == codes.sorted())
    #expect(JourneyTime.median([(30, 1), (10, 2), (20, 1)]) == 15_000)
    #expect(JourneyTime.median([]) == nil)
  }
}

extension Array {
  /// Another order, the same for the same number.
  fileprivate func shuffledBy(_ seed: Int) -> [Element] {
    indices.sorted { ($0 &* 7919 &+ seed) % 1009 < ($1 &* 7919 &+ seed) % 1009 }.map { self[$0] }
  }
}
