import Basics

extension AggregateState {
  private static let magic: [UInt8] = Array("PLAG".utf8)
  private static let version = 2

  /// The state as bytes; equal states give equal bytes.
  public func encoded() -> [UInt8] {
    var writer = ByteWriter()
    for byte in AggregateState.magic { writer.number(UInt64(byte)) }
    writer.number(AggregateState.version)
    writer.number(fingerprint)
    writer.number(rows)
    writer.number(undatedRows)
    writer.number(spellings.count)
    for (form, counts) in spellings.sortedByKey() {
      writer.text(form)
      writer.number(counts.count)
      for (text, count) in counts.sortedByKey() {
        writer.text(text)
        writer.signed(count)
      }
    }
    minutes.encode(to: &writer)
    for table in tables {
      writer.number(table.count)
      for (key, cell) in table.sorted(by: { $0.key < $1.key }) {
        writer.signed(Int64(key.time))
        for name in key.names {
          writer.number(name == nil ? 0 : 1)
          if let name { writer.text(name) }
        }
        cell.encode(to: &writer)
      }
    }
    return writer.bytes
  }

  /// Reads a state of the same plan.
  public init(decoding bytes: [UInt8], plan: Plan) throws(DecodingProblem) {
    self.init(plan)
    var reader = ByteReader(bytes)
    guard bytes.starts(with: AggregateState.magic) else { throw .notAState }
    for _ in AggregateState.magic { _ = try reader.number() }
    let version = try reader.limited(1 << 30)
    guard version == AggregateState.version else { throw .otherVersion(version) }
    guard try reader.number() == fingerprint else { throw .otherPlan }
    rows = try reader.limited(1 << 50)
    undatedRows = try reader.limited(1 << 50)
    for _ in 0..<(try reader.count()) {
      let form = try reader.text()
      var counts: [String: Int64] = [:]
      for _ in 0..<(try reader.count()) { counts[try reader.text()] = try reader.signed() }
      spellings[form] = counts
    }
    minutes = try MinuteTable(decoding: &reader)
    for (t, spec) in plan.tables.enumerated() {
      for _ in 0..<(try reader.count()) {
        let time = try reader.signed()
        guard time >= -400, time < Int64(TimeCode.end) else { throw reader.damage }
        var names: [String?] = []
        for _ in spec.grouping.keys { names.append(try reader.limited(1) == 1 ? try reader.text() : nil) }
        let cell = try Cell(decoding: &reader, spec)
        guard tables[t].updateValue(cell, forKey: GroupKey(time: Int32(time), names: names)) == nil else { throw reader.damage }
      }
    }
    guard reader.isAtEnd else { throw reader.damage }
  }
}

extension GroupKey: Comparable {
  /// By time, then by names; "not stated" first.
  static func < (a: GroupKey, b: GroupKey) -> Bool {
    if a.time != b.time { return a.time < b.time }
    for (x, y) in zip(a.names, b.names) where x != y {
      guard let x else { return true }
      guard let y else { return false }
      return utf8Precedes(x, y)
    }
    return false
  }
}

extension Cell {
  func encode(to writer: inout ByteWriter) {
    for count in counts { writer.signed(count) }
    for sum in sums { writer.signed(sum) }
    for run in runs {
      writer.number(run.values.count)
      writer.number(Int(run.shift))
      writer.signed(Int64(run.largest))
      var last: Int32 = 0
      for (value, count) in zip(run.values, run.counts) {
        writer.number(Int(value - last))
        writer.number(Int(count))
        last = value
      }
    }
    for set in contacts {
      writer.number(set.members.count)
      var last: UInt64 = 0
      for member in set.members {
        writer.number(member - last)
        last = member
      }
    }
  }

  init(decoding reader: inout ByteReader, _ spec: TableSpec) throws(DecodingProblem) {
    self.init(spec)
    for i in counts.indices {
      counts[i] = try reader.signed()
      guard counts[i] >= 0 else { throw reader.damage }
    }
    for i in sums.indices { sums[i] = try reader.signed() }
    for i in runs.indices {
      let n = try reader.count()
      let shift = Int32(try reader.limited(30))
      let largest = try reader.signed()
      guard largest >= -1, largest <= Int64(Int32.max) else { throw reader.damage }
      var values: [Int32] = []
      var numbers: [UInt32] = []
      values.reserveCapacity(n)
      numbers.reserveCapacity(n)
      var last = 0
      for _ in 0..<n {
        last += try reader.limited(Int(Int32.max) - last)
        values.append(Int32(last))
        numbers.append(UInt32(try reader.limited(Int(UInt32.max))))
      }
      guard let run = ValueRuns(values: values, counts: numbers, shift: shift, largest: Int32(largest)) else { throw reader.damage }
      runs[i] = run
    }
    for i in contacts.indices {
      var members: [UInt64] = []
      var last: UInt64 = 0
      for _ in 0..<(try reader.count()) {
        let (next, overflow) = last.addingReportingOverflow(try reader.number())
        guard !overflow else { throw reader.damage }
        last = next
        members.append(last)
      }
      guard let set = DistinctSet(members: members) else { throw reader.damage }
      contacts[i] = set
    }
  }
}
