import Basics
import Privacy
import Records

/// Joins the lists of Chanl: simulations with what the lists of personas and scenarios say of them, one word per person in place of
/// creators, and the success rate of every persona all of whose simulations are there.
func joinChanl(_ documents: inout Documents) {
  let own = Set(documents.bodies.indices.filter { documents.bodies[$0].vendor == .chanl })
  guard !own.isEmpty else { return }
  rescaleMetadata(&documents, own)
  let personas = latest(.personas, documents, own)
  describeSimulations(&documents, own, personas: personas, scenarios: latest(.scenarios, documents, own))
  describePersonas(&documents, own)
  for index in documents.figures.indices {
    let figure = documents.figures[index]
    guard own.contains(figure.body), figure.quantity.hasSuffix(".most_used"), let id = figure.member else { continue }
    let key = ChanlKey(source: documents.bodies[figure.body].source, id: id.string)
    if let name = personas[key]?.value("persona", .personas).text { documents.figures[index].member = name }
  }
}

/// A thing of a source.
struct ChanlKey: Hashable {
  var source: String
  var id: String

  init(source: String, id: String) {
    self.source = source
    self.id = id
  }

  /// Of the text of a field; nil where it is missing.
  init?(_ record: Record, _ field: FieldID, _ kind: RecordKind, _ documents: Documents) {
    guard let id = record.value(field, kind).text else { return nil }
    self.init(source: documents.bodies[record.body].source, id: id.string)
  }
}

extension Record {
  /// Sets a field of the schema.
  fileprivate mutating func put(_ field: FieldID, _ kind: RecordKind, _ value: FieldValue) {
    if let place = kind.schema.place(of: field) { values[place] = value }
  }
}

/// When the body of a record was taken, for "the latest counts".
private func captured(_ record: Record, _ documents: Documents) -> Int64 {
  documents.bodies[record.body].capturedAt?.microseconds ?? Int64.min
}

/// The latest captured record of every key; of equally late ones the first.
private func latest(_ kind: RecordKind, _ documents: Documents, _ own: Set<Int>) -> [ChanlKey: Record] {
  var found: [ChanlKey: Record] = [:]
  for record in documents[kind] where own.contains(record.body) {
    guard let key = ChanlKey(record, "id", kind, documents) else { continue }
    if let known = found[key], captured(known, documents) >= captured(record, documents) { continue }
    found[key] = record
  }
  return found
}

/// Scores of a metadata file that are all 10 or less, one of them with a fraction, are of 0–10.
private func rescaleMetadata(_ documents: inout Documents, _ own: Set<Int>) {
  guard let records = documents.records[.simulations] else { return }
  let kind = BodyKind.chanlMetadata.kind
  var scores: [Int: [Double]] = [:]
  for record in records where own.contains(record.body) && documents.bodies[record.body].kind == kind {
    if let score = record.value("score", .simulations).number { scores[record.body, default: []].append(score) }
  }
  let small = Set(scores.filter { $0.value.allSatisfy { $0 <= 10 } && $0.value.contains { $0.rounded() != $0 } }.keys)
  guard !small.isEmpty else { return }
  documents.records[.simulations] = records.map { record in
    guard small.contains(record.body), let score = record.value("score", .simulations).number else { return record }
    var record = record
    record.put("score", .simulations, .number(score * 10))
    return record
  }
  documents.problems += small.sorted().map { BodyProblem(body: $0, kind: .guessedScale, path: "score") }
}

private func describeSimulations(
  _ documents: inout Documents, _ own: Set<Int>, personas: [ChanlKey: Record], scenarios: [ChanlKey: Record]
) {
  guard let records = documents.records[.simulations] else { return }
  var turns: [ChanlKey: Double] = [:]
  for figure in documents.figures where own.contains(figure.body) && figure.quantity == "turns" {
    let body = documents.bodies[figure.body]
    guard body.kind == BodyKind.chanlTranscript.kind, let call = body.subject["call"] else { continue }
    turns[ChanlKey(source: body.source, id: call.string)] = figure.value
  }
  documents.records[.simulations] = records.map { record in
    guard own.contains(record.body) else { return record }
    var record = record
    func fill(_ field: FieldID, _ value: FieldValue) {
      if record.value(field, .simulations).isMissing { record.put(field, .simulations, value) }
    }
    if let key = ChanlKey(record, "personaId", .simulations, documents) {
      let persona = personas[key]
      for field in ["persona", "emotion", "difficulty", "language", "noise", "tag"] {
        fill(field, persona?.value(field, .personas) ?? .missing)
      }
      // A persona that no list names is still one.
      fill("persona", record.value("personaId", .simulations))
    }
    if let key = ChanlKey(record, "scenarioId", .simulations, documents) {
      fill("scenario", scenarios[key]?.value("scenario", .scenarios) ?? record.value("scenarioId", .simulations))
    }
    if let key = ChanlKey(record, "id", .simulations, documents) {
      let call = key.id.hasPrefix("exec_") ? String(key.id.dropFirst("exec_".count)) : key.id
      if let count = turns[key] ?? turns[ChanlKey(source: key.source, id: call)] { fill("turns", .number(count)) }
    }
    return record
  }
}

private func describePersonas(_ documents: inout Documents, _ own: Set<Int>) {
  guard let records = documents.records[.personas] else { return }
  var runs: [ChanlKey: [Record]] = [:]
  for record in documents[.simulations] where own.contains(record.body) {
    if let key = ChanlKey(record, "personaId", .simulations, documents) { runs[key, default: []].append(record) }
  }
  let redactor = Redactor()
  var people: [ChanlKey: RedactedText] = [:]
  let known = documents
  documents.records[.personas] = records.map { record in
    guard own.contains(record.body) else { return record }
    var record = record
    if let creator = ChanlKey(record, "createdBy", .personas, known) {
      let word = people[creator] ?? redactor.redact(UntrustedText("Person \(people.count + 1)"))
      people[creator] = word
      record.put("createdBy", .personas, .text(word))
    }
    if let key = ChanlKey(record, "id", .personas, known), let rate = successRate(record, runs[key] ?? [], known) {
      record.put("successRate", .personas, .number(rate))
    }
    return record
  }
}

/// Passed of all simulations of a persona; nil unless as many are there as its list states: those of the same folder, else all up to the
/// moment of its last use.
private func successRate(_ persona: Record, _ runs: [Record], _ documents: Documents) -> Double? {
  func rate(_ runs: [Record]) -> Double? {
    runs.isEmpty ? nil : Double(runs.count { $0.value("passed", .simulations).flag == true }) / Double(runs.count)
  }
  guard let stated = persona.value("simulations", .personas).number else { return rate(runs) }
  let place = folder(documents.bodies[persona.body].file)
  let beside = runs.filter { folder(documents.bodies[$0.body].file) == place }
  if Double(beside.count) == stated { return rate(beside) }
  let lastUsed = persona.value("lastUsed", .personas).time
  let before = runs.filter { run in
    guard let lastUsed, let at = run.value("startedAt", .simulations).time else { return lastUsed == nil }
    return at <= lastUsed
  }
  return Double(before.count) == stated ? rate(before) : nil
}

private func folder(_ path: String) -> Substring { path.lastIndex(of: "/").map { path[..<$0] } ?? "" }
