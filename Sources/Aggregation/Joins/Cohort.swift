import Basics
import Privacy
import Records

/// Conversations of one source that records of a kind speak about, in the time of which those records are complete.
struct Cohort: Sendable, Hashable {
  /// What is asked about the conversations.
  enum Subject: Sendable, Hashable {
    /// Whether they were rated; counted by the last message.
    case ratings
    /// Whether a conversion followed the first message in time; counted by the first message. nil: any conversion.
    case conversions(slug: String?)
    /// Whether an analysis of topics names them; counted by the last message.
    case topics(analysis: String)
  }
  let subject: Subject
  let vendor: Vendor
  /// Id of the source.
  let source: String
  /// Display name of the source, as batches carry it.
  let sourceName: String
  /// The same for records; nil when the source has no name of its own.
  let sourceText: RedactedText?
  /// When a conversation must have begun, or ended, to take part.
  let spans: Spans
  /// Body that derived records belong to.
  let body: Int

  var countsByFirst: Bool { if case .conversions = subject { true } else { false } }
}

/// What has to be known of conversations so that records can be joined to them.
public struct JoinPlan: Sendable {
  /// How long after the first message a conversion still belongs to the conversation.
  public static let conversionDays = 7
  static let conversionWindow = Int64(conversionDays) * 86_400_000_000

  let wanted: Set<UInt64>
  let cohorts: [Cohort]
  let settings: AggregationSettings

  /// nil when no record names a conversation. `sourceNames`: display names of the sources by id.
  public init?(_ documents: Documents, sourceNames: [String: RedactedText], settings: AggregationSettings) {
    var wanted: Set<UInt64> = []
    for kind in [RecordKind.ratings, .conversions, .topics] {
      for record in documents[kind] { wanted.formUnion(record.conversations) }
    }
    if wanted.isEmpty { return nil }
    self.wanted = wanted
    self.settings = settings
    cohorts = CohortFinder(documents, sourceNames).cohorts
  }
}

/// Finds which stretches of time the records of each source cover.
private struct CohortFinder {
  let documents: Documents
  let names: [String: RedactedText]

  init(_ documents: Documents, _ names: [String: RedactedText]) {
    self.documents = documents
    self.names = names
  }

  var cohorts: [Cohort] { ratings + conversions + topics }

  private struct Place: Hashable, Comparable {
    let vendor: Vendor
    let source: String
    var slug: String?
    static func < (a: Self, b: Self) -> Bool {
      if a.vendor != b.vendor { return a.vendor < b.vendor }
      if a.source != b.source { return utf8Precedes(a.source, b.source) }
      return utf8Precedes(a.slug ?? "", b.slug ?? "")
    }
  }

  private var ratings: [Cohort] {
    let bodies = documents.bodies.indices.filter { documents.bodies[$0].kind == Self.ratingsKind && documents.bodies[$0].parts.isEmpty }
    return covered(bodies) { _ in nil }.map { place, cover in cohort(.ratings, place, cover.spans, cover.body) }
  }

  private var conversions: [Cohort] {
    let bodies = documents.bodies.indices.filter { index in
      let body = documents.bodies[index]
      return body.kind == Self.conversionsKind && body.parts.map(\.dimension) == ["conversion"]
    }
    let covers = covered(bodies) { documents.bodies[$0].parts.first?.member }
    var result: [Cohort] = []
    var any: [Place: (spans: Spans, body: Int)] = [:]
    for (place, cover) in covers {
      let open = cover.spans.shortened(by: JoinPlan.conversionWindow)
      result.append(cohort(.conversions(slug: place.slug), place, open, cover.body))
      let whole = Place(vendor: place.vendor, source: place.source)
      let known = any[whole]
      any[whole] = (known.map { $0.spans.intersection(open) } ?? open, min(known?.body ?? cover.body, cover.body))
    }
    for (place, cover) in any.sorted(by: { $0.key < $1.key }) {
      result.append(cohort(.conversions(slug: nil), place, cover.spans, cover.body))
    }
    return result
  }

  /// One for each analysis of everything; of assistants alone nobody knows the whole here.
  private var topics: [Cohort] {
    var seen: Set<String> = []
    return documents[.topics].compactMap { record in
      let body = documents.bodies[record.body]
      guard body.parts.isEmpty, let analysis = Self.analysis(record, body), seen.insert(analysis).inserted else { return nil }
      let stated = record.value("windowStart", .topics).time.flatMap { start in
        record.value("windowEnd", .topics).time.flatMap { end in start < end ? start..<end : nil }
      }
      guard let window = stated ?? body.window.interval else { return nil }
      return cohort(
        .topics(analysis: analysis), Place(vendor: body.vendor, source: body.source),
        Spans([window.lowerBound.microseconds..<window.upperBound.microseconds]), record.body)
    }
  }

  static func analysis(_ record: Record, _ body: DocumentBody) -> String? {
    record.value("analysis", .topics).text.map { "\(body.vendor.rawValue)\u{1F}\(body.source)\u{1F}\($0.string)" }
  }

  private func cohort(_ subject: Cohort.Subject, _ place: Place, _ spans: Spans, _ body: Int) -> Cohort {
    Cohort(
      subject: subject, vendor: place.vendor, source: place.source, sourceName: names[place.source]?.string ?? place.source,
      sourceText: names[place.source], spans: spans, body: body)
  }

  private static let ratingsKind = "csat-analytics"
  private static let conversionsKind = "conversion-analytics"

  private struct List: Hashable {
    let place: Place
    let window: ReportWindow
  }

  /// The stretches of whole lists: all rows that the vendor states were loaded, over all pages of one window.
  private func covered(_ bodies: [Int], slug: (Int) -> String?) -> [(place: Place, cover: (spans: Spans, body: Int))] {
    var lists: [List: (rows: Int, total: Int?, end: Int64?, body: Int)] = [:]
    for index in bodies {
      let body = documents.bodies[index]
      let list = List(place: Place(vendor: body.vendor, source: body.source, slug: slug(index)), window: body.window)
      var known = lists[list] ?? (0, nil, nil, index)
      known.rows += body.rows
      if let total = body.statedTotal { known.total = max(known.total ?? 0, total) }
      if let taken = body.capturedAt, !body.isCaptureGuessed { known.end = max(known.end ?? Int64.min, taken.microseconds) }
      lists[list] = known
    }
    var spans: [Place: (ranges: [Range<Int64>], body: Int)] = [:]
    for (list, known) in lists {
      guard let total = known.total, known.rows >= total, let range = range(list.window, taken: known.end) else { continue }
      let before = spans[list.place] ?? ([], known.body)
      spans[list.place] = (before.ranges + [range], min(before.body, known.body))
    }
    return spans.sorted { $0.key < $1.key }.map { ($0.key, (Spans($0.value.ranges), $0.value.body)) }
  }

  /// Nothing that happened after the capture is in a list, whatever window was asked for.
  private func range(_ window: ReportWindow, taken: Int64?) -> Range<Int64>? {
    switch window {
    case .interval(let range):
      let end = min(range.upperBound.microseconds, taken ?? Int64.max)
      return range.lowerBound.microseconds < end ? range.lowerBound.microseconds..<end : nil
    case .trailing(let days?): return taken.map { $0 - Int64(clamping: days) * 86_400_000_000..<$0 }
    case .allTime: return taken.map { Int64.min..<$0 }
    case .trailing(nil), .unknown: return nil
    }
  }
}

extension JoinPlan {
  /// What tells analyses of topics apart.
  static func analysis(_ record: Record, _ body: DocumentBody) -> String? { CohortFinder.analysis(record, body) }
}
