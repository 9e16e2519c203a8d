import Records
import Testing

@testable import Aggregation

/// Rows of three days of March: two assistants, two intents, some handed off.
private func rows() -> [Row] {
  let day: Int64 = 86_400_000_000
  let start = Int64(march.start.ordinal) * day
  return (0..<60).map { i in
    var row = Row()
    row.first = start + Int64(i % 3) * day + 1
    row.last = start + Int64(i % 3) * day + 2
    row.handoff = i % 4 == 0
    row.sentiment = i % 5 == 0 ? nil : i % 2 == 0 ? "negative" : "positive"
    row.assistant = i % 2 == 0 ? "a" : "b"
    row.intent = i % 6 == 0 ? nil : i % 3 == 0 ? "refund" : "Order status"
    row.tags = i % 10 == 0 ? ["x", "y"] : []
    row.count = Int32(i)
    return row
  }
}

private func counted(_ query: CountQuery, in range: Range<CalendarDay>? = nil) -> [CountRow] {
  let plan = Plan([], counts: [query], settings: utcMonths)
  let figures = figures(rows(), plan)
  return range.map { figures.counts(query, days: $0) } ?? figures.counts(query, in: march)
}

@Test("counts of a table of days, names and labels add up to the conversations")
func countsAddUp() {
  let query = CountQuery([.everything, .handedOff, .scored], by: ["assistant", "intent"], daily: true)
  let all = counted(query)
  #expect(all.reduce(0) { $0 + $1.counts[0] } == 60)
  #expect(all.reduce(0) { $0 + $1.counts[1] } == 15)
  #expect(all.reduce(0) { $0 + $1.counts[2] } == 48)
  #expect(all.allSatisfy { $0.groups.count == 2 && $0.day != nil })
  #expect(Set(all.map { $0.groups[1].text }) == ["Order status", "refund", "Not stated"])
  let first = counted(query, in: march.start..<march.start.advanced(by: 1))
  #expect(first.reduce(0) { $0 + $1.counts[0] } == 20)
  #expect(first == all.filter { $0.day == march.start })
}

@Test("labels beside names are cells of their own, and a period is one row a cell")
func labelsAreCells() {
  let query = CountQuery([.everything], sums: [QuantitySum(.messageCount, where: .handedOff)], by: ["sentiment", "assistant"])
  let all = counted(query)
  #expect(all.reduce(0) { $0 + $1.counts[0] } == 60)
  #expect(all.first { $0.groups.map(\.key) == ["negative", "a"] }?.counts == [24])
  #expect(all.contains { $0.groups[0].isMissing })
  #expect(all.reduce(0) { $0 + $1.sums[0].total } == Int64(stride(from: 0, to: 60, by: 4).reduce(0, +)))
  #expect(all.reduce(0) { $0 + $1.sums[0].values } == 15)
  let total = counted(CountQuery([.everything, .negative]))
  #expect(total.map(\.counts) == [[60, 24]])
  #expect(total.first?.groups.isEmpty == true && total.first?.day == nil)
}

@Test("a conversation counts in each of its tags; what nobody asked for gives nothing")
func countsOfTags() {
  let byTag = counted(CountQuery([.everything], by: ["tag"]))
  #expect(byTag.map { "\($0.groups[0].key) \($0.counts[0])" } == [" 54", "x 6", "y 6"])
  let figures = figures(rows(), plan(["vol.conversations"]))
  #expect(figures.counts(CountQuery([.everything], by: ["intent"]), in: march).isEmpty)
  #expect(counted(CountQuery([.everything], by: ["week"])).isEmpty)
}

@Test("a conversation counts under each tool that failed in it, and under each that worked; a result that is not stated is neither")
func toolsByOutcome() {
  func row(_ intent: String, _ calls: [(String, Bool?)]) -> Row {
    var row = Row()
    row.last = utc(2026, 3, 5)
    row.intent = intent
    row.messages = []
    row.calls = calls.map { CallRow(tool: $0.0, success: $0.1) }
    return row
  }
  let rows = [
    row("a", [("search", false), ("search", true), ("order", true)]), row("a", [("search", true), ("order", false), ("order", false)]),
    row("b", [("search", true), ("search", true), ("mail", nil)]), row("b", []),
  ]
  let failed = CountQuery([.everything, .failedTool], by: ["failed-tool", "intent"])
  let worked = CountQuery([.everything], by: ["succeeded-tool"])
  let figures = figures(rows, Plan([], counts: [failed, worked], settings: utcMonths))
  #expect(
    figures.counts(failed, in: march).map { "\($0.groups.map(\.key).joined(separator: "/")) \($0.counts)" } == [
      "/b [2, 0]", "order/a [1, 1]", "search/a [1, 1]",
    ])
  #expect(figures.counts(worked, in: march).map { "\($0.groups[0].key) \($0.counts[0])" } == [" 1", "order 1", "search 2"])
}

@Test("tools by outcome are those of a slow count, however rows are spread")
func toolsByOutcomeAgainstOracle() {
  let rows = syntheticRows(800, seed: 3)
  let queries = ["failed-tool", "succeeded-tool"].map { CountQuery([.everything], by: [DimensionID(rawValue: $0), "assistant"]) }
  let plan = Plan([], counts: queries, settings: utcMonths)
  var split = state(Array(rows[..<301]), plan, batchSize: 17)
  split.merge(state(Array(rows[301...]), plan))
  #expect(split.encoded() == state(rows, plan).encoded())
  let figures = Figures(split, plan: plan)
  for (query, isFailed) in zip(queries, [true, false]) {
    var expected: [String: Int] = [:]
    for row in Oracle(rows: rows).inMonth(march) {
      let tools = Set(row.calls.map(\.tool)).filter { tool in
        let results = row.calls.filter { $0.tool == tool }.compactMap(\.success)
        return isFailed ? results.contains(false) : results.contains(true) && !results.contains(false)
      }
      for tool in tools.isEmpty ? [""] : tools { expected["\(tool)/\(row.assistant ?? "")", default: 0] += 1 }
    }
    let counted = figures.counts(query, in: march).map { ("\($0.groups[0].key)/\($0.groups[1].key)", $0.counts[0]) }
    #expect(Dictionary(counted, uniquingKeysWith: +) == expected)
  }
}

@Test("a conversation counts under each item that its answers cite")
func citedItems() {
  let rows = syntheticRows(400, seed: 9)
  let query = CountQuery([.everything, .cited], by: ["cited-item"])
  let counted = figures(rows, Plan([], counts: [query], settings: utcMonths)).counts(query, in: march)
  let own = Oracle(rows: rows).inMonth(march)
  for item in ["", "faq-1", "faq-2", "guide"] {
    let expected = own.filter { item.isEmpty ? $0.items.isEmpty : $0.items.contains(item) }
    #expect(counted.first { $0.groups[0].key == item }?.counts == [expected.count, expected.count { $0.cited }], "\(item)")
  }
}
