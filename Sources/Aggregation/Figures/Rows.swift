/// The name of a group.
public struct GroupLabel: Sendable, Hashable {
  /// Stable key, also the value of a `Filter`: the name itself for names of the data, `2026-04-30`, `2026-W18`, `1` (Monday) … `7`,
  /// `0` … `23`, `handed_off`. Empty for "not stated".
  public var key: String
  /// Text to show, redacted; English for fixed labels.
  public var text: String
  /// True for rows without a value of the dimension: show as "not stated" (or "unknown"), last.
  public var isMissing: Bool
  /// True for a week cut by the ends of the period or of the data: its counts are not those of a full week.
  public var isPartial: Bool

  init(key: String, text: String, isMissing: Bool = false, isPartial: Bool = false) {
    self.key = key
    self.text = text
    self.isMissing = isMissing
    self.isPartial = isPartial
  }
}

/// One group of a dimension.
public struct GroupRow: Sendable, Hashable {
  /// Which group.
  public var group: GroupLabel
  /// One estimate for each metric asked, in that order.
  public var estimates: [Estimate]

  /// Text to show.
  public var label: String { group.text }
  /// True for rows without a value of the dimension.
  public var isMissing: Bool { group.isMissing }
}

/// One cell of two dimensions.
public struct CrossRow: Sendable, Hashable {
  /// Group of the first dimension.
  public var first: GroupLabel
  /// Group of the second dimension.
  public var second: GroupLabel
  /// The estimate of the cell.
  public var estimate: Estimate
}
