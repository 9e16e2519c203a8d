import Aggregation
import Basics
import Notation
import Privacy
import Records

@testable import Insights

func redacted(_ text: String) -> RedactedText { Redactor().redact(UntrustedText(text)) }

/// A moment in UTC.
func moment(_ day: String, _ hour: Int = 0, _ minute: Int = 0) -> Instant {
  let ordinal = CalendarDay(day)?.ordinal ?? 0
  return Instant(seconds: Int64(ordinal) * 86_400 + Int64(hour * 3600 + minute * 60))
}

/// One conversation written out by hand.
struct Talk {
  var first: Instant
  var last: Instant
  var isHandedOff = false
  var isTest = false
  var messages: Int32 = 4
  var sentiment: Int32 = -1
  var quality: Int32 = -1
  var assistant = "Desk"
  var version: Int32 = 1
  var participants: [String] = []
  var tags: [String] = []
  /// Mean latency in milliseconds, or -1.
  var latency: Int32 = -1
  /// Tools called, each with its result.
  var calls: [(tool: String, succeeded: Bool?)] = []
}

/// Conversations and documents of one vendor, reconciled as a build would do it.
struct Snapshot {
  var talks: [Talk] = []
  var documents = Documents()
  var zone = Zone.utc
  var metrics: [MetricID] = ["vol.conversations"]
  /// Which of two workers takes the other in.
  var mergesInOrder = false
  var rows: [ConversationRows] = [ConversationRows(vendor: .studiochat, source: "shop")]

  /// A body with figures of a month of UTC.
  mutating func body(
    _ kind: String, _ window: ReportWindow, anchor: ReportAnchor = .lastMessage, vendor: Vendor = .studiochat, zone: String? = nil
  ) -> Int {
    var body = DocumentBody(vendor: vendor, source: "shop", kind: kind, file: "data/\(kind).json")
    body.window = window
    body.anchor = anchor
    body.zone = zone
    documents.bodies.append(body)
    return documents.bodies.count - 1
  }

  mutating func figure(
    _ body: Int, _ quantity: String, _ value: Double?, _ metric: String? = nil, _ unit: Unit = .count,
    cut: (dimension: String, member: String)? = nil, day: String? = nil, path: String? = nil
  ) {
    var figure = ReportedFigure(body: body, quantity: quantity, metric: metric, value: value, unit: unit, path: path ?? quantity)
    figure.dimension = cut?.dimension
    figure.member = cut.map { redacted($0.member) }
    if let day {
      figure.bucket = moment(day)
      figure.bucketSeconds = 86_400
    }
    documents.figures.append(figure)
  }

  /// Both steps: the report's own figures, then the passes that they ask for.
  func report() -> ReconciliationReport { steps().report }

  func steps() -> (passes: Int, report: ReconciliationReport) {
    let settings = AggregationSettings(zone: zone)
    let plan = Plan([Query(metrics)], settings: settings)
    var pass = AggregationPass(plan: plan)
    feed {
      pass.consume($0)
    } finish: {
      pass.finish($0)
    }
    let reconciliation = Reconciliation(documents, figures: Figures(pass.state, plan: plan), settings: settings, rows: rows)
    // Two workers, one conversation of three each way: merging must not matter.
    var sinks = [VariantSink(reconciliation.requests), VariantSink(reconciliation.requests)]
    for (worker, keeps) in [(0, { $0 % 3 == 0 }), (1, { $0 % 3 != 0 })] as [(Int, (Int) -> Bool)] {
      feed(keeps) {
        sinks[worker].consume($0)
      } finish: {
        sinks[worker].finish($0)
      }
    }
    let order = mergesInOrder ? (0, 1) : (1, 0)
    sinks[order.0].merge(sinks[order.1])
    return (reconciliation.requests.count, reconciliation.report(sinks[order.0].figures))
  }

  private func feed(
    _ keeps: (Int) -> Bool = { _ in true }, _ take: (borrowing ConversationBatch) -> Void, finish: (Lexicons) -> Void
  ) {
    var lexicons = Lexicons()
    var batch = ConversationBatch()
    batch.vendor = .studiochat
    func code(_ lexicon: inout Lexicon, _ text: String) -> Int32 {
      Array(text.utf8).withUnsafeBufferPointer { lexicon.code(for: $0) { Redactor().redact($0) } }
    }
    for (index, talk) in talks.enumerated() where keeps(index) {
      batch.count += 1
      batch.identity.append(UInt64(index))
      batch.firstAt.append(talk.first.microseconds)
      batch.lastAt.append(talk.last.microseconds)
      var flags: ConversationFlags = talk.isHandedOff ? .handoff : []
      if talk.isTest { flags.insert(.test) }
      batch.flags.append(flags)
      batch.messageCount.append(talk.messages)
      batch.meanLatency.append(talk.latency)
      batch.sentiment.append(talk.sentiment)
      batch.quality.append(talk.quality)
      batch.assistant.append(code(&lexicons.assistant, talk.assistant))
      batch.version.append(talk.version)
      for path in [
        \ConversationBatch.resources, \.shift, \.handoffReason, \.risk, \.inbox, \.model, \.intent, \.source, \.language, \.tokens,
      ] {
        batch[keyPath: path].append(-1)
      }
      batch.contact.append(0)
      for tag in talk.tags { batch.tags.values.append(code(&lexicons.tag, tag)) }
      let participants = talk.participants.isEmpty ? [talk.assistant] : talk.participants
      for name in participants { batch.participants.values.append(code(&lexicons.assistant, name)) }
      batch.tags.offsets.append(Int32(batch.tags.values.count))
      batch.participants.offsets.append(Int32(batch.participants.values.count))
      batch.citedItems.offsets.append(0)
      batch.skills.offsets.append(0)
      batch.messages.offsets.append(0)
      for call in talk.calls {
        batch.toolCalls.tool.append(code(&lexicons.tool, call.tool))
        batch.toolCalls.success.append(call.succeeded.map { $0 ? 1 : 0 } ?? 2)
        batch.toolCalls.duration.append(-1)
        batch.toolCalls.at.append(talk.last.microseconds)
      }
      batch.toolCalls.offsets.append(Int32(batch.toolCalls.tool.count))
    }
    take(batch)
    finish(lexicons)
  }
}

let march = moment("2026-03-01")..<moment("2026-04-01")

/// 40 conversations of March, one an hour and more: five begin on the evening of 28 February, three end on 1 April; one in four is
/// handed off; three in four are scored.
func marchTalks() -> [Talk] {
  var talks = (0..<40).map { n in
    let at = Instant(microseconds: moment("2026-03-02").microseconds + Int64(n) * 61_000_000_000)
    return Talk(
      first: at, last: Instant(microseconds: at.microseconds + 600_000_000), isHandedOff: n % 4 == 0, messages: Int32(2 + n % 5),
      sentiment: n % 4 == 3 ? -1 : Int32(n % 3), quality: n % 4 == 0 || n % 4 == 3 ? -1 : Int32(n % 2))
  }
  for n in 0..<5 { talks.append(Talk(first: moment("2026-02-28", 23, 10 * n), last: moment("2026-03-01", 0, 5 + n))) }
  for n in 0..<3 { talks.append(Talk(first: moment("2026-03-31", 23, 10 * n), last: moment("2026-04-01", 1, n))) }
  return talks
}
