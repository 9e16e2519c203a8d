import Basics

/// Turns a CommonMark tree into checked events: directives found, raw HTML and unsafe targets taken out.
struct MarkdownReader {
  /// Deeper nesting than any page needs; beyond it the document is refused.
  static let depthLimit = 100

  let lines: SourceLines
  let mask: BraceMask
  /// `lines` as libcmark saw them.
  private let maskedLines: SourceLines
  /// Lines of the front matter before the text that libcmark saw.
  let offset: Int
  var events: [MarkdownEvent] = []
  var blocks: [BlockDirective] = []
  var inlines: [InlineDirective] = []
  var links: [DocumentLink] = []
  var headings: [(level: Int, text: String, line: Int)] = []
  var diagnostics = Diagnostics()
  /// What is open; nil for an element that was left out and has no close event.
  private var open: [MarkdownElement?] = []
  private var text = LiveText()
  private var block = (line: 1, column: 1)
  private var headingText: String?

  init(_ lines: SourceLines, _ mask: BraceMask, offset: Int) {
    self.lines = lines
    self.mask = mask
    maskedLines = lines.replacing(from: mask.bytes.startIndex, with: mask.bytes)
    self.offset = offset
  }

  /// One step of the walk; false stops it.
  mutating func step(_ step: CommonMarkStep) -> Bool {
    switch step {
    case .enter(let node, let line, let column): return enter(node, line: line + offset, column: column)
    case .leave:
      leave()
      return true
    }
  }

  private mutating func enter(_ node: CommonMarkNode, line: Int, column: Int) -> Bool {
    if case .text(let string) = node {
      text.append(string, line: line, column: column, block: block)
      return true
    }
    flush()
    switch node {
    case .softBreak: events.append(.softBreak)
    case .lineBreak: events.append(.lineBreak)
    case .thematicBreak: events.append(.rule)
    case .code(let string):
      headingText?.append(mask.literal(string))
      events.append(.code(mask.literal(string)))
    case .htmlBlock(let string): html(mask.literal(string), line: line, isBlock: true)
    case .htmlInline(let string): html(mask.literal(string), line: line, isBlock: false)
    case .codeBlock(let info, let string): codeBlock(mask.text(info), mask.literal(string), line: line, column: column)
    default:
      guard open.count < Self.depthLimit else {
        report("nested-too-deeply", line, "more than \(Self.depthLimit) elements are nested here", help: "write it flatter")
        return false
      }
      let element = container(node, line: line, column: column)
      open.append(element)
      if let element { events.append(.open(element)) }
    }
    return true
  }

  private mutating func leave() {
    flush()
    guard let element = open.popLast() else { return }
    if case .heading = element, let text = headingText {
      headings[headings.count - 1].text = text
      headingText = nil
    }
    if let element { events.append(.close(element)) }
  }

  private mutating func container(_ node: CommonMarkNode, line: Int, column: Int) -> MarkdownElement? {
    switch node {
    case .blockQuote: return .blockQuote
    case .item: return .item
    case .list(let ordered, let start, let isTight): return .list(ordered: ordered, start: start, isTight: isTight)
    case .emphasis: return .emphasis
    case .strong: return .strong
    case .paragraph:
      block = (line, column)
      return isInTightList ? .bareParagraph : .paragraph
    case .heading(let level):
      block = (line, column)
      headingText = ""
      headings.append((level, "", line))
      return .heading(headings.count - 1)
    case .link(let url, let title): return link(mask.text(url), mask.text(title), line: line, isImage: false)
    case .image(let url, let title): return link(mask.text(url), mask.text(title), line: line, isImage: true)
    default: return nil
    }
  }

  private var isInTightList: Bool {
    guard open.count >= 2, case .item = open[open.count - 1], case .list(_, _, true) = open[open.count - 2] else { return false }
    return true
  }

  private mutating func flush() {
    guard !text.isEmpty else { return }
    for part in text.take(maskedLines, mask, &diagnostics) {
      switch part {
      case .text(let string):
        headingText?.append(string)
        events.append(.text(string))
      case .live(let directive):
        inlines.append(directive)
        events.append(.live(inlines.count - 1))
      }
    }
  }

  private mutating func html(_ string: String, line: Int, isBlock: Bool) {
    if isComment(string) { return }
    report("raw-html", line, "HTML is shown as text", severity: .warning, help: "use Markdown; write \\< for the character itself")
    if isBlock { events.append(.open(.paragraph)) }
    events.append(.text(isBlock ? trimmedEnd(string) : string))
    if isBlock { events.append(.close(.paragraph)) }
  }

  private mutating func link(_ url: String, _ title: String, line: Int, isImage: Bool) -> MarkdownElement? {
    if url.contains("{{") || url.contains("%7B%7B") {
      report("live-value-in-target", line, "a live value cannot stand in a link target", help: "put it in the text of the link")
      return nil
    }
    let target = LinkTarget(url)
    if target == .refused {
      report(
        "unsafe-target", line, "this target is not allowed; only the text is shown", severity: .warning,
        help: "use a relative path, https, mailto or tel")
      return nil
    }
    if isImage, target != .local {
      report(
        "remote-image", line, "only its text is shown for an image outside the report", severity: .warning,
        help: "use a relative path")
      return nil
    }
    links.append(DocumentLink(url: url, isImage: isImage, location: lines.location(line: line)))
    return isImage ? .image(url: url, title: title) : .link(url: url, title: title, isExternal: target == .external)
  }

  private mutating func codeBlock(_ info: String, _ string: String, line: Int, column: Int) {
    let words = info.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
    let kind = words.first ?? ""
    let place = lines.location(line: line, column: column)
    if BlockDirective.kinds.contains(kind) {
      if words.count > 1 {
        diagnostics.report(
          Diagnostic(
            "invalid-block", area: .content, at: place, "nothing may follow \"\(kind)\"", help: "write key: value lines in the block"))
      }
      var parser = BlockDirectiveParser(lines: lines)
      blocks.append(parser.parse(kind: kind, text: string, fenceLine: line, fenceColumn: column))
      diagnostics.report(contentsOf: parser.diagnostics)
      events.append(.directive(blocks.count - 1))
      return
    }
    // Short words and other initials are languages: c, api, ps.
    let near = kind.utf8.count < 3 ? [] : nearestNames(to: kind, in: BlockDirective.kinds).filter { $0.first == kind.lowercased().first }
    if !near.isEmpty {
      diagnostics.report(
        Diagnostic("unknown-block", area: .content, at: place, "no block is called \"\(kind)\"", suggestions: near))
    }
    events.append(.codeBlock(language: kind, text: string))
  }

  private mutating func report(_ code: String, _ line: Int, _ message: String, severity: Severity = .error, help: String) {
    diagnostics.report(Diagnostic(code, severity, area: .content, at: lines.location(line: line), message, help: help))
  }
}

/// One comment and nothing after it.
private func isComment(_ html: String) -> Bool {
  guard html.hasPrefix("<!--"), let end = html.firstRange(of: "-->") else { return false }
  return html[end.upperBound...].allSatisfy(\.isWhitespace)
}

/// Without line ends at the end.
private func trimmedEnd(_ string: String) -> String {
  String(decoding: string.utf8.reversed().drop { $0 == 10 || $0 == 13 }.reversed(), as: UTF8.self)
}
