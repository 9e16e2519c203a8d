/// A document after checking, flat and in order: what is opened is closed, and nothing unsafe is left.
enum MarkdownEvent: Sendable, Hashable {
  case open(MarkdownElement)
  case close(MarkdownElement)
  case text(String)
  /// Index into `MarkdownDocument.inlines`.
  case live(Int)
  case code(String)
  case codeBlock(language: String, text: String)
  /// Index into `MarkdownDocument.blocks`.
  case directive(Int)
  case softBreak, lineBreak, rule
}

/// What can contain something.
enum MarkdownElement: Sendable, Hashable {
  case paragraph, blockQuote, item, emphasis, strong
  /// A paragraph without its element, as in a tight list.
  case bareParagraph
  case list(ordered: Bool, start: Int, isTight: Bool)
  /// Index into `MarkdownDocument.headings`.
  case heading(Int)
  case link(url: String, title: String, isExternal: Bool)
  case image(url: String, title: String)
}
