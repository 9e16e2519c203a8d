/// What receives decoded conversations: one value per worker, merged when all input is read. The merged result must not
/// depend on how rows were spread over workers (a commutative monoid).
public protocol ConversationSink: Sendable {
  /// Takes one block; its codes belong to the worker's lexicons.
  mutating func consume(_ batch: borrowing ConversationBatch)
  /// Called once per worker after its last block: codes must be translated to texts now.
  mutating func finish(_ lexicons: Lexicons)
  /// Adds what another finished worker saw.
  mutating func merge(_ other: consuming Self)
}
