import Privacy
import Records

/// What one worker gathers from documents. Places are kept, so that the whole does not depend on who read what.
struct Harvest: Sendable {
  /// One body with its figures, records and problems; `body` indexes of the parts are 0 until all are joined.
  struct Sheaf: Sendable {
    var file: Int
    /// Block of the file, for lists that are read block by block.
    var part = 0
    /// True for a further block of the same body.
    var continues = false
    var body: DocumentBody
    var figures: [ReportedFigure] = []
    var records: [(kind: RecordKind, record: Record)] = []
    var problems: [String: BodyProblem] = [:]
  }
  private(set) var sheaves: [Sheaf] = []
  /// Conversations that are put together from several places.
  var drafts = Drafts()
  let redactor: Redactor
  /// True when comments of users may be kept (redacted): the project asks for verbatims.
  let keepsRemarks: Bool
  /// Matches texts against the patterns of the project; nil without any.
  let patterns: PatternMatcher?
  /// Seeds of identities by id of the source.
  private let seeds: [String: UInt64]
  /// Index of the file being read, and how far.
  private(set) var file = 0
  /// Zones by name: a table of transitions is dear, and rows ask for the same one again and again.
  private var zones: [String: Zone] = [:]

  init(redactor: Redactor, keepsRemarks: Bool = false, seeds: [String: UInt64] = [:], patterns: PatternMatcher? = nil) {
    self.patterns = patterns
    self.redactor = redactor
    self.keepsRemarks = keepsRemarks
    self.seeds = seeds
  }

  /// Begins a body; everything that follows belongs to it. Window, anchor and subject come from the reader and from the context.
  mutating func begin(_ body: DocumentBody, file: Int, part: Int = 0, continues: Bool = false) {
    self.file = file
    sheaves.append(Sheaf(file: file, part: part, continues: continues, body: body))
    if drafts.place.file != file || drafts.place.part != part { drafts.place = ConversationDraft.Place(file: file, part: part) }
  }

  /// Changes the present body.
  mutating func update(_ change: (inout DocumentBody) -> Void) {
    guard !sheaves.isEmpty else { return }
    change(&sheaves[sheaves.count - 1].body)
  }

  /// The zone with this IANA name; nil when the system does not know it.
  mutating func zone(_ identifier: String) -> Zone? {
    if let known = zones[identifier] { return known }
    let zone = Zone(identifier: identifier)
    if let zone { zones[identifier] = zone }
    return zone
  }

  /// A text as it may be shown.
  func redacted(_ node: JSONNode?) -> RedactedText? { node?.untrusted.map { redactor.redact($0) } }
  /// A text as it may be shown.
  func redacted(_ string: String) -> RedactedText { redactor.redact(UntrustedText(string)) }

  /// Adds a figure. A node that is missing adds nothing; null adds a figure without a value; a value outside its scale is counted as
  /// impossible and adds a figure without a value.
  mutating func figure(
    _ quantity: String, _ node: JSONNode?, _ scale: Scale, metric: String? = nil, cut: (dimension: String, member: RedactedText)? = nil,
    bucket: (start: Instant, seconds: Int)? = nil, path: String
  ) {
    guard let node, !sheaves.isEmpty else { return }
    var value: Double?
    if let delivered = node.number {
      value = scale.value(delivered)
      if value == nil { problem(.impossibleValue, path) }
    } else if !node.isNull {
      problem(.wrongType, path)
      return
    }
    figure(quantity, value: value, scale, metric: metric, cut: cut, bucket: bucket, path: path)
  }

  /// Adds a figure whose value is already in our unit.
  mutating func figure(
    _ quantity: String, value: Double?, _ scale: Scale, metric: String? = nil, cut: (dimension: String, member: RedactedText)? = nil,
    bucket: (start: Instant, seconds: Int)? = nil, path: String
  ) {
    guard !sheaves.isEmpty else { return }
    var figure = ReportedFigure(body: 0, quantity: quantity, metric: metric, value: value, unit: scale.unit, path: path)
    figure.dimension = cut?.dimension
    figure.member = cut?.member
    figure.bucket = bucket?.start
    figure.bucketSeconds = bucket?.seconds ?? 0
    sheaves[sheaves.count - 1].figures.append(figure)
  }

  /// Adds a record of the present body. `conversations`: ids of the conversations that it names, as delivered.
  mutating func record(_ kind: RecordKind, row: Int, _ fields: [FieldID: FieldValue], of conversations: [String] = []) {
    guard !sheaves.isEmpty else { return }
    let identities = conversations.compactMap(identity)
    sheaves[sheaves.count - 1].records.append((kind, Record(kind, body: 0, row: row, fields, conversations: identities)))
  }

  /// The identity that a conversation of the present source has in batches; nil for an empty id, as rows without an id have none.
  private func identity(_ id: String) -> UInt64? {
    guard !id.isEmpty, let seed = sheaves.last.flatMap({ seeds[$0.body.source] }) else { return nil }
    return Array(id.utf8).withUnsafeBufferPointer { fingerprint($0, seed: seed) }
  }

  /// Counts a problem of the present body.
  mutating func problem(_ kind: BodyProblem.Kind, _ path: String) {
    guard !sheaves.isEmpty else { return }
    let key = "\(kind.rawValue) \(path)"
    sheaves[sheaves.count - 1].problems[key, default: BodyProblem(body: 0, kind: kind, path: path, count: 0)].count += 1
  }

  // MARK: values of records

  /// A number in our unit; missing for null and for nothing; counted as impossible when out of range.
  mutating func number(_ node: JSONNode?, _ scale: Scale, _ path: String) -> FieldValue {
    guard let node, !node.isNull else { return .missing }
    guard let delivered = node.number else {
      problem(.wrongType, path)
      return .missing
    }
    guard let value = scale.value(delivered) else {
      problem(.impossibleValue, path)
      return .missing
    }
    return .number(value)
  }
  /// A text, redacted.
  func text(_ node: JSONNode?) -> FieldValue {
    if let text = redacted(node) { return .text(text) }
    return node?.identifier.map { .text(redacted($0)) } ?? .missing
  }
  /// A moment: ISO 8601 text, or epoch seconds or milliseconds.
  mutating func time(_ node: JSONNode?, _ path: String) -> FieldValue {
    guard let node, !node.isNull else { return .missing }
    guard let instant = node.instant else {
      problem(.unreadableTime, path)
      return .missing
    }
    return .time(instant)
  }
  /// Yes or no.
  mutating func flag(_ node: JSONNode?, _ path: String) -> FieldValue {
    guard let node, !node.isNull else { return .missing }
    guard let value = node.bool else {
      problem(.wrongType, path)
      return .missing
    }
    return .flag(value)
  }
  /// A list of texts; elements may be objects with a `name`.
  func list(_ node: JSONNode?) -> FieldValue {
    guard let node, node.isArray else { return .missing }
    return .list(node.elements.compactMap { redacted($0) ?? redacted($0.first(["name", "title", "id"])) })
  }
}

extension JSONNode {
  /// A moment: ISO 8601 text, a day (`2026-04-01`, taken as its UTC midnight), or epoch seconds or milliseconds.
  var instant: Instant? {
    if isNumber, let number, number >= 0, number < 1e14 {
      return Instant(microseconds: Int64(number < 1e11 ? number * 1_000_000 : number * 1_000))
    }
    return string.flatMap { parseTimeStamp($0) }.map { Instant(microseconds: $0.microseconds) }
  }
}
