import Privacy
import Records
import Testing

@Suite struct LexiconTests {
  func code(_ text: String, _ lexicon: inout Lexicon, redact: (UntrustedText) -> RedactedText = { _ in .own("x") }) -> Int32 {
    var text = text
    return text.withUTF8 { lexicon.code(for: $0, redact: redact) }
  }

  @Test("codes are dense, in order of first sight, and stable")
  func codes() {
    var lexicon = Lexicon()
    #expect(["b", "a", "b", "", "a", ""].map { code($0, &lexicon) } == [0, 1, 0, 2, 1, 2])
    #expect(lexicon.count == 3)
  }

  @Test("redaction runs once per distinct text")
  func redaction() {
    var lexicon = Lexicon()
    var calls = 0
    for _ in 0..<5 {
      for text in ["refund", "order"] {
        _ = code(text, &lexicon) { _ in
          calls += 1
          return .own("clean")
        }
      }
    }
    #expect(calls == 2)
    #expect(lexicon.texts.map(\.string) == ["clean", "clean"], "two codes may share one redacted text")
  }

  @Test("known texts have the first codes")
  func known() {
    var lexicon = Lexicon(known: ["resolved", "partial"])
    #expect(lexicon.texts.map(\.string) == ["resolved", "partial"])
    #expect(code("partial", &lexicon) == 1)
    #expect(code("other", &lexicon) == 2)
  }

  @Test("many texts, also with a common beginning, keep their codes while the table grows")
  func growth() {
    var lexicon = Lexicon()
    let texts = (0..<5000).map { "intent/with/a/long/common/beginning/\($0)" }
    for (index, text) in texts.enumerated() { #expect(code(text, &lexicon) == Int32(index)) }
    for (index, text) in texts.enumerated().reversed() { #expect(code(text, &lexicon) == Int32(index)) }
    #expect(lexicon.count == 5000)
  }

  @Test("texts that differ only in length, case or a zero byte are different")
  func different() {
    var lexicon = Lexicon()
    let texts = ["a", "a\u{0}", "a\u{0}\u{0}", "A", "aaaaaaaa", "aaaaaaaa\u{0}", "é", "e\u{301}"]
    #expect(texts.map { code($0, &lexicon) } == (0..<8).map(Int32.init))
  }

  @Test("the hash of the same bytes is the same wherever they lie")
  func alignment() {
    let bytes = Array("xxconversation-0042".utf8)
    let shifted = Array("yconversation-0042".utf8)
    let a = bytes.withUnsafeBufferPointer { fingerprint(UnsafeBufferPointer(rebasing: $0[2...])) }
    let b = shifted.withUnsafeBufferPointer { fingerprint(UnsafeBufferPointer(rebasing: $0[1...])) }
    #expect(a == b)
    let seeded = shifted.withUnsafeBufferPointer { fingerprint(UnsafeBufferPointer(rebasing: $0[1...]), seed: 1) }
    #expect(a != seeded)
  }
}
