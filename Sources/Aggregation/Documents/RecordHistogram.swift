import Records

extension RecordQuestion {
  /// True when some record of the period has a day.
  var isDated: Bool { all.contains { $0.day != nil } }

  /// Values behind a mean or a quantile, rounded to whole units, ascending.
  func histogram() -> [(value: Int, count: Int)] {
    let field: FieldID
    switch expression.measure {
    case let .mean(f), let .quantile(f, _), let .maximum(f), let .minimum(f), let .weightedMean(f, _): field = f
    default: return []
    }
    guard let place = shelf.schema.place(of: field) else { return [] }
    let scale = metric.unit == .share ? 100.0 : 1
    var counts: [Int: Int] = [:]
    for row in rows {
      guard let number = row.values[place].number, abs(number) < 1e15 else { continue }
      counts[Int((number * scale).rounded()), default: 0] += 1
    }
    return counts.sorted { $0.key < $1.key }.map { (value: $0.key, count: $0.value) }
  }
}
