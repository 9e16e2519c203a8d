import Testing

@testable import Privacy

private func one(_ pattern: String, _ side: PatternSide = .user, caseless: Bool = false) throws -> PatternMatcher {
  try #require(PatternMatcher(PatternSet([.init(name: "p", side: side, pattern: try TextPattern(pattern, isCaseless: caseless))])))
}

private func user(_ matcher: PatternMatcher, _ text: String, first: Bool = false) -> Bool {
  Array(text.utf8).withUnsafeBufferPointer { matcher.user($0, isFirst: first) } != 0
}

@Suite("Patterns on texts")
struct PatternTests {
  @Test(
    "a pattern matches as Perl's do, in every script",
    arguments: [
      ("refund", false, "I want a refund now", true), ("refund", false, "I want a Refund now", false),
      ("refund", true, "I want a REFUND now", true), ("straße", true, "STRASSE", false), ("ÄRGER", true, "ärger", true),
      ("\\bпривет\\b", true, "ПРИВЕТ!", true), ("\\d{3}-\\d{4}", false, "call 555-0199", true), ("^order", false, "my order", false),
      ("(?<!not )happy$", false, "not happy", false), ("(?<!not )happy$", false, "very happy", true), ("^$", false, "", true),
      ("a.c", false, "a\nc", false), ("💙", false, "thanks 💙", true), ("\\p{Sc}\\d+", false, "about €30", true),
    ])
  func matching(_ pattern: String, _ caseless: Bool, _ text: String, _ expected: Bool) throws {
    let matcher = try one(pattern, caseless: caseless)
    #expect(user(matcher, text) == expected)
    #expect(matcher.exhausted == [0])
  }

  @Test(
    "a wrong pattern says what is wrong and where",
    arguments: [
      ("a(b", 3, "missing closing parenthesis"), ("[a", 2, "missing terminating ] for character class"),
      ("x{2,1}", 5, "numbers out of order in {} quantifier"), ("a\\Cb", 3, "using \\C is disabled by the application"),
      ("(?<é", 5, "syntax error in subpattern name (missing terminator?)"),
      (String(repeating: "a", count: 1025), 1024, "longer than 1024 bytes"),
    ])
  func wrong(_ pattern: String, _ offset: Int, _ message: String) {
    do throws(TextPattern.Problem) {
      _ = try TextPattern(pattern)
      Issue.record("compiled")
    } catch {
      #expect(error.offset == offset)
      #expect(error.message == message)
    }
  }

  @Test("a pattern that backtracks without an end gives up, counts it, and holds nothing up")
  func catastrophic() throws {
    let clock = ContinuousClock()
    let long = String(repeating: "a", count: 16_000) + "!"
    for pattern in ["(a+)+$", "(a|aa)+$", "(a*)*c", "(?:a?){30}a{30}$", "^(([a-z])+.)+[A-Z]([a-z])+$"] {
      let matcher = try one(pattern)
      let spent = clock.measure { for _ in 0..<10 { if user(matcher, long) { Issue.record("\(pattern) matches") } } }
      #expect(spent < .seconds(10), "\(pattern)")
    }
    let matcher = try one("(a+)+$")
    let isFound = user(matcher, long)
    #expect(!isFound)
    #expect(matcher.exhausted == [1])
    #expect(user(matcher, "aaa"), "it goes on with other texts")
    #expect(matcher.exhausted == [1])
  }

  @Test("a text is looked at up to its limit")
  func longText() throws {
    let matcher = try one("end")
    let most = PatternMatcher.longestText
    #expect(user(matcher, String(repeating: "é", count: (most - 4) / 2) + " end"))
    #expect(!user(matcher, String(repeating: "x", count: most) + "end"))
    let atEnd = try one("x$")
    #expect(user(atEnd, String(repeating: "x", count: most)))
    #expect(!user(atEnd, String(repeating: "x", count: most + 1)), "the place of the cut is no end")
    // The limit falls into a letter of two bytes: the rest of it is no text, and no error.
    #expect(!user(matcher, String(repeating: "x", count: most - 1) + "éend"))
    #expect(matcher.exhausted == [0])
  }

  @Test("bytes that are no UTF-8 match nothing and break nothing")
  func brokenText() throws {
    let matcher = try one("b.c")
    let bytes: [UInt8] = [0x62, 0xFF, 0x63, 0x20, 0x62, 0x78, 0x63]
    #expect(bytes.withUnsafeBufferPointer { matcher.user($0, isFirst: false) } == 1)
    #expect(bytes.prefix(4).withContiguousStorageIfAvailable { matcher.user($0, isFirst: false) } == 0)
    #expect(matcher.exhausted == [0])
  }

  @Test("each pattern looks at the texts of its side, each with its bit")
  func sides() throws {
    let entries: [(PatternSide, String)] = [(.user, "pay"), (.assistant, "pay"), (.first, "pay"), (.user, "now")]
    let set = PatternSet(try entries.map { .init(name: "", side: $0.0, pattern: try TextPattern($0.1)) })
    let matcher = try #require(PatternMatcher(set))
    let bits = Array("pay now".utf8).withUnsafeBufferPointer {
      [matcher.user($0, isFirst: false), matcher.user($0, isFirst: true), matcher.assistant($0)]
    }
    #expect(bits == [0b1001, 0b1101, 0b0010])
    #expect(PatternMatcher(.none) == nil)
  }
}
