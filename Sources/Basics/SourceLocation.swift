/// A place in a file: line and column start at 1 and count UTF-8 bytes for the column.
public struct SourceLocation: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The file as the person named it (relative to the project where possible).
  public var file: String
  /// 1-based, or nil when the whole file is meant.
  public var line: Int?
  /// 1-based, or nil when the whole line is meant.
  public var column: Int?

  /// A place; leave out what is not known.
  public init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file`, `file:line` or `file:line:column`.
  public var description: String {
    guard let line else { return file }
    guard let column else { return "\(file):\(line)" }
    return "\(file):\(line):\(column)"
  }

  /// By file (UTF-8 order), then line, then column; an unknown part comes first.
  public static func < (a: SourceLocation, b: SourceLocation) -> Bool {
    if a.file != b.file { return utf8Precedes(a.file, b.file) }
    return (a.line ?? 0, a.column ?? 0) < (b.line ?? 0, b.column ?? 0)
  }
}

extension SourceLocation {
  /// The place of a byte offset in `text`.
  public static func at(utf8Offset offset: Int, in text: String, file: String) -> SourceLocation {
    var line = 1
    var column = 1
    for byte in text.utf8.prefix(offset) {
      if byte == 10 {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    return SourceLocation(file: file, line: line, column: column)
  }
}
