import Basics
import Privacy
import Records

/// Puts the names of avatars in place of their ids, and dates escalations of which no event tells by the start of their conversation.
func joinAvatarium(_ documents: inout Documents) {
  let own = Set(documents.bodies.indices.filter { documents.bodies[$0].vendor == .avatarium })
  guard !own.isEmpty else { return }
  let names = avatarNames(documents, own)
  func named(_ text: RedactedText, _ body: Int) -> RedactedText {
    names[AvatarKey(source: documents.bodies[body].source, id: text.string)] ?? text
  }
  for kind in namedKinds {
    guard let records = documents.records[kind], let place = kind.schema.place(of: "avatar") else { continue }
    documents.records[kind] = records.map { record in
      guard own.contains(record.body), let id = record.value("avatarId", kind).text else { return record }
      var record = record
      record.values[place] = .text(
        names[AvatarKey(source: documents.bodies[record.body].source, id: id.string)] ?? record.values[place].text ?? id)
      return record
    }
  }
  dateEscalations(&documents, own)
  if let days = documents.records[.days], let place = RecordKind.days.schema.place(of: "assistant") {
    documents.records[.days] = days.map { record in
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
  for body in own.sorted() {
    guard let avatar = documents.bodies[body].subject["avatar"] else { continue }
    documents.bodies[body].subject["avatar"] = named(avatar, body)
  }
}

private let namedKinds: [RecordKind] = [.goals, .escalations, .safetyEvents]

private struct AvatarKey: Hashable {
  var source: String
  var id: String
}

/// Names by id, from totals that list avatars and from conversations that name theirs; of several the first in byte order.
private func avatarNames(_ documents: Documents, _ own: Set<Int>) -> [AvatarKey: RedactedText] {
  var names: [AvatarKey: RedactedText] = [:]
  func learn(_ kind: RecordKind, _ idField: FieldID, _ nameField: FieldID) {
    for record in documents[kind] where own.contains(record.body) {
      guard let id = record.value(idField, kind).text, let name = record.value(nameField, kind).text else { continue }
      let key = AvatarKey(source: documents.bodies[record.body].source, id: id.string)
      if let known = names[key], !utf8Precedes(name.string, known.string) { continue }
      names[key] = name
    }
  }
  learn(.assistants, "id", "assistant")
  for kind in namedKinds { learn(kind, "avatarId", "avatar") }
  return names
}

private func dateEscalations(_ documents: inout Documents, _ own: Set<Int>) {
  guard let records = documents.records[.escalations], let place = RecordKind.escalations.schema.place(of: "at") else { return }
  documents.records[.escalations] = records.map { record in
    guard own.contains(record.body), record.values[place].isMissing else { return record }
    var record = record
    record.values[place] = record.value("startedAt", .escalations)
    return record
  }
}
