/// What a project states about the world outside the data; every figure that uses one says so.
public struct Assumptions: Sendable, Hashable {
  /// A number with its lowest and highest credible value.
  public struct Band: Sendable, Hashable {
    /// Lowest, stated and highest.
    public var low, base, high: Double

    /// A band.
    public init(low: Double, base: Double, high: Double) {
      self.low = low
      self.base = base
      self.high = high
    }

    /// One value without a band.
    public init(_ value: Double) { self.init(low: value, base: value, high: value) }
  }

  /// Minutes a person needs for a conversation that the assistant resolved; nil = not stated, then no time is saved.
  public var humanMinutesPerConversation: Band?
  /// Minutes a person needs to read into a conversation that was handed over.
  public var readingMinutesPerHandoff: Double = 1
  /// What an hour of a person costs, in the currency of the data's costs; nil = not stated.
  public var humanCostPerHour: Band?
  /// Working hours of one full-time person in a month.
  public var monthlyHoursPerPerson: Double = 140
  /// Share of conversations that come back although they look resolved, by the label of their risk.
  public var recontactByRisk = (low: 0.05, medium: 0.25, high: 0.60)
  /// How much of a resolution an action without a confirmed answer counts as.
  public var actionedWeight: Double = 0.5

  /// Nothing stated but the defaults.
  public init() {}

  /// By all values.
  public static func == (a: Assumptions, b: Assumptions) -> Bool {
    a.humanMinutesPerConversation == b.humanMinutesPerConversation && a.readingMinutesPerHandoff == b.readingMinutesPerHandoff
      && a.humanCostPerHour == b.humanCostPerHour && a.monthlyHoursPerPerson == b.monthlyHoursPerPerson
      && a.recontactByRisk == b.recontactByRisk && a.actionedWeight == b.actionedWeight
  }

  /// By the stated values.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(humanMinutesPerConversation)
    hasher.combine(humanCostPerHour)
  }
}
