import Records

/// What a file turned out to be, as one worker found it.
struct DocumentFinding: Sendable {
  /// Block it was found in; the first one speaks for the file.
  var part = 0
  var vendor: Vendor?
  var kind = "unknown"
  /// False for kinds that are only listed.
  var isUsed = false
  /// Why a kind is only listed.
  var reason: String?
  var nearest: String?
  var keys: [String] = []
  var context = BodyContext()

  init(part: Int, _ finding: BodyFinding) {
    self.part = part
    switch finding {
    case let .known(found, context):
      vendor = found.vendor
      kind = found.kind.kind
      self.context = context
      if case .listed(let why) = found.kind.reading { reason = why } else { isUsed = true }
    case let .unknown(nearest, keys, isEmpty, context):
      self.nearest = nearest
      self.keys = keys
      self.context = context
      if isEmpty { kind = "empty-list" }
    }
  }
}

/// Reads one block of a file that holds no conversations of Studio Chat.
struct DocumentReader {
  let source: String
  let projectRoot: String

  func read(_ block: Block, _ feed: Feed, _ tally: inout Tally, into harvest: inout Harvest) -> DocumentFinding? {
    switch feed.form {
    case .conversations, .unread: return nil
    case .tooLong:
      if block.ticket == 0 { tally.reject(row: 1, line: 0, field: nil, .tooLong) }
      return nil
    case .whole: return whole(block, feed, &tally, &harvest)
    case let .elements(found, context): return rows(block, feed, found, context, &tally, &harvest)
    case let .lines(found?, context): return rows(block, feed, found, context, &tally, &harvest)
    case .lines(nil, _): return lines(block, feed, &tally, &harvest)
    }
  }

  private func path(of feed: Feed) -> String { relativePath(feed.file.path, to: projectRoot) }

  private func whole(_ block: Block, _ feed: Feed, _ tally: inout Tally, _ harvest: inout Harvest) -> DocumentFinding? {
    var scanner = BodyScanner(block.bytes)
    if block.count >= 3, block.bytes[0] == 0xEF { scanner.index = 3 }
    scanner.skipSpace()
    // Further blocks of what the first one told to be unknown only pass by.
    guard block.ticket == 0, let first = scanner.byte else { return nil }
    if first != 0x7B, first != 0x5B { return table(block, feed, &tally, &harvest) }
    let bytes = UnsafeBufferPointer(rebasing: block.bytes[scanner.index...])
    do throws(RejectionReasonError) {
      let tree = try JSONTree(bytes)
      return document(tree, feed, row: 1, line: 0, part: 0, &tally, &harvest)
    } catch {
      tally.reject(row: 1, line: 0, field: nil, error.reason == .notJSON && !isBalanced(bytes) ? .cutOff : error.reason)
      return damaged(bytes, feed)
    }
  }

  /// What a damaged body seems to be, by its beginning; nothing of it is used.
  private func damaged(_ bytes: UnsafeBufferPointer<UInt8>, _ feed: Feed) -> DocumentFinding? {
    guard let head = closedPrefix(bytes), case .success(let tree) = parseDocument(head) else { return nil }
    var finding = DocumentFinding(part: 0, find(unwrap(tree.root), feed.context))
    finding.isUsed = false
    return finding
  }

  private func document(
    _ tree: JSONTree, _ feed: Feed, row: Int, line: Int, part: Int, _ tally: inout Tally, _ harvest: inout Harvest
  ) -> DocumentFinding {
    let body = unwrap(tree.root)
    let finding = find(body, feed.context)
    guard case let .known(found, context) = finding else { return DocumentFinding(part: part, finding) }
    harvest.begin(DocumentBody(found, context, source: source, path: path(of: feed)), file: feed.index, part: part)
    let (accepted, rejected) = readBody(body.root, found.kind, context, into: &harvest)
    tally.accepted += accepted
    for item in rejected { tally.reject(row: item.row, line: line, field: item.field, item.reason) }
    return DocumentFinding(part: part, finding)
  }

  /// Elements of a list, or lines of one kind.
  private func rows(
    _ block: Block, _ feed: Feed, _ found: VendorKind, _ context: BodyContext, _ tally: inout Tally, _ harvest: inout Harvest
  ) -> DocumentFinding? {
    guard case let .rows(_, read) = found.kind.reading else { return nil }
    harvest.begin(
      DocumentBody(found, context, source: source, path: path(of: feed)), file: feed.index, part: block.ticket, continues: block.ticket > 0)
    let count = block.rows.count
    harvest.update { $0.rows = count }
    each(block, &tally) { tree, row, line, tally in
      switch read(tree.root, row, context, &harvest) {
      case .accepted: tally.accepted += 1
      case let .rejected(reason, field): tally.reject(row: row, line: line, field: field, reason)
      }
    }
    return DocumentFinding(part: block.ticket, .known(found, context))
  }

  /// Lines, each a body of its own.
  private func lines(_ block: Block, _ feed: Feed, _ tally: inout Tally, _ harvest: inout Harvest) -> DocumentFinding? {
    var first: DocumentFinding?
    each(block, &tally) { tree, row, line, tally in
      var part = Tally()
      let finding = document(tree, feed, row: row, line: line, part: block.ticket, &part, &harvest)
      // A line is one row, whatever it holds.
      if let reason = part.problems.first {
        tally.reject(row: row, line: line, field: reason.field, reason.reason)
      } else if finding.isUsed {
        tally.accepted += 1
      } else {
        tally.reject(row: row, line: line, field: nil, .unknownKind)
      }
      if first == nil || first?.isUsed == false && finding.isUsed { first = finding }
    }
    return first
  }

  private func each(_ block: Block, _ tally: inout Tally, _ body: (JSONTree, Int, Int, inout Tally) -> Void) {
    for (index, span) in block.rows.enumerated() {
      let row = block.firstRow + index
      let line = block.line(at: Int(span.start))
      if let reason = span.reason {
        tally.reject(row: row, line: line, field: nil, reason)
        continue
      }
      do throws(RejectionReasonError) {
        let tree = try JSONTree(UnsafeBufferPointer(rebasing: block.bytes[Int(span.start)..<Int(span.end)]))
        body(tree, row, line, &tally)
      } catch {
        tally.reject(row: row, line: line, field: nil, span.isLast && error.reason == .notJSON ? .cutOff : error.reason)
      }
    }
  }

  private func table(_ block: Block, _ feed: Feed, _ tally: inout Tally, _ harvest: inout Harvest) -> DocumentFinding? {
    let context = feed.known
    guard var table = TextTable(block.bytes) else { return nil }
    guard let found = VendorRegistry.recognise(columns: table.columns, context), case let .table(read) = found.kind.reading else {
      return DocumentFinding(
        part: 0, .unknown(nearest: VendorRegistry.nearest([], context), keys: presentable(table.columns), isEmpty: false, context))
    }
    harvest.begin(DocumentBody(found, context, source: source, path: path(of: feed)), file: feed.index)
    var number = 0
    while let row = table.next() {
      number += 1
      if let reason = row.reason {
        tally.reject(row: number, line: row.line, field: nil, reason)
        continue
      }
      switch read(TableRow(columns: table.columns, cells: row.cells, separator: table.separator), number, context, &harvest) {
      case .accepted: tally.accepted += 1
      case let .rejected(reason, field): tally.reject(row: number, line: row.line, field: field, reason)
      }
    }
    harvest.update { $0.rows = number }
    return DocumentFinding(part: 0, .known(found, context))
  }
}

/// True when every bracket outside texts is closed: what is wrong then is not that the end is missing.
private func isBalanced(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var scanner = BodyScanner(bytes)
  var depth = 0
  while scanner.index < bytes.count {
    switch bytes[scanner.index] {
    case 0x22:
      guard scanner.string() != nil else { return false }
      continue
    case 0x7B, 0x5B: depth += 1
    case 0x7D, 0x5D: depth -= 1
    default: break
    }
    scanner.index += 1
  }
  return depth <= 0
}
