/// Scalars of possibly broken UTF-8 without what must not reach a page: control characters, direction overrides, invisible
/// format characters, unpaired or private values. Runs of white space become one space; digits of other scripts that are used
/// to write numbers become ASCII, so that a telephone number is seen whatever its script.
func cleaned(_ bytes: some Collection<UInt8>) -> [UInt32] {
  var result: [UInt32] = []
  result.reserveCapacity(bytes.count)
  var space = false
  for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
    let value = scalar.value
    if isSpace(value) {
      space = !result.isEmpty
      continue
    }
    if isDropped(value) { continue }
    if space {
      result.append(0x20)
      space = false
    }
    result.append(asciiDigit(value))
  }
  return result
}

func isSpace(_ v: UInt32) -> Bool {
  switch v {
  case 0x20, 0x09...0x0D, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
  default: false
  }
}

/// Control characters, direction marks, overrides and isolates, zero-width characters but the joiners that emoji and several
/// scripts need, byte order marks, interlinear and tag characters, noncharacters and private use.
private func isDropped(_ v: UInt32) -> Bool {
  switch v {
  case 0...0x1F, 0x7F...0x9F, 0xAD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
    0xFFF9...0xFFFB, 0xE0000...0xE007F, 0xE000...0xF8FF, 0xF0000...0x10FFFF, 0xFDD0...0xFDEF:
    true
  default: v & 0xFFFE == 0xFFFE
  }
}

private func asciiDigit(_ v: UInt32) -> UInt32 {
  switch v {
  case 0x0660...0x0669: v - 0x0660 + 0x30
  case 0x06F0...0x06F9: v - 0x06F0 + 0x30
  case 0x0966...0x096F: v - 0x0966 + 0x30
  case 0xFF10...0xFF19: v - 0xFF10 + 0x30
  case 0xFF20: 0x40
  case 0xFF0B: 0x2B
  default: v
  }
}

/// Without spaces at both ends and with single ones inside.
func trimmed(_ text: [UInt32]) -> [UInt32] {
  var result: [UInt32] = []
  result.reserveCapacity(text.count)
  for value in text where value != 0x20 || (result.last ?? 0x20) != 0x20 { result.append(value) }
  if result.last == 0x20 { result.removeLast() }
  return result
}
