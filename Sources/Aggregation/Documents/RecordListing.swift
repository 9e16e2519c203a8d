import Records

extension Figures {
  /// The records of a kind that belong to a period, each once and in order of time: the same ones that metrics of records count.
  public func listed(_ kind: RecordKind, in p: Period) -> [Record] {
    records.shelves[kind]?.rows(in: p).map(\.record) ?? []
  }
}
