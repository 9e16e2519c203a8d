import Records

/// How the rows of a body are laid out.
enum RowLayout: Equatable {
  /// Elements of an array whose bracket stands just before `start`; `isBare` when the array is the whole body.
  case array(start: Int, isBare: Bool)
  /// One object after another, spread over lines.
  case objects(start: Int)
  /// One object a line.
  case lines(start: Int)
  /// A table of cells.
  case csv(CSVTable)
}

/// What a body is, from its first bytes.
struct Recognition: Equatable {
  var kind: String
  var vendor: String?
  /// nil when its rows are no conversations of Studio Chat.
  var layout: RowLayout?
  var facts = EnvelopeFacts()
  var keys: [String] = []
  /// True for a list of conversations without any, which could be anybody's.
  var isEmptyList = false
  /// `start_date` and `end_date` of a `request` wrapper.
  var requestWindow: Range<Instant>?
}

/// Recognises a body by its shape. `bytes` is its beginning, all of it when `isWhole`.
func recognise(_ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> Recognition {
  var scanner = BodyScanner(bytes)
  if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { scanner.index = 3 }
  scanner.skipSpace()
  switch scanner.byte {
  case nil: return Recognition(kind: isWhole ? "empty" : "unknown")
  case 0x7B: return recogniseObject(scanner, window: nil, isWhole: isWhole)
  case 0x5B: return recogniseArray(scanner)
  default: return recogniseText(scanner, isWhole: isWhole)
  }
}

private func recogniseText(_ scanner: BodyScanner, isWhole: Bool) -> Recognition {
  if let header = CSVHeader(scanner.bytes, at: scanner.index, isWhole: isWhole), let table = CSVTable(header) {
    return Recognition(kind: table.isLegacy ? "conversations-csv-legacy" : "conversations-csv", vendor: "studiochat", layout: .csv(table))
  }
  // Lines with a damaged first one.
  if let second = lineFeed(in: scanner.bytes, from: scanner.index), startsConversation(scanner, at: second) {
    return Recognition(kind: "conversations-lines", vendor: "studiochat", layout: .lines(start: scanner.index))
  }
  return Recognition(kind: "unknown")
}

private func startsConversation(_ scanner: BodyScanner, at index: Int) -> Bool {
  var probe = BodyScanner(scanner.bytes, at: index)
  probe.skipSpace()
  return probe.byte == 0x7B && isConversation(keysOfObject(probe).keys)
}

/// Keys of the object at the scanner, and whether it ends within the piece.
private func keysOfObject(_ start: BodyScanner) -> (keys: [BodyKey], isClosed: Bool, end: Int) {
  var scanner = start
  scanner.index += 1
  var keys: [BodyKey] = []
  keys.reserveCapacity(40)
  var isClosed = false
  while let key = scanner.key(isClosed: &isClosed) {
    if keys.count < 200 { keys.append(key) }
    guard scanner.skipValue() else { break }
  }
  return (keys, isClosed, scanner.index)
}

private func isConversation(_ keys: [BodyKey]) -> Bool {
  guard keys.contains("conversation_id") else { return false }
  return keys.contains { key in
    key == "inbox_name" || key == "messages" || key == "first_message_at" || key == "message_count" || key == "last_message_at"
  }
}

private func recogniseObject(_ start: BodyScanner, window: Range<Instant>?, isWhole: Bool) -> Recognition {
  var scanner = start
  scanner.index += 1
  var facts = EnvelopeFacts()
  var keys: [BodyKey] = []
  keys.reserveCapacity(40)
  var isClosed = false
  var window = window
  while let key = scanner.key(isClosed: &isClosed) {
    if keys.count < 200 { keys.append(key) }
    if key == "conversations", scanner.byte == 0x5B {
      return recogniseRows(scanner, facts, keys: keys, window: window)
    }
    if key == "summaries" || key == "items", scanner.byte == 0x5B, isSummaries(scanner, isNamed: key == "summaries") {
      return recogniseRows(scanner, facts, keys: keys, window: window)
    }
    if key == "request", scanner.byte == 0x7B { window = requestedWindow(scanner) }
    if key == "response", scanner.byte == 0x7B, keys.allSatisfy({ $0 == "request" || $0 == "response" }) {
      return recogniseObject(scanner, window: window, isWhole: isWhole)
    }
    facts.note(key, scanner)
    guard scanner.skipValue() else { break }
  }
  if isConversation(keys) {
    return recogniseConversation(start, end: scanner.index, isClosed: isClosed, window: window)
  }
  // One damaged line at the start must not hide the lines that follow.
  if let second = lineFeed(in: start.bytes, from: start.index), startsConversation(start, at: second) {
    return Recognition(kind: "conversations-lines", vendor: "studiochat", layout: .lines(start: start.index))
  }
  return Recognition(kind: "unknown", facts: facts, keys: presentable(keys.texts), requestWindow: window)
}

/// A conversation at the top: alone, or the first of many.
private func recogniseConversation(
  _ start: BodyScanner, end: Int, isClosed: Bool, window: Range<Instant>?
) -> Recognition {
  // A line feed between the tokens means an object written over several lines; inside a string there is none.
  let feed = lineFeed(in: start.bytes, from: start.index)
  if let feed, feed < end {
    if startsConversation(start, at: feed) {
      return Recognition(kind: "conversations-lines", vendor: "studiochat", layout: .lines(start: start.index), requestWindow: window)
    }
    return Recognition(kind: "conversation", vendor: "studiochat", layout: .objects(start: start.index), requestWindow: window)
  }
  var next = BodyScanner(start.bytes, at: end)
  next.skipSpace()
  let isAlone = isClosed && (next.byte == nil || next.byte == 0x7D)
  if isAlone {
    return Recognition(kind: "conversation", vendor: "studiochat", layout: .objects(start: start.index), requestWindow: window)
  }
  return Recognition(kind: "conversations-lines", vendor: "studiochat", layout: .lines(start: start.index), requestWindow: window)
}

private func recogniseArray(_ scanner: BodyScanner) -> Recognition {
  let first = firstObjectKeys(scanner)
  if isConversation(first) {
    return Recognition(kind: "conversations-list", vendor: "studiochat", layout: .array(start: scanner.index + 1, isBare: true))
  }
  return Recognition(kind: "unknown", keys: presentable(first.texts))
}

/// The array of an envelope called `conversations`.
private func recogniseRows(_ scanner: BodyScanner, _ facts: EnvelopeFacts, keys: [BodyKey], window: Range<Instant>?) -> Recognition {
  let first = firstObjectKeys(scanner)
  let isExport = facts.exportedAt != nil || keys.contains("exported_at")
  let layout = RowLayout.array(start: scanner.index + 1, isBare: false)
  if isExport || isConversation(first) || first.isEmpty {
    let areSummaries =
      !keys.suffix(1).contains { $0 == "conversations" }
      || first.contains("summary") && !first.contains("inbox_name") && !first.contains("messages")
    let kind =
      isExport
      ? "conversations-export"
      : areSummaries ? "conversations-summaries" : facts.hasPaging ? "conversations-page" : "conversations-batch"
    return Recognition(
      kind: kind, vendor: "studiochat", layout: layout, facts: facts, isEmptyList: first.isEmpty && !isExport, requestWindow: window)
  }
  return Recognition(kind: "unknown", facts: facts, keys: presentable(keys.texts))
}

/// Summaries name no inbox; an empty list is told by its name alone.
private func isSummaries(_ scanner: BodyScanner, isNamed: Bool) -> Bool {
  let first = firstObjectKeys(scanner)
  return first.isEmpty ? isNamed : first.contains("summary") && isConversation(first)
}

/// Keys of the first element that is an object, among the first hundred.
private func firstObjectKeys(_ array: BodyScanner) -> [BodyKey] {
  var scanner = array
  scanner.index += 1
  for _ in 0..<100 {
    scanner.skipSpace()
    if scanner.byte == 0x2C { scanner.index += 1 }
    scanner.skipSpace()
    if scanner.byte == 0x7B { return keysOfObject(scanner).keys }
    guard scanner.byte != 0x5D, scanner.byte != nil, scanner.skipValue() else { return [] }
  }
  return []
}

private func requestedWindow(_ start: BodyScanner) -> Range<Instant>? {
  var scanner = start
  var isClosed = false
  var from: TimeStamp?
  var to: TimeStamp?
  // Dates may stand one level down, in `query` or `params`: look at every text behind these two keys.
  scanner.index += 1
  while let key = scanner.key(isClosed: &isClosed) {
    if scanner.byte == 0x7B, let inner = requestedWindow(scanner) { return inner }
    if key == "start_date" { from = scanner.text().flatMap { parseTimeStamp($0) } }
    if key == "end_date" { to = scanner.text().flatMap { parseTimeStamp($0) } }
    guard scanner.skipValue() else { break }
  }
  guard let from, let to, from.microseconds < to.microseconds else { return nil }
  return Instant(microseconds: from.microseconds)..<Instant(microseconds: to.microseconds)
}

/// Keys that look like names, not like data (ids, numbers, addresses).
func presentable(_ keys: [String]) -> [String] {
  let named = keys.filter { key in
    key.utf8.count <= 40 && key.utf8.first.map { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x5F } == true
      && key.utf8.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x5F }
      && key.utf8.filter { $0 >= 0x30 && $0 <= 0x39 }.count <= 2
  }
  return Array(named.prefix(40))
}
