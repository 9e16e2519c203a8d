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
