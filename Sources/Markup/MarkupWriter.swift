/// Writes HTML, SVG or XML as bytes into one buffer. Literal markup comes from the source code (`StaticString`), everything
/// else is escaped: no string of the outside can become markup.
public struct MarkupWriter: Sendable {
  private var buffer: [UInt8] = []

  /// An empty writer.
  public init(capacity: Int = 1024) { buffer.reserveCapacity(capacity) }

  /// Literal markup of the source code.
  public mutating func raw(_ literal: StaticString) {
    literal.withUTF8Buffer { buffer.append(contentsOf: $0) }
  }

  /// Text content or attribute value: `& < > " '` are escaped, control characters that XML forbids become U+FFFD.
  public mutating func text(_ string: String) {
    var string = string
    string.withUTF8 { escape($0) }
  }

  /// ` name="value"`, escaped.
  public mutating func attribute(_ name: StaticString, _ value: String) {
    buffer.append(0x20)
    raw(name)
    buffer.append(0x3D)
    buffer.append(0x22)
    text(value)
    buffer.append(0x22)
  }

  /// ` name="value"` when there is a value.
  public mutating func attribute(_ name: StaticString, _ value: String?) {
    if let value { attribute(name, value) }
  }

  /// ` name="12.5"`: a coordinate (see `number(_:places:)`).
  public mutating func attribute(_ name: StaticString, _ value: Double, places: Int = 1, suffix: StaticString = "") {
    buffer.append(0x20)
    raw(name)
    buffer.append(0x3D)
    buffer.append(0x22)
    number(value, places: places)
    raw(suffix)
    buffer.append(0x22)
  }

  /// A whole number.
  public mutating func number(_ value: Int) {
    buffer.append(contentsOf: String(value).utf8)
  }

  /// A decimal with at most `places` digits after the point: `.` as mark in every locale, no exponent, no `-0`, no trailing
  /// zeros. A value that is not finite is written as 0.
  public mutating func number(_ value: Double, places: Int = 1) {
    appendDecimal(value, places: places, to: &buffer)
  }

  /// Finished markup.
  public mutating func fragment(_ fragment: Fragment) { buffer.append(contentsOf: fragment.bytes) }

  /// Bytes written so far.
  public var count: Int { buffer.count }

  /// What was written.
  public consuming func finish() -> Fragment { Fragment(vouched: buffer) }

  private mutating func escape(_ bytes: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var index = 0
    let count = bytes.count
    while index < count {
      let byte = bytes[index]
      if escapes[Int(byte)] {
        if index > start { buffer.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index])) }
        switch byte {
        case 0x26: raw("&amp;")
        case 0x3C: raw("&lt;")
        case 0x3E: raw("&gt;")
        case 0x22: raw("&quot;")
        case 0x27: raw("&#39;")
        default: raw("\u{FFFD}")
        }
        start = index + 1
      }
      index += 1
    }
    if count > start { buffer.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<count])) }
  }
}

/// True for bytes that `MarkupWriter.text` replaces.
private let escapes: [Bool] = (0..<256).map { byte in
  switch byte {
  case 0x26, 0x3C, 0x3E, 0x22, 0x27: true
  case 0x09, 0x0A, 0x0D: false
  case 0..<0x20, 0x7F: true
  default: false
  }
}

/// `MarkupWriter.number(_:places:)` on a byte buffer.
package func appendDecimal(_ value: Double, places: Int, to buffer: inout [UInt8]) {
  guard value.isFinite, abs(value) < 1e15 else {
    buffer.append(0x30)
    return
  }
  // As many places as a 64-bit integer can carry.
  var places = places
  var scale = 1.0
  for place in 0..<places {
    if abs(value) * scale * 10 >= 9e18 {
      places = place
      break
    }
    scale *= 10
  }
  var units = Int((abs(value) * scale).rounded(.toNearestOrAwayFromZero))
  if units == 0 {
    buffer.append(0x30)
    return
  }
  if value < 0 { buffer.append(0x2D) }
  var fraction: [UInt8] = []
  for _ in 0..<places {
    let digit = units % 10
    units /= 10
    if digit != 0 || !fraction.isEmpty { fraction.append(UInt8(0x30 + digit)) }
  }
  buffer.append(contentsOf: String(units).utf8)
  if !fraction.isEmpty {
    buffer.append(0x2E)
    buffer.append(contentsOf: fraction.reversed())
  }
}
