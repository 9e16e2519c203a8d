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
    let versions = names(.assistants, key: "id", name: "assistant", documents, bodies)
    let bases = names(.knowledgeBases, key: "id", name: "knowledgeBase", documents, bodies)
    let tools = names(.toolDefinitions, key: "id", name: "tool", documents, bodies)
    documents.change(.activations, bodies) { record in
      if let id = record["base"].text, record["assistant"].isMissing { record["assistant"] = assistants[id].map { .text($0) } ?? .missing }
    }
    for kind in [RecordKind.evalRuns, .evalCases] {
      documents.change(kind, bodies) { record in
        if let id = record["assistant"].text, let name = assistants[id] ?? versions[id] { record["assistant"] = .text(name) }
      }
    }
    documents.change(.assistants, bodies) { record in
      if !record["knowledgeBase"].isMissing { record["knowledgeBase"] = .list(record["knowledgeBase"].list.map { bases[$0] ?? $0 }) }
    }
    joinItems(&documents, bodies, bases)
    joinResults(&documents, bodies)
    nameFigures(&documents, bodies, tools: tools, bases: bases, assistants: assistants.merging(versions) { first, _ in first })
  }
}

/// A record with its fields by name.
private struct Fields {
  var record: Record
  let kind: RecordKind
  subscript(_ field: FieldID) -> FieldValue {
    get { record.value(field, kind) }
    set { if let place = kind.schema.place(of: field) { record.values[place] = newValue } }
  }
}

extension Documents {
  fileprivate mutating func change(_ kind: RecordKind, _ bodies: Set<Int>, _ change: (inout Fields) -> Void) {
    guard var list = records[kind] else { return }
    for index in list.indices where bodies.contains(list[index].body) {
      var fields = Fields(record: list[index], kind: kind)
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

/// Titles and citations of items: a list of titles and a list of counts become rows that have both.
private func joinItems(_ documents: inout Documents, _ bodies: Set<Int>, _ bases: [RedactedText: RedactedText]) {
  struct Item: Hashable {
    var base: RedactedText?
    var item: RedactedText
  }
  var titles: [Item: (title: FieldValue, type: FieldValue)] = [:]
  for record in documents[.knowledgeItems] where bodies.contains(record.body) {
    guard let item = record.value("item", .knowledgeItems).text, !record.value("title", .knowledgeItems).isMissing else { continue }
    let values = (record.value("title", .knowledgeItems), record.value("type", .knowledgeItems))
    titles[Item(base: record.value("knowledgeBaseId", .knowledgeItems).text, item: item)] = values
    titles[Item(base: nil, item: item), default: values] = values
  }
  documents.change(.knowledgeItems, bodies) { record in
    if let base = record["knowledgeBaseId"].text, record["knowledgeBase"].isMissing {
      record["knowledgeBase"] = bases[base].map { .text($0) } ?? .missing
    }
    guard let item = record["item"].text, record["title"].isMissing || record["type"].isMissing else { return }
    let base = record["knowledgeBaseId"].text
    guard let found = titles[Item(base: base, item: item)] ?? titles[Item(base: nil, item: item)] else { return }
    if record["title"].isMissing { record["title"] = found.title }
    if record["type"].isMissing { record["type"] = found.type }
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

/// Names of tools and knowledge bases in figures and in what bodies are about; sparklines of either kind are told apart by whose id it is.
private func nameFigures(
  _ documents: inout Documents, _ bodies: Set<Int>, tools: [RedactedText: RedactedText], bases: [RedactedText: RedactedText],
  assistants: [RedactedText: RedactedText]
) {
  for index in documents.figures.indices where bodies.contains(documents.figures[index].body) {
    guard let member = documents.figures[index].member else { continue }
    switch documents.figures[index].dimension {
    case "tool": documents.figures[index].member = tools[member] ?? member
    case "knowledge-base": documents.figures[index].member = bases[member] ?? member
    case SparklineSubject.unknown.dimension:
      let subject: SparklineSubject? = tools[member] != nil ? .apiTools : bases[member] != nil ? .knowledgeBases : nil
      guard let subject else { continue }
      documents.figures[index].dimension = subject.dimension
      documents.figures[index].metric = subject.metric
      documents.figures[index].member = tools[member] ?? bases[member]
    default: break
    }
  }
  for index in bodies.sorted() {
    let known = ["tool": tools, "knowledge base": bases, "assistant": assistants, "version": assistants]
    for (key, names) in known {
      if let id = documents.bodies[index].subject[key], let name = names[id] { documents.bodies[index].subject[key] = name }
    }
  }
}
