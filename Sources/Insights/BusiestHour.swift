import Aggregation

/// The hour of the week above all others.
public struct BusiestHour: Sendable, Hashable {
  /// 1 Monday … 7 Sunday.
  public var weekday: Int
  /// 0 … 23, local.
  public var hour: Int
  /// Its average per occurrence.
  public var value: Double
}

/// The busiest cell of weekday × hour rows (averages per occurrence, first dimension weekday, second hour); nil when fewer than
/// 24 cells have a value, two share the lead, or all are 0.
public func busiestHour(_ rows: [CrossRow]) -> BusiestHour? {
  let cells = rows.compactMap { row -> (weekday: Int, hour: Int, value: Double)? in
    guard let weekday = Int(row.first.key), let hour = Int(row.second.key), (1...7).contains(weekday), (0...23).contains(hour),
      let value = row.estimate.value
    else { return nil }
    return (weekday, hour, value)
  }
  guard cells.count >= 24, let top = cells.max(by: { $0.value < $1.value }), top.value > 0,
    cells.filter({ $0.value == top.value }).count == 1
  else { return nil }
  return BusiestHour(weekday: top.weekday, hour: top.hour, value: top.value)
}
