import CSimdJSON
import Testing

@Suite("CSV rows")
struct CSVCutterTests {
  private func ends(_ text: [UInt8], columns: UInt32 = 3, isLast: Bool = true, portable: Bool = false) -> [String] {
    let list = csj_ends_create()
    defer { csj_ends_destroy(list) }
    #expect(
      portable
        ? csj_cut_rows_portable(text, text.count, 0x2C, columns, isLast, list) : csj_cut_rows(text, text.count, 0x2C, columns, isLast, list)
    )
    var count = 0
    let pointer = csj_ends_list(list, &count)
    return (0..<count).map { index in
      let end = pointer?[index] ?? 0
      return "\(end & ~CSJ_BROKEN)" + (end & CSJ_BROKEN == 0 ? "" : "!")
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var ends: [String]
    var words: String
    var testDescription: String { words }
  }

  static let cases: [Case] = [
    Case(text: "a,b,c\nd,e,f\n", ends: ["6", "12"], words: "line feeds end rows"),
    Case(text: "a,b,c\r\nd,e,f\r\r\n", ends: ["7", "15"], words: "carriage returns belong to the line end"),
    Case(text: "a,\"b\nb\",c\nd,e,f", ends: ["10", "15"], words: "a line feed in quotes ends nothing; the last row needs none"),
    Case(text: "a,\"b\"\"\n\"\"\",c\n", ends: ["13"], words: "doubled quotes"),
    Case(text: "a,\"\",\"\"\"\"\nb\n", ends: ["10", "12"], words: "empty quoted cells and a lone doubled quote"),
    Case(text: "a,5\" pipe,c\nd,e,f\n", ends: ["12", "18"], words: "a quote inside a plain cell is a character"),
    Case(text: "a,\"b\"x,c\nd,e,f\n", ends: ["9!", "15"], words: "a quote that closes inside its cell costs its line"),
    Case(text: "a,\"b,c\nd,\"e\",f\ng,h,i\n", ends: ["7!", "15", "21"], words: "an open quote is found at the next quoted cell"),
    Case(text: "a,\"b,c\nd,e,f\n", ends: ["7!", "13"], words: "an open quote before whole rows costs its line"),
    Case(text: "d,e,f\na,\"b,c\nmore\n", ends: ["6", "18!"], words: "an open quote before no row at all is a cut-off row"),
    Case(text: "", ends: [], words: "nothing"),
    Case(text: "\"", ends: ["1!"], words: "only a quote"),
  ]

  @Test("rows end at line feeds outside quotes", arguments: cases)
  func rows(_ one: Case) {
    #expect(ends(Array(one.text.utf8)) == one.ends)
    #expect(ends(Array(one.text.utf8), portable: true) == one.ends)
  }

  @Test("without the end of the file, the unfinished row waits")
  func unfinished() {
    #expect(ends(Array("a,b,c\nd,\"e\n".utf8), isLast: false) == ["6"])
    #expect(ends(Array("a,b,c\nd,e".utf8), isLast: false) == ["6"])
  }

  @Test("law: vector and portable cutter agree on any bytes, and pieces give what the whole gives")
  func agree() {
    var state: UInt64 = 11
    func next(_ n: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % n
    }
    for alphabet in [Array("ab,,\"\"\n\r;".utf8), Array("abcdefghijklm,,,,,\"\n".utf8), Array("\"\",\n".utf8)] {
      for _ in 0..<400 {
        let bytes = (0..<(1 + next(600))).map { _ in alphabet[next(alphabet.count)] }
        #expect(ends(bytes) == ends(bytes, portable: true))
        #expect(ends(bytes, isLast: false) == ends(bytes, isLast: false, portable: true))
      }
    }
  }

  @Test("law: well-formed tables survive any cut into pieces")
  func pieces() {
    var text: [UInt8] = []
    var expected: [String] = []
    for row in 0..<40 {
      text += Array("\(row),\"x \(String(repeating: "\"\"", count: row % 4)) y\n\",\(String(repeating: "z", count: row * 7))\r\n".utf8)
      expected.append("\(text.count)")
    }
    for piece in [1, 2, 3, 63, 64, 65, 200] {
      var found: [String] = []
      var start = 0
      var until = 0
      while until < text.count {
        until = min(until + piece, text.count)
        let part = ends(Array(text[start..<until]), isLast: until == text.count)
        found += part.map { "\(start + (Int($0) ?? -1))" }
        if let last = part.last, let end = Int(last) { start += end }
      }
      #expect(found == expected, "pieces of \(piece)")
    }
  }

  @Test("a row that is not kept ends where it would have")
  func skipped() {
    let text = Array("a,\"b\n\"\"\n\",c\nnext".utf8)
    var state: UInt8 = 0
    #expect(csj_skip_row(&state, text, text.count, 0x2C) == 12)
    state = 0
    for index in 0..<11 { #expect(csj_skip_row(&state, [text[index]], 1, 0x2C) == -1) }
    #expect(csj_skip_row(&state, [text[11]], 1, 0x2C) == 1)
    state = 0
    let broken = Array("a,\"b\"x,\"\nnext".utf8)
    #expect(csj_skip_row(&state, broken, broken.count, 0x2C) == 9)
  }
}
