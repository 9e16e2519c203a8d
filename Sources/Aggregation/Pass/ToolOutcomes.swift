import Records

/// How the calls of each tool went in the conversations of a block. A tool whose calls state no result is in neither list: not having
/// failed is no success.
struct ToolOutcomes: Sendable {
  /// Tools with a failed call in row `i`: `failed[failedOffsets[i]..<failedOffsets[i + 1]]`, each once.
  private(set) var failed: [Int32] = []
  private(set) var failedOffsets: [Int32] = [0]
  /// Tools of which a call succeeded and none failed.
  private(set) var succeeded: [Int32] = []
  private(set) var succeededOffsets: [Int32] = [0]
  /// Bit 0: a call failed, bit 1: one succeeded; by code of the tool. Zero between rows.
  private var results: [UInt8] = []
  private var touched: [Int32] = []

  mutating func removeAll() {
    failed.removeAll(keepingCapacity: true)
    failedOffsets.removeAll(keepingCapacity: true)
    failedOffsets.append(0)
    succeeded.removeAll(keepingCapacity: true)
    succeededOffsets.removeAll(keepingCapacity: true)
    succeededOffsets.append(0)
  }

  /// Adds a row.
  mutating func add(_ calls: borrowing ToolCallColumns, _ range: Range<Int>) {
    for c in range {
      let tool = calls.tool[c]
      guard tool >= 0, calls.success[c] < 2 else { continue }
      let place = Int(tool)
      if place >= results.count { results.append(contentsOf: repeatElement(0, count: place + 1 - results.count)) }
      if results[place] == 0 { touched.append(tool) }
      results[place] |= calls.success[c] == 0 ? 1 : 2
    }
    for tool in touched {
      if results[Int(tool)] & 1 == 1 { failed.append(tool) } else { succeeded.append(tool) }
      results[Int(tool)] = 0
    }
    touched.removeAll(keepingCapacity: true)
    failedOffsets.append(Int32(failed.count))
    succeededOffsets.append(Int32(succeeded.count))
  }
}
