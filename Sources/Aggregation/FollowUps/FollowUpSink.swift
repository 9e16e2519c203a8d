import Records

/// What is kept of a conversation with a known contact until all are read: 40 bytes.
struct FollowUpRow: Sendable {
  var contact: UInt64
  /// Microseconds; the last message stands for a first one that is not known.
  var firstAt: Int64
  var lastAt: Int64
  var signature: UInt64
  /// Place in the sink's combinations of names.
  var combination: Int32
}

/// Keeps who wrote when, so that it can be said whether people came back: beside the aggregation, only where a project names the contact.
/// Memory follows the number of conversations with a known contact (40 bytes each). Test traffic and conversations without a usable last
/// message take no part, as in the counts.
public struct FollowUpSink: ConversationSink {
  /// Rows of one part of the contacts in small pieces: what is merged is moved, not copied.
  struct Bag: Sendable {
    /// Pieces, and what is added to the combinations of their rows.
    var pieces: [(offset: Int32, rows: [FollowUpRow])] = []
    static let pieceSize = 256

    mutating func append(_ row: FollowUpRow) {
      let at = pieces.count - 1
      if at < 0 || pieces[at].rows.count == Bag.pieceSize {
        pieces.append((0, []))
        pieces[at + 1].rows.reserveCapacity(Bag.pieceSize)
      }
      pieces[pieces.count - 1].rows.append(row)
    }
  }

  /// Codes of one worker that make a combination.
  private struct Codes: Hashable {
    var assistant, version, inbox, model, intent, source, language: Int32
  }
  private struct SourceDay: Hashable {
    var source: Int32
    var day: Int32
  }

  /// Contacts are spread by the first bits of their pseudonyms, so that each part can be sorted and let go alone.
  static let bagCount = 64

  let settings: AggregationSettings
  private(set) var bags = [Bag](repeating: Bag(), count: bagCount)
  /// Names of each combination, by `FollowUpBook.columns`; known after `finish`.
  private(set) var combinations: [[String?]] = []
  /// Latest message of each day with conversations, with or without a contact, by source; known after `finish`.
  private(set) var latest: [String?: [Int32: Int64]] = [:]
  private var codes: [Codes: Int32] = [:]
  private var order: [Codes] = []
  private var latestByCode: [SourceDay: Int64] = [:]
  private var current: (key: SourceDay, latest: Int64)?
  private var clock: Clock
  private var responses: [Int32] = []

  /// An empty sink; nil where the project names no contact.
  public init?(settings: AggregationSettings) {
    guard settings.contactsConfigured else { return nil }
    self.settings = settings
    clock = Clock(settings.zone, nil)
  }

  /// Takes one block.
  public mutating func consume(_ batch: borrowing ConversationBatch) {
    for at in 0..<batch.count {
      if batch.flags[at].contains(.test) && !settings.includesTests { continue }
      let day = clock.read(batch.lastAt[at]).day
      if day < 0 { continue }
      note(SourceDay(source: batch.source[at], day: day), batch.lastAt[at])
      if batch.contact[at] != 0 { keep(batch, at) }
    }
  }

  private mutating func keep(_ batch: borrowing ConversationBatch, _ at: Int) {
    let first = batch.firstAt[at] == missingInstant ? batch.lastAt[at] : batch.firstAt[at]
    bags[Int(batch.contact[at] >> 58)].append(
      FollowUpRow(
        contact: batch.contact[at], firstAt: first, lastAt: batch.lastAt[at], signature: signature(batch, at).bits,
        combination: combination(batch, at)))
  }

  private mutating func signature(_ batch: borrowing ConversationBatch, _ at: Int) -> Signature {
    var facts = ConversationFacts()
    responses.removeAll(keepingCapacity: true)
    facts.readMessages(batch, at, settings, &responses)
    let calls = Int(batch.toolCalls.offsets[at])..<Int(batch.toolCalls.offsets[at + 1])
    let failed = calls.contains { batch.toolCalls.success[$0] == 0 }
    return facts.signature(batch, at, (used: !calls.isEmpty, failed: failed), settings)
  }

  private mutating func combination(_ batch: borrowing ConversationBatch, _ at: Int) -> Int32 {
    let key = Codes(
      assistant: batch.assistant[at], version: batch.version[at], inbox: batch.inbox[at], model: batch.model[at],
      intent: batch.intent[at], source: batch.source[at], language: batch.language[at])
    if let known = codes[key] { return known }
    let made = Int32(truncatingIfNeeded: order.count)
    codes[key] = made
    order.append(key)
    return made
  }

  /// Neighbours mostly share source and day.
  private mutating func note(_ key: SourceDay, _ lastAt: Int64) {
    if let known = current, known.key == key {
      if lastAt > known.latest { current = (key, lastAt) }
      return
    }
    settle()
    current = (key, lastAt)
  }

  private mutating func settle() {
    guard let (key, lastAt) = current else { return }
    latestByCode[key] = max(latestByCode[key] ?? lastAt, lastAt)
    current = nil
  }

  /// Turns the codes of this worker into names.
  public mutating func finish(_ lexicons: Lexicons) {
    settle()
    func name(_ lexicon: Lexicon, _ code: Int32) -> String? {
      code >= 0 && Int(code) < lexicon.count ? lexicon.texts[Int(code)].string : nil
    }
    let forms = lexicons.intent.texts.map { IntentForm.normal($0.string) }
    combinations = order.map { codes in
      let assistant = name(lexicons.assistant, codes.assistant)
      let version = codes.version < 0 ? assistant : assistant.map { "\($0) v\(codes.version)" } ?? "v\(codes.version)"
      let intent = codes.intent >= 0 && Int(codes.intent) < forms.count ? forms[Int(codes.intent)] : nil
      return [
        assistant, version, name(lexicons.inbox, codes.inbox), name(lexicons.model, codes.model), intent,
        name(lexicons.source, codes.source), name(lexicons.language, codes.language),
      ]
    }
    for (key, lastAt) in latestByCode { note(name(lexicons.source, key.source), key.day, lastAt) }
    codes = [:]
    order = []
    latestByCode = [:]
  }

  private mutating func note(_ source: String?, _ day: Int32, _ lastAt: Int64) {
    latest[source, default: [:]][day] = max(latest[source]?[day] ?? lastAt, lastAt)
  }

  /// Adds what another finished worker saw.
  public mutating func merge(_ other: consuming FollowUpSink) {
    let offset = Int32(truncatingIfNeeded: combinations.count)
    combinations += other.combinations
    for b in bags.indices { bags[b].pieces += other.bags[b].pieces.map { ($0.offset &+ offset, $0.rows) } }
    for (source, days) in other.latest { for (day, lastAt) in days { note(source, day, lastAt) } }
  }

  /// Hands over the rows of one part of the contacts, ordered by contact and time, and forgets them.
  mutating func take(_ bag: Int) -> [FollowUpRow] {
    var rows: [FollowUpRow] = []
    rows.reserveCapacity(bags[bag].pieces.reduce(0) { $0 + $1.rows.count })
    for piece in bags[bag].pieces {
      for var row in piece.rows {
        row.combination &+= piece.offset
        rows.append(row)
      }
    }
    bags[bag] = Bag()
    rows.sort { ($0.contact, $0.firstAt) < ($1.contact, $1.firstAt) }
    return rows
  }
}
