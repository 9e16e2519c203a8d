import Insights
import Records
import Testing

/// SplitMix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014): the same numbers everywhere.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A Poisson count of a mean (D. Knuth, The Art of Computer Programming 2, 3.4.1), in steps that keep e^−mean a number.
  mutating func poisson(_ mean: Double) -> Double {
    var rest = mean
    var total = 0.0
    while rest > 0 {
      let part = min(rest, 30)
      rest -= part
      var product = unit()
      let limit = exponential(-part)
      while product > limit {
        total += 1
        product *= unit()
      }
    }
    return total
  }

  private func exponential(_ x: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    let small = x / 64
    for n in 1...20 {
      term *= small / Double(n)
      sum += term
    }
    for _ in 0..<6 { sum *= sum }
    return sum
  }
}

typealias Observation = DayAnomalies.Observation

private let monday = CalendarDay(ordinal: 20_458)  // 2026-01-05

/// A quarter of 13 weeks with a weekly rhythm; one working day after the ninth week has only 55 % of its usual conversations.
private func quarter(_ random: inout SplitMix) -> (days: [Observation], dip: CalendarDay) {
  let rhythm = [105.0, 110, 108, 105, 100, 42, 36]
  let dip = monday.advanced(by: 63 + Int(random.next() % 4) * 7 + Int(random.next() % 5))
  let days = (0..<91).map { index -> Observation in
    let day = monday.advanced(by: index)
    return Observation(day, random.poisson(rhythm[day.weekday - 1] * (day == dip ? 0.55 : 1)))
  }
  return (days, dip)
}

@Suite("Days that differ")
struct DayAnomaliesTests {
  @Test("the week begins on Monday") func calendar() { #expect(monday.weekday == 1 && monday.description == "2026-01-05") }

  @Test("500 quarters with one weekday at 55 %: at least 85 % of them found, at most 0.35 false alarms in 30 days")
  func simulation() {
    var random = SplitMix(state: 7)
    var (found, falseAlarms, judged) = (0, 0, 0)
    var foundByAllDays = 0
    for _ in 0..<500 {
      let (days, dip) = quarter(&random)
      let result = DayAnomalies(days, .count, judging: monday.advanced(by: 28)..<monday.advanced(by: 91))
      if result.days.contains(where: { $0.day == dip }) { found += 1 }
      falseAlarms += result.days.count { $0.day != dip }
      judged += result.judged
      // The classic mistake: mean and deviation of all days, weekends and working days alike.
      let mean = days.reduce(0) { $0 + $1.value } / 91
      let deviation = (days.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) } / 90).squareRoot()
      if days.contains(where: { $0.day == dip && abs($0.value - mean) > 2 * deviation }) { foundByAllDays += 1 }
    }
    let recall = Double(found) / 500
    let alarms = Double(falseAlarms) / Double(judged) * 30
    #expect(recall >= 0.85, "\(recall)")
    #expect(alarms <= 0.35, "\(alarms)")
    // Mistake 32 of the classic ones: limits from all days find next to nothing.
    #expect(foundByAllDays <= 5)
  }

  /// Weeks of 100 conversations on working days and 40 on weekends.
  private func weeks(_ count: Int, _ change: (Int) -> Double = { _ in 1 }) -> [Observation] {
    (0..<7 * count).map { index in
      let day = monday.advanced(by: index)
      return Observation(day, (day.weekday <= 5 ? 100 : 40) * change(index))
    }
  }

  @Test("the usual is the median of the same weekday, the spread at least the root of it")
  func golden() throws {
    var days = weeks(9)
    // Mondays 96, 104, 100, 92, 108, 100, 97, 103: median 100, deviations 4 4 0 8 8 0 3 3, their median 3.5; 1.4826 × 3.5 < 10.
    for (week, value) in [96.0, 104, 100, 92, 108, 100, 97, 103].enumerated() { days[7 * week].value = value }
    days[56].value = 69
    let result = DayAnomalies(days, .count, judging: monday.advanced(by: 56)..<monday.advanced(by: 63))
    let found = try #require(result.days.first)
    #expect(result.days.count == 1 && result.judged == 7)
    #expect(found.expected == 100 && found.spread == 10 && found.compared == 8 && abs(found.score + 3.1) < 1e-12)
    #expect(found.grade == .standsOut && found.excess == -31)
    // Exactly three spreads away is inside.
    days[56].value = 70
    #expect(DayAnomalies(days, .count, judging: monday.advanced(by: 56)..<monday.advanced(by: 63)).days.isEmpty)
    // Mondays that vary more than by chance widen the spread: deviations of 30 and 40, median 35.
    for (week, value) in [70.0, 130, 60, 140, 70, 130, 60, 140].enumerated() { days[7 * week].value = value }
    #expect(DayAnomalies(days, .count, judging: monday.advanced(by: 56)..<monday.advanced(by: 63)).days.isEmpty)
  }

  @Test("missing days are no zeros; holidays are neither judged nor compared with")
  func gaps() {
    var days = weeks(10)
    days.remove(at: 64)
    #expect(DayAnomalies(days, .count, judging: monday.advanced(by: 63)..<monday.advanced(by: 70)).judged == 6)
    days = weeks(10)
    days[65].value = 5
    let judged = monday.advanced(by: 63)..<monday.advanced(by: 70)
    #expect(DayAnomalies(days, .count, judging: judged).days.map(\.day) == [monday.advanced(by: 65)])
    let without = DayAnomalies(days, .count, judging: judged, excluding: [monday.advanced(by: 65)])
    #expect(without.days.isEmpty && without.judged == 6)
    // Fewer than four of the weekday: nothing is said.
    #expect(DayAnomalies(weeks(4), .count, judging: monday..<monday.advanced(by: 28)).judged == 0)
  }

  @Test("two weeks that stand out to one side are a new level; later days are judged against it")
  func levelShift() throws {
    let days = weeks(16) { $0 >= 70 ? 1.8 : 1 }
    let judged = monday.advanced(by: 70)..<monday.advanced(by: 112)
    let result = DayAnomalies(days, .count, judging: judged)
    let shift = try #require(result.shifts.first)
    #expect(result.shifts.count == 1 && result.days.isEmpty)
    #expect(shift.from == monday.advanced(by: 70))
    #expect(shift.known <= monday.advanced(by: 83))
    #expect(abs(shift.after / shift.before - 1.8) < 1e-12)
    // A drop on the new level to the old one stands out.
    var later = days
    later[105].value = 100
    #expect(DayAnomalies(later, .count, judging: judged).days.map(\.day) == [monday.advanced(by: 105)])
    // While only one week has passed, its days are named one by one.
    let early = DayAnomalies(days, .count, judging: monday.advanced(by: 70)..<monday.advanced(by: 77))
    #expect(early.shifts.isEmpty && early.days.count == 7)
  }

  @Test("a share needs 30 cases a day and a difference of five; its noise is that of a proportion")
  func shares() throws {
    func series(_ failures: Double, of base: Double) -> [Observation] {
      (0..<63).map { index in
        let day = monday.advanced(by: index)
        return index == 58 ? Observation(day, failures, of: base) : Observation(day, 10, of: 100)
      }
    }
    let judged = monday.advanced(by: 56)..<monday.advanced(by: 63)
    let found = try #require(DayAnomalies(series(20, of: 100), .share, judging: judged).days.first)
    // (0.1 × 800 + 1) / 802 = 0.100998; its deviation over 100 cases 0.030133.
    #expect(abs(found.spread - 0.030133) < 1e-6 && found.value == 0.2 && found.excess.rounded() == 10)
    #expect(DayAnomalies(series(19, of: 100), .share, judging: judged).days.isEmpty)
    #expect(DayAnomalies(series(20, of: 29), .share, judging: judged).judged == 6)
    // Nothing ever failed: four failures of 100 are many spreads away, but fewer than five.
    let none = (0..<63).map { Observation(monday.advanced(by: $0), $0 == 58 ? 4 : 0, of: 100) }
    #expect(DayAnomalies(none, .share, judging: judged).days.isEmpty)
  }

  @Test("two years of days have a softer limit, which one of thirty passes by chance")
  func longView() throws {
    var random = SplitMix(state: 11)
    let days = (0..<7 * 130).map { index -> Observation in
      let day = monday.advanced(by: index)
      return Observation(day, random.poisson(day.weekday <= 5 ? 100 : 40))
    }
    let judged = monday.advanced(by: 7 * 104)..<monday.advanced(by: 7 * 130)
    let result = DayAnomalies(days, .count, judging: judged)
    let unusual = Double(result.days.count { $0.grade == .unusual }) / Double(result.judged) * 30
    #expect(result.judged == 182)
    #expect((0.3...2).contains(unusual), "\(unusual)")
    // With one year less the same days are judged by the last weeks alone.
    let short = DayAnomalies(days.filter { $0.day >= monday.advanced(by: 7 * 91) }, .count, judging: judged)
    #expect(short.days.allSatisfy { $0.grade == .standsOut })
  }
}
