import Basics
import Privacy
import Records

extension JoinSink {
  /// The documents with what the conversations say of their records: each rating with its outcome, each topic with its conversations, the
  /// time to each conversion; and the cohorts, day by day, as records of their own.
  public func joined(_ documents: Documents) -> Documents {
    var result = documents
    joinRatings(&result)
    joinConversions(&result)
    joinTopics(&result)
    return result
  }

  /// The conversation that a record names; nil when it is not in the data.
  private func conversation(_ record: Record) -> JoinedConversation? { record.conversations.first.flatMap { found[$0] } }

  private func records(_ kind: RecordKind, _ documents: Documents) -> [Record] {
    Deduplication(schema: kind.schema, bodies: documents.bodies).unique(documents[kind]) { _ in 0 }
      .sorted { ($0.body, $0.row) < ($1.body, $1.row) }
  }

  private func cells(_ cohort: Int) -> [(day: Int, size: Size)] {
    sizes.filter { $0.key.cohort == cohort }.map { (day: $0.key.day, size: $0.value) }.sorted { $0.day < $1.day }
  }

  private func time(_ day: Int) -> FieldValue { .time(plan.settings.zone.start(of: CalendarDay(ordinal: day))) }

  // MARK: ratings

  private func joinRatings(_ documents: inout Documents) {
    documents.change(.ratings) { record in
      guard !record.conversations.isEmpty else { return }
      let conversation = conversation(record)
      record.set("isKnown", .ratings, .flag(conversation != nil))
      if let handedOff = conversation?.handedOff { record.set("handedOff", .ratings, .flag(handedOff)) }
      if let conversation, !conversation.isTest { describe(&record, conversation) }
    }
    let rated = records(.ratings, documents).filter { !$0.value("rating", .ratings).isMissing }
    var cohorts: [Record] = []
    for (index, cohort) in plan.cohorts.enumerated() where cohort.subject == .ratings {
      var answers: [Int: Size] = [:]
      for identity in Set(rated.filter { isOf(cohort, $0, documents) }.compactMap(\.conversations.first)) {
        guard let conversation = found[identity], !conversation.isTest, cohort.spans.contains(conversation.lastAt),
          let day = day(conversation.lastAt), let handedOff = conversation.handedOff
        else { continue }
        if handedOff { answers[day, default: Size()].handedOff += 1 } else { answers[day, default: Size()].deflected += 1 }
      }
      for (day, size) in cells(index) {
        let answered = answers[day] ?? Size()
        cohorts.append(
          Record(
            .ratingCohorts, body: cohort.body, row: cohorts.count + 1,
            [
              "day": time(day), "deflected": .number(Double(size.deflected)), "deflectedRated": .number(Double(answered.deflected)),
              "handedOff": .number(Double(size.handedOff)), "handedOffRated": .number(Double(answered.handedOff)),
              "deployment": cohort.sourceText.map(FieldValue.text) ?? .missing,
            ]))
      }
    }
    if !cohorts.isEmpty { documents.records[.ratingCohorts] = cohorts }
  }

  private func describe(_ record: inout Record, _ conversation: JoinedConversation) {
    func text(_ field: FieldID, _ words: [(condition: Condition, name: RedactedText)]) {
      let name = words.first { $0.condition.holds(conversation.signature) }?.name
      record.set(field, .ratings, name.map(FieldValue.text) ?? .missing)
    }
    text("outcome", Self.outcomes)
    text("sentiment", Self.sentiments)
    text("length", Self.lengths)
    record.set("assistant", .ratings, conversation.assistantName.map(FieldValue.text) ?? .missing)
    record.set("deployment", .ratings, conversation.sourceName.map(FieldValue.text) ?? .missing)
    if conversation.lastAt != missingInstant { record.set("lastMessageAt", .ratings, .time(Instant(microseconds: conversation.lastAt))) }
  }

  /// Keys of the dimension `outcome`.
  private static let outcomes: [(condition: Condition, name: RedactedText)] = [
    (.resolved, .own("resolved")), (.actioned, .own("actioned")), (.partlyResolved, .own("partial")), (.noResponse, .own("no_response")),
    (.handedOff, .own("handed_off")), (.outcomeUnknown, .own("unknown")),
  ]
  /// Keys of the dimension `sentiment`; none for any other label.
  private static let sentiments: [(condition: Condition, name: RedactedText)] = [
    (.positive, .own("positive")), (.neutral, .own("neutral")), (.negative, .own("negative")),
  ]
  /// By the project's limits.
  private static let lengths: [(condition: Condition, name: RedactedText)] = [
    (.isShort, .own("short")), (.isLong, .own("long")), (.everything, .own("between")),
  ]

  private func isOf(_ cohort: Cohort, _ record: Record, _ documents: Documents) -> Bool {
    let body = documents.bodies[record.body]
    return body.source == cohort.source && body.vendor == cohort.vendor
  }

  // MARK: conversions

  private struct Buyer: Hashable {
    let slug: String
    let conversation: UInt64
  }

  /// The first event of a conversation after its first message; of equally early ones the lowest id.
  private struct First: Comparable {
    let delay: Int64
    let id: String

    init?(_ event: Record, _ delay: Int64?) {
      guard let delay, delay >= 0 else { return nil }
      self.delay = delay
      id = event.value("id", .conversions).text?.string ?? "\(event.body) \(event.row)"
    }
    static func < (a: Self, b: Self) -> Bool { a.delay != b.delay ? a.delay < b.delay : utf8Precedes(a.id, b.id) }
  }

  private func joinConversions(_ documents: inout Documents) {
    let events = records(.conversions, documents)
    var firsts: [Buyer: First] = [:]
    for event in events {
      guard let buyer = buyer(event), let first = First(event, delay(event)) else { continue }
      firsts[buyer] = min(firsts[buyer] ?? first, first)
    }
    documents.change(.conversions) { record in
      guard !record.conversations.isEmpty else { return }
      record.set("isKnown", .conversions, .flag(conversation(record) != nil))
      guard let delay = delay(record) else { return }
      record.set("isEarly", .conversions, .flag(delay < 0))
      if let buyer = buyer(record), let first = First(record, delay), firsts[buyer] == first {
        record.set("timeToConvert", .conversions, .number(Double(delay) / 1000))
      }
    }
    var cohorts: [Record] = []
    for (index, cohort) in plan.cohorts.enumerated() {
      guard case .conversions(let slug) = cohort.subject else { continue }
      let own = events.filter { isOf(cohort, $0, documents) && (slug == nil || Self.slug($0) == slug) }
      let gains = gains(own, cohort)
      // Amounts of different units are never added.
      let labels = Set(own.compactMap { $0.value("label", .conversions).text?.string })
      let hasValues = slug != nil && labels.count <= 1 && own.contains { !$0.value("value", .conversions).isMissing }
      for (day, size) in cells(index) {
        let gain = gains[day]
        var fields: [FieldID: FieldValue] = [
          "day": time(day), "conversations": .number(Double(size.all)), "converted": .number(Double(gain?.conversations.count ?? 0)),
        ]
        if let name = own.first(where: { Self.slug($0) == slug }) { fields["slug"] = name.value("slug", .conversions) }
        if hasValues { fields["value"] = .number((gain?.values ?? []).sorted().reduce(0, +)) }
        cohorts.append(Record(.conversionCohorts, body: cohort.body, row: cohorts.count + 1, fields))
      }
    }
    if !cohorts.isEmpty { documents.records[.conversionCohorts] = cohorts }
  }

  /// Who converted in time, and for how much, by the day of the first message.
  private func gains(_ events: [Record], _ cohort: Cohort) -> [Int: (conversations: Set<UInt64>, values: [Double])] {
    var gains: [Int: (conversations: Set<UInt64>, values: [Double])] = [:]
    for event in events {
      guard let identity = event.conversations.first, let conversation = found[identity], !conversation.isTest,
        cohort.spans.contains(conversation.firstAt), let day = day(conversation.firstAt), let delay = delay(event),
        (0..<JoinPlan.conversionWindow).contains(delay)
      else { continue }
      gains[day, default: ([], [])].conversations.insert(identity)
      if let value = event.value("value", .conversions).number { gains[day]?.values.append(value) }
    }
    return gains
  }

  private static func slug(_ event: Record) -> String? { event.value("slug", .conversions).text?.string }

  private func buyer(_ event: Record) -> Buyer? {
    event.conversations.first.map { Buyer(slug: Self.slug(event) ?? "", conversation: $0) }
  }

  /// Microseconds from the first message to the event.
  private func delay(_ event: Record) -> Int64? {
    guard let conversation = conversation(event), !conversation.isTest, conversation.firstAt != missingInstant,
      let at = event.value("occurredAt", .conversions).time
    else { return nil }
    let (delay, overflow) = at.microseconds.subtractingReportingOverflow(conversation.firstAt)
    return overflow ? nil : delay
  }

  // MARK: topics

  private func joinTopics(_ documents: inout Documents) {
    var cohorts: [String: Int] = [:]
    for (index, cohort) in plan.cohorts.enumerated() {
      if case .topics(let analysis) = cohort.subject { cohorts[analysis] = index }
    }
    var seen: [Int: [String: Set<UInt64>]] = [:]
    let bodies = documents.bodies
    documents.change(.topics) { record in
      guard !record.conversations.isEmpty else { return }
      let own = Set(record.conversations)
      let conversations = own.compactMap { found[$0] }.filter { !$0.isTest }
      func set(_ field: FieldID, _ condition: (JoinedConversation) -> Bool) {
        record.set(field, .topics, .number(Double(conversations.count(where: condition))))
      }
      set("found") { _ in true }
      set("foundOutcomes") { $0.handedOff != nil }
      set("foundHandoffs") { $0.handedOff == true }
      set("foundScored") { $0.isScored }
      set("foundNegative") { $0.isNegative }
      set("foundResolved") { $0.isScored && $0.isResolved }
      record.set("missing", .topics, .number(Double(own.count { found[$0] == nil })))
      guard let analysis = JoinPlan.analysis(record, bodies[record.body]), let index = cohorts[analysis] else { return }
      let spans = plan.cohorts[index].spans
      let within = own.filter { identity in
        found[identity].map { !$0.isTest && spans.contains($0.lastAt) && day($0.lastAt) != nil } ?? false
      }
      // A conversation under two topics counts once in the whole.
      record.set("firstFound", .topics, .number(Double(within.subtracting(seen[record.body]?[analysis] ?? []).count)))
      seen[record.body, default: [:]][analysis, default: []].formUnion(within)
      record.set("population", .topics, .number(Double(cells(index).reduce(0) { $0 + $1.size.all })))
    }
  }
}

extension Record {
  fileprivate mutating func set(_ field: FieldID, _ kind: RecordKind, _ value: FieldValue) {
    if let place = kind.schema.place(of: field) { values[place] = value }
  }
}

extension Documents {
  /// Changes every record of a kind, in order.
  fileprivate mutating func change(_ kind: RecordKind, _ body: (inout Record) -> Void) {
    guard var all = records[kind] else { return }
    for index in all.indices { body(&all[index]) }
    records[kind] = all
  }
}
