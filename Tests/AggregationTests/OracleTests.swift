import Records
import Testing

@testable import Aggregation

@Suite("Figures against a slow count over rows")
struct OracleTests {
  static let rows = syntheticRows(2500, seed: 7)
  static let everything = plan(
    MetricCatalogue.all.map(\.id),
    by: [["assistant"], ["version"], ["tag"], ["intent"], ["outcome"], ["weekday"], ["weekday", "hour"], ["assistant", "outcome"]],
    where: [[Filter("assistant", "Ada")], [Filter("sentiment", "negative")]])
  static let computed = figures(rows, everything)
  static let oracle = Oracle(rows: rows)
  static let periods = [march, march.previous, march.next]

  /// Rows of a period under a filter, and how to ask for the same.
  static let cuts: [(String, [Filter], @Sendable (Row) -> Bool)] = [
    ("all", [], { _ in true }), ("Ada", [Filter("assistant", "Ada")], { $0.assistant == "Ada" }),
    ("negative", [Filter("sentiment", "negative")], { $0.sentiment == "negative" }),
  ]

  @Test("shares have the same numerator and base", arguments: periods)
  func shares(_ p: Period) {
    for (name, filters, keep) in Self.cuts {
      let rows = Self.oracle.inMonth(p).filter(keep)
      for (id, numerator, base) in Oracle.shares {
        let estimate = Self.computed.estimate(id, in: p, where: filters)
        let bases = rows.filter(base)
        #expect(estimate.base == bases.count, "\(id) \(name)")
        if !bases.isEmpty { #expect(estimate.numerator == Double(bases.filter(numerator).count), "\(id) \(name)") }
      }
    }
  }

  @Test("counts are equal", arguments: periods)
  func counts(_ p: Period) {
    for (name, filters, keep) in Self.cuts {
      for (id, test) in Oracle.counts {
        let expected = Self.oracle.inMonth(p).filter(keep).filter(test).count
        #expect(Self.computed.estimate(id, in: p, where: filters).value == Double(expected), "\(id) \(name)")
      }
    }
  }

  @Test("means and quantiles are those of the pooled values", arguments: periods)
  func values(_ p: Period) {
    for (name, filters, keep) in Self.cuts {
      for (id, quantile, values) in Oracle.values {
        let pooled = Self.oracle.inMonth(p).filter(keep).flatMap(values)
        let estimate = Self.computed.estimate(id, in: p, where: filters)
        #expect(estimate.base == pooled.count, "\(id) \(name)")
        guard let value = estimate.value, !pooled.isEmpty else { continue }
        let expected = quantile.flatMap { Oracle.quantile(pooled, $0) } ?? pooled.reduce(0, +) / Double(pooled.count)
        // Distributions keep costs to the nearest millionth of a dollar.
        // Durations are kept to the nearest millisecond.
        let step =
          id.rawValue.hasPrefix("vol.duration") || id == "hof.time_to_handoff_median"
          ? 0.5 : quantile != nil && id.rawValue.hasPrefix("cost") ? 1e-6 : 0
        #expect(abs(value - expected) <= max(1e-9, abs(expected) * 1e-9) + step, "\(id) \(name)")
      }
    }
  }

  @Test("groups by assistant, version, tag and intent hold the rows of their name")
  func groups() {
    let rows = Self.oracle.inMonth(march)
    func check(_ dimension: DimensionID, _ names: (Row) -> [String]) {
      let groups = Self.computed.groups(["vol.conversations", "out.deflection_rate"], by: dimension, in: march)
      let expected = Set(rows.flatMap(names))
      #expect(Set(groups.map(\.group.key)) == expected, "\(dimension)")
      for group in groups {
        let mine = rows.filter { names($0).contains(group.group.key) }
        #expect(group.estimates[0].value == Double(mine.count), "\(dimension) \(group.label)")
        #expect(group.estimates[1].numerator == Double(mine.filter { $0.handoff == false }.count), "\(dimension) \(group.label)")
      }
    }
    check("assistant") { [$0.assistant ?? ""] }
    check("version") { row in
      [row.assistant.map { name in row.version.map { "\(name) v\($0)" } ?? name } ?? row.version.map { "v\($0)" } ?? ""]
    }
    check("tag") { $0.tags.isEmpty ? [""] : $0.tags }
    check("intent") { row in
      [row.intent == nil ? "" : row.intent == "cancel" ? "cancel" : row.intent == "Água" ? "agua" : "refund status"]
    }
  }

  @Test("messages, tool calls, tokens and costs are anchored by their own time, or by their conversation's where they have none")
  func events() {
    func within(_ at: Int64?, _ row: Row, _ p: Period) -> Bool {
      guard let day = Self.oracle.day(at) ?? Self.oracle.day(row.last) else { return false }
      return day >= p.start.ordinal && day < p.end.ordinal
    }
    for p in Self.periods {
      let messages = Self.rows.flatMap { row in (row.messages ?? []).filter { within($0.at, row, p) } }
      #expect(Self.computed.estimate("vol.messages_sent", in: p).value == Double(messages.count))
      #expect(Self.computed.estimate("vol.messages_user", in: p).value == Double(messages.filter { $0.role == .user }.count))
      let mine = messages.filter { $0.role == .assistant && !$0.winback }
      #expect(Self.computed.estimate("vol.messages_assistant", in: p).value == Double(mine.count))
      let calls = Self.rows.flatMap { row in row.calls.filter { within($0.at, row, p) } }
      #expect(Self.computed.estimate("tool.calls", in: p).value == Double(calls.count))
      let known = calls.filter { $0.success != nil }
      #expect(Self.computed.estimate("tool.success_rate", in: p).numerator == Double(known.filter { $0.success == true }.count))
      #expect(Self.computed.estimate("tool.success_rate", in: p).base == known.count)
      let again = Self.rows.flatMap { row in
        row.calls.indices.filter { within(row.calls[$0].at, row, p) && row.calls[$0].success == false && row.calls[$0].at != nil }
          .map { place -> Bool in
            let next = row.calls[(place + 1)...].first { $0.tool == row.calls[place].tool }
            guard let at = row.calls[place].at, let later = next?.at else { return false }
            return later >= at && later - at <= 60_000_000
          }
      }
      #expect(Self.computed.estimate("tool.retry_rate", in: p).base == again.count)
      #expect(Self.computed.estimate("tool.retry_rate", in: p).numerator == Double(again.count { $0 }))
      let durations = calls.compactMap { $0.duration.map(Double.init) }
      #expect(Self.computed.estimate("tool.duration_p50", in: p).value == Oracle.quantile(durations, 0.5))
      let rows = Self.oracle.inMonth(p)
      let tokens = rows.flatMap { $0.messages ?? [] }.reduce(0) { $0 + Int($1.input ?? 0) + Int($1.output ?? 0) }
      #expect(Self.computed.estimate("cost.tokens_total", in: p).value == Double(tokens))
      let cost = rows.compactMap(Oracle.cost).reduce(0, +)
      #expect(abs((Self.computed.estimate("cost.total", in: p).value ?? -1) - cost) < 1e-6)
      let waste = rows.filter { $0.handoff == true || Oracle.isSilentFailure($0) }.compactMap(Oracle.cost).reduce(0, +)
      #expect(abs((Self.computed.estimate("cost.waste_share", in: p).value ?? -1) - waste / cost) < 1e-9)
      let slow = rows.flatMap(Oracle.latencies)
      #expect(Self.computed.estimate("lat.slo_share", in: p).numerator == Double(slow.filter { $0 > 5000 }.count))
      #expect(Self.computed.estimate("lat.max", in: p).value == slow.max())
    }
  }

  @Test("the first message decides about demand, the last about volume")
  func anchors() {
    for p in Self.periods {
      #expect(
        Self.computed.estimate("vol.conversations_started", in: p).value == Double(Self.oracle.inMonth(p, by: .firstMessage).count))
      let engaged = Self.oracle.inMonth(p, by: .firstMessage).filter { Oracle.isEngaged($0) == true }
      #expect(Self.computed.estimate("vol.engaged", in: p).value == Double(engaged.count))
    }
  }

  @Test("daily figures, groups and crosses add up to the total")
  func sums() {
    let total = Self.computed.estimate("vol.conversations", in: march).value
    #expect(Self.computed.daily("vol.conversations", in: march).compactMap(\.estimate.value).reduce(0, +) == total)
    #expect(
      Self.computed.groups(["out.outcome_count"], by: "outcome", in: march).compactMap { $0.estimates[0].value }.reduce(0, +) == total)
    #expect(
      Self.computed.groups(["vol.conversations"], by: "weekday", in: march).compactMap { $0.estimates[0].value }.reduce(0, +) == total)
    let cross = Self.computed.cross("vol.conversations", by: "assistant", "outcome", in: march)
    #expect(cross.count == 4 * 6)
    #expect(cross.compactMap(\.estimate.value).reduce(0, +) == total)
  }
}
