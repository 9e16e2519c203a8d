import Testing

@testable import Basics

@Suite struct NearestNameTests {
  static let names = [
    "out.deflection_rate", "out.handoff_rate", "vol.conversations", "vol.users", "lat.p50", "lat.p95", "assistant", "tag",
  ]

  @Test(
    "a slip of the pen finds its name",
    arguments: [
      ("out.deflection_rat", ["out.deflection_rate"]), ("out.delfection_rate", ["out.deflection_rate"]), ("vol.user", ["vol.users"]),
      ("Assistant", ["assistant"]), ("asistant", ["assistant"]), ("tga", ["tag"]), ("out.deflection", ["out.deflection_rate"]),
      ("conversations", ["vol.conversations"]), ("lat.p59", ["lat.p50", "lat.p95"]), ("zzzzzzzzzzzz", []), ("", []),
    ])
  func suggestions(written: String, expected: [String]) { #expect(nearestNames(to: written, in: Self.names) == expected) }

  @Test("the order of the names does not matter and repeats count once")
  func stable() {
    #expect(nearestNames(to: "lat.p5", in: Self.names.reversed() + Self.names) == nearestNames(to: "lat.p5", in: Self.names))
  }

  @Test("a text beyond 200 scalars finds nothing") func long() {
    #expect(nearestNames(to: String(repeating: "a", count: 201), in: Self.names) == [])
  }

  @Test(
    "edits of one letter and swaps of neighbours cost one",
    arguments: [
      ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "abcd", 1), ("abc", "axc", 1), ("", "abc", 3), ("ca", "abc", 3),
    ])
  func distance(a: String, b: String, expected: Int) {
    let x = Array(a.unicodeScalars)
    let y = Array(b.unicodeScalars)
    #expect(alignmentDistance(x, y) == expected)
    #expect(alignmentDistance(y, x) == expected)
  }
}
