import Records
import Testing

@testable import Aggregation

/// Conversations with and without tags, tools, skills and names.
private let named: [Row] = (0..<240).map { i in
  var row = Row(first: utc(2026, 3, 1 + i % 28, 9), last: utc(2026, 3, 1 + i % 28, 10), handoff: i % 3 == 0, count: Int32(i % 25))
  row.tags = [["vip"], ["vip", "refund"], [], ["spam"]][i % 4]
  row.skills = i % 5 == 0 ? ["orders"] : []
  row.calls = i % 6 == 0 ? [CallRow(tool: "lookup", success: true), CallRow(tool: "search", success: false)] : []
  row.participants = i % 7 == 0 ? ["Ada", "Bob"] : ["Ada"]
  row.assistant = i % 7 == 0 ? "Bob" : "Ada"
  row.inbox = i % 2 == 0 ? "web" : nil
  row.model = i % 8 == 0 ? "large" : "small"
  row.intent = ["Refund status?", "status REFUND", "opening hours"][i % 3]
  return row
}

/// What a predicate says, read from the rows themselves.
private func says(_ predicate: RowPredicate, _ row: Row) -> Bool {
  func list(_ list: RowPredicate.List) -> [String] {
    switch list {
    case .tag: row.tags
    case .skill: row.skills
    case .tool: row.calls.map(\.tool)
    case .participant: row.participants
    }
  }
  switch predicate {
  case let .any(place, texts): return list(place).contains { texts.contains($0) }
  case let .some(place): return !list(place).isEmpty
  case let .messages(least, most): return row.count.map { (least...most).contains(Int($0)) } ?? false
  case let .name(name, texts):
    let value: String? =
      switch name {
      case .assistant: row.assistant
      case .inbox: row.inbox
      case .model: row.model
      case .intent: row.intent
      case .language, .source: nil
      }
    guard let value else { return false }
    if name == .intent { return texts.contains { IntentForm.normal($0) == IntentForm.normal(value) } }
    return texts.contains(value)
  }
}

private let predicates: [RowPredicate] = [
  .any(.tag, ["vip"]), .any(.tag, ["refund", "spam"]), .any(.tag, ["no such tag"]), .some(.tag), .some(.skill),
  .any(.skill, ["orders"]), .any(.tool, ["search"]), .some(.tool), .any(.participant, ["Bob"]), .name(.assistant, ["Ada"]),
  .name(.inbox, ["web"]), .name(.model, ["large", "huge"]), .name(.intent, ["Status: refund"]), .name(.language, ["de"]),
  .messages(0, 3), .messages(20, 1_000_000),
]

private func markPlan(_ predicates: [RowPredicate]) -> (Plan, CountQuery) {
  let marks = predicates.indices.map { Condition.mark($0) }
  let query = CountQuery([.everything] + marks + marks.map { $0 && .handedOff } + marks.map { !$0 })
  return (Plan([], counts: [query], settings: utcMonths, catalogue: Catalogue(predicates: predicates)), query)
}

@Test("predicates on rows count what the rows say, alone, with facts of the signature, and negated")
func predicatesCount() throws {
  let (plan, query) = markPlan(predicates)
  let row = try #require(figures(named, plan).counts(query, in: march).first)
  for (number, predicate) in predicates.enumerated() {
    let matching = named.filter { says(predicate, $0) }
    #expect(row.counts[1 + number] == matching.count, "\(predicate)")
    #expect(row.counts[1 + predicates.count + number] == matching.filter { $0.handoff == true }.count, "\(predicate)")
    #expect(row.counts[1 + 2 * predicates.count + number] == named.count - matching.count, "\(predicate)")
  }
}

@Test("marks do not depend on the size of batches, the order of rows and the number of workers")
func marksAreStable() throws {
  let (plan, query) = markPlan(predicates)
  let whole = Figures(state(named, plan), plan: plan).counts(query, in: march).map(\.counts)
  #expect(Figures(state(named, plan, batchSize: 7), plan: plan).counts(query, in: march).map(\.counts) == whole)
  #expect(Figures(state(Array(named.reversed()), plan), plan: plan).counts(query, in: march).map(\.counts) == whole)
  var merged = state(Array(named[..<100]), plan)
  merged.merge(state(Array(named[100...].reversed()), plan))
  #expect(Figures(merged, plan: plan).counts(query, in: march).map(\.counts) == whole)
}

@Test("matches of patterns are the marks from 32 on")
func patternMarks() throws {
  let mark = try #require(Marks.pattern(3))
  #expect(mark == 35)
  #expect(Marks.pattern(32) == nil)
  let query = CountQuery([.mark(mark), .mark(mark) && .handedOff])
  let plan = Plan([], counts: [query], settings: utcMonths)
  var builder = BatchBuilder()
  var batch = builder.batch(named)
  batch.matches = named.indices.map { $0 % 10 == 0 ? 0b1000 : 0b0111 }
  var pass = AggregationPass(plan: plan)
  pass.consume(batch)
  pass.finish(builder.lexicons)
  let row = try #require(Figures(pass.state, plan: plan).counts(query, in: march).first)
  #expect(row.counts == [24, named.indices.count { $0 % 10 == 0 && $0 % 3 == 0 }])
}

@Test("plans with other predicates are other plans, and a plan without marks has the one it always had")
func predicatesMakePlans() {
  let (first, _) = markPlan([.any(.tag, ["a"])])
  let (second, _) = markPlan([.any(.tag, ["b"])])
  #expect(first.fingerprint != second.fingerprint)
  let query = CountQuery([.handedOff])
  #expect(
    Plan([], counts: [query], settings: utcMonths).fingerprint
      == Plan([], counts: [query], settings: utcMonths, catalogue: Catalogue()).fingerprint)
}

@Test("a condition over all kinds of marks holds as its program says")
func marksHold() {
  var signature = Signature()
  signature.set(.handoff, 1)
  #expect(Condition.mark(5).holds(signature, marks: 1 << 5))
  #expect(!Condition.mark(5).holds(signature))
  #expect((Condition.handedOff && (.mark(0) || !.mark(63))).holds(signature, marks: 0))
  #expect(!(Condition.handedOff && (.mark(0) || !.mark(63))).holds(signature, marks: 1 << 63))
}
