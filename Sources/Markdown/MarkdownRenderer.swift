import Markup

/// Writes the events of a document as HTML.
struct MarkdownRenderer {
  let document: MarkdownDocument
  let idPrefix: String
  /// Level of each heading on the page.
  let levels: [Int]
  var writer: MarkupWriter
  /// Text of the open image: its content becomes an attribute, so elements in it are left out.
  private var alternative: String?
  private var openImages = 0

  init(_ document: MarkdownDocument, idPrefix: String, headingLevel: Int) {
    self.document = document
    self.idPrefix = idPrefix
    levels = shiftedLevels(document.headings.map(\.level), first: min(6, max(1, headingLevel)))
    writer = MarkupWriter(capacity: 4096)
  }

  mutating func write(block: (BlockDirective) throws -> Fragment, inline: (InlineDirective) throws -> String) rethrows {
    for event in document.events {
      switch event {
      case .open(.image):
        if openImages == 0 { alternative = "" }
        openImages += 1
      case .close(.image(let url, let title)): image(url, title)
      case .live(let index): text(try inline(document.inlines[index]))
      case .text(let string): text(string)
      case .softBreak: text("\n")
      case .directive(let index):
        writer.fragment(try block(document.blocks[index]))
        writer.raw("\n")
      case .code(let string):
        element("<code>")
        text(string)
        element("</code>")
      case .lineBreak: element("<br>\n")
      case .rule: writer.raw("<hr>\n")
      case .codeBlock(let language, let string): codeBlock(language, string)
      case .open(let element): open(element)
      case .close(let element): close(element)
      }
    }
  }

  private mutating func text(_ string: String) {
    if alternative == nil { writer.text(string) } else { alternative?.append(string) }
  }

  /// Literal markup, left out within an image.
  private mutating func element(_ literal: StaticString) {
    if alternative == nil { writer.raw(literal) }
  }

  private mutating func image(_ url: String, _ title: String) {
    openImages -= 1
    guard openImages == 0 else { return }
    writer.raw("<img")
    writer.attribute("src", url)
    writer.attribute("alt", alternative ?? "")
    if !title.isEmpty { writer.attribute("title", title) }
    writer.raw(">")
    alternative = nil
  }

  private mutating func codeBlock(_ language: String, _ string: String) {
    writer.raw("<pre><code")
    if !language.isEmpty { writer.attribute("class", "language-\(language)") }
    writer.raw(">")
    writer.text(string)
    writer.raw("</code></pre>\n")
  }

  private mutating func open(_ element: MarkdownElement) {
    switch element {
    case .paragraph: writer.raw("<p>")
    case .bareParagraph, .image: break
    case .blockQuote: writer.raw("<blockquote>\n")
    case .item: writer.raw("<li>")
    case .emphasis: self.element("<em>")
    case .strong: self.element("<strong>")
    case .list(ordered: false, _, _): writer.raw("<ul>\n")
    case .list(ordered: true, let start, _):
      writer.raw("<ol")
      if start != 1 { writer.attribute("start", String(start)) }
      writer.raw(">\n")
    case .heading(let index):
      writer.raw("<h")
      writer.number(levels[index])
      writer.attribute("id", idPrefix + document.headings[index].id)
      writer.raw(">")
    case .link(let url, let title, let isExternal):
      guard alternative == nil else { return }
      writer.raw("<a")
      writer.attribute("href", url)
      if !title.isEmpty { writer.attribute("title", title) }
      if isExternal { writer.attribute("rel", "noopener") }
      writer.raw(">")
    }
  }

  private mutating func close(_ element: MarkdownElement) {
    switch element {
    case .paragraph: writer.raw("</p>\n")
    case .bareParagraph: writer.raw("\n")
    case .image: break
    case .blockQuote: writer.raw("</blockquote>\n")
    case .item: writer.raw("</li>\n")
    case .emphasis: self.element("</em>")
    case .strong: self.element("</strong>")
    case .list(let ordered, _, _): writer.raw(ordered ? "</ol>\n" : "</ul>\n")
    case .heading(let index):
      writer.raw("</h")
      writer.number(levels[index])
      writer.raw(">\n")
    case .link: self.element("</a>")
    }
  }
}
