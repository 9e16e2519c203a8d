/// The 64 marks of a conversation: facts that a project declares and that the packed signature cannot hold. A condition asks for one
/// by its number (`Condition.mark`); a plan whose conditions ask for none does not look at them.
///
/// Layout: marks 0 to 31 are the predicates of `Catalogue.predicates`, in their order, evaluated in the pass over the rows. Marks 32 to
/// 63 are the bits 0 to 31 of `ConversationBatch.matches`: which patterns of the project the texts of the conversation match, found while
/// its texts were still at hand.
public enum Marks {
  /// Marks that predicates on rows set.
  public static let predicates = 0..<32
  /// Marks that patterns on texts set.
  public static let patterns = 32..<64

  /// The mark of pattern `index`, 0 to 31; nil beyond.
  public static func pattern(_ index: Int) -> Int? {
    let mark = patterns.lowerBound + index
    return patterns.contains(mark) ? mark : nil
  }
}

/// A condition on the names of one conversation, which the signature cannot hold. Texts are compared as they are published (redacted),
/// byte by byte; intents by their normal form, so that spellings count as one.
public enum RowPredicate: Sendable, Hashable {
  /// A list of names that a conversation has.
  public enum List: String, Sendable, Hashable, CaseIterable {
    case tag, skill, tool, participant
  }
  /// One name that a conversation has at most.
  public enum Name: String, Sendable, Hashable, CaseIterable {
    case assistant, inbox, model, intent, language, source
  }
  /// At least one of the texts is in the list. That all are is said by several predicates.
  case any(List, [String])
  /// The list has at least one entry.
  case some(List)
  /// The name is one of the texts.
  case name(Name, [String])
  /// The number of messages is known and lies between the two, both included.
  case messages(Int, Int)
}
