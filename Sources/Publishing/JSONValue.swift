import Basics

/// A JSON value to be written (RFC 8259). Keys are written in UTF-8 order, numbers as the shortest decimal that reads back
/// as the same value, so equal values give equal bytes.
public enum JSONValue: Sendable, Hashable {
  /// `null`: the value is missing, which is not zero.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A decimal; `null` when it is not finite.
  case number(Double)
  /// Text.
  case string(String)
  /// A list in its order.
  case array([JSONValue])
  /// Names and values.
  case object([String: JSONValue])

  /// A decimal, or `null` when there is none.
  public static func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
  /// A whole number, or `null` when there is none.
  public static func integer(_ value: Int?) -> JSONValue { value.map { .integer($0) } ?? .null }
  /// Text, or `null` when there is none.
  public static func string(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }

  /// UTF-8. Indented by two spaces with a last line end; a list or object of plain values stays on one line.
  public func bytes() -> [UInt8] {
    var buffer: [UInt8] = []
    write(to: &buffer, depth: 0)
    buffer.append(0x0A)
    return buffer
  }

  /// UTF-8 for files of many rows: line ends as in `bytes()`, without indentation and without spaces.
  public func compactBytes() -> [UInt8] {
    var buffer: [UInt8] = []
    write(to: &buffer, depth: 0, isCompact: true)
    buffer.append(0x0A)
    return buffer
  }

  /// One line without spaces and without a line end.
  public func line() -> String {
    var buffer: [UInt8] = []
    write(to: &buffer, depth: nil)
    return String(decoding: buffer, as: UTF8.self)
  }

  private var isPlain: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  /// Plain, or a list or object of plain values: compact objects of these stand on one line.
  private var isShort: Bool {
    switch self {
    case .array(let values): values.allSatisfy(\.isPlain) && values.count < 4
    case .object(let members): members.values.allSatisfy(\.isPlain)
    default: true
    }
  }

  /// `depth` nil: everything on one line.
  private func write(to buffer: inout [UInt8], depth: Int?, isCompact: Bool = false) {
    switch self {
    case .null: buffer.append(contentsOf: "null".utf8)
    case .bool(let value): buffer.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): buffer.append(contentsOf: String(value).utf8)
    case .number(let value): buffer.append(contentsOf: (decimalText(value) ?? "null").utf8)
    case .string(let value): appendQuoted(value, to: &buffer)
    case .array(let values):
      let layout = Layout(depth: values.allSatisfy(\.isPlain) ? nil : depth, spaced: depth != nil && !isCompact, isIndented: !isCompact)
      buffer.append(0x5B)
      for (index, value) in values.enumerated() {
        layout.separate(index, &buffer)
        value.write(to: &buffer, depth: layout.inner, isCompact: isCompact)
      }
      layout.close(values.isEmpty, &buffer)
      buffer.append(0x5D)
    case .object(let members):
      let isPlain = isCompact ? members.values.allSatisfy(\.isShort) : members.values.allSatisfy(\.isPlain)
      let layout = Layout(depth: isPlain && depth != 0 ? nil : depth, spaced: depth != nil && !isCompact, isIndented: !isCompact)
      buffer.append(0x7B)
      for (index, member) in members.sortedByKey().enumerated() {
        layout.separate(index, &buffer)
        appendQuoted(member.key, to: &buffer)
        buffer.append(0x3A)
        if layout.spaced { buffer.append(0x20) }
        member.value.write(to: &buffer, depth: layout.inner, isCompact: isCompact)
      }
      layout.close(members.isEmpty, &buffer)
      buffer.append(0x7D)
    }
  }
}

/// Where line ends and spaces go inside one list or object.
private struct Layout {
  /// Depth of the container; nil when it is written on one line.
  var depth: Int?
  /// A space after `,` and `:`.
  var spaced: Bool
  var isIndented = true
  /// Depth of what is inside; a container on one line holds plain values only.
  var inner: Int? { depth.map { $0 + 1 } }

  func separate(_ index: Int, _ buffer: inout [UInt8]) {
    if index > 0 { buffer.append(0x2C) }
    if let depth {
      lineEnd(depth + 1, &buffer)
    } else if spaced, index > 0 {
      buffer.append(0x20)
    }
  }

  func close(_ isEmpty: Bool, _ buffer: inout [UInt8]) {
    if let depth, !isEmpty { lineEnd(depth, &buffer) }
  }

  private func lineEnd(_ depth: Int, _ buffer: inout [UInt8]) {
    buffer.append(0x0A)
    if isIndented { buffer.append(contentsOf: repeatElement(0x20, count: depth * 2)) }
  }
}

/// A JSON string: `"`, `\` and control characters are escaped, everything else is written as UTF-8.
private func appendQuoted(_ text: String, to buffer: inout [UInt8]) {
  buffer.append(0x22)
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F }) {
    buffer.append(contentsOf: text.utf8)
  } else {
    for byte in text.utf8 { appendEscaped(byte, to: &buffer) }
  }
  buffer.append(0x22)
}

private func appendEscaped(_ byte: UInt8, to buffer: inout [UInt8]) {
  func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
  switch byte {
  case 0x22, 0x5C: buffer.append(contentsOf: [0x5C, byte])
  case 0x0A: buffer.append(contentsOf: [0x5C, 0x6E])
  case 0x0D: buffer.append(contentsOf: [0x5C, 0x72])
  case 0x09: buffer.append(contentsOf: [0x5C, 0x74])
  case 0..<0x20, 0x7F: buffer.append(contentsOf: [0x5C, 0x75, 0x30, 0x30, digit(byte >> 4), digit(byte & 15)])
  default: buffer.append(byte)
  }
}
