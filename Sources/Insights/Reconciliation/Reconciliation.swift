import Aggregation
import Basics
import Notation
import Privacy
import Records

/// Rows of conversations of one file: whose, of when, and how many are missing.
public struct ConversationRows: Sendable, Hashable {
  /// The vendor.
  public var vendor: Vendor
  /// Id of the configured source.
  public var source: String
  /// What the file was asked for; nil when nothing states it.
  public var window: Range<Instant>?
  /// Rows that are known to be missing: the stated total minus what was read, over all pages; 0 when nothing is missing or stated.
  public var missing: Int

  /// Rows of one file.
  public init(vendor: Vendor, source: String, window: Range<Instant>? = nil, missing: Int = 0) {
    self.vendor = vendor
    self.source = source
    self.window = window
    self.missing = missing
  }
}

/// Puts the figures that vendors report beside what their rows give, and looks for the reason where they differ.
///
/// Two steps, because the windows of vendors are known only when everything is read: `requests` says which further passes over the
/// input are needed (none when every figure agrees with the report's own), `report` judges with their answers.
public struct Reconciliation: Sendable {
  /// Passes still to be run over the input, in the order that `report` expects their figures in. Empty when none is needed.
  public let requests: [RecomputeRequest]
  private let lines: [Line]
  private let documents: Documents
  private let answers: Answers
  private let rows: [ConversationRows]

  /// Compares what can be compared now.
  ///
  /// - Parameters:
  ///   - documents: reported figures and records.
  ///   - figures: the figures of the report.
  ///   - settings: those that `figures` were made with.
  ///   - rows: every file with conversations; without any, no figure about conversations is comparable.
  public init(_ documents: Documents, figures: Figures, settings: AggregationSettings, rows: [ConversationRows]) {
    let vendors = Set(rows.map(\.vendor))
    let records = RecordRows(documents, settings)
    var answers = Answers(figures, records, settings, onlyVendor: vendors.count == 1 ? vendors.first : nil)
    let lines = Lines(documents, records, settings: settings, rows: rows).all
    var asks: [Ask] = []
    var seen: Set<Ask> = []
    for line in lines where line.obstacle == nil && Judge(line, answers, missing: 0).isOpen {
      for ask in line.asks where ask.records == nil && seen.insert(ask).inserted { asks.append(ask) }
    }
    let plan = RecomputePlan(asks, settings: settings)
    answers.plan = plan
    requests = plan.requests
    self.lines = lines
    self.documents = documents
    self.answers = answers
    self.rows = rows
  }

  /// The judgement of every figure. `variants`: the figures of `requests` (`VariantSink.figures`), in their order.
  public func report(_ variants: [Figures] = []) -> ReconciliationReport {
    var answers = answers
    answers.variants = variants
    var result = lines.map { line in Judge(line, answers, missing: missing(line)).row(documents) }
    Gaps(lines, answers).explain(&result, missing: missing)
    result += PartsCheck(documents).rows + RunsCheck(documents).rows
    return ReconciliationReport(result)
  }

  /// Rows that are missing in the window of a line.
  private func missing(_ line: Line) -> Int {
    let body = documents.bodies[line.body]
    if let first = line.elements.first?.subject, let kind = first.ask.records?.kind { return answers.records.missing(kind, body) }
    guard let window = line.elements.first?.subject.window, let last = line.elements.last?.subject.window else { return 0 }
    let whole = window.lowerBound..<max(window.upperBound, last.upperBound)
    return rows.reduce(0) { sum, rows in
      guard rows.vendor == body.vendor, rows.window.map({ $0.overlaps(whole) }) ?? true else { return sum }
      return sum + rows.missing
    }
  }
}

/// One figure of a body, or the buckets of one series, ready to be asked and judged.
struct Line: Sendable {
  struct Element: Sendable {
    var bucket: Instant?
    var reported: Double
    var subject: Subject
  }
  /// The first figure; the others differ in their buckets and values.
  var figure: ReportedFigure
  var body: Int
  var elements: [Element] = []
  var tolerance = Tolerance.exact
  /// Why it cannot be compared, known without looking at rows.
  var obstacle: Incomparable?

  /// Every question that judging may need.
  var asks: [Ask] {
    guard let first = elements.first else { return [] }
    var result: [Ask] = first.subject.bucketSeconds == 0 ? [first.subject.presence] : []
    for element in elements {
      let subject = element.subject
      if let versions = subject.participantsOfVersion { result.append(versions.ask) }
      result += Answers.needs(subject.ask, subject.meaning.aspect)
      for subject in [subject, subject.withAnyLabel].compactMap({ $0 }) {
        for variation in Variation.all(zones: subject.zones.count) {
          guard let (ask, aspect) = subject.varied(variation) else { continue }
          result += Answers.needs(ask, aspect)
        }
      }
    }
    return result
  }
}
