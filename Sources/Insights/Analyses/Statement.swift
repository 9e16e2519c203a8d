import Aggregation
import Notation
import Records

/// A number, a name or a date that a statement is made of: everything its sentence says, and the row of its file.
public struct Fact: Sendable, Hashable {
  /// What the number is.
  public enum Value: Sendable, Hashable {
    /// A number in a unit: shares as 0.32, changes of shares as 0.032 in `.points`, money in the currency of the data.
    case number(Double, Unit)
    /// A group of the data, redacted: an intent, a tool, an assistant.
    case name(String)
    /// A day.
    case day(CalendarDay)
    /// A metric.
    case metric(MetricID)
  }

  /// Stable name within the analysis: `contribution`, `before`, `intent`.
  public var name: String
  /// Its value.
  public var value: Value

  /// A fact.
  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}

/// One thing that an analysis found: facts, not words (the words are Reporting's), how much it matters and how sure it is.
public struct Statement: Sendable, Hashable {
  /// How sure it is.
  public enum Certainty: Int, Sendable, Hashable, Comparable, CaseIterable {
    /// An exact sum, or an interval that excludes no effect by more than the practical margin.
    case certain
    /// An interval that excludes no effect, after correction for all that was looked at.
    case likely
    /// True of the data at hand, without a test: a list, a share, a rank.
    case descriptive

    /// Surest first.
    public static func < (a: Certainty, b: Certainty) -> Bool { a.rawValue < b.rawValue }
  }

  /// Which way it points.
  public enum Tone: Sendable, Hashable {
    /// Good news.
    case better
    /// Needs attention.
    case worse
    /// Neither.
    case neutral
  }

  /// Which analysis found it.
  public var analysis: AnalysisID
  /// Which of the analysis's sentences says it: `mix`, `new-intent`.
  public var kind: String
  /// What it says, in the order of the file.
  public var facts: [Fact]
  /// Conversations of the period that it is about: the common measure of size by which statements are ranked. At least 0.
  public var impact: Double
  /// How sure it is.
  public var certainty: Certainty
  /// Which way it points.
  public var tone: Tone

  /// A statement.
  public init(
    _ analysis: AnalysisID, _ kind: String, facts: [Fact], impact: Double, certainty: Certainty, tone: Tone
  ) {
    self.analysis = analysis
    self.kind = kind
    self.facts = facts
    self.impact = impact
    self.certainty = certainty
    self.tone = tone
  }

  /// The number of a fact; nil when it has none of that name.
  public func number(_ name: String) -> Double? {
    if case let .number(value, _)? = facts.first(where: { $0.name == name })?.value { value } else { nil }
  }

  /// The name in a fact.
  public func text(_ name: String) -> String? {
    if case let .name(value)? = facts.first(where: { $0.name == name })?.value { value } else { nil }
  }
}

/// Statements by what matters: what needs attention or got better before the neutral, the surest of those first where they are about
/// equally many (a factor of two counts as equal), the larger first; equal ones in the order of the analyses, then as given.
public func ranked(_ statements: [Statement]) -> [Statement] {
  func size(_ s: Statement) -> Int { s.impact >= 1 ? Int(s.impact.rounded(.down)).bitWidth - Int(s.impact).leadingZeroBitCount : 0 }
  let order = Dictionary(AnalysisID.allCases.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  return statements.enumerated().sorted { a, b in
    let (x, y) = (a.element, b.element)
    if (x.tone == .neutral) != (y.tone == .neutral) { return y.tone == .neutral }
    if size(x) != size(y) { return size(x) > size(y) }
    if x.certainty != y.certainty { return x.certainty < y.certainty }
    if x.impact != y.impact { return x.impact > y.impact }
    if x.analysis != y.analysis { return (order[x.analysis] ?? 0) < (order[y.analysis] ?? 0) }
    return a.offset < b.offset
  }.map(\.element)
}
