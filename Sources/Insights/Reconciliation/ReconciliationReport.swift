import Basics
import Notation
import Privacy
import Records

/// What closes the gap between a reported and a computed figure. The raw value is stable: files and pages use it.
public enum ReconciliationCause: String, Sendable, Hashable, CaseIterable, Codable {
  /// The vendor counts conversations by their first message where it says last, or the other way round.
  case otherAnchor = "other-anchor"
  /// The ends of the window are meant in another zone: midnight of the body's or the report's zone instead of UTC, or the reverse.
  case otherZone = "other-zone"
  /// The last day, or the last moment, belongs to the vendor's window (or does not, where it was taken in).
  case inclusiveEnd = "inclusive-end"
  /// A conversation counts for every assistant that took part, not for the last one only.
  case participants
  /// Any label makes a conversation scored, not only a sentiment.
  case anyLabelScored = "any-label-scored"
  /// Conversations without a score are in the denominator.
  case unscoredCounted = "unscored-counted"
  /// All scored conversations are the denominator of a signal that only a part of them can carry.
  case allScoredDenominator = "all-scored-denominator"
  /// Test traffic is in the vendor's figure.
  case testTraffic = "test-traffic"
  /// Rows are missing: pages or the end of a list were not saved.
  case truncatedPage = "truncated-page"
  /// The mean is taken over other things: over conversations or personas instead of over messages or simulations, or the reverse.
  case otherWeighting = "other-weighting"
  /// The percentile is one of the values, not interpolated between two, or taken over fewer values than we take it over.
  case otherPercentile = "other-percentile"
  /// Only calls of the tools of one kind are counted, where the rows hold the calls of all.
  case onlySomeTools = "only-some-tools"
}

/// Why a reported figure has nothing to be compared with. The raw value is stable.
public enum Incomparable: String, Sendable, Hashable, CaseIterable, Codable {
  /// The vendor reports no number.
  case nothingReported = "nothing-reported"
  /// No metric of ours means the same.
  case noMetric = "no-metric"
  /// The figure speaks about everything up to its capture, and the rows are not known to be all there is.
  case allTime = "all-time"
  /// Nothing states the window.
  case unknownWindow = "unknown-window"
  /// A trailing window without a reliable time of capture.
  case unknownCapture = "unknown-capture"
  /// The rows do not cover the whole window.
  case notCovered = "not-covered"
  /// No rows of this vendor were read.
  case noRows = "no-rows"
  /// The rows lack the field.
  case notInRows = "not-in-rows"
  /// Only the vendor has it: no rows could give it.
  case onlyReported = "only-reported"
  /// The figure is of a part (a filter of the request, a whole account) that the rows cannot be cut to.
  case otherScope = "other-scope"
  /// Parts of this kind do not exist among the rows.
  case unknownCut = "unknown-cut"
}

/// The judgement of one reported figure.
public enum ReconciliationVerdict: Sendable, Hashable {
  /// The same number.
  case equal
  /// The same but for the digits that the vendor rounded or cut off.
  case withinRounding
  /// Different, and this closes the gap.
  case explained(ReconciliationCause)
  /// Different, and nothing that was tried closes the gap.
  case unexplained
  /// The parts that the same file reports do not give its total, weighted in whatever way; see `Reconciled.candidate`.
  case notReproducible
  /// There is nothing to compare with.
  case notComparable(Incomparable)

  /// Stable word for files and pages: `equal`, `within-rounding`, `explained`, `unexplained`, `not-reproducible`, `not-comparable`.
  public var word: String {
    switch self {
    case .equal: "equal"
    case .withinRounding: "within-rounding"
    case .explained: "explained"
    case .unexplained: "unexplained"
    case .notReproducible: "not-reproducible"
    case .notComparable: "not-comparable"
    }
  }
  /// Stable identifier of the cause, or of why there is nothing to compare; nil for the other verdicts.
  public var reason: String? {
    switch self {
    case .explained(let cause): cause.rawValue
    case .notComparable(let why): why.rawValue
    default: nil
    }
  }
}

/// One figure, or one series of figures, of a vendor beside ours.
public struct Reconciled: Sendable, Hashable {
  /// Buckets of a series.
  public struct Buckets: Sendable, Hashable {
    /// Seconds of one: 86,400 or 3,600.
    public var seconds: Int
    /// Compared.
    public var compared = 0
    /// Of them equal, or equal but for rounding.
    public var agreeing = 0
    /// Start of the one whose numbers the row shows: the one furthest apart; nil when none was compared.
    public var shown: Instant?
  }

  /// Index in `Documents.bodies`.
  public var body: Int
  /// The vendor.
  public var vendor: Vendor
  /// Id of the configured source.
  public var source: String
  /// File, relative to the project.
  public var file: String
  /// Kind of body.
  public var kind: String
  /// The vendor's name of the figure.
  public var quantity: String
  /// Id of the metric of ours; nil when there is none.
  public var metric: String?
  /// What it is cut by; nil for the whole.
  public var dimension: String?
  /// Which part.
  public var member: RedactedText?
  /// Place in the body.
  public var path: String
  /// Half-open window that was compared; nil when there is none.
  public var window: Range<Instant>?
  /// Buckets, for a series.
  public var buckets: Buckets?
  /// Unit of the numbers.
  public var unit: Unit
  /// As the vendor has it; of a series the bucket shown.
  public var reported: Double?
  /// As the rows give it, by the vendor's stated window and our definition.
  public var computed: Double?
  /// What a difference may be without being one.
  public var tolerance = 0.0
  /// Conversations, messages or records behind `computed`.
  public var base = 0
  /// The judgement.
  public var verdict: ReconciliationVerdict
  /// What the rows give when the cause is allowed for; for `.notReproducible` the best candidate.
  public var variant: Double?
  /// Best candidate of `.notReproducible`, or what `.otherWeighting` weighs by: `language/personas`.
  public var candidate: String?

  /// Reported minus computed; nil when one is missing.
  public var difference: Double? { reported.flatMap { r in computed.map { r - $0 } } }
}

/// All reported figures beside ours, by vendor, file, metric and cut.
public struct ReconciliationReport: Sendable {
  /// In order.
  public let rows: [Reconciled]
  /// Rows of each verdict, by `ReconciliationVerdict.word`, in the order of the words there; words without rows are 0.
  public let counts: [(word: String, count: Int)]

  /// Sorts and counts rows.
  public init(_ rows: [Reconciled]) {
    self.rows = rows.sorted(by: Self.precedes)
    let words = ["equal", "within-rounding", "explained", "unexplained", "not-reproducible", "not-comparable"]
    counts = words.map { word in (word, rows.reduce(0) { $0 + ($1.verdict.word == word ? 1 : 0) }) }
  }

  /// Rows of one verdict.
  public func count(_ word: String) -> Int { counts.first { $0.word == word }?.count ?? 0 }
  /// Differences that nothing explains: 0 is what a report should show.
  public var unexplained: Int { count("unexplained") }
  /// True when no vendor reported anything.
  public var isEmpty: Bool { rows.isEmpty }

  private static func precedes(_ a: Reconciled, _ b: Reconciled) -> Bool {
    if a.vendor != b.vendor { return a.vendor < b.vendor }
    let left = [a.file, a.metric ?? "~", a.quantity, a.dimension ?? "", a.member?.string ?? "", a.path]
    let right = [b.file, b.metric ?? "~", b.quantity, b.dimension ?? "", b.member?.string ?? "", b.path]
    for (x, y) in zip(left, right) where x != y { return utf8Precedes(x, y) }
    return (a.body, a.buckets?.seconds ?? 0) < (b.body, b.buckets?.seconds ?? 0)
  }
}
