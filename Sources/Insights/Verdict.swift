import Records

/// Why two periods cannot be compared for one metric.
public enum Incomparability: Sendable, Hashable {
  /// The earlier period is only covered in part: `covered` of `of` days.
  case earlierPeriodPartial(covered: Int, of: Int)
  /// The share of scored conversations differs by more than 20 points, so a signal of the scored ones speaks about others.
  case scoredCoverage(now: Double, before: Double)
  /// Fewer than half of the answers have a price in one of both periods: the costs speak about few of them.
  case pricedAnswers(now: Double, before: Double)
  /// Every price that one of both periods states is 0.
  case pricesAllZero
  /// The field, or a setting, was there only in the later period.
  case onlyNow(String)
  /// The earlier period has nothing to compute it from.
  case nothingBefore
  /// The earlier period has too few cases.
  case tooFewBefore(base: Int)
  /// Not one full day is covered yet.
  case noFullDay
  /// One side is computed from rows and the other is a vendor's word, or the words are of two vendors; nil = computed.
  case otherOrigin(now: Vendor?, before: Vendor?)
}

/// Whether a metric may be compared at all; decided before any number is looked at.
public enum Comparability: Sendable, Hashable {
  /// Yes.
  case comparable
  /// There is no earlier period.
  case firstReport
  /// No, and why.
  case notComparable(Incomparability)
}

/// The judgement of one change.
public enum Verdict: Sendable, Hashable {
  /// A clear change in the direction that the metric calls better.
  case better
  /// A clear change in the other direction.
  case worse
  /// A clear change of a metric without a better direction, or of a number that is counted, not sampled.
  case changed
  /// Inside normal variation, or too small to matter.
  case noClearChange
  /// Too few cases for a value or a verdict.
  case tooFew
  /// A comparison would mislead.
  case notComparable(Incomparability)
  /// The metric needs a setting first; what, in words.
  case notConfigured(String)
  /// There is nothing to compute it from in this period.
  case noData
  /// Nothing to compare with yet.
  case firstReport
}

/// How sure a change is, from its 95 % interval and the practical margin of the metric.
public enum Strength: Sendable, Hashable {
  /// The interval lies wholly beyond the margin.
  case certain
  /// The interval excludes no change.
  case clear
  /// The interval lies wholly inside the margin: the same for all practical purposes.
  case stable
  /// None of these: the data cannot tell.
  case tooClose
  /// A complete count: there is no sampling, the change is what it is.
  case counted
  /// No test exists for this metric.
  case untested
}
