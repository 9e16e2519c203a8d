import Records

/// Stretches of time, half-open, in microseconds; touching ones are one.
struct Spans: Sendable, Hashable {
  private(set) var ranges: [Range<Int64>] = []

  init(_ all: [Range<Int64>]) {
    for range in all.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) where !range.isEmpty {
      if let last = ranges.last, range.lowerBound <= last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
  }

  /// The moments after which a length of time still lies within, for conversations that are followed for so long.
  func shortened(by length: Int64) -> Spans {
    Spans(
      ranges.compactMap { range in
        let (end, overflow) = range.upperBound.subtractingReportingOverflow(length)
        return overflow || end < range.lowerBound ? nil : range.lowerBound..<(end == Int64.max ? end : end + 1)
      })
  }

  /// What both have.
  func intersection(_ other: Spans) -> Spans {
    Spans(ranges.flatMap { mine in other.ranges.map { mine.clamped(to: $0) } })
  }

  func contains(_ moment: Int64) -> Bool { ranges.contains { $0.contains(moment) } }
}
