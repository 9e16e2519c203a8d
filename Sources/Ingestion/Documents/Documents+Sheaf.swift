import Records

extension Documents {
  /// Adds a body with its figures and records, which belong to it from now on. Problems are left to the caller, who counts them.
  mutating func add(_ sheaf: Harvest.Sheaf) {
    bodies.append(sheaf.body)
    addParts(of: sheaf)
  }

  /// Adds figures and records to the last body: the sheaf continues it.
  mutating func addParts(of sheaf: Harvest.Sheaf) {
    let body = bodies.count - 1
    for var figure in sheaf.figures {
      figure.body = body
      figures.append(figure)
    }
    for (kind, record) in sheaf.records {
      var record = record
      record.body = body
      records[kind, default: []].append(record)
    }
  }
}
