import Basics
import Notation
import Records
import Statistics

/// Divides what was counted in records: the only place where figures of records are made.
struct RecordEvaluation {
  let question: RecordQuestion
  /// The records of the group.
  let rows: [PlacedRecord]
  /// First moment after the period.
  let end: Instant

  private var metric: Metric { question.metric }
  private var schema: RecordSchema { question.shelf.schema }

  func estimate() -> Estimate {
    if let reason = absence() { return .unavailable(reason) }
    if let unit = question.expression.unit, texts(unit).count > 1 {
      let name = schema.field(unit)?.title.lowercased() ?? "unit of value"
      return .unavailable(.notInExport("single \(name)"))
    }
    var result = figure()
    if question.expression.kind == .days, result.value != nil, let body = rows.first?.record.body {
      result.origin = .reported(ReportedOrigin(question.bodies[body], body))
    }
    return result
  }

  /// Why there cannot be a value; nil when there may be one.
  private func absence() -> Unavailability? {
    let things = schema.title.lowercased()
    if question.shelf.rows.isEmpty { return .notInExport(things) }
    if question.all.isEmpty { return .noData }
    if let dimension = question.missingDimension { return .notInExport("\(dimension.title.lowercased()) of \(things)") }
    let needed = question.expression.filter.required + question.expression.measure.required
    for id in needed {
      guard let place = schema.place(of: id) else { continue }
      if !question.all.contains(where: { !$0.values[place].isMissing }) {
        return .notInExport("\(schema.fields[place].title.lowercased()) of \(things)")
      }
    }
    return nil
  }

  private func figure() -> Estimate {
    switch question.expression.measure {
    case .count: return plain(rows.count)
    case .loaded: return loaded()
    case let .only(field): return numbers(field).count == 1 ? extreme(numbers(field).first, of: 1) : nothing
    case let .distinct(field): return plain(texts(field).count)
    case .days: return plain(Set(rows.compactMap(\.day)).count)
    case let .share(part): return share(count(part), of: rows.count)
    case let .net(plus, minus): return net(count(plus), count(minus), of: rows.count)
    case let .sum(field):
      let values = numbers(field)
      return values.isEmpty ? nothing : Estimate(value: sum(values), numerator: sum(values), base: values.count, state: .available)
    case let .mean(field): return mean(numbers(field))
    case let .quantile(field, p): return quantile(numbers(field).sorted(), p)
    case let .maximum(field): return extreme(numbers(field).max(), of: numbers(field).count)
    case let .minimum(field): return extreme(numbers(field).min(), of: numbers(field).count)
    case let .ratio(above, below):
      return ratio(sum(above.flatMap(numbers)), sum(below.flatMap(numbers)), hasParts: above.contains { !numbers($0).isEmpty })
    case let .partOf(field, whole, list):
      var wholes: [String: Double] = [:]
      for row in rows {
        let key = value(list, row).text?.string ?? ""
        if let number = number(whole, row) { wholes[key] = max(wholes[key] ?? 0, number) }
      }
      return ratio(sum(numbers(field)), sum(Array(wholes.values)), hasParts: !numbers(field).isEmpty)
    case let .perRecord(field, condition): return perRecord(numbers(field), count(condition))
    case let .weightedMean(field, weight): return weightedMean(field, weight)
    case let .latest(field): return extreme(rows.last { number(field, $0) != nil }.flatMap { number(field, $0) }, of: numbers(field).count)
    case let .age(field): return age(field)
    case let .perDay(field, statistic): return perDay(field, statistic)
    }
  }

  // MARK: reading

  private func value(_ field: FieldID, _ row: PlacedRecord) -> FieldValue { schema.place(of: field).map { row.values[$0] } ?? .missing }
  private func number(_ field: FieldID, _ row: PlacedRecord) -> Double? { value(field, row).number }
  private func numbers(_ field: FieldID) -> [Double] {
    guard let place = schema.place(of: field) else { return [] }
    return rows.compactMap { $0.values[place].number }
  }
  private func count(_ filter: RecordFilter) -> Int { rows.count { filter.holds($0.values, schema) } }

  private func texts(_ field: FieldID) -> Set<String> {
    var all: Set<String> = []
    for row in rows {
      switch value(field, row) {
      case .missing: break
      case .number(let number): all.insert("\(number)")
      case .text(let text): all.insert(text.string)
      case .time(let instant): all.insert("\(instant.microseconds)")
      case .flag(let flag): all.insert("\(flag)")
      case .list(let list): all.formUnion(list.map(\.string))
      }
    }
    return all
  }

  /// The same sum for every order of the records.
  private func sum(_ values: [Double]) -> Double { values.sorted().reduce(0, +) }

  // MARK: dividing

  private var nothing: Estimate { .unavailable(.noData) }

  private func plain(_ n: Int) -> Estimate {
    Estimate(value: Double(n), numerator: Double(n), base: n, state: .available, spread: .count(n))
  }

  private func state(_ base: Int) -> EstimateState {
    if base < metric.minimumSample { return .tooFew }
    return metric.minimumSample > 1 && base < 100 ? .smallSample : .available
  }

  private func share(_ part: Int, of base: Int) -> Estimate {
    if base == 0 { return nothing }
    return Estimate(
      value: Double(part) / Double(base), numerator: Double(part), denominator: Double(base),
      interval: Wilson.interval(successes: part, of: base), base: base, state: state(base),
      spread: .proportion(successes: part, of: base))
  }

  private func net(_ up: Int, _ down: Int, of base: Int) -> Estimate {
    base == 0 ? nothing : NetScore(up: up, down: down, base: base).estimate(state(base))
  }

  private func extreme(_ value: Double?, of base: Int) -> Estimate {
    value.map { Estimate(value: $0, base: base, state: .available) } ?? nothing
  }

  private func mean(_ values: [Double]) -> Estimate {
    let n = values.count
    if n == 0 { return nothing }
    let total = sum(values)
    let squares = sum(values.map { $0 * $0 })
    return Estimate(
      value: total / Double(n), numerator: total, denominator: Double(n),
      interval: MeanInterval.interval(count: n, sum: total, sumOfSquares: squares), base: n, state: state(n),
      spread: .mean(count: n, sum: total, sumOfSquares: squares))
  }

  private func quantile(_ sorted: [Double], _ p: Double) -> Estimate {
    let n = sorted.count
    if n == 0 { return nothing }
    guard n >= metric.expression.requiredSample else {
      return Estimate(value: nil, base: n, state: .tooFew, spread: .quantile(count: n, interval: nil))
    }
    let interval = QuantileInterval.interval(sorted: sorted, p)
    return Estimate(
      value: Quantile.type7(sorted: sorted, p), interval: interval, base: n, state: state(n),
      spread: .quantile(count: n, interval: interval))
  }

  /// Whole numbers of a share are a proportion, with its interval; other ratios have none.
  private func ratio(_ above: Double, _ below: Double, hasParts: Bool) -> Estimate {
    if below <= 0 || !hasParts { return nothing }
    if metric.unit == .share, above >= 0, above <= below, below < 1e15, above.rounded() == above, below.rounded() == below {
      return share(Int(above), of: Int(below))
    }
    let base = Int(min(below.rounded(), 1e15))
    return Estimate(value: above / below, numerator: above, denominator: below, base: base, state: state(base))
  }

  /// Rows over the totals of their lists. Pages of one list state the same total, so it counts once.
  private func loaded() -> Estimate {
    struct List: Hashable {
      let source: String
      let kind: String
      let window: ReportWindow
      let parts: [FigurePart]
    }
    var totals: [List: Int] = [:]
    for body in Set(rows.map(\.record.body)) {
      let body = question.bodies[body]
      guard let total = body.statedTotal else { continue }
      let list = List(source: body.source, kind: body.kind, window: body.window, parts: body.parts)
      totals[list] = max(totals[list] ?? 0, total)
    }
    let total = totals.values.reduce(0, +)
    return ratio(Double(rows.count), Double(total), hasParts: true)
  }

  private func perRecord(_ values: [Double], _ base: Int) -> Estimate {
    if base == 0 || values.isEmpty { return nothing }
    let total = sum(values)
    return Estimate(value: total / Double(base), numerator: total, denominator: Double(base), base: base, state: state(base))
  }

  private func weightedMean(_ field: FieldID, _ weight: FieldID) -> Estimate {
    let pairs = rows.compactMap { row -> (x: Double, w: Double)? in
      guard let x = number(field, row), let w = number(weight, row), w > 0 else { return nil }
      return (x, w)
    }
    let weights = sum(pairs.map(\.w))
    if weights <= 0 { return nothing }
    let total = sum(pairs.map { $0.x * $0.w })
    return Estimate(value: total / weights, numerator: total, denominator: weights, base: pairs.count, state: state(pairs.count))
  }

  private func age(_ field: FieldID) -> Estimate {
    let times = rows.compactMap { value(field, $0).time?.microseconds }
    guard let latest = times.max() else { return nothing }
    let (microseconds, overflow) = end.microseconds.subtractingReportingOverflow(latest)
    return overflow ? nothing : Estimate(value: max(0, Double(microseconds) / 1000), base: times.count, state: .available)
  }

  private func perDay(_ field: FieldID, _ statistic: RecordMeasure.OfDays) -> Estimate {
    var days: [Int: [Double]] = [:]
    for row in rows {
      guard let day = row.day, let number = number(field, row) else { continue }
      days[day, default: []].append(number)
    }
    let sums = days.values.map(sum).sorted()
    switch statistic {
    case .mean: return mean(sums)
    case .median: return quantile(sums, 0.5)
    case .least: return extreme(sums.first, of: sums.count)
    case .most: return extreme(sums.last, of: sums.count)
    }
  }
}
