import Aggregation
import Basics
import Notation
import Publishing
import Records

/// The machine-readable twins of a period: `data/metrics.json` (every metric), `data/breakdowns.json` and `.csv` files of the
/// standard cuts, and one CSV and JSON file for every figure and table, all at full precision.
struct DataFiles {
  let figures: Figures
  let period: Period
  let zone: Zone

  /// Conversation metrics of the standard cuts.
  static let cutMetrics: [MetricID] = [
    "vol.conversations", "vol.messages", "hof.count", "out.handoff_rate", "out.error_conversations", "out.error_count", "lat.mean",
    "cost.total",
  ].filter { MetricCatalogue.metric($0) != nil }

  /// Tool metrics of the cut by tool.
  static let toolMetrics: [MetricID] = ["tool.calls", "tool.failures", "tool.success_rate", "tool.duration_p50"].filter {
    MetricCatalogue.metric($0) != nil
  }

  /// The standard cuts and their metrics.
  static let cuts: [(dimension: DimensionID, metrics: [MetricID])] =
    (["assistant", "version", "inbox", "tag", "model", "intent", "skill"] as [DimensionID]).map { ($0, cutMetrics) }
    + [
      ("outcome", ["vol.conversations"]), ("sentiment", ["vol.conversations"]), ("shift", ["vol.conversations"]),
      ("quality", ["vol.conversations"]), ("reason", ["vol.conversations"]), ("resources", ["vol.conversations"]),
      ("risk", ["vol.conversations"]), ("tool", toolMetrics), ("hour", ["vol.conversations_started"]),
      ("weekday", ["vol.conversations_started"]),
    ].filter { DimensionCatalogue.dimension($0.0) != nil }

  /// Daily series.
  static let dailyMetrics: [MetricID] = ["vol.conversations", "vol.conversations_started", "vol.messages_sent", "hof.count"]

  /// What the data files ask for.
  static func queries(_ catalogue: Catalogue) -> [Query] {
    catalogue.metrics.map { Query([$0.id]) } + cuts(catalogue).map { Query($0.metrics, by: [$0.dimension]) }
  }

  /// The standard cuts, and the conversations of the project's own dimensions.
  static func cuts(_ catalogue: Catalogue) -> [(dimension: DimensionID, metrics: [MetricID])] {
    cuts + catalogue.ownDimensions.map { ($0.id, cutMetrics) }
  }

  /// `metrics.json`.
  func metrics() -> JSONValue {
    let members = figures.catalogue.metrics.map { ($0.id.rawValue, json(figures.estimate($0.id, in: period), unit: $0.unit)) }
    return .object([
      "period": .string(period.id), "start": .string(period.start.description), "end": .string(period.end.description),
      "zone": .string(zone.identifier), "metrics": .object(Dictionary(members, uniquingKeysWith: { first, _ in first })),
    ])
  }

  /// `breakdowns.json`.
  func breakdowns() -> JSONValue {
    var members: [String: JSONValue] = ["period": .string(period.id)]
    for cut in Self.cuts(figures.catalogue) {
      let rows = figures.groups(cut.metrics, by: cut.dimension, in: period)
      members[cut.dimension.rawValue] = .array(
        rows.map { row in
          .object([
            "label": row.isMissing ? .null : .string(row.label), "metrics": json(cut.metrics, row.estimates),
          ])
        })
    }
    var days: [JSONValue] = []
    let series = Self.dailyMetrics.map { figures.daily($0, in: period) }
    for (index, day) in period.days.enumerated() {
      days.append(
        .object([
          "label": .string(day.description),
          "metrics": json(Self.dailyMetrics, series.map { index < $0.count ? $0[index].estimate : .unavailable(.noData) }),
        ]))
    }
    members["day"] = .array(days)
    return .object(members)
  }

  private func json(_ ids: [MetricID], _ estimates: [Estimate]) -> JSONValue {
    let pairs = zip(ids, estimates).map { id, estimate in
      (id.rawValue, json(estimate, unit: figures.catalogue.metric(id)?.unit ?? .count))
    }
    return .object(Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
  }

  /// One estimate; a missing value is `null` with a reason, never 0.
  func json(_ estimate: Estimate, unit: Unit) -> JSONValue {
    var members: [String: JSONValue] = [
      "value": .number(estimate.value), "base": .integer(estimate.base), "state": .string(state(estimate.state)),
      "unit": .string(unit.name),
    ]
    if let numerator = estimate.numerator { members["numerator"] = .number(numerator) }
    if let denominator = estimate.denominator { members["denominator"] = .number(denominator) }
    if let interval = estimate.interval { members["interval"] = .array([.number(interval.low), .number(interval.high)]) }
    members["origin"] = origin(estimate.origin)
    if case .unavailable(let reason) = estimate.state { members["reason"] = .string(words(reason)) }
    return .object(members)
  }

  /// `"computed"`, or whose word it is, of when and from which file.
  private func origin(_ origin: Origin) -> JSONValue {
    guard case .reported(let reported) = origin else { return .string("computed") }
    var members: [String: JSONValue] = [
      "kind": .string("reported"), "vendor": .string(reported.vendor.rawValue), "file": .string(reported.file),
      "window": ReportedFile.json(reported.window, zone), "capturedAt": .string(reported.capturedAt.map(zone.iso)),
    ]
    if let days = reported.days { members["days"] = .integer(days) }
    return .object(members)
  }

  private func state(_ state: EstimateState) -> String {
    switch state {
    case .available: "available"
    case .smallSample: "small-sample"
    case .tooFew: "too-few"
    case .unavailable: "unavailable"
    }
  }

  private func words(_ reason: Unavailability) -> String {
    switch reason {
    case .notConfigured(let what): "not configured: \(what)"
    case .noData: "no data"
    case .notInExport(let field): "not in the export: \(field)"
    case .notRequested: "not requested"
    }
  }

}

extension PublishedTable {
  /// The table as CSV; a column with numbers keeps them at full precision.
  func csv() throws(Diagnostic) -> [UInt8] {
    let rows = rows.map { row in
      row.enumerated().map { index, cell -> CSVCell in
        if let exact = cell.exact { return .number(exact) }
        return index < columns.count && columns[index].unit != nil ? .missing : .text(cell.text)
      }
    }
    return try CSVTable(columns: columns.map(\.id), rows: rows).bytes()
  }

  /// The table as JSON: numbers where there are numbers, `null` where there is none, texts elsewhere.
  func json() -> JSONValue {
    .object([
      "id": .string(id), "title": .string(title),
      "columns": .array(
        columns.map { column in
          .object([
            "id": .string(column.id), "title": .string(column.title), "unit": .string(column.unit?.name),
            "metric": .string(column.metric?.rawValue),
          ])
        }),
      "rows": .array(
        rows.map { row in
          .array(
            row.enumerated().map { index, cell in
              if let exact = cell.exact { return .number(exact) }
              return index < columns.count && columns[index].unit != nil ? .null : .string(cell.text)
            })
        }),
    ])
  }
}
