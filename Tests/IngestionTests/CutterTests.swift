import CSimdJSON
import Testing

@Suite("Record cutter")
struct CutterTests {
  private func ends(_ bytes: [UInt8], pieces: [Int], portable: Bool) -> ([Int], csj_cutter) {
    var cutter = csj_cutter()
    cutter.indent = 1
    let list = csj_ends_create()
    defer { csj_ends_destroy(list) }
    var found: [Int] = []
    var at = 0
    for piece in pieces {
      let part = Array(bytes[at..<at + piece])
      _ = portable ? csj_cut_portable(&cutter, part, piece, 0, list) : csj_cut(&cutter, part, piece, 0, list)
      var count = 0
      let pointer = csj_ends_list(list, &count)
      for index in 0..<count { if let pointer { found.append(at + Int(pointer[index])) } }
      at += piece
    }
    return (found, cutter)
  }

  @Test("braces in strings and behind backslashes do not count")
  func strings() {
    let text = Array(#"{"a":"}\"}\\"},{"b":{"c":[{}]}} "#.utf8)
    let (found, cutter) = ends(text, pieces: [text.count], portable: false)
    #expect(found == [14, 31])
    #expect(cutter.depth == 0 && cutter.in_string == 0)
  }

  @Test("law: vector and portable cutter agree on any bytes, however they are split")
  func agree() {
    var state: UInt64 = 7
    func next(_ n: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % n
    }
    let alphabet = Array("{{}}\"\\\\,[]ab  \n\n:".utf8)
    for _ in 0..<600 {
      let bytes = (0..<(1 + next(700))).map { _ in alphabet[next(alphabet.count)] }
      var pieces: [Int] = []
      var left = bytes.count
      while left > 0 {
        let piece = min(left, 1 + next(200))
        pieces.append(piece)
        left -= piece
      }
      let whole = ends(bytes, pieces: [bytes.count], portable: true)
      for other in [ends(bytes, pieces: pieces, portable: false), ends(bytes, pieces: [bytes.count], portable: false)] {
        #expect(other.0 == whole.0)
        #expect(other.1.depth == whole.1.depth && other.1.newlines == whole.1.newlines)
        #expect((other.1.in_string != 0) == (whole.1.in_string != 0) && other.1.escaped == whole.1.escaped)
      }
    }
  }
}
