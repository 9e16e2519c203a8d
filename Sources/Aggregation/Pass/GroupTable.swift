import Records

/// One grouping inside one worker: groups in order of first sight, their counters, sums and distributions.
struct GroupTable: Sendable {
  let spec: TableSpec
  let layout: ConditionProgram.Layout
  var index = KeyIndex()
  /// Counts of each group since its last overflow, a byte each: 16 are added at once.
  private var bytes: [UInt8] = []
  /// Counts of each group up to then.
  private var counts: [UInt32] = []
  private(set) var sums: [Int64] = []
  private(set) var runs: [ValueRuns] = []
  private(set) var contacts: [DistinctSet] = []
  /// Where the answer to the condition of each sum, distribution and set of contacts stands in the answers of a row.
  private let sumAnswers: [Int]
  private let runAnswers: [Int]
  private let contactAnswers: [Int]

  private struct SumStep {
    var place: Int
    var column: Int
    var answer: Int
  }
  private var steps: [SumStep] = []

  init(_ spec: TableSpec, _ layout: ConditionProgram.Layout) {
    self.spec = spec
    self.layout = layout
    func answer(_ condition: Condition) -> Int { layout.offset + (spec.conditionIndex[condition] ?? 0) }
    sumAnswers = spec.sums.map { answer($0.condition) }
    runAnswers = spec.distributions.map { answer($0.condition) }
    contactAnswers = spec.contacts.map(answer)
  }

  private var stride: Int { layout.lanes * 16 }

  /// Adds events; `assigned` says which event goes to which group.
  mutating func add(_ events: EventBlock, _ rows: RowBlock, _ assigned: Assignment, contact: [UInt64]) {
    grow()
    addCounts(events, rows, assigned)
    if !spec.sums.isEmpty { addSums(events, rows, assigned) }
    for (place, distribution) in spec.distributions.enumerated() { addValues(place, distribution, events, rows, assigned) }
    for (place, answer) in contactAnswers.enumerated() {
      for i in 0..<assigned.count {
        let row = Int(events.row[Int(assigned.event[i])])
        let id = contact[rows.first + row]
        guard id != 0, rows.answers.bytes[Int(rows.answerPlaces[row]) + answer] == 1 else { continue }
        contacts[Int(assigned.slot[i]) * spec.contacts.count + place].insert(id)
      }
    }
  }

  private mutating func grow() {
    let groups = index.count
    func extend<T>(_ array: inout [T], _ width: Int, _ value: T) {
      let missing = groups * width - array.count
      if missing > 0 { array.append(contentsOf: repeatElement(value, count: missing)) }
    }
    extend(&bytes, stride, 0)
    extend(&counts, stride, 0)
    extend(&sums, spec.sums.count, 0)
    extend(&runs, spec.distributions.count, ValueRuns())
    extend(&contacts, spec.contacts.count, DistinctSet())
  }

  private mutating func addCounts(_ events: EventBlock, _ rows: RowBlock, _ assigned: Assignment) {
    let lanes = layout.lanes
    let stride = stride
    let offset = layout.offset
    let places = rows.answerPlaces
    counts.withUnsafeMutableBufferPointer { counts in
      bytes.withUnsafeMutableBytes { bytes in
        rows.answers.bytes.withUnsafeBytes { answers in
          events.row.withUnsafeBufferPointer { row in
            assigned.withUnsafePointers { slots, events, count in
              guard let target = bytes.baseAddress, let source = answers.baseAddress else { return }
              for i in 0..<count {
                let group = target + Int(slots[i]) * stride
                let from = source + Int(places[Int(row[Int(events[i])])]) + offset
                for lane in 0..<lanes {
                  let at = lane * 16
                  let sum =
                    group.loadUnaligned(fromByteOffset: at, as: SIMD16<UInt8>.self)
                    &+ from.loadUnaligned(fromByteOffset: at, as: SIMD16<UInt8>.self)
                  group.storeBytes(of: sum, toByteOffset: at, as: SIMD16<UInt8>.self)
                }
                // The first condition always holds, so the first byte says how much was added.
                if group.load(as: UInt8.self) == 255 {
                  for c in 0..<stride { counts[Int(slots[i]) * stride + c] &+= UInt32(group.load(fromByteOffset: c, as: UInt8.self)) }
                  group.initializeMemory(as: UInt8.self, repeating: 0, count: stride)
                }
              }
            }
          }
        }
      }
    }
  }

  private mutating func addSums(_ events: EventBlock, _ rows: RowBlock, _ assigned: Assignment) {
    let n = spec.sums.count
    steps.removeAll(keepingCapacity: true)
    for (place, sum) in spec.sums.enumerated() where events.usedColumns >> UInt64(sum.column) & 1 == 1 {
      steps.append(SumStep(place: place, column: sum.column, answer: sumAnswers[place]))
    }
    if steps.isEmpty { return }
    let width = events.width
    let places = rows.answerPlaces
    sums.withUnsafeMutableBufferPointer { sums in
      rows.answers.bytes.withUnsafeBufferPointer { answers in
        events.columns.withUnsafeBufferPointer { values in
          events.row.withUnsafeBufferPointer { row in
            steps.withUnsafeBufferPointer { steps in
              assigned.withUnsafePointers { slots, events, count in
                for i in 0..<count {
                  let event = Int(events[i])
                  let answer = Int(places[Int(row[event])])
                  let target = Int(slots[i]) * n
                  for step in steps {
                    sums[target + step.place] &+= values[event * width + step.column] &* Int64(answers[answer + step.answer])
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  private mutating func addValues(
    _ place: Int, _ distribution: TableSpec.Distribution, _ events: EventBlock, _ rows: RowBlock, _ assigned: Assignment
  ) {
    let n = spec.distributions.count
    let answer = runAnswers[place]
    let single = distribution.quantity.valuePlace
    let places = rows.answerPlaces
    let isLength = distribution.quantity == .userCharacters
    let isUsed = single.map { events.usedValues >> UInt64($0) & 1 == 1 } ?? !(isLength ? rows.lengths : rows.responses).isEmpty
    if !isUsed { return }
    let repeats = distribution.quantity.repeats
    runs.withUnsafeMutableBufferPointer { runs in
      rows.answers.bytes.withUnsafeBufferPointer { answers in
        events.row.withUnsafeBufferPointer { row in
          assigned.withUnsafePointers { slots, eventOf, count in
            if let single {
              events.values.withUnsafeBufferPointer { values in
                for i in 0..<count {
                  let event = Int(eventOf[i])
                  let value = values[event * EventBlock.codes + single]
                  guard value >= 0, answers[Int(places[Int(row[event])]) + answer] == 1 else { continue }
                  runs[Int(slots[i]) * n + place].append(value, repeats: repeats)
                }
              }
            } else {
              let offsets = isLength ? rows.lengthOffsets : rows.responseOffsets
              (isLength ? rows.lengths : rows.responses).withUnsafeBufferPointer { items in
                for i in 0..<count {
                  let r = Int(row[Int(eventOf[i])])
                  guard answers[Int(places[r]) + answer] == 1 else { continue }
                  let group = Int(slots[i]) * n + place
                  for at in Int(offsets[r])..<Int(offsets[r + 1]) {
                    runs[group].append(items[at], repeats: repeats)
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// The counts, sums and distributions of one group, without buffers.
  mutating func cell(_ slot: Int) -> Cell {
    var cell = Cell(spec)
    for c in 0..<layout.count { cell.counts[c] = Int64(counts[slot * stride + c]) + Int64(bytes[slot * stride + c]) }
    for j in spec.sums.indices { cell.sums[j] = sums[slot * spec.sums.count + j] }
    for d in spec.distributions.indices {
      var one = ValueRuns()
      swap(&one, &runs[slot * spec.distributions.count + d])
      one.finish()
      cell.runs[d] = one
    }
    for c in spec.contacts.indices {
      var one = DistinctSet()
      swap(&one, &contacts[slot * spec.contacts.count + c])
      one.finish()
      cell.contacts[c] = one
    }
    return cell
  }
}
