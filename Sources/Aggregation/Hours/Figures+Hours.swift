import Privacy
import Records
import Statistics

/// What is asked of the minutes of a stretch of time.
public enum MinuteMeasure: Sendable, Hashable {
  /// Share of the conversations that started while people were away.
  case closedStarts
  /// Share of the hand-offs that happened while people were away.
  case closedHandoffs
  /// The largest number of conversations under way in one minute.
  case peak

  var nature: FigureNature { self == .peak ? .extreme : .share }
  var minimumSample: Int { self == .peak ? 1 : 30 }
}

/// Minutes and the opening hours that they are held against.
struct HoursBook: Sendable {
  let minutes: MinuteBook
  /// By the id of a source.
  let schedules: [String: OpeningHours]
  /// Display names of sources by id; without them one schedule counts for everybody.
  var sourceNames: [String: RedactedText] = [:]

  init(_ table: MinuteTable, _ documents: Documents) {
    minutes = MinuteBook(table)
    schedules = OpeningHours.bySource(documents)
  }

  /// The opening hours of the conversations of a source; of two ids with one name the first in byte order.
  func hours(_ name: String?) -> OpeningHours? {
    if sourceNames.isEmpty { return schedules.count == 1 ? schedules.first?.value : nil }
    guard let name else { return nil }
    return sourceNames.filter { $0.value.string == name }.keys.sorted().lazy.compactMap { schedules[$0] }.first
  }
}

extension Figures {
  /// The same figures with the display names of the sources by id, so that each has its own opening hours.
  public func with(sourceNames: [String: RedactedText]) -> Figures {
    var result = self
    result.hours.sourceNames = sourceNames
    return result
  }

  /// A figure about some days of a period; by the time of the start or of the hand-off itself.
  func minuteEstimate(_ metric: Metric, _ measure: MinuteMeasure, _ days: Range<CalendarDay>, _ filters: [Filter]) -> Estimate {
    guard plan.wantsMinutes else { return .unavailable(.notRequested) }
    let book = hours.minutes
    // Minutes are those of all conversations together.
    if book.isEmpty || !filters.isEmpty { return .unavailable(.noData) }
    let zone = plan.settings.zone
    func minute(_ day: CalendarDay) -> Int32 { Int32(clamping: zone.start(of: day).seconds.flooredDivision(by: 60)) }
    let range = minute(days.lowerBound)..<max(minute(days.lowerBound), minute(days.upperBound))
    if measure == .peak {
      guard let peak = book.peak(range) else { return .unavailable(.noData) }
      return Estimate(value: Double(peak), base: peak, state: .available)
    }
    if hours.schedules.isEmpty { return .unavailable(.notInExport("weekly_schedule")) }
    if measure == .closedHandoffs && !book.knowsHandoffs { return .unavailable(.notInExport("messages.metadata.handoff")) }
    var sum = (closed: 0, all: 0)
    for source in book.sources {
      guard let own = hours.hours(source.name) else { continue }
      let part = source.shares(range, own, measure == .closedStarts ? \.started : \.handedOff)
      sum = (sum.closed + part.closed, sum.all + part.all)
    }
    if sum.all == 0 { return .unavailable(.noData) }
    let state: EstimateState = sum.all < metric.minimumSample ? .tooFew : sum.all < 100 ? .smallSample : .available
    return Estimate(
      value: Double(sum.closed) / Double(sum.all), numerator: Double(sum.closed), denominator: Double(sum.all),
      interval: Wilson.interval(successes: sum.closed, of: sum.all), base: sum.all, state: state,
      spread: .proportion(successes: sum.closed, of: sum.all))
  }
}
