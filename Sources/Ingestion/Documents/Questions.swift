import CSimdJSON
import Records

extension ConversationDraft.Message {
  /// Marks an answer whose last sentence asks something; the text is not kept.
  mutating func noteQuestion(_ text: UnsafeBufferPointer<UInt8>) {
    if role == .assistant, let bytes = text.baseAddress, csj_asks(bytes, text.count) { marks.insert(.question) }
  }

  /// The same for a text that was put together.
  mutating func noteQuestion(_ text: String) {
    var text = text
    text.withUTF8 { noteQuestion($0) }
  }
}
