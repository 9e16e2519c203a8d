import Aggregation
import Basics
import Records

/// An order, or a part, of the list that has a page of its own.
enum ConversationOrder: String, CaseIterable {
  case firstMessage = "by-first-message"
  case messages = "by-messages"
  case handoffsFirst = "by-hand-off"
  case assistant = "by-assistant"
  case handedOff = "handed-off"
  case errors = "with-errors"
  case winBack = "with-win-back"

  var fileName: String { "conversations-\(rawValue).html" }

  /// True for orders of the whole list; the others show a part of it, latest first.
  var isOrder: Bool {
    switch self {
    case .firstMessage, .messages, .handoffsFirst, .assistant: true
    case .handedOff, .errors, .winBack: false
    }
  }

  /// Words of a link.
  var words: String {
    switch self {
    case .firstMessage: "first message, latest first"
    case .messages: "messages, most first"
    case .handoffsFirst: "hand-offs first"
    case .assistant: "assistant"
    case .handedOff: "handed off"
    case .errors: "with an error"
    case .winBack: "with a win-back message"
    }
  }

  /// Heading of the page.
  var heading: String { isOrder ? "Conversations by \(self == .handoffsFirst ? "hand-off" : words)" : "Conversations \(words)" }

  /// Column that the rows are sorted by, and whether downwards.
  var column: (id: String, isDescending: Bool) {
    switch self {
    case .firstMessage: ("firstMessageAt", true)
    case .messages: ("messages", true)
    case .assistant: ("assistant", false)
    case .handoffsFirst: ("outcome", false)
    case .handedOff, .errors, .winBack: ("lastMessageAt", true)
    }
  }

  /// Its rows, in its order, of rows that stand latest first.
  func rows(_ latest: [ListedConversation]) -> [ListedConversation] {
    switch self {
    case .firstMessage: sorted(latest) { $0.firstAt == missingInstant ? nil : -$0.firstAt }
    case .messages: sorted(latest) { $0.messageCount.map { -Int64($0) } }
    case .handoffsFirst: sorted(latest) { $0.flags.contains(.handoff) ? 0 : $0.flags.contains(.handoffUnknown) ? nil : 1 }
    case .assistant: byAssistant(latest)
    case .handedOff: latest.filter { $0.flags.contains(.handoff) }
    case .errors: latest.filter { $0.flags.contains(.error) }
    case .winBack: latest.filter { $0.flags.contains(.winbackSent) }
    }
  }

  /// Smallest key first, rows without one last; equal ones keep their order.
  private func sorted(_ rows: [ListedConversation], by key: (ListedConversation) -> Int64?) -> [ListedConversation] {
    rows.enumerated().map { (key($1) ?? Int64.max, $0, $1) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  private func byAssistant(_ rows: [ListedConversation]) -> [ListedConversation] {
    rows.enumerated().sorted { a, b in
      guard let left = a.element.assistant?.string, let right = b.element.assistant?.string else {
        let isLeftNamed = a.element.assistant != nil
        return isLeftNamed == (b.element.assistant != nil) ? a.offset < b.offset : isLeftNamed
      }
      return RecordOrder.text(left, right) ?? (a.offset < b.offset)
    }.map(\.element)
  }
}
