import Basics

/// Problems in words for people; the only place where a diagnostic becomes text for a terminal.
struct Wording: Sendable {
  /// Colour and bold by escape sequences.
  var isColoured: Bool
  /// So many warnings and notes of one code are written out; the rest is counted. Errors are all written.
  var limit = 10

  /// One problem: a line with place, severity and code, and indented lines for suggestions and help.
  func lines(_ diagnostic: Diagnostic) -> [String] {
    var head = diagnostic.location.map { bold("\($0): ") } ?? ""
    head += tag(diagnostic.severity, diagnostic.code) + " " + plain(diagnostic.message)
    var lines = [head]
    if !diagnostic.suggestions.isEmpty {
      lines.append("  did you mean " + diagnostic.suggestions.map { "\"\(plain($0))\"" }.joined(separator: " or ") + "?")
    }
    if let help = diagnostic.help { lines.append("  help: " + plain(help)) }
    return lines
  }

  /// All problems in a stable order, with what was left out.
  func lines(_ diagnostics: [Diagnostic]) -> [String] {
    var lines: [String] = []
    var told: [String: Int] = [:]
    for diagnostic in Diagnostics(diagnostics).sorted().list {
      told[diagnostic.code, default: 0] += 1
      if diagnostic.severity != .error, told[diagnostic.code, default: 0] > limit { continue }
      lines += self.lines(diagnostic)
    }
    let hidden = Dictionary(grouping: diagnostics.filter { $0.severity != .error }, by: \.code)
    for (code, all) in hidden.sortedByKey() where told[code, default: 0] > limit && all.count > limit {
      lines.append("  … and \(all.count - limit) more [\(code)]; --json lists all")
    }
    return lines
  }

  /// `2 errors, 1 warning`; nil when there is neither.
  func summary(_ diagnostics: [Diagnostic]) -> String? {
    let counts = [("error", Severity.error), ("warning", .warning)].compactMap { word, severity -> String? in
      let count = diagnostics.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(word)\(count == 1 ? "" : "s")"
    }
    return counts.isEmpty ? nil : counts.joined(separator: ", ")
  }

  /// File names and words of a project may hold anything: a control character must not reach the terminal.
  private func plain(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? "\u{FFFD}" : $0 }))
  }

  private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private func bold(_ text: String) -> String { isColoured ? "\u{1B}[1m\(plain(text))\u{1B}[0m" : plain(text) }

  private func tag(_ severity: Severity, _ code: String) -> String {
    let text = "\(severity.rawValue)[\(code)]:"
    guard isColoured else { return text }
    let colour =
      switch severity {
      case .error: "31"
      case .warning: "33"
      case .note: "36"
      }
    return "\u{1B}[1;\(colour)m\(text)\u{1B}[0m"
  }
}
