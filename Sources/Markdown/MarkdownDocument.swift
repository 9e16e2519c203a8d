import Basics
import Markup

/// A parsed and checked Markdown document: CommonMark with front matter, live values and block directives. A plain value;
/// the C library is left behind once it is made.
public struct MarkdownDocument: Sendable {
  /// A heading in document order.
  public struct Heading: Sendable, Hashable {
    /// 1...6 as written; `render` shifts it.
    public var level: Int
    /// Its text without markup and without live values.
    public var text: String
    /// Slug, unique within the document; `render` puts its prefix before it. A live value does not change it.
    public var id: String
    /// Where it stands.
    public var location: SourceLocation
  }

  /// Sources above this size are refused: notes and sections are written by people.
  public static let sizeLimit = 4 << 20

  /// `key: value` lines of the front matter; empty without one.
  public private(set) var frontMatter: [String: FrontMatterValue]
  /// Where each key of the front matter stands.
  public private(set) var frontMatterLocations: [String: SourceLocation]
  /// Fenced `chart`, `table` and `kpis` blocks in document order.
  public private(set) var blocks: [BlockDirective]
  /// Live values in document order.
  public private(set) var inlines: [InlineDirective]
  /// Links and images that are kept, in document order.
  public private(set) var links: [DocumentLink]
  /// All headings in document order.
  public private(set) var headings: [Heading]
  /// Raw HTML and unsafe targets that were made harmless. Never holds an error.
  public private(set) var warnings: Diagnostics
  let events: [MarkdownEvent]

  /// Parses UTF-8 `source`; `file` is named in locations. Throws every problem found: of the front matter, of `key: value`
  /// lines, of live values. Raw HTML and unsafe links are warnings.
  public init(parsing source: String, file: String) throws(Diagnostics) {
    try self.init(parsing: Array(source.utf8), file: file)
  }

  /// Parses bytes as read from a file; bytes that are not UTF-8 are an error with their place. A byte order mark is skipped.
  public init(parsing bytes: [UInt8], file: String) throws(Diagnostics) {
    var bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    try Self.checkBytes(bytes, file: file)
    let lines = SourceLines(bytes, file: file)
    let front = FrontMatter(lines)
    let start = front.lineCount < lines.ranges.count ? lines.ranges[front.lineCount].lowerBound : bytes.count
    let mask = BraceMask(bytes[start...])
    guard let tree = CommonMarkTree(parsing: mask.bytes) else {
      throw Diagnostics([Diagnostic("unreadable-markdown", area: .content, at: SourceLocation(file: file), "this text cannot be parsed")])
    }
    var reader = MarkdownReader(lines, mask, offset: front.lineCount)
    tree.walk { reader.step($0) }
    var found = front.diagnostics
    found.report(contentsOf: reader.diagnostics)
    try found.throwIfErrors()
    frontMatter = front.values
    frontMatterLocations = front.locations
    blocks = reader.blocks
    inlines = reader.inlines
    links = reader.links
    headings = zip(reader.headings, uniqueSlugs(reader.headings.map(\.text))).map { heading, id in
      Heading(level: heading.level, text: heading.text, id: id, location: lines.location(line: heading.line))
    }
    warnings = found.sorted()
    events = reader.events
  }

  /// The text of the heading the document begins with; nil when it begins with something else.
  public var title: String? {
    if case .open(.heading(let index)) = events.first { headings[index].text } else { nil }
  }

  /// HTML. The outermost headings become `headingLevel` (1...6) and no level is skipped; ids begin with `idPrefix`; `block`
  /// gives the markup of a directive, `inline` the text of a live value, which is escaped.
  public func render(
    idPrefix: String = "", headingLevel: Int = 3, block: (BlockDirective) throws -> Fragment,
    inline: (InlineDirective) throws -> String
  ) rethrows -> Fragment {
    var renderer = MarkdownRenderer(self, idPrefix: idPrefix, headingLevel: headingLevel)
    try renderer.write(block: block, inline: inline)
    return renderer.writer.finish()
  }

  /// The words alone, for search and descriptions: blocks are separated by line ends, directives are left out.
  public func plainText(inline: (InlineDirective) throws -> String) rethrows -> String {
    var text = ""
    for event in events {
      switch event {
      case .text(let string), .code(let string): text += string
      case .live(let index): text += try inline(inlines[index])
      case .softBreak: text += " "
      case .lineBreak, .close(.paragraph), .close(.bareParagraph), .close(.heading): text += "\n"
      case .codeBlock(_, let string): text += string
      default: break
      }
    }
    while text.last == "\n" { text.removeLast() }
    return text
  }

  private static func checkBytes(_ bytes: [UInt8], file: String) throws(Diagnostics) {
    if bytes.count > sizeLimit {
      throw Diagnostics([
        Diagnostic("file-too-large", area: .content, at: SourceLocation(file: file), "a Markdown file has at most \(sizeLimit >> 20) MiB")
      ])
    }
    guard let offset = firstInvalidUTF8(bytes) else { return }
    let before = SourceLines(Array(bytes[..<offset]), file: file)
    let endsLine = bytes[..<offset].last.map { $0 == 10 || $0 == 13 } ?? false
    let line = before.ranges.count + (endsLine ? 1 : 0)
    let column = endsLine ? 1 : before[line].count + 1
    throw Diagnostics([
      Diagnostic(
        "invalid-utf8", area: .content, at: SourceLocation(file: file, line: line, column: column), "this byte is not UTF-8",
        help: "save the file as UTF-8")
    ])
  }
}

/// The offset of the first byte that no UTF-8 sequence contains or that cuts one short; nil for valid text.
func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
  if String(validating: bytes, as: UTF8.self) != nil { return nil }
  var decoder = UTF8.ForwardParser()
  var iterator = bytes.makeIterator()
  var offset = 0
  while true {
    switch decoder.parseScalar(from: &iterator) {
    case .valid(let scalar): offset += scalar.count
    case .emptyInput: return nil
    case .error: return offset
    }
  }
}
