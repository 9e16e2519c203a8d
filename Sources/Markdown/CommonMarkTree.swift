import CCMark

/// One node of a CommonMark tree as plain facts.
enum CommonMarkNode {
  case document, blockQuote, item, paragraph, thematicBreak, softBreak, lineBreak, emphasis, strong, other
  case list(ordered: Bool, start: Int, isTight: Bool)
  case codeBlock(info: String, text: String)
  case heading(level: Int)
  case text(String)
  case code(String)
  case htmlBlock(String)
  case htmlInline(String)
  case link(url: String, title: String)
  case image(url: String, title: String)
}

/// A step of a walk: containers are entered and left, leaves are only entered.
enum CommonMarkStep {
  case enter(CommonMarkNode, line: Int, column: Int)
  case leave
}

/// Owns a tree of libcmark and frees it. The only place that calls the C library; what leaves it is Swift values.
struct CommonMarkTree: ~Copyable {
  private let root: OpaquePointer

  /// Parses UTF-8 in the library's safe mode; nil when the library gives no tree.
  init?(parsing bytes: ArraySlice<UInt8>) {
    let parsed = bytes.withUnsafeBytes { raw in
      unsafe cmark_parse_document(raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count, CMARK_OPT_VALIDATE_UTF8)
    }
    guard let parsed = unsafe parsed else { return nil }
    unsafe root = parsed
  }

  deinit { unsafe cmark_node_free(root) }

  /// Visits every node in document order without recursion, so depth costs no stack. `visit` returns false to stop.
  borrowing func walk(_ visit: (CommonMarkStep) -> Bool) {
    guard let iterator = unsafe cmark_iter_new(root) else { return }
    defer { unsafe cmark_iter_free(iterator) }
    while true {
      let event = unsafe cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return }
      let proceed: Bool
      if event == CMARK_EVENT_ENTER, let node = unsafe cmark_iter_get_node(iterator) {
        let line = Int(unsafe cmark_node_get_start_line(node))
        let column = Int(unsafe cmark_node_get_start_column(node))
        proceed = visit(.enter(unsafe facts(node), line: line, column: column))
      } else {
        proceed = visit(.leave)
      }
      if !proceed { return }
    }
  }

  private borrowing func facts(_ node: OpaquePointer) -> CommonMarkNode {
    switch unsafe cmark_node_get_type(node) {
    case CMARK_NODE_DOCUMENT: return .document
    case CMARK_NODE_BLOCK_QUOTE: return .blockQuote
    case CMARK_NODE_LIST:
      return unsafe .list(
        ordered: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST, start: Int(cmark_node_get_list_start(node)),
        isTight: cmark_node_get_list_tight(node) != 0)
    case CMARK_NODE_ITEM: return .item
    case CMARK_NODE_CODE_BLOCK: return .codeBlock(info: unsafe string(cmark_node_get_fence_info(node)), text: literal(node))
    case CMARK_NODE_HTML_BLOCK: return .htmlBlock(literal(node))
    case CMARK_NODE_PARAGRAPH: return .paragraph
    case CMARK_NODE_HEADING: return .heading(level: Int(unsafe cmark_node_get_heading_level(node)))
    case CMARK_NODE_THEMATIC_BREAK: return .thematicBreak
    case CMARK_NODE_TEXT: return .text(literal(node))
    case CMARK_NODE_SOFTBREAK: return .softBreak
    case CMARK_NODE_LINEBREAK: return .lineBreak
    case CMARK_NODE_CODE: return .code(literal(node))
    case CMARK_NODE_HTML_INLINE: return .htmlInline(literal(node))
    case CMARK_NODE_EMPH: return .emphasis
    case CMARK_NODE_STRONG: return .strong
    case CMARK_NODE_LINK: return unsafe .link(url: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)))
    case CMARK_NODE_IMAGE: return unsafe .image(url: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)))
    default: return .other
    }
  }

  private borrowing func literal(_ node: OpaquePointer) -> String { unsafe string(cmark_node_get_literal(node)) }

  private borrowing func string(_ bytes: UnsafePointer<CChar>?) -> String {
    guard let bytes = unsafe bytes else { return "" }
    return unsafe String(cString: bytes)
  }
}
