import Aggregation
import Records
import Statistics
import Testing

@testable import Aggregation
@testable import Insights

/// Hand-off, sentiment, quality, risk, error, cost: every combination, packed as the pass packs them.
private func allFacts() -> [Signature] {
  var made: [Signature] = []
  for handoff: UInt64 in 0...2 {
    for sentiment: UInt64 in [0, 1, 2, 3, 15] {
      for quality: UInt64 in [0, 1, 2, 3, 4, 15] {
        for risk: UInt64 in [0, 1, 2, 3] {
          for error: UInt64 in 0...1 {
            var signature = Signature()
            signature.bits = handoff | sentiment << 4 | quality << 16 | risk << 24 | error << 34
            made.append(signature)
          }
        }
      }
    }
  }
  return made
}

@Test("all cost is in exactly one part, and a hand-off is never an error, a success never a silent failure")
func costPartsAreDisjoint() {
  for facts in allFacts() {
    let parts = CostMap.Part.allCases.filter { $0.condition.holds(facts) }
    #expect(parts.count == 1, "\(parts) of \(facts.bits)")
    #expect((parts.first == .handedOff) == Condition.handedOff.holds(facts))
    if parts.first == .success { #expect(!Condition.silentFailure.holds(facts) && !Condition.hasError.holds(facts)) }
    if !Condition.hasError.holds(facts), Condition.silentFailure.holds(facts) { #expect(parts.first == .silentFailure) }
  }
}

private func day(_ ordinal: Int, _ name: String?, _ conversations: Int, resolved: Int, spend: Double) -> CostMap.DayRow {
  CostMap.DayRow(
    name: name, day: CalendarDay(ordinal: 20_000 + ordinal),
    sums: CostMap.Sums(conversations: conversations, resolved: resolved, weighted: Double(resolved) * 0.8, spend: spend, waste: spend / 4))
}

@Test("cost per resolved is all cost over the resolved, and a day that resolved nothing still costs")
func costOfResolved() throws {
  let days = (0..<10).map { day($0, nil, 10, resolved: $0 == 3 ? 0 : 5, spend: 2) }
  let sums = days.reduce(CostMap.Sums()) { $0 + $1.sums }
  #expect(sums.perResolved == 20.0 / 45 && sums.perWeighted == 20 / 36)
  let interval = try #require(CostMap.interval(days))
  #expect(interval.contains(20.0 / 45) && interval.low > 0)
  // Without the dead day the ratio would be 18 / 45.
  let clusters = days.map { ClusteredRatio.Cluster(stratum: 0, numerator: $0.sums.spend, denominator: Double($0.sums.resolved)) }
  #expect(ClusteredRatio.interval(clusters)?.ratio == 20.0 / 45)
  #expect(CostMap.interval(Array(days.prefix(4))) == nil, "fewer than 5 days")
  #expect(CostMap.interval((0..<9).map { day($0, nil, 10, resolved: 1, spend: 2) }) == nil, "fewer than 10 resolved")
  #expect(CostMap.Sums().perResolved == nil)
}

@Test("a dear intent stands out against the rest, small ones are one group, and all rows add up")
func costGroups() {
  var rows: [CostMap.DayRow] = []
  for index in 0..<28 {
    let wave = Double(index % 5) * 0.05
    rows.append(day(index, "dear", 10, resolved: 4, spend: 4 + wave))
    rows.append(day(index, "cheap", 10, resolved: 6, spend: 1 + wave))
    rows.append(day(index, "plain", 10, resolved: 5, spend: 1.2 + wave))
    rows.append(day(index, index % 2 == 0 ? nil : "tiny", 1, resolved: 0, spend: 0.5))
  }
  let groups = CostMap.groups(rows)
  #expect(groups.map(\.name) == ["dear", "plain", "cheap", nil])
  #expect(groups.map(\.isDistinct) == [true, true, true, false])
  #expect(abs(groups.reduce(0) { $0 + $1.own.spend } - rows.reduce(0) { $0 + $1.sums.spend }) < 1e-9)
  #expect(groups[0].isDearer(than: 0.9) == .clearly && groups[0].isDearer(than: 9) == .no)
  #expect(groups[3].isDearer(than: 0.1) == .unknown, "no resolved conversation, no interval")
}

@Test(
  "the interval of the cost per resolved conversation covers the true ratio in 93 to 97 of 100 months, also where days are alike within")
func costCoverage() {
  var generator = SeededGenerator(seed: 10)
  var covers = 0
  for _ in 0..<1000 {
    let days = (0..<31).map { index -> CostMap.DayRow in
      // Dear days resolve no more: 100 conversations, 0.6 resolved on average, 0.05 dollars each on average.
      let resolved = 60 + Int((generator.normal() * 5).rounded())
      return day(index, nil, 100, resolved: resolved, spend: 5 * (1 + 0.2 * generator.normal()))
    }
    if CostMap.interval(days)?.contains(5.0 / 60) == true { covers += 1 }
  }
  #expect((930...970).contains(covers), "\(covers) of 1000")
}

@Test("intents of equal cost stand out in few reports")
func equalCosts() {
  var generator = SeededGenerator(seed: 3)
  var reports = 0
  for _ in 0..<200 {
    var rows: [CostMap.DayRow] = []
    for index in 0..<30 {
      for group in 0..<8 {
        rows.append(day(index, "g\(group)", 10, resolved: 4 + Int(generator.next() % 5), spend: 0.5 + 0.1 * generator.normal()))
      }
    }
    if CostMap.groups(rows).contains(where: \.isDistinct) { reports += 1 }
  }
  #expect(reports <= 26, "\(reports) of 200; at most 13%")
}

@Test("the dearest tenth needs ten intents, and is rounded up")
func costConcentration() throws {
  #expect(CostMap.concentration([Double](repeating: 1, count: 9)) == nil)
  let made = try #require(CostMap.concentration([10, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]))
  #expect(made.top == 2 && made.of == 11 && made.share == 0.55)
}

@Test("findings on cost say the share that solved nothing, and who is dearer than a person")
func costStatements() {
  let rows = (0..<28).flatMap { index in
    let wave = Double(index % 5) * 0.05
    return [day(index, "dear", 10, resolved: 4, spend: 4 + wave), day(index, "cheap", 10, resolved: 6, spend: 1 + wave)]
  }
  let all = rows.reduce(CostMap.Sums()) { $0 + $1.sums }
  var map = CostMap(
    parts: [(.handedOff, 30, 100), (.error, 2, 10), (.silentFailure, 8, 50), (.success, all.spend - 40, 400), (.unknown, 0, 0)], all: all)
  map.intents = CostMap.groups(rows)
  #expect(map.statements().map(\.kind) == ["waste", "intent"])
  #expect(map.statements()[0].number("waste") == 40 && map.statements()[0].impact == 160)
  map.person = .init(low: 0.4, base: 0.8, high: 1.2)
  #expect(map.statements().map(\.kind) == ["waste", "intent-person"])
  #expect(map.statements()[1].number("person") == 0.8)
}

private func returns(hourly: Assumptions.Band? = .init(low: 20, base: 30, high: 40), cost: Double? = 50) -> ReturnOnCost {
  ReturnOnCost(
    minutes: .init(low: 4, base: 6, high: 8), hourly: hourly, reading: 1, monthlyHours: 140, resolved: 200, handoffs: 60, cost: cost,
    messages: 900)
}

@Test("time saved is resolved times minutes less the reading of hand-offs; the vendor's rule counts messages")
func timeSaved() {
  let found = returns()
  #expect(found.time == Assumptions.Band(low: 44_400_000, base: 68_400_000, high: 92_400_000))
  #expect(found.vendorTime == 270_000_000)
  #expect(abs(found.persons - 19.0 / 140) < 1e-12)
}

@Test("at the break-even the net value is 0")
func breakEven() throws {
  let found = returns()
  let value = try #require(found.value)
  // 19 h at 30 less 50; 740 minutes at 20 less 50.
  #expect(abs(value.base - 520) < 1e-9)
  #expect(abs(value.low - 196.666_666_666_7) < 1e-6)
  #expect(abs((found.ratio ?? 0) - 520.0 / 50) < 1e-9)
  let minutes = try #require(found.breakEvenMinutes)
  let resolved = try #require(found.breakEvenResolved)
  let at = ReturnOnCost(
    minutes: .init(minutes), hourly: .init(30), reading: 1, monthlyHours: 140, resolved: 200, handoffs: 60, cost: 50, messages: nil)
  #expect(abs(at.value?.base ?? 1) < 1e-9)
  let fewer = ReturnOnCost(
    minutes: .init(6), hourly: .init(30), reading: 1, monthlyHours: 140, resolved: resolved, handoffs: 60, cost: 50, messages: nil)
  #expect(abs(fewer.value?.base ?? 1) < 1e-9)
}

@Test("without the cost of an hour or of the model there is time, and no money")
func noMoney() {
  for found in [returns(hourly: nil), returns(cost: nil)] {
    #expect(found.value == nil && found.ratio == nil && found.breakEvenMinutes == nil && found.breakEvenResolved == nil)
    #expect(found.statements().map(\.kind) == ["time"])
  }
  #expect(returns().statements().map(\.kind) == ["value"])
}
