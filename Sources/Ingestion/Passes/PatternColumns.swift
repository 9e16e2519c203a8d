import Basics
import CSimdJSON
import Privacy
import Records

/// What the patterns of a project find in the messages of rows, as columns; one belongs to one worker.
struct RowPatterns {
  let matcher: PatternMatcher
  private var found: [(bits: UInt64, at: Int64)] = []

  init(_ matcher: PatternMatcher) { self.matcher = matcher }

  /// Adds what the messages of a decoded row match.
  mutating func append(_ record: csj_record, _ times: [Int64], to batch: inout ConversationBatch) {
    found.removeAll(keepingCapacity: true)
    var isFirst = true
    for index in 0..<Int(record.message_entries) {
      let message = record.messages[index]
      let text = UnsafeBufferPointer(start: message.content.bytes, count: message.content.count)
      switch message.role {
      case MessageRole.user.rawValue:
        found.append((matcher.user(text, isFirst: isFirst), times[index]))
        isFirst = false
      case MessageRole.assistant.rawValue: if message.winback == 0 { found.append((matcher.assistant(text), times[index])) }
      default: break
      }
    }
    batch.matches.append(found.reduce(0) { $0 | $1.bits })
    batch.firstMatches.append(found)
  }
}

/// Adds what the messages of a draft match; they are in the order of time.
func appendMatches(of draft: ConversationDraft, _ patterns: PatternSet, to batch: inout ConversationBatch) {
  let first = draft.messages.firstIndex { $0.role == .user }
  let found = draft.messages.enumerated().map { index, message in
    (bits: index == first ? message.matches : message.matches & ~patterns.firstBits, at: message.at)
  }
  batch.matches.append(found.reduce(0) { $0 | $1.bits })
  batch.firstMatches.append(found)
}

extension Harvest {
  /// Bits of the patterns that a text matches. Which message of the user is the first is known when all are together.
  func matches(_ text: some Collection<UInt8>, _ role: MessageRole) -> UInt64 {
    guard let patterns, role != .other else { return 0 }
    return Array(text).withUnsafeBufferPointer { role == .user ? patterns.user($0, isFirst: true) : patterns.assistant($0) }
  }

  /// The same for a text that was read from a table.
  func matches(_ text: String, _ role: MessageRole) -> UInt64 { patterns == nil ? 0 : matches(text.utf8, role) }
}

/// Texts on which each pattern gave up, over all workers.
func exhaustedTexts(_ parts: [[Int]], _ patterns: PatternSet) -> [Int] {
  var sums = [Int](repeating: 0, count: patterns.entries.count)
  for part in parts where part.count == sums.count { for index in sums.indices { sums[index] += part[index] } }
  return sums
}

/// One note for each pattern that gave up: its name and how often, never a text.
func exhaustedPatterns(_ exhausted: [Int], _ patterns: PatternSet) -> [Diagnostic] {
  zip(patterns.entries, exhausted).filter { $1 > 0 }.map { entry, count in
    Diagnostic(
      "pattern-limit", .note, area: .data,
      "the pattern of \"\(entry.name)\" gave up on \(count == 1 ? "1 text, which counts" : "\(count) texts, which count") as not matched",
      help: "write it without a repetition inside a repetition")
  }
}
