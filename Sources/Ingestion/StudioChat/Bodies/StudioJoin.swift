import Basics
import Privacy
import Records

/// Puts names where Studio Chat sends ids: assistants in activations, cases and runs; knowledge bases in items, assistants and sparklines;
/// tools in sparklines; run, assistant, version and time in results. Only bodies of one source are joined.
func joinStudio(_ documents: inout Documents) {
  let sources = Set(documents.bodies.filter { $0.vendor == .studiochat }.map(\.source)).sorted { utf8Precedes($0, $1) }
  for source in sources {
    let bodies = Set(
      documents.bodies.indices.filter { documents.bodies[$0].vendor == .studiochat && documents.bodies[$0].source == source })
    completeAssistants(&documents, bodies)
    let assistants = names(.assistants, key: "base", name: "assistant", documents, bodies)
      .merging(names(.assistants, key: "id", name: "assistant", documents, bodies)) { base, _ in base }
    let versions = versionNames(documents, bodies)
    let bases = names(.knowledgeBases, key: "id", name: "knowledgeBase", documents, bodies)
    let tools = names(.toolDefinitions, key: "id", name: "tool", documents, bodies)
    documents.change(.activations, bodies) { record in
      if let id = record["base"].text, record["assistant"].isMissing { record["assistant"] = assistants[id].map { .text($0) } ?? .missing }
    }
    for kind in [RecordKind.evalRuns, .evalCases] {
      documents.change(kind, bodies) { record in
        if let id = record["assistant"].text, let name = assistants[id] { record["assistant"] = .text(name) }
      }
    }
    documents.change(.assistants, bodies) { record in
      if !record["knowledgeBase"].isMissing { record["knowledgeBase"] = .list(record["knowledgeBase"].list.map { bases[$0] ?? $0 }) }
    }
    joinItems(&documents, bodies, bases)
    joinResults(&documents, bodies)
    nameFigures(
      &documents, bodies,
      [
        "tool": tools, "knowledge-base": bases, "knowledge base": bases, "assistant": assistants, "version": versions,
        "item": names(.knowledgeItems, key: "item", name: "title", documents, bodies),
      ])
    keepScope(&documents, bodies)
  }
}

/// A record with its fields by name.
struct NamedFields {
  var record: Record
  let kind: RecordKind
  subscript(_ field: FieldID) -> FieldValue {
    get { record.value(field, kind) }
    set { if let place = kind.schema.place(of: field) { record.values[place] = newValue } }
  }
}

extension Documents {
  mutating func change(_ kind: RecordKind, _ bodies: Set<Int>, _ change: (inout NamedFields) -> Void) {
    guard var list = records[kind] else { return }
    for index in list.indices where bodies.contains(list[index].body) {
      var fields = NamedFields(record: list[index], kind: kind)
      change(&fields)
      list[index] = fields.record
    }
    records[kind] = list
  }
}

/// Id → name. The latest captured body wins, then the later one.
private func names(
  _ kind: RecordKind, key: FieldID, name: FieldID, _ documents: Documents, _ bodies: Set<Int>
) -> [RedactedText: RedactedText] {
  var result: [RedactedText: (at: Int64, version: Double, name: RedactedText)] = [:]
  for record in documents[kind] where bodies.contains(record.body) {
    guard let id = record.value(key, kind).text, let title = record.value(name, kind).text else { continue }
    let at = documents.bodies[record.body].capturedAt?.microseconds ?? Int64.min
    // Versions of one assistant can have been renamed: the highest one names it.
    let version = record.value("version", kind).number ?? -1
    if let known = result[id], (known.at, known.version) > (at, version) { continue }
    result[id] = (at, version, title)
  }
  return result.mapValues(\.name)
}

/// Version id → `Desk v3`, as versions are called elsewhere.
private func versionNames(_ documents: Documents, _ bodies: Set<Int>) -> [RedactedText: RedactedText] {
  var result: [RedactedText: RedactedText] = [:]
  for record in documents[.assistants] where bodies.contains(record.body) {
    guard let id = record.value("id", .assistants).text, let name = record.value("assistant", .assistants).text,
      let version = record.value("version", .assistants).number, let number = Int(exactly: version)
    else { continue }
    result[id] = Redactor().redact(UntrustedText("\(name.string) v\(number)"))
  }
  return result
}

/// Fills what one list of versions lacks from another: a history has no assistant id, a list no date.
private func completeAssistants(_ documents: inout Documents, _ bodies: Set<Int>) {
  var known: [RedactedText: [FieldID: FieldValue]] = [:]
  let fields = RecordKind.assistants.schema.fields.map(\.id)
  for record in documents[.assistants] where bodies.contains(record.body) {
    guard let id = record.value("id", .assistants).text else { continue }
    for field in fields {
      let value = record.value(field, .assistants)
      if !value.isMissing, known[id]?[field] == nil { known[id, default: [:]][field] = value }
    }
  }
  documents.change(.assistants, bodies) { record in
    guard let id = record["id"].text, let values = known[id] else { return }
    for field in fields where record[field].isMissing { record[field] = values[field] ?? .missing }
  }
}

/// A result has the time, the assistant and the version of its run.
private func joinResults(_ documents: inout Documents, _ bodies: Set<Int>) {
  var runs: [RedactedText: Record] = [:]
  for record in documents[.evalRuns] where bodies.contains(record.body) {
    if let id = record.value("id", .evalRuns).text { runs[id] = record }
  }
  documents.change(.evalResults, bodies) { record in
    guard let id = record["run"].text, let run = runs[id] else { return }
    for field in ["assistant", "version", "at"] where record[field].isMissing { record[field] = run.value(field, .evalRuns) }
  }
}
