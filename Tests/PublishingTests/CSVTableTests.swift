import Basics
import Testing

@testable import Publishing

struct Shape: Sendable {
  var columns: [String]
  var rows: [[CSVCell]]
  var message: String
}

@Suite struct CSVTableTests {
  func file(_ columns: [String], _ rows: [[CSVCell]]) throws -> String {
    String(decoding: try CSVTable(columns: columns, rows: rows).bytes(), as: UTF8.self)
  }

  @Test("a table has a header, commas and CRLF after every line")
  func plain() throws {
    #expect(
      try file(["day", "n", "rate"], [[.text("2026-03-01"), .integer(18240), .number(0.714)], [.text("x"), .missing, .number(nil)]])
        == "day,n,rate\r\n2026-03-01,18240,0.714\r\nx,,\r\n")
  }

  @Test("fields with quotes, commas, line ends or outer spaces are quoted (RFC 4180, section 2)")
  func quoting() throws {
    #expect(
      try file(["a"], [[.text("say \"hi\"")], [.text("1,2")], [.text("a\nb")], [.text(" a")], [.text("")], [.missing]])
        == "a\r\n\"say \"\"hi\"\"\"\r\n\"1,2\"\r\n\"a\nb\"\r\n\" a\"\r\n\"\"\r\n\"\"\r\n")
  }

  @Test(
    "text that a spreadsheet could run gets an apostrophe",
    arguments: [
      "=1+1", "+cmd", "-cmd|' /C calc'!A0", "@SUM(A1)", "\tx", "\rx", "\nx", " =1", "\u{A0}=1", "\u{3000}\u{FEFF}=1", "\u{FF1D}1",
      "\u{FF0B}1",
      "\u{FF0D}1", "\u{FF20}A", "|calc", "%x", "\u{200B}=1", "--1", "-1-1", "+1 2", "-", "-5%", "=-1",
    ])
  func formulas(text: String) {
    let safe = harmlessForSpreadsheets(text)
    #expect(text == "-" ? safe == "-" : safe == "'" + text)
  }

  @Test("numbers and common text stay", arguments: ["-1", "+2.5", "-1e-7", "1=1", "a-b", "", "−3", "'x", "a=b"])
  func harmless(text: String) { #expect(harmlessForSpreadsheets(text) == text) }

  @Test("NUL becomes a replacement character")
  func nul() throws { #expect(try file(["a"], [[.text("x\0y")]]) == "a\r\nx\u{FFFD}y\r\n") }

  @Test(
    "a table without a sound shape is refused",
    arguments: [
      Shape(columns: [], rows: [], message: "a table to download has no columns"),
      Shape(columns: ["a", "a"], rows: [], message: "two columns are called \"a\""),
      Shape(columns: ["a", " "], rows: [], message: "a column has no name"),
      Shape(columns: ["a", "b"], rows: [[CSVCell.missing]], message: "row 1 has 1 fields, the header has 2"),
    ])
  func shape(shape: Shape) {
    #expect(problem { _ = try CSVTable(columns: shape.columns, rows: shape.rows) }?.message == shape.message)
  }

  @Test(
    "a decimal is the shortest that reads back as the same value",
    arguments: [
      (0, "0"), (-0.0, "0"), (3, "3"), (-2.5, "-2.5"), (0.1, "0.1"), (0.1 + 0.2, "0.30000000000000004"), (1e14, "100000000000000"),
      (123_456_789_012_345, "123456789012345"), (1e15, "1e15"), (1.5e300, "1.5e300"), (0.00001, "0.00001"), (1.25e-7, "0.000000125"),
      (Double.leastNonzeroMagnitude, "5e-324"), (1e-20, "0.00000000000000000001"), (1.0 / 3, "0.3333333333333333"), (100, "100"),
    ] as [(Double, String)])
  func decimals(value: Double, text: String) {
    #expect(decimalText(value) == text)
    #expect(Double(text) == value)
  }

  @Test("decimals of every size read back")
  func decimalsReadBack() throws {
    var bits: UInt64 = 0x9E37_79B9_7F4A_7C15
    for _ in 0..<20_000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: bits)
      if value.isFinite { #expect(Double(try #require(decimalText(value))) == value) } else { #expect(decimalText(value) == nil) }
    }
  }
}
