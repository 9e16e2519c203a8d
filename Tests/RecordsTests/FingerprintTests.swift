import Testing

@testable import Records

@Suite struct FingerprintTests {
  func hash(_ text: String) -> UInt64 { Array(text.utf8).withUnsafeBufferPointer { fingerprint($0) } }

  @Test("numbers, runs of one character and long texts that differ in one place all have hashes of their own")
  func distinct() {
    var texts: [String] = (0..<20_000).map(String.init) + (99_990_000..<100_010_000).map { "\($0)" }
    for digit in ["1", "2", "3", "8", "9", "a", "b"] {
      for count in 1...70 {
        texts.append(String(repeating: digit, count: count + 5))
        // A first character more, as 22222222 and 322222222 differ.
        if digit == "2" { texts.append("3" + String(repeating: digit, count: count)) }
      }
    }
    for place in 0..<40 { texts.append(String(repeating: "x", count: place) + "y" + String(repeating: "x", count: 40 - place)) }
    let unique = Set(texts)
    #expect(Set(unique.map(hash)).count == unique.count)
  }

  @Test("a code is found again for texts of every length that differ at one place only", arguments: Array(0...40))
  func everyLength(length: Int) {
    var lexicon = Lexicon()
    let base = [UInt8](repeating: 0x61, count: length)
    var texts = [base]
    for place in 0..<length {
      texts.append(base)
      texts[place + 1][place] = 0x62
    }
    for round in 0..<2 {
      for (index, text) in texts.enumerated() {
        let code = text.withUnsafeBufferPointer { lexicon.code(for: $0) { _ in .own("x") } }
        #expect(code == Int32(index), "round \(round)")
      }
    }
    #expect(lexicon.count == length + 1)
  }
}
