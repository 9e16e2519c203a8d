/// Estimated text widths. Browsers differ in their fonts, so every character counts as the widest of the common system
/// fonts, plus 4 %: a label that fits here fits everywhere.
public enum TextWidth {
  /// Size of all chart text in pixels.
  public static let size = 12.0

  /// Pixels that `text` needs at `size`.
  public static func pixels(_ text: String, size: Double = TextWidth.size) -> Double { ems(text) * size * 1.04 }

  /// Sum of the estimated advances in em, without the safety margin.
  public static func ems(_ text: String) -> Double {
    var hundredths = 0
    for scalar in text.unicodeScalars { hundredths += advance(scalar) }
    return Double(hundredths) / 100
  }

  /// `text`, or its longest beginning plus "…" that fits into `width` pixels (grapheme clusters stay whole).
  public static func fitted(_ text: String, into width: Double) -> String {
    if pixels(text) <= width { return text }
    var kept = ""
    var used = pixels("…")
    for character in text {
      used += pixels(String(character))
      if used > width { break }
      kept.append(character)
    }
    while kept.last == " " || kept.last == "\u{A0}" { kept.removeLast() }
    return kept.isEmpty ? "…" : kept + "…"
  }

  private static func advance(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 128 { return ascii[Int(value)] }
    switch value {
    case 0xA0, 0x202F, 0x2009, 0xB7, 0x2019: return 30
    case 0x2212, 0x2013, 0x20AC, 0x2026: return value == 0x2026 ? 100 : 70
    case 0xA3: return 65
    case 0x300...0x36F, 0x591...0x5BD, 0x64B...0x65F, 0x200B...0x200F, 0x2060...0x2069, 0xFE00...0xFE0F: return 0
    case 0x1100...0x11FF, 0x2E80...0xA4CF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0x2190...0x21FF,
      0x2014, 0x1F000...0x3FFFF:
      return 100
    default: return 65
    }
  }

  /// Hundredths of an em, by ASCII code.
  private static let ascii: [Int] = {
    var table = [Int](repeating: 65, count: 128)
    let widths: [(StaticString, Int)] = [
      ("ijl.,:; '|!", 30), ("I", 35), ("ft()[]", 40), ("r/\\\"", 45), ("-", 50), ("kxsz", 55), ("acevyJL17", 60),
      ("bdghnopquFTZ02345689$", 65), ("ABEKPSVXY+", 70), ("CDHRU&", 75), ("GNOQ", 80), ("w", 85), ("%", 90), ("mMW@", 100),
    ]
    for (characters, width) in widths {
      characters.withUTF8Buffer { for byte in $0 { table[Int(byte)] = width == 100 && byte != 0x40 ? 95 : width } }
    }
    return table
  }()
}
