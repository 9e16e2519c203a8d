/// A table of text (RFC 4180 with any of three separators): quoted cells may hold separators, line breaks and doubled quotes; lines end with
/// LF, CRLF, CR CR LF or CR.
struct TextTable {
  let columns: [String]
  let separator: UInt8
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at: Int
  private var line = 1

  /// One row, or why it is none.
  struct Row {
    var cells: [String]
    /// Line on which it begins, from 1.
    var line: Int
    var reason: RejectionReason?
  }

  /// The table in `bytes`, whose first line names the columns; nil when that line has fewer than two cells or is no text.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    let start = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
    var best: (cells: Int, separator: UInt8) = (0, 0x2C)
    for candidate: UInt8 in [0x2C, 0x3B, 0x09] {
      var scan = Scan(bytes, at: start, separator: candidate)
      let cells = scan.row().cells.count
      if cells > best.cells { best = (cells, candidate) }
    }
    guard best.cells > 1 else { return nil }
    separator = best.separator
    var scan = Scan(bytes, at: start, separator: separator)
    let header = scan.row()
    guard header.reason == nil, header.cells.allSatisfy({ $0.utf8.count <= 200 && !$0.utf8.contains(0) }) else { return nil }
    columns = header.cells.map(TableRow.normalised)
    at = scan.at
    line = scan.line
  }

  /// The next row that is not blank; nil at the end.
  mutating func next() -> Row? {
    while at < bytes.count {
      var scan = Scan(bytes, at: at, separator: separator)
      scan.line = line
      var row = scan.row()
      row.line = line
      at = scan.at
      line = scan.line
      if row.cells.count == 1, row.cells[0].utf8.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }), row.reason == nil { continue }
      if row.reason == nil, row.cells.count > columns.count { row.reason = .wrongType }
      return row
    }
    return nil
  }

  /// Reads one row.
  private struct Scan {
    let bytes: UnsafeBufferPointer<UInt8>
    var at: Int
    let separator: UInt8
    var line = 1

    init(_ bytes: UnsafeBufferPointer<UInt8>, at: Int, separator: UInt8) {
      self.bytes = bytes
      self.at = at
      self.separator = separator
    }

    mutating func row() -> Row {
      var row = Row(cells: [], line: line)
      while true {
        var cell: [UInt8] = []
        let isClosed = at < bytes.count && bytes[at] == 0x22 ? quoted(&cell) : true
        plain(&cell)
        if !isClosed { row.reason = .cutOff }
        if let text = String(validating: cell, as: UTF8.self) {
          row.cells.append(text)
        } else {
          row.cells.append("")
          if row.reason == nil { row.reason = .notUTF8 }
        }
        guard at < bytes.count, bytes[at] == separator else { break }
        at += 1
      }
      endLine()
      return row
    }

    /// A cell in quotes; false when it does not end.
    private mutating func quoted(_ cell: inout [UInt8]) -> Bool {
      at += 1
      while at < bytes.count {
        let byte = bytes[at]
        at += 1
        if byte == 0x22 {
          guard at < bytes.count, bytes[at] == 0x22 else { return true }
          at += 1
        } else if byte == 0x0A {
          line += 1
        }
        cell.append(byte)
      }
      return false
    }

    private mutating func plain(_ cell: inout [UInt8]) {
      while at < bytes.count, bytes[at] != separator, bytes[at] != 0x0A, bytes[at] != 0x0D {
        cell.append(bytes[at])
        at += 1
      }
    }

    private mutating func endLine() {
      while at < bytes.count, bytes[at] == 0x0D { at += 1 }
      if at < bytes.count, bytes[at] == 0x0A { at += 1 }
      line += 1
    }
  }
}
