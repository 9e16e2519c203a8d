import Records

extension Figures {
  /// Conversations per day as they would be if all weekdays were alike: their number over the sum of the weights of the covered days. The
  /// weight of a weekday is its mean number of conversations over the mean of all seven, in the eight weeks up to the last covered day;
  /// at least four of these weeks must be covered.
  func adjustedRate(_ question: Question, _ condition: Condition, _ p: Period, _ range: Range<CalendarDay>) -> Estimate {
    guard let covered = conversationDays(p)?.clamped(to: range), !covered.isEmpty else { return .unavailable(.noData) }
    func counts(_ days: Range<CalendarDay>) -> [Int: Int] {
      let cells = question.rows(groups(question.table)[question.pinned] ?? [], days)
      return Dictionary(
        cells.map { (Int($0.time), question.view([$0.cell]).count(condition) ?? 0) }, uniquingKeysWith: { first, _ in first })
    }
    let own = counts(covered).values.reduce(0, +)
    let window = covered.upperBound.advanced(by: -56)..<covered.upperBound
    let known = counts(window)
    var sums = [Int](repeating: 0, count: 7)
    var occurrences = [Int](repeating: 0, count: 7)
    for ordinal in window.lowerBound.ordinal..<window.upperBound.ordinal {
      let day = CalendarDay(ordinal: ordinal)
      guard conversationDays(Period(plan.settings.periodKind, containing: day))?.contains(day) == true else { continue }
      sums[day.weekday - 1] += known[ordinal] ?? 0
      occurrences[day.weekday - 1] += 1
    }
    guard occurrences.allSatisfy({ $0 >= 4 }) else { return Estimate(value: nil, base: own, state: .tooFew) }
    let means = zip(sums, occurrences).map { Double($0) / Double($1) }
    let middle = means.reduce(0, +) / 7
    let weight = (covered.lowerBound.ordinal..<covered.upperBound.ordinal).reduce(0.0) { sum, ordinal in
      sum + (middle > 0 ? means[CalendarDay(ordinal: ordinal).weekday - 1] / middle : 0)
    }
    guard weight > 0 else { return .unavailable(.noData) }
    return Estimate(value: Double(own) / weight, numerator: Double(own), denominator: weight, base: own, state: .available)
  }
}
