import Records

extension Figures {
  /// The records of a kind that belong to a period, each once and in order of time: the same ones that metrics of records count.
  public func listed(_ kind: RecordKind, in p: Period) -> [Record] {
    records.shelves[kind]?.rows(in: p).map(\.record) ?? []
  }
}

extension Figures {
  /// The records of a kind with a time, from the first known one to the end of a period, each once and in order of time: what came before a
  /// period says what was live when it began, and what a run is compared with. Empty for lists without time.
  public func listed(_ kind: RecordKind, through p: Period) -> [Record] {
    guard kind.schema.anchor != nil else { return [] }
    return records.shelves[kind]?.rows.prefix { $0.period <= p.start.ordinal }.map(\.record) ?? []
  }
}
