/// The first line of a CSV text.
struct CSVHeader: Equatable {
  /// `,`, `;` or tab, whichever splits the line into most cells; the comma on a tie.
  var separator: UInt8
  /// Names without quotes and blanks around them, lower case.
  var names: [String]
  /// Just past the line's end.
  var end: Int

  /// The header that begins at `start`; nil when the line does not end in `bytes` or is not UTF-8 text. With `isWhole` the bytes are
  /// the whole file, so a header without rows counts.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, isWhole: Bool) {
    var best: (cells: [String], end: Int, separator: UInt8)?
    for separator: UInt8 in [0x2C, 0x3B, 0x09] {
      guard let line = Self.line(bytes, from: start, separator, isWhole: isWhole) else { continue }
      if line.cells.count > best?.cells.count ?? 0 { best = (line.cells, line.end, separator) }
    }
    guard let best, best.cells.count > 1 else { return nil }
    separator = best.separator
    end = best.end
    names = best.cells.map { cell in
      var text = Substring(cell)
      while let last = text.unicodeScalars.last, last == " " || last == "\r" { text.unicodeScalars.removeLast() }
      while text.unicodeScalars.first == " " { text.unicodeScalars.removeFirst() }
      return text.lowercased()
    }
  }

  /// Cells of one line, quotes taken off; nil when it holds NUL, is longer than any header, or does not end.
  private static func line(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ separator: UInt8, isWhole: Bool
  ) -> (cells: [String], end: Int)? {
    var cells: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var at = start
    while at < bytes.count, at - start < 64 << 10 {
      let byte = bytes[at]
      at += 1
      switch byte {
      case 0: return nil
      case 0x22:
        if isQuoted, at < bytes.count, bytes[at] == 0x22 {
          cell.append(0x22)
          at += 1
        } else {
          isQuoted.toggle()
        }
      case separator where !isQuoted:
        cells.append(String(decoding: cell, as: UTF8.self))
        cell.removeAll(keepingCapacity: true)
      case 0x0A where !isQuoted:
        cells.append(String(decoding: cell, as: UTF8.self))
        return (cells, at)
      default: cell.append(byte)
      }
    }
    guard isWhole, at == bytes.count, !isQuoted else { return nil }
    cells.append(String(decoding: cell, as: UTF8.self))
    return (cells, at)
  }
}
