import Testing

@testable import Aggregation

@Suite("Distributions")
struct DistributionTests {
  private func runs(_ numbers: [Int32], repeats: Bool = false) -> ValueRuns {
    var runs = ValueRuns()
    for n in numbers { runs.append(n, repeats: repeats) }
    runs.finish()
    return runs
  }

  private func numbers(_ n: Int, below bound: Int32, seed: UInt64) -> [Int32] {
    var random = SeededRandom(state: seed)
    return (0..<n).map { _ in Int32.random(in: 0..<bound, using: &random) }
  }

  @Test("counts of every value are exact up to the limit", arguments: [10, 1000, 8000], [false, true])
  func exact(_ bound: Int, _ repeats: Bool) {
    let all = numbers(20_000, below: Int32(bound), seed: 4)
    let result = runs(all, repeats: repeats)
    var expected: [Int32: UInt32] = [:]
    for n in all { expected[n, default: 0] += 1 }
    #expect(result.shift == 0)
    #expect(result.values == expected.keys.sorted())
    #expect(result.counts == result.values.map { expected[$0] ?? 0 })
    #expect(result.largest == all.max())
  }

  @Test("beyond the limit values share steps of a power of two, the smallest that fits")
  func coarse() {
    let all = numbers(100_000, below: 1_000_000, seed: 5)
    let result = runs(all)
    #expect(result.values.count <= ValueRuns.limit)
    #expect(Set(all.map { $0 >> (result.shift - 1) }).count > ValueRuns.limit)
    #expect(result.counts.reduce(0, +) == 100_000)
    #expect(result.largest == all.max())
    let middle = RankedRuns(result, .response).value(50_000)
    #expect(abs(middle - Double(all.sorted()[50_000])) <= Double(1 << result.shift))
  }

  @Test("the result does not depend on how numbers are spread and merged", arguments: [5000, 60_000, 2_000_000_000])
  func spread(_ bound: Int) {
    let all = numbers(60_000, below: Int32(bound), seed: 6)
    let whole = runs(all)
    #expect(runs(all, repeats: true) == whole)
    let parts = stride(from: 0, to: all.count, by: 7001).map { runs(Array(all[$0..<min($0 + 7001, all.count)]), repeats: $0 % 2 == 0) }
    #expect(ValueRuns.merged(parts) == whole)
    #expect(ValueRuns.merged(parts.reversed()) == whole)
    var oneByOne = ValueRuns()
    for part in parts { oneByOne.merge(part) }
    #expect(oneByOne == whole)
  }

  @Test("sorting by digits sorts", arguments: [Int32(100), 5000, 3_000_000, Int32.max])
  func sorting(_ bound: Int32) {
    var all = numbers(3000, below: bound, seed: 8)
    let expected = all.sorted()
    sortAscending(&all)
    #expect(all == expected)
  }

  @Test("durations keep their order and their millisecond below eleven days")
  func durations() {
    for ms: Int64 in [0, 1, 999_999, 999_999_999] { #expect(DurationCode.milliseconds(DurationCode.code(milliseconds: ms)) == ms) }
    #expect(DurationCode.milliseconds(DurationCode.code(milliseconds: 2_000_000_499)) == 2_000_000_000)
    #expect(DurationCode.code(milliseconds: Int64.max / 2) == Int32.max)
  }

  @Test("distinct members are counted once")
  func distinct() {
    var a = DistinctSet()
    var b = DistinctSet()
    for i in 0..<2000 { a.insert(UInt64(i % 700)) }
    for i in 0..<900 { b.insert(UInt64(i)) }
    a.merge(b)
    #expect(a.members == (0..<900).map(UInt64.init))
  }
}
