import Foundation
import Testing

/// The colours of the style sheet against the contrast and distance limits they promise, and the weight of the file.
@Suite struct StyleSheetTests {
  static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../assets/parlance.css")

  func text() throws -> String { try String(contentsOf: Self.file, encoding: .utf8) }

  /// The tokens of the light theme (the first `:root`) or the dark one.
  func tokens(dark: Bool) throws -> [String: String] {
    let text = try text()
    let start = try #require(dark ? text.range(of: "prefers-color-scheme: dark") : text.range(of: ":root"))
    let end = try #require(text.range(of: "}", range: start.upperBound..<text.endIndex))
    var tokens: [String: String] = [:]
    for declaration in text[start.upperBound..<end.lowerBound].split(whereSeparator: { ";{\n".contains($0) }) {
      let parts = declaration.split(separator: ":").map { $0.trimmingCharacters(in: .whitespaces) }
      if parts.count == 2, parts[0].hasPrefix("--") { tokens[String(parts[0].dropFirst(2))] = parts[1] }
    }
    return tokens
  }

  /// Linear red, green, blue (sRGB, IEC 61966-2-1).
  func linear(_ hex: String) throws -> [Double] {
    let value = try #require(Int(hex.dropFirst(), radix: 16), "\(hex)")
    return [16, 8, 0].map { shift in
      let channel = Double((value >> shift) & 255) / 255
      return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4)
    }
  }

  /// Contrast ratio of WCAG 2.2.
  func contrast(_ a: String, _ b: String) throws -> Double {
    let luminance = { (rgb: [Double]) in 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2] }
    let (x, y) = (luminance(try linear(a)), luminance(try linear(b)))
    return (max(x, y) + 0.05) / (min(x, y) + 0.05)
  }

  @Test("text has 4.5:1 and graphics 3:1 in both themes", arguments: [false, true])
  func contrasts(dark: Bool) throws {
    let tokens = try tokens(dark: dark)
    func colour(_ name: String) throws -> String { try #require(tokens[name], "--\(name)") }
    var pairs: [(String, String, Double)] = []
    for ground in ["page", "surface"] {
      for name in ["text", "muted", "link", "good", "bad", "warn"] { pairs.append((name, ground, 4.5)) }
      for name in ["c1", "c2", "c3", "c4", "c5", "c6", "prev", "focus", "axis"] { pairs.append((name, ground, 3)) }
    }
    for name in ["good", "bad", "warn"] { pairs.append((name, "\(name)-bg", 4.5)) }
    pairs += [("text", "sunken", 4.5), ("muted", "sunken", 4.5), ("text", "warn-bg", 4.5)]
    pairs += (1...6).map { ("on\($0)", "c\($0)", 4.5) }
    pairs.append((dark ? "link" : "c1", "surface", 4.5))
    for (name, ground, least) in pairs {
      let ratio = try contrast(colour(name), colour(ground))
      #expect(ratio >= least, "\(name) on \(ground): \(ratio)")
    }
  }

  @Test("each step of the heat map is further from the ground than the one before", arguments: [false, true])
  func sequence(dark: Bool) throws {
    let tokens = try tokens(dark: dark)
    let ground = try #require(tokens["surface"])
    let ratios = try (1...8).map { try contrast(try #require(tokens["q\($0)"]), ground) }
    #expect(zip(ratios, ratios.dropFirst()).allSatisfy(<), "\(ratios)")
  }

  @Test("series stay 12 apart in CIEDE2000, also for protan, deutan and tritan eyes", arguments: [false, true])
  func distances(dark: Bool) throws {
    let tokens = try tokens(dark: dark)
    let colours = try (1...6).map { try linear(try #require(tokens["c\($0)"])) }
    for matrix in ColourVision.all {
      for a in colours.indices {
        for b in colours.indices where b > a {
          let distance = ciede2000(lab(matrix.seen(colours[a])), lab(matrix.seen(colours[b])))
          #expect(distance >= 12, "\(matrix.name): c\(a + 1) and c\(b + 1): \(distance)")
        }
      }
    }
  }

  @Test("CIEDE2000 gives the published values")
  func published() {
    // Sharma, Wu, Dalal 2005, table 1, pairs 1, 7, 13 and 25.
    let pairs: [([Double], [Double], Double)] = [
      ([50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425), ([50, 0, 0], [50, -1, 2], 2.3669),
      ([50, -0.001, 2.49], [50, 0.0009, -2.49], 4.8045),
      ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
    ]
    for (a, b, expected) in pairs { #expect(abs(ciede2000(a, b) - expected) < 1e-4) }
  }

  @Test("the file is at most 26 KB and asks nothing of the network")
  func weight() throws {
    let text = try text()
    #expect(text.utf8.count <= 26 * 1024)
    for forbidden in ["@import", "url(", "@font-face", "http"] { #expect(!text.contains(forbidden), "\(forbidden)") }
  }

  @Test("every class of a drawing is in the style sheet")
  func classes() throws {
    let text = try text()
    let used = try Set(
      Samples.all.flatMap { item -> [String] in
        let markup = item.figure.figureFragment(id: "a", title: "T", subtitle: "S").string
        return try NSRegularExpression(pattern: #"class="([^"]*)""#).matches(in: markup, range: NSRange(markup.startIndex..., in: markup))
          .compactMap { Range($0.range(at: 1), in: markup).map { String(markup[$0]) } }.flatMap {
            $0.split(separator: " ").map(String.init)
          }
      })
    #expect(used.count > 40)
    for name in used.sorted() where !["c", "hatched"].contains(name) {
      let expression = try NSRegularExpression(pattern: "\\.\(NSRegularExpression.escapedPattern(for: name))(?![\\w-])")
      #expect(expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil, ".\(name)")
    }
  }
}
