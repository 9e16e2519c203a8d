import Aggregation
import Statistics
import Testing

@testable import Insights

private typealias Items = KnowledgeItems

@Test(
  "the rate of an item is drawn to the average with the weight of 20 conversations",
  arguments: [(3, 3, 0.6522), (30, 40, 0.7), (300, 400, 0.7429)])
func itemShrinkage(bad: Int, of: Int, expected: Double) throws {
  let item = try #require(
    Items.items([("x", [.init(intent: "a", bad: bad, of: of)])], citing: [.init(intent: "a", bad: 600, of: 1000)]).first)
  #expect(abs(item.shrunk - expected) < 5e-5)
}

@Test("an item of hard intents is held against those intents, not against the average")
func itemStandardisation() throws {
  let citing: [Items.Cell] = [.init(intent: "hard", bad: 160, of: 200), .init(intent: "easy", bad: 80, of: 800)]
  let items = Items.items(
    [
      ("hard topics", [.init(intent: "hard", bad: 80, of: 100), .init(intent: "easy", bad: 2, of: 20)]),
      ("harmful", [.init(intent: "easy", bad: 40, of: 100)]), ("rare", [.init(intent: "easy", bad: 29, of: 29)]),
    ], citing: citing)
  #expect(items.map(\.title) == ["harmful", "hard topics", "rare"])
  #expect(items[0].expected == 10 && items[0].lift == 4 && items[0].isDistinct)
  #expect(abs(items[1].expected - 82) < 1e-9 && abs(items[1].excess) < 1e-9 && !items[1].isDistinct)
  #expect(!items[2].isDistinct, "29 conversations are too few for a verdict")
  let interval = try #require(items[0].interval)
  let wilson = try #require(Wilson.interval(successes: 40, of: 100))
  #expect(abs(interval.low - wilson.low * 10) < 1e-12 && abs(interval.high - wilson.high * 10) < 1e-12)
}

@Test("an item that nobody should expect anything of has no lift")
func itemWithoutExpectation() throws {
  let item = try #require(Items.items([("x", [.init(intent: "a", bad: 0, of: 60)])], citing: [.init(intent: "a", bad: 0, of: 60)]).first)
  #expect(item.lift == nil && item.interval == nil && item.p == 1 && !item.isDistinct)
}

@Test("items that behave as their intents are named in few reports")
func itemsFalseAlarms() {
  var generator = SeededGenerator(seed: 3)
  let rates = [0.1, 0.3, 0.6]
  var reports = 0
  for _ in 0..<400 {
    var totals = rates.map { _ in (bad: 0, of: 0) }
    let items = (0..<15).map { index -> (title: String, cells: [Items.Cell]) in
      let cells = rates.indices.map { intent -> Items.Cell in
        let of = 10 + Int(generator.uniform() * 60)
        let bad = (0..<of).reduce(0) { sum, _ in sum + (generator.uniform() < rates[intent] ? 1 : 0) }
        totals[intent].bad += bad
        totals[intent].of += of
        return .init(intent: "\(intent)", bad: bad, of: of)
      }
      return ("item \(index)", cells)
    }
    let citing = totals.enumerated().map { Items.Cell(intent: "\($0)", bad: $1.bad, of: $1.of) }
    if Items.items(items, citing: citing).contains(where: \.isDistinct) { reports += 1 }
  }
  #expect(reports <= 48, "\(reports) of 400 reports without any difference name an item; at most 12%")
}

@Test("an item is dead for as many periods in a row as its list says 0; one that is listed anew starts at one")
func deadItems() {
  func list(_ counts: [(String, Double?)]) -> [Items.ItemKey: Items.ListedItem] {
    Dictionary(
      counts.map { (Items.ItemKey(base: "b", item: $0.0), Items.ListedItem(title: $0.0, base: "Help", citations: $0.1)) },
      uniquingKeysWith: { first, _ in first })
  }
  let dead = Items.dead([
    list([("a", 0), ("b", 0), ("c", 4), ("d", 0), ("e", nil)]), list([("a", 0), ("b", 2), ("c", 0), ("e", 0)]), list([("a", 0), ("b", 0)]),
  ])
  #expect(dead.map { "\($0.title) \($0.periods)" } == ["a 3", "b 1", "d 1"])
  #expect(Items.dead([]).isEmpty)
  var result = Items()
  result.dead = dead
  result.citations = [4, 0, 0, 0]
  #expect(result.longDead.map(\.title) == ["a"])
  #expect(result.statements().map(\.kind) == ["dead"])
}
