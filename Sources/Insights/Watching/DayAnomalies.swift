import Records
import Statistics

/// Days of a daily series that differ from what their weekday usually brings.
///
/// Expected is the median of the same weekday in the eight weeks before; the spread is the larger of 1.4826 times their median absolute
/// deviation and the noise that counting alone makes (√expected for counts, the binomial deviation for shares). A day more than three
/// spreads away stands out. A day within these limits may still lie outside what its weekday brought in two years: that is said more
/// softly. Two weeks in a row that mostly stand out to one side are a new level: earlier days are moved to it, and judging goes on.
public struct DayAnomalies: Sendable, Hashable {
  /// What a day counts.
  public enum Measure: Sendable, Hashable {
    /// A number of things.
    case count
    /// A number of things among others.
    case share
  }

  /// One known day; days that are missing or not over have none.
  public struct Observation: Sendable, Hashable {
    /// The day.
    public var day: CalendarDay
    /// A count, or the numerator of a share.
    public var value: Double
    /// The denominator of a share; not used for counts.
    public var base: Double

    /// A day.
    public init(_ day: CalendarDay, _ value: Double, of base: Double = 1) {
      self.day = day
      self.value = value
      self.base = base
    }
  }

  /// How far a day is from the usual.
  public enum Grade: Sendable, Hashable {
    /// More than three spreads from the same weekday of the last eight weeks.
    case standsOut
    /// Outside what about 29 of 30 such days of the last two years were.
    case unusual
  }

  /// A day that differs.
  public struct Day: Sendable, Hashable {
    /// The day.
    public var day: CalendarDay
    /// What it brought: a count, or a share.
    public var value: Double
    /// The denominator of a share; 1 for counts.
    public var base: Double
    /// The usual value of its weekday.
    public var expected: Double
    /// One spread.
    public var spread: Double
    /// How many days of the same weekday that rests on.
    public var compared: Int
    /// How far.
    public var grade: Grade
    /// Spreads from the usual, signed.
    public var score: Double { (value - expected) / spread }
    /// Things more or fewer than usual: of a share, its numerator.
    public var excess: Double { (value - expected) * base }
  }

  /// A new level that lasted two weeks at least.
  public struct Shift: Sendable, Hashable {
    /// First day of the new level.
    public var from: CalendarDay
    /// The day on which two weeks had passed.
    public var known: CalendarDay
    /// What the days from `from` to `known` usually brought, and what they did bring: a mean per day, or a share.
    public var before, after: Double
    /// Things more or fewer than usual on these days: of a share, its numerator.
    public var excess: Double
    /// Days that it rests on.
    public var days: Int
  }

  /// Days within the judged ones, in order.
  public private(set) var days: [Day] = []
  /// New levels that became known on a judged day, in order.
  public private(set) var shifts: [Shift] = []
  /// Judged days that had enough history.
  public private(set) var judged = 0
  /// Weeks of known days before the first judged one, up to eight.
  public private(set) var weeks = 0

  /// Spreads beyond which a day stands out.
  public static let limit = 3.0
  /// Weeks of the usual.
  public static let recentWeeks = 8
  /// Fewest days of the same weekday in these weeks.
  public static let fewestRecent = 4
  /// Spreads beyond which one of thirty days lies by chance, when days follow a normal distribution: Φ⁻¹(1 − 1/60).
  public static let longLimit = 2.128
  /// Weeks of the long view.
  public static let longWeeks = 104
  /// Fewest days of the same weekday in these weeks.
  public static let fewestLong = 40
  /// Fewest things by which a day must differ.
  public static let fewestThings = 5.0
  /// Fewest cases of a day whose share is judged, and of a day whose share is compared with.
  public static let fewestCases = (judged: 30.0, compared: 20.0)

  /// Judges some days of a series.
  ///
  /// - Parameters:
  ///   - series: known days in any order, also those before the judged ones; of two for one day the last counts.
  ///   - judging: which days are listed.
  ///   - excluding: holidays and days with other hours: neither judged nor compared with.
  public init(
    _ series: [Observation], _ measure: Measure, judging: Range<CalendarDay>, excluding: Set<CalendarDay> = []
  ) {
    var scan = SeriesScan(series, measure, excluding: excluding)
    for day in scan.known where day < judging.upperBound {
      let verdict = scan.judge(day, withLongView: judging.contains(day))
      guard judging.contains(day), verdict.isJudged else { continue }
      judged += 1
      if let found = verdict.day { days.append(found) }
      if let shift = verdict.shift {
        shifts.append(shift)
        days.removeAll { (shift.from...shift.known).contains($0.day) }
      }
    }
    weeks = min(Self.recentWeeks, scan.known.count { $0 < judging.lowerBound } / 7)
  }
}
