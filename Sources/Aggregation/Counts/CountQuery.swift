import Records

/// A sum of a quantity over the conversations of a condition.
public struct QuantitySum: Sendable, Hashable {
  /// What is added up, in whole numbers: milliseconds, tokens, billionths of a US dollar.
  public var quantity: Quantity
  /// Over these conversations.
  public var condition: Condition

  /// A sum.
  public init(_ quantity: Quantity, where condition: Condition = .everything) {
    self.quantity = quantity
    self.condition = condition
  }
}

/// Numbers of conversations that an analysis asks for beside the metrics: how many meet each condition, in every cell of a table of
/// several dimensions. All are counted in the one pass that counts the metrics.
public struct CountQuery: Sendable, Hashable {
  /// Conditions; each gives one count.
  public var conditions: [Condition]
  /// Sums; each gives one number and how many values it adds.
  public var sums: [QuantitySum]
  /// Dimensions of names, of labels, `hour` or `weekday`; at most six of names. A conversation counts in every group of a multi-valued
  /// one.
  public var by: [DimensionID]
  /// True: one row a day; false: one a period.
  public var daily: Bool
  /// Which time of a conversation puts it into a day or period: `lastMessage` or `firstMessage`.
  public var anchor: Anchor

  /// A question for counts.
  public init(
    _ conditions: [Condition], sums: [QuantitySum] = [], by: [DimensionID] = [], daily: Bool = false, anchor: Anchor = .lastMessage
  ) {
    self.conditions = conditions
    self.sums = sums
    self.by = by
    self.daily = daily
    self.anchor = anchor
  }
}

/// The counts of one cell.
public struct CountRow: Sendable, Hashable {
  /// The day; nil when counted by period.
  public var day: CalendarDay?
  /// Group of each dimension, in the order of the query.
  public var groups: [GroupLabel]
  /// One for each condition.
  public var counts: [Int]
  /// One for each sum: the sum as a whole number, and how many values it adds.
  public var sums: [(total: Int64, values: Int)]

  /// By all but the sums, which follow from them in one state.
  public static func == (a: CountRow, b: CountRow) -> Bool { a.day == b.day && a.groups == b.groups && a.counts == b.counts }
  /// As compared.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(day)
    hasher.combine(groups)
    hasher.combine(counts)
  }
}
