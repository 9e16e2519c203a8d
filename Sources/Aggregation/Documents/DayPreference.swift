import Records

/// Reported days are a vendor's own sums: the whole and its channels lie side by side, and two vendors may report the same days. They are
/// never added: the whole before its parts, and of several vendors the first that has the field.
struct ReportedDays {
  let expression: RecordExpression
  let schema: RecordSchema
  let bodies: [DocumentBody]

  init(_ expression: RecordExpression, _ schema: RecordSchema, _ bodies: [DocumentBody]) {
    self.expression = expression
    self.schema = schema
    self.bodies = bodies
  }

  func preferred(_ rows: [PlacedRecord], cutBy cuts: Set<DimensionID>) -> [PlacedRecord] {
    let places = expression.measure.fields.compactMap(schema.place)
    func has(_ row: PlacedRecord) -> Bool { places.isEmpty || places.contains { !row.values[$0].isMissing } }
    var rows = rows
    if !cuts.contains("source") {
      let vendors = Set(rows.map { bodies[$0.record.body].vendor }).sorted()
      let first = vendors.first { vendor in
        places.allSatisfy { place in rows.contains { bodies[$0.record.body].vendor == vendor && !$0.values[place].isMissing } }
      }
      rows = rows.filter { bodies[$0.record.body].vendor == first }
    }
    let byChannel = cuts.contains("channel") || cuts.contains("channel-type")
    let byAssistant = cuts.contains("assistant")
    if byChannel || byAssistant {
      return rows.filter { row in
        (!byChannel || isCut(row, "channel")) && (!byAssistant || isCut(row, "assistant"))
      }
    }
    struct Day: Hashable {
      let source: String
      let day: Int?
    }
    func day(_ row: PlacedRecord) -> Day { Day(source: bodies[row.record.body].source, day: row.day) }
    let whole = Set(rows.filter { isWhole($0) && has($0) }.map(day))
    return rows.filter { isWhole($0) == whole.contains(day($0)) }
  }

  private func isWhole(_ row: PlacedRecord) -> Bool { !isCut(row, "channel") && !isCut(row, "assistant") }

  private func isCut(_ row: PlacedRecord, _ field: FieldID) -> Bool {
    if let place = schema.place(of: field), !row.values[place].isMissing { return true }
    return bodies[row.record.body].parts.contains { $0.dimension == field }
  }
}
