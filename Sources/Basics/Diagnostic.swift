/// How much a problem matters.
public enum Severity: String, Sendable, Comparable, Codable, CaseIterable {
  case note, warning, error

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }

  /// note < warning < error.
  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
}

/// What a problem is about; the command line turns it into an exit code (docs/diagnostics.md).
public enum ProblemArea: String, Sendable, Codable, CaseIterable {
  /// Arguments of the command line.
  case usage
  /// `parlance.json`, templates, sections, notes.
  case content
  /// Snapshots, locks, the output folder.
  case data
  /// A rule of the project (gate) that did not hold.
  case gate
}

/// A problem as facts: where, which code, what, the nearest valid names, what to do. Never holds text of a customer.
public struct Diagnostic: Sendable, Hashable, Error {
  /// Stable, lower-case with hyphens, listed in docs/diagnostics.md: `unknown-metric`.
  public var code: String
  /// How much it matters.
  public var severity: Severity
  /// What it is about.
  public var area: ProblemArea
  /// Where; nil when no file is concerned.
  public var location: SourceLocation?
  /// One line in plain words, without a full stop.
  public var message: String
  /// Valid names that resemble what was written, nearest first.
  public var suggestions: [String]
  /// What to do; one line.
  public var help: String?

  /// All facts of one problem.
  public init(
    _ code: String, _ severity: Severity = .error, area: ProblemArea, at location: SourceLocation? = nil, _ message: String,
    suggestions: [String] = [], help: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.area = area
    self.location = location
    self.message = message
    self.suggestions = suggestions
    self.help = help
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `parlance.json:3:9: error[unknown-metric]: no metric is called "out.deflection"; did you mean "out.deflection_rate"? (help)`.
  public var description: String {
    var line = location.map { "\($0): " } ?? ""
    line += "\(severity.rawValue)[\(code)]: \(message)"
    if !suggestions.isEmpty {
      line += "; did you mean " + suggestions.map { "\"\($0)\"" }.joined(separator: " or ") + "?"
    }
    if let help { line += " (\(help))" }
    return line
  }
}

/// Every problem found in one step, thrown together.
public struct Diagnostics: Error, Sendable, CustomStringConvertible {
  /// In a stable order once `sorted()` was called; otherwise as found.
  public private(set) var list: [Diagnostic]

  /// A collection to start from.
  public init(_ list: [Diagnostic] = []) { self.list = list }

  /// Adds one problem.
  public mutating func report(_ diagnostic: Diagnostic) { list.append(diagnostic) }

  /// Adds all problems of another step.
  public mutating func report(contentsOf other: Diagnostics) { list.append(contentsOf: other.list) }

  /// True when at least one problem is an error.
  public var hasErrors: Bool { list.contains { $0.severity == .error } }

  /// By place, then code, then message.
  public func sorted() -> Diagnostics {
    Diagnostics(
      list.sorted { a, b in
        switch (a.location, b.location) {
        case (nil, .some): return true
        case (.some, nil): return false
        case let (.some(x), .some(y)) where x != y: return x < y
        default: return (a.code, a.message) < (b.code, b.message)
        }
      })
  }

  /// Throws itself, sorted, when it holds an error.
  public func throwIfErrors() throws(Diagnostics) { if hasErrors { throw sorted() } }

  /// One line per problem.
  public var description: String { list.map(\.description).joined(separator: "\n") }
}
