import Records

/// One worker's pass over the conversations. After `finish` and `merge`, `state` holds everything; it does not depend on how
/// rows were spread over workers or in which order they came.
public struct AggregationPass: ConversationSink {
  private var worker: Worker?
  private let plan: Plan
  /// What is known after `finish`; empty before.
  public private(set) var state: AggregateState

  /// A pass that answers the queries of a plan.
  public init(plan: Plan) {
    self.plan = plan
    worker = Worker(plan)
    state = AggregateState(plan)
  }

  /// Takes one block.
  public mutating func consume(_ batch: borrowing ConversationBatch) {
    if let vendor = plan.settings.windows?.vendor, let other = batch.vendor, vendor != other { return }
    worker?.consume(batch)
  }

  /// Turns the codes of this worker into names. Blocks after it are not counted.
  public mutating func finish(_ lexicons: Lexicons) {
    guard var done = worker else { return }
    worker = nil
    state.take(&done, lexicons)
  }

  /// Adds what another finished worker saw.
  public mutating func merge(_ other: consuming AggregationPass) { state.merge(other.state) }
}
