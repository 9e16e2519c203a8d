import Aggregation
import Records
import Statistics

/// A value per day, in order; nil is a day without a value, never zero.
public struct DailySeries: Sendable {
  /// Known days only.
  let known: [(day: CalendarDay, value: Double)]

  /// From days in order.
  public init(_ days: [(day: CalendarDay, value: Double?)]) {
    known = days.compactMap { item in item.value.flatMap { $0.isFinite ? (item.day, $0) : nil } }.sorted { $0.day < $1.day }
  }

  /// From a daily figure; only days inside `covered`.
  public init(_ days: [(day: CalendarDay, estimate: Estimate)], covered: Range<CalendarDay>) {
    self.init(days.filter { covered.contains($0.day) }.map { ($0.day, $0.estimate.value) })
  }

  /// One day above all others.
  public struct Peak: Sendable, Hashable {
    /// Which.
    public var day: CalendarDay
    /// Its value.
    public var value: Double
    /// Mean of the other days.
    public var others: Double
    /// Mean of the other days of the same weekday; nil with fewer than two.
    public var sameWeekday: Double?
    /// At least twice the mean of the others and 1.5 times its own weekday: more than the top of a usual week.
    public var isSpike: Bool { others > 0 && value >= 2 * others && sameWeekday.map { value >= 1.5 * $0 } ?? true }
  }

  /// The day above all others; nil with fewer than 7 known days, when two share the lead, or when all are 0.
  public var peak: Peak? {
    guard known.count >= 7, let top = known.max(by: { $0.value < $1.value }), top.value > 0,
      known.filter({ $0.value == top.value }).count == 1
    else { return nil }
    let others = known.filter { $0.day != top.day }
    let same = others.filter { $0.day.weekday == top.day.weekday }.map(\.value)
    return Peak(day: top.day, value: top.value, others: mean(others.map(\.value)), sameWeekday: same.count >= 2 ? mean(same) : nil)
  }

  /// A step from one level to another, on working days.
  public struct LevelShift: Sendable, Hashable {
    /// Last working day of the old level and first of the new one.
    public var lastBefore, firstAfter: CalendarDay
    /// Means of working days.
    public var before, after: Double
    /// after / before − 1.
    public var relative: Double
  }

  /// The one step that explains most of the movement of working days; nil when no step stands out.
  ///
  /// Every place with at least 5 working days on both sides is tried with Welch's test; the p value times the number of places
  /// must stay below 0.01, the step must be at least 10 %, at least nine of ten days of each side must lie on their side of the
  /// middle between both levels, and two levels must fit better than a straight line: one odd day or a slow drift is no step.
  public var levelShift: LevelShift? {
    let days = known.filter { $0.day.weekday <= 5 }
    guard days.count >= 10 else { return nil }
    var best: (index: Int, p: Double, score: Double)?
    let places = 5...(days.count - 5)
    for index in places {
      let before = days[..<index].map(\.value)
      let after = days[index...].map(\.value)
      guard let test = welch(before, after) else { continue }
      // Between-level sum of squares: the best split even when p underflows.
      let score = test.difference * test.difference * Double(before.count * after.count)
      if score > (best?.score ?? -1) { best = (index, test.p, score) }
    }
    guard let best, best.p * Double(places.count) < 0.01 else { return nil }
    let before = days[..<best.index].map(\.value)
    let after = days[best.index...].map(\.value)
    let (low, high) = (mean(before), mean(after))
    guard low > 0, abs(high / low - 1) >= 0.1 else { return nil }
    let middle = (low + high) / 2
    func held(_ values: [Double], above: Bool) -> Bool {
      values.filter { ($0 > middle) == above }.count * 10 >= values.count * 9
    }
    guard held(before, above: low > high), held(after, above: high > low),
      squares(before, around: low) + squares(after, around: high) < squaresAroundLine(days.map(\.value))
    else { return nil }
    return LevelShift(
      lastBefore: days[best.index - 1].day, firstAfter: days[best.index].day, before: low, after: high, relative: high / low - 1)
  }

  /// One calendar week above the other days.
  public struct BusyWeek: Sendable, Hashable {
    /// Its seven days.
    public var days: Range<CalendarDay>
    /// Means per day of the week and of all other days.
    public var mean, others: Double
    /// mean / others − 1.
    public var relative: Double { mean / others - 1 }
  }

  /// The whole week with the most, when it stands out from the other days of a series of counts; nil otherwise.
  ///
  /// At least three weeks of days are known, the week lies at least 25 % above the mean of the other days, and by more than three
  /// standard deviations of a Poisson count. `firstWeekday` is the ISO day that weeks begin with.
  public func busyWeek(firstWeekday: Int) -> BusyWeek? {
    guard known.count >= 21 else { return nil }
    let sum = known.reduce(0) { $0 + $1.value }
    var best: (start: CalendarDay, sum: Double)?
    for (index, item) in known.enumerated() where item.day.weekday == firstWeekday && index + 7 <= known.count {
      guard known[index + 6].day == item.day.advanced(by: 6) else { continue }
      let week = known[index..<index + 7].reduce(0) { $0 + $1.value }
      if week > best?.sum ?? 0 { best = (item.day, week) }
    }
    guard let best, sum > best.sum else { return nil }
    let others = (sum - best.sum) / Double(known.count - 7)
    let expected = others * 7
    guard best.sum >= 1.25 * expected, best.sum - expected > 3 * expected.squareRoot() else { return nil }
    return BusyWeek(days: best.start..<best.start.advanced(by: 7), mean: best.sum / 7, others: others)
  }

  private func mean(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) }

  private func squares(_ values: [Double], around middle: Double) -> Double {
    values.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
  }

  /// Sum of squares that a straight line over the positions 0, 1, 2 … leaves.
  private func squaresAroundLine(_ values: [Double]) -> Double {
    let middle = Double(values.count - 1) / 2
    let level = mean(values)
    var product = 0.0
    var spread = 0.0
    for (index, value) in values.enumerated() {
      product += (Double(index) - middle) * (value - level)
      spread += (Double(index) - middle) * (Double(index) - middle)
    }
    return squares(values, around: level) - (spread > 0 ? product * product / spread : 0)
  }

  private func welch(_ a: [Double], _ b: [Double]) -> (difference: Double, interval: Interval, p: Double)? {
    func squares(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 } }
    return MeanDifference.welch(
      count1: a.count, sum1: a.reduce(0, +), sumOfSquares1: squares(a), count2: b.count, sum2: b.reduce(0, +), sumOfSquares2: squares(b))
  }
}
