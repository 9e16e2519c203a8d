import Basics
import Privacy
import Records

/// Puts the names of avatars in place of their ids, and makes one escalation of what several places say of one conversation.
func joinAvatarium(_ documents: inout Documents) {
  let own = Set(documents.bodies.indices.filter { documents.bodies[$0].vendor == .avatarium })
  guard !own.isEmpty else { return }
  let names = avatarNames(documents, own)
  func named(_ text: RedactedText, _ body: Int) -> RedactedText {
    names[Key(source: documents.bodies[body].source, id: text.string)] ?? text
  }
  for kind in [RecordKind.goals, .escalations, .safetyEvents, .days] {
    guard let records = documents.records[kind], let place = kind.schema.place(of: kind == .days ? "assistant" : "avatar") else { continue }
    documents.records[kind] = records.map { record in
      guard own.contains(record.body), let text = record.values[place].text else { return record }
      var record = record
      record.values[place] = .text(named(text, record.body))
      return record
    }
  }
  for index in documents.figures.indices {
    let figure = documents.figures[index]
    guard own.contains(figure.body), figure.dimension == "assistant", let member = figure.member else { continue }
    documents.figures[index].member = named(member, figure.body)
  }
  for body in own {
    guard let avatar = documents.bodies[body].subject["avatar"] else { continue }
    documents.bodies[body].subject["avatar"] = named(avatar, body)
  }
  documents.records[.escalations] = foldEscalations(documents, own)
}

private struct Key: Hashable {
  var source: String
  var id: String
}

/// Names by id, from totals that list avatars; of several the first in byte order.
private func avatarNames(_ documents: Documents, _ own: Set<Int>) -> [Key: RedactedText] {
  var names: [Key: RedactedText] = [:]
  for record in documents[.assistants] where own.contains(record.body) {
    guard let id = record.value("id", .assistants).text, let name = record.value("assistant", .assistants).text else { continue }
    let key = Key(source: documents.bodies[record.body].source, id: id.string)
    if let known = names[key], !utf8Precedes(name.string, known.string) { continue }
    names[key] = name
  }
  return names
}

/// One escalation per conversation: the moment of an event rather than the start that a list gives, and what either leaves out from the other.
private func foldEscalations(_ documents: Documents, _ own: Set<Int>) -> [Record]? {
  guard let records = documents.records[.escalations], let time = RecordKind.escalations.schema.place(of: "at") else { return nil }
  func isEvent(_ record: Record) -> Bool { documents.bodies[record.body].kind == BodyKind.avatariumEvents.kind }
  var kept: [Record] = []
  var places: [Key: Int] = [:]
  for record in records {
    guard own.contains(record.body), let id = record.value("conversation", .escalations).text else {
      kept.append(record)
      continue
    }
    let key = Key(source: documents.bodies[record.body].source, id: id.string)
    guard let place = places[key] else {
      places[key] = kept.count
      kept.append(record)
      continue
    }
    var (better, other) = (kept[place], record)
    // Of two events the earlier, of two lists the first.
    let isEarlier = (other.values[time].time).map { at in better.values[time].time.map { at < $0 } ?? true } ?? false
    if isEvent(other) && (!isEvent(better) || isEarlier) { swap(&better, &other) }
    for field in better.values.indices where better.values[field].isMissing { better.values[field] = other.values[field] }
    // Lists name avatars, events only their ids.
    if let avatar = RecordKind.escalations.schema.place(of: "avatar"), isEvent(better), !isEvent(other), !other.values[avatar].isMissing {
      better.values[avatar] = other.values[avatar]
    }
    kept[place] = better
  }
  return kept
}
