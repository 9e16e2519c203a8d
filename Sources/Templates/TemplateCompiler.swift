import Basics
import Markup

/// Compiles Mustache text to operations; collects every problem of the syntax.
struct TemplateCompiler {
  /// Deeper than any page; keeps rendering's recursion small.
  static let nestingLimit = 60

  private let source: TemplateSource
  private let bytes: [UInt8]
  private var scanner: TemplateTagScanner
  private var operations: [TemplateOperation] = []
  private var literal: [UInt8] = []
  private var open: [(index: Int, name: TemplateName, location: SourceLocation)] = []
  /// Set when the rest is not worth reading.
  private var isStopped = false
  private var cursor = (offset: 0, line: 1, column: 1)
  var diagnostics = Diagnostics()

  init(_ source: TemplateSource) {
    self.source = source
    bytes = Array(source.text.utf8)
    scanner = TemplateTagScanner(bytes)
  }

  /// The operations; incomplete when `diagnostics` has errors.
  mutating func compile() -> CompiledTemplate {
    var written = 0
    while let found = scanner.next() {
      switch found {
      case .failure(let problem):
        report(problem.code, problem.offset, problem.message, help: problem.help)
        if problem.isFinal { return finish(from: bytes.count) }
        written = scanner.position
      case .success(let tag):
        let line = tag.kind.canStandAlone ? standaloneLine(tag, from: written) : nil
        literal.append(contentsOf: bytes[written..<(line?.lowerBound ?? tag.range.lowerBound)])
        written = line?.upperBound ?? tag.range.upperBound
        apply(tag, indent: line.map { Array(bytes[$0.lowerBound..<tag.range.lowerBound]) })
        if isStopped { return CompiledTemplate(operations: operations) }
      }
    }
    return finish(from: written)
  }

  private mutating func finish(from written: Int) -> CompiledTemplate {
    literal.append(contentsOf: bytes[written...])
    flush()
    for section in open {
      diagnostics.report(
        Diagnostic(
          "unclosed-section", area: .content, at: section.location, "the section \"\(section.name.written)\" is not closed",
          help: "end it with {{/\(section.name.written)}}"))
    }
    return CompiledTemplate(operations: operations)
  }

  private mutating func apply(_ tag: TemplateTag, indent: [UInt8]?) {
    let location = place(tag.range.lowerBound)
    switch tag.kind {
    case .comment, .delimiters: return
    case .partial:
      flush()
      operations.append(.partial(tag.content, indent: indent, at: location))
    case .close: close(tag, location)
    case .variable, .unescaped, .section, .inverted:
      guard let name = name(tag) else { return }
      flush()
      switch tag.kind {
      case .variable: operations.append(.escaped(name, at: location))
      case .unescaped: operations.append(.raw(name, at: location))
      default:
        guard open.count < Self.nestingLimit else {
          report("nested-too-deeply", tag.range.lowerBound, "more than \(Self.nestingLimit) sections are nested here")
          isStopped = true
          return
        }
        open.append((operations.count, name, location))
        let isSection = tag.kind == .section
        operations.append(isSection ? .section(name, end: 0, at: location) : .inverted(name, end: 0, at: location))
      }
    }
  }

  private mutating func close(_ tag: TemplateTag, _ location: SourceLocation) {
    guard let section = open.popLast() else {
      return report("unopened-section", tag.range.lowerBound, "no section is open that \"\(tag.content)\" could close")
    }
    if section.name.written != tag.content {
      let line = section.location.line ?? 0
      report(
        "mismatched-section", tag.range.lowerBound,
        "\"\(tag.content)\" closes the section \"\(section.name.written)\" of line \(line)", help: "write {{/\(section.name.written)}}")
    }
    flush()
    switch operations[section.index] {
    case .section(let name, _, let at): operations[section.index] = .section(name, end: operations.count, at: at)
    case .inverted(let name, _, let at): operations[section.index] = .inverted(name, end: operations.count, at: at)
    default: break
    }
  }

  private mutating func name(_ tag: TemplateTag) -> TemplateName? {
    if tag.content == "." { return TemplateName(parts: [], written: ".") }
    let parts = tag.content.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let isName = parts.allSatisfy { part in !part.isEmpty && !part.utf8.contains { $0 <= 0x20 || "{}<>=\"'".utf8.contains($0) } }
    guard isName else {
      report("invalid-name", tag.range.lowerBound, "a tag holds one name, or names joined by dots")
      return nil
    }
    return TemplateName(parts: parts, written: tag.content)
  }

  private mutating func flush() {
    guard !literal.isEmpty else { return }
    operations.append(.literal(Fragment(vouched: literal)))
    literal = []
  }

  /// The whole line of a tag that has only blanks beside it, with its line end; nil when something else stands there.
  private func standaloneLine(_ tag: TemplateTag, from written: Int) -> Range<Int>? {
    var start = tag.range.lowerBound
    while start > written, isBlank(bytes[start - 1]) { start -= 1 }
    guard start == 0 || bytes[start - 1] == 10 else { return nil }
    var end = tag.range.upperBound
    while end < bytes.count, isBlank(bytes[end]) { end += 1 }
    if end == bytes.count { return start..<end }
    if bytes[end] == 13, end + 1 < bytes.count, bytes[end + 1] == 10 { return start..<(end + 2) }
    return bytes[end] == 10 ? start..<(end + 1) : nil
  }

  /// Counts on from the place asked for before: tags come in order.
  private mutating func place(_ offset: Int) -> SourceLocation {
    if offset < cursor.offset { cursor = (0, 1, 1) }
    for byte in bytes[cursor.offset..<offset] {
      cursor.column = byte == 10 ? 1 : cursor.column + 1
      if byte == 10 { cursor.line += 1 }
    }
    cursor.offset = offset
    return SourceLocation(file: source.file, line: cursor.line, column: cursor.column)
  }

  private mutating func report(_ code: String, _ offset: Int, _ message: String, help: String? = nil) {
    diagnostics.report(Diagnostic(code, area: .content, at: place(offset), message, help: help))
  }
}

/// Space or tab.
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
