import Basics
import Privacy
import Records

/// What the bodies of one bot say only together: names of channels, one session per conversation, which conversations are tests.
func joinCaptain(_ documents: inout Documents) {
  let bodies = documents.bodies.indices.filter { documents.bodies[$0].vendor == .chatcaptain }
  guard !bodies.isEmpty else { return }
  let mine = Set(bodies)
  let names = CaptainChannels(documents)
  documents.records[.sessions] = joinedSessions(documents, mine, names)
  let sessions = CaptainSessions(documents, mine)
  for kind in [RecordKind.calls, .intents, .steps] {
    let chosen = kind == .calls ? nil : chosenBodies(documents, kind, mine)
    documents.records[kind] = documents[kind].compactMap { record in
      guard mine.contains(record.body) else { return record }
      return complete(record, kind, documents.bodies[record.body].source, sessions, names, chosen)
    }
    if documents[kind].isEmpty { documents.records[kind] = nil }
  }
  for body in bodies {
    guard let id = documents.bodies[body].subject["channel"], let channel = names.name(of: id, documents.bodies[body].source) else {
      continue
    }
    documents.bodies[body].subject["channel"] = channel
  }
  joinExports(&documents, mine)
}

/// Names and types of channels by source and id; of several lists the latest counts.
struct CaptainChannels {
  private struct Key: Hashable {
    var source: String
    var id: RedactedText
  }
  private var names: [Key: RedactedText] = [:]
  private var types: [Key: RedactedText] = [:]

  init(_ documents: Documents) {
    // As for drafts: the latest capture counts, of several the first name in byte order.
    let order = documents[.channels].sorted { a, b in
      let (x, y) = (documents.bodies[a.body].capturedAt, documents.bodies[b.body].capturedAt)
      if x != y { return (x?.microseconds ?? missingInstant) < (y?.microseconds ?? missingInstant) }
      return utf8Precedes(b.value("channel", .channels).text?.string ?? "", a.value("channel", .channels).text?.string ?? "")
    }
    for record in order where documents.bodies[record.body].vendor == .chatcaptain {
      guard let id = record.value("id", .channels).text else { continue }
      let key = Key(source: documents.bodies[record.body].source, id: id)
      if let name = record.value("channel", .channels).text { names[key] = name }
      if let type = record.value("type", .channels).text { types[key] = type }
    }
  }

  /// The name of a channel; nil when no list has it.
  func name(of id: RedactedText, _ source: String) -> RedactedText? { names[Key(source: source, id: id)] }
  /// The type of a channel; nil when no list has it.
  func type(of id: RedactedText, _ source: String) -> RedactedText? { types[Key(source: source, id: id)] }
}

extension Documents {
  /// Place of a body in time: captured earlier is smaller; without a capture, the order of files.
  func captureOrder(_ body: Int) -> CaptureOrder {
    CaptureOrder(at: bodies[body].capturedAt?.microseconds ?? Int64.min, body: body)
  }
}

/// When a body was taken.
struct CaptureOrder: Comparable {
  var at: Int64
  var body: Int
  static func < (a: Self, b: Self) -> Bool { a.at != b.at ? a.at < b.at : a.body < b.body }
}

/// A conversation of one source.
private struct ConversationKey: Hashable {
  var source: String
  var id: RedactedText
}

extension Record {
  fileprivate mutating func set(_ field: FieldID, _ kind: RecordKind, _ value: FieldValue) {
    guard let place = kind.schema.place(of: field) else { return }
    values[place] = value
  }
}

/// One session per conversation: lists outrank raw forms, later captures earlier ones; a field that the first lacks comes from the next.
private func joinedSessions(_ documents: Documents, _ mine: Set<Int>, _ names: CaptainChannels) -> [Record]? {
  var groups: [ConversationKey: [Record]] = [:]
  var result: [Record] = []
  for record in documents[.sessions] {
    guard mine.contains(record.body), let id = record.value("id", .sessions).text else {
      result.append(record)
      continue
    }
    groups[ConversationKey(source: documents.bodies[record.body].source, id: id), default: []].append(record)
  }
  let calls = Set(
    documents[.calls].filter { mine.contains($0.body) }.compactMap { call in
      call.value("conversation", .calls).text.map { ConversationKey(source: documents.bodies[call.body].source, id: $0) }
    })
  for (key, group) in groups {
    let ordered = group.sorted { a, b in
      let (x, y) = (rank(documents.bodies[a.body].kind), rank(documents.bodies[b.body].kind))
      if x != y { return x > y }
      return a.body != b.body ? documents.captureOrder(a.body) > documents.captureOrder(b.body) : a.row > b.row
    }
    guard var merged = ordered.first else { continue }
    for other in ordered.dropFirst() {
      for place in merged.values.indices where merged.values[place].isMissing { merged.values[place] = other.values[place] }
    }
    // Without a list nothing says when the conversation was created; its first message is nearest.
    if merged.value("startedAt", .sessions).isMissing { merged.set("startedAt", .sessions, merged.value("firstMessageAt", .sessions)) }
    if let id = merged.value("channel", .sessions).text {
      if let type = names.type(of: id, key.source), merged.value("channelType", .sessions).isMissing {
        merged.set("channelType", .sessions, .text(type))
      }
      if let name = names.name(of: id, key.source) { merged.set("channel", .sessions, .text(name)) }
    }
    let type = merged.value("channelType", .sessions).text?.string.lowercased()
    if type == "debug" { merged.set("isTest", .sessions, .flag(true)) }
    if calls.contains(key) || type.map({ captainVoiceTypes.contains($0) }) == true { merged.set("isCall", .sessions, .flag(true)) }
    result.append(merged)
  }
  result.sort { ($0.body, $0.row) < ($1.body, $1.row) }
  return result.isEmpty ? nil : result
}

/// What outranks what where several bodies speak of one conversation.
private func rank(_ kind: String) -> Int {
  switch kind {
  case "conversation": 5
  case "conversations": 4
  case "export-conversations": 3
  case "raw-messages": 2
  case "messages": 1
  default: 0
  }
}

/// Sessions by conversation, to complete what belongs to them.
private struct CaptainSessions {
  private var byKey: [ConversationKey: Record] = [:]

  init(_ documents: Documents, _ mine: Set<Int>) {
    for record in documents[.sessions] where mine.contains(record.body) {
      guard let id = record.value("id", .sessions).text else { continue }
      byKey[ConversationKey(source: documents.bodies[record.body].source, id: id)] = record
    }
  }

  subscript(source: String, id: RedactedText) -> Record? { byKey[ConversationKey(source: source, id: id)] }
}

/// For each conversation the one body whose intents or steps count: a bundle outranks single bodies, a later capture an earlier one.
private func chosenBodies(_ documents: Documents, _ kind: RecordKind, _ mine: Set<Int>) -> [ConversationKey: Int] {
  var chosen: [ConversationKey: Int] = [:]
  for record in documents[kind] where mine.contains(record.body) {
    guard let id = record.value("conversation", kind).text else { continue }
    let key = ConversationKey(source: documents.bodies[record.body].source, id: id)
    guard let present = chosen[key], present != record.body else {
      chosen[key] = record.body
      continue
    }
    let (a, b) = (rank(documents.bodies[present].kind), rank(documents.bodies[record.body].kind))
    if b > a || b == a && documents.captureOrder(record.body) > documents.captureOrder(present) { chosen[key] = record.body }
  }
  return chosen
}

/// The record with its channel and its test mark; nil when another body of the same conversation counts.
private func complete(
  _ record: Record, _ kind: RecordKind, _ source: String, _ sessions: CaptainSessions, _ names: CaptainChannels,
  _ chosen: [ConversationKey: Int]?
) -> Record? {
  var record = record
  let conversation = record.value("conversation", kind).text
  if let chosen, let conversation, let body = chosen[ConversationKey(source: source, id: conversation)], body != record.body { return nil }
  let session = conversation.flatMap { sessions[source, $0] }
  if let id = record.value("channel", kind).text {
    if let name = names.name(of: id, source) { record.set("channel", kind, .text(name)) }
  } else if let channel = session?.value("channel", .sessions), !channel.isMissing {
    record.set("channel", kind, channel)
  }
  if record.value("isTest", kind).isMissing, let isTest = session?.value("isTest", .sessions) { record.set("isTest", kind, isTest) }
  return record
}
