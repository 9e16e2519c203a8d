/// When events happened, on the clock of the project; day -1 where that is unknown.
struct EventTimes: Sendable {
  /// Days since 1970-01-01.
  var day: [Int32] = []
  /// 0…23.
  var hour: [UInt8] = []

  mutating func removeAll() {
    day.removeAll(keepingCapacity: true)
    hour.removeAll(keepingCapacity: true)
  }
}

/// Some events of one grain: conversations, bundles of messages, or tool calls.
struct EventBlock: Sendable {
  let width: Int
  /// Row of the block of conversations each event belongs to.
  var row: [Int32] = []
  var times = EventTimes()
  /// Code of the tool; tool calls only.
  var tool: [Int32] = []
  /// `width` numbers for each event: see `Quantity.column`.
  var columns: [Int64] = []
  /// `EventBlock.codes` numbers for each event, -1 when missing: what distributions are made of.
  var values: [Int32] = []

  /// Bit `c` says that some event has another number than 0 in column `c`: most exports lack costs and messages.
  private(set) var usedColumns: UInt64 = 0
  /// Bit `c` says that some event has value `c`.
  private(set) var usedValues: UInt64 = 0

  /// Distributions that events carry one value of.
  static let codes = 8

  init(_ grain: Grain) { width = grain.width }

  var count: Int { row.count }

  /// Looks which columns and values are in use; after the last event is added.
  mutating func settle() {
    usedColumns = 0
    usedValues = 0
    let count = count
    let width = width
    columns.withUnsafeBufferPointer { columns in
      withUnsafeTemporaryAllocation(of: Int64.self, capacity: width) { all in
        all.initialize(repeating: 0)
        for event in 0..<count { for c in 0..<width { all[c] |= columns[event * width + c] } }
        for c in 0..<width where all[c] != 0 { usedColumns |= 1 << UInt64(c) }
      }
    }
    guard values.count >= count * EventBlock.codes else { return }
    for c in 0..<EventBlock.codes {
      // Negative as long as all are.
      var all: Int32 = -1
      for event in 0..<count { all &= values[event * EventBlock.codes + c] }
      if all >= 0 { usedValues |= 1 << UInt64(c) }
    }
  }

  mutating func removeAll() {
    row.removeAll(keepingCapacity: true)
    times.removeAll()
    tool.removeAll(keepingCapacity: true)
    columns.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
  }
}

extension Quantity {
  /// True when many conversations share a value, so that counting by value beats sorting.
  var repeats: Bool {
    switch self {
    case .duration, .activeDuration, .handoffDelay, .conversationCost, .firstResponse: false
    default: true
    }
  }

  /// Place among the values of an event; nil when an event carries a list of them or none.
  var valuePlace: Int? {
    switch self {
    case .messageCount, .toolDuration: 0
    case .duration: 1
    case .conversationLatency: 2
    case .firstResponse: 3
    case .conversationCost: 4
    case .activeDuration: 5
    case .handoffTurn: 6
    case .handoffDelay: 7
    default: nil
    }
  }
}

/// What tables need to know about the conversations of a block besides the events.
struct RowBlock: Sendable {
  /// First row of the batch in the block.
  var first = 0
  var count = 0
  /// Answers of all conditions.
  var answers: AnswerPool
  /// Where those of row `i` begin.
  var answerPlaces: [Int32] = []
  /// Latencies of the responses of row `i`: `responses[responseOffsets[i]..<responseOffsets[i + 1]]`.
  var responses: [Int32] = []
  var responseOffsets: [Int32] = [0]
  /// Lengths of the messages of the user of row `i`, likewise; empty unless a question asks for them.
  var lengths: [Int32] = []
  var lengthOffsets: [Int32] = [0]
  /// Codes of (assistant, version), -1 when there is neither.
  var version: [Int32] = []
  /// Different tools called by row `i`.
  var tools: [Int32] = []
  var toolOffsets: [Int32] = [0]
  /// Tools by how their calls went.
  var toolOutcomes = ToolOutcomes()

  init(_ program: ConditionProgram) { answers = AnswerPool(program) }

  mutating func begin(first: Int, count: Int) {
    self.first = first
    self.count = count
    answers.reserve(count)
    answerPlaces.removeAll(keepingCapacity: true)
    responses.removeAll(keepingCapacity: true)
    responseOffsets.removeAll(keepingCapacity: true)
    responseOffsets.append(0)
    lengths.removeAll(keepingCapacity: true)
    lengthOffsets.removeAll(keepingCapacity: true)
    lengthOffsets.append(0)
    version.removeAll(keepingCapacity: true)
    tools.removeAll(keepingCapacity: true)
    toolOffsets.removeAll(keepingCapacity: true)
    toolOffsets.append(0)
    toolOutcomes.removeAll()
  }
}
