/// What a goal, or a step of a funnel, asks of one conversation.
public enum JourneyFact: Sendable, Hashable {
  /// It began: its first message has a time.
  case started
  /// The user wrote something; the time is that of the first message of the user.
  case engaged
  /// An answer cited a source or a tool was called; the time is that of the first call.
  case answered
  /// Deflected and labelled as resolved; no time.
  case resolved
  /// The user rated it; the time of the rating.
  case rated
  /// An event that the business counts followed its first message within the time that a conversion still belongs to it; nil: any event.
  case converted(slug: String?)
  /// A condition holds, known where another one does; no time.
  case condition(Condition, known: Condition)
  /// A text matches pattern `index` of the project; the time is that of the first message that does.
  case pattern(Int)
  /// A tool was called and did not fail; the time is that of the first such call.
  case tool(String)
  /// The vendor says that this goal of its own was reached; no time.
  case vendorGoal(String)

  /// True for what only records beside the conversations say.
  var needsRecords: Bool {
    switch self {
    case .rated, .converted, .vendorGoal: true
    case .started, .engaged, .answered, .resolved, .condition, .pattern, .tool: false
    }
  }
}

/// Something that a conversation is meant to reach.
public struct JourneyGoal: Sendable, Hashable {
  /// Stable name.
  public var id: String
  /// Name for people; names the group of the dimension `goal`.
  public var title: String
  /// What it asks.
  public var fact: JourneyFact

  /// A goal.
  public init(id: String, title: String, _ fact: JourneyFact) {
    self.id = id
    self.title = title
    self.fact = fact
  }
}

/// A way of two to six steps that conversations begun in a period go, or leave.
public struct JourneyFunnel: Sendable, Hashable {
  /// One step.
  public struct Step: Sendable, Hashable {
    /// Stable name.
    public var id: String
    /// Name for people.
    public var title: String
    /// What it asks.
    public var fact: JourneyFact

    /// A step.
    public init(id: String, title: String, _ fact: JourneyFact) {
      self.id = id
      self.title = title
      self.fact = fact
    }
  }

  /// Stable name.
  public var id: String
  /// Name for people; names the group of the dimension `funnel`.
  public var title: String
  /// In order.
  public var steps: [Step]
  /// Microseconds from the first message within which a step with a time must be reached; nil: any time.
  public var within: Int64?
  /// True: a step with a time counts only at or after the times of the steps before it.
  public var isOrdered: Bool
  /// True for the one that every report has: steps without a source are left out of it instead of standing empty.
  public var isBuiltIn: Bool

  /// Steps a funnel may have.
  public static let steps = 2...6

  /// A funnel; steps beyond the sixth are left out.
  public init(id: String, title: String, steps: [Step], within: Int64? = nil, isOrdered: Bool = true, isBuiltIn: Bool = false) {
    self.id = id
    self.title = title
    self.steps = Array(steps.prefix(Self.steps.upperBound))
    self.within = within
    self.isOrdered = isOrdered
    self.isBuiltIn = isBuiltIn
  }

  /// Names of the steps that every project has.
  public static let builtInSteps: [Step] = [
    Step(id: "started", title: "Started", .started), Step(id: "engaged", title: "Engaged", .engaged),
    Step(id: "answered", title: "Source or tool used", .answered), Step(id: "resolved", title: "Resolved", .resolved),
    Step(id: "rated", title: "Rated", .rated), Step(id: "converted", title: "Converted", .converted(slug: nil)),
  ]

  /// The funnel of every report.
  public static let standard = JourneyFunnel(
    id: "standard", title: "From first message to result", steps: builtInSteps, isBuiltIn: true)
}

/// Goals and funnels of a project, and what they need to be counted.
public struct JourneyPlan: Sendable {
  /// Goals a project may have.
  public static let mostGoals = 32
  /// Funnels a project may have, the built-in one aside.
  public static let mostFunnels = 8

  /// In the order of the configuration.
  public var goals: [JourneyGoal]
  /// In the order of the configuration; the built-in one first.
  public var funnels: [JourneyFunnel]
  /// Predicates on rows behind the marks of conditions: those of the project's catalogue.
  public var predicates: [RowPredicate]
  var settings: AggregationSettings

  /// Goals and funnels; the built-in funnel is added.
  public init(goals: [JourneyGoal] = [], funnels: [JourneyFunnel] = [], predicates: [RowPredicate] = [], settings: AggregationSettings) {
    self.goals = goals
    self.funnels = [.standard] + funnels
    self.predicates = predicates
    self.settings = settings
  }

  var facts: [JourneyFact] { goals.map(\.fact) + funnels.flatMap { $0.steps.map(\.fact) } }

  /// Marks that its conditions ask for.
  var marks: UInt64 {
    facts.reduce(0) { marks, fact in
      if case let .condition(condition, known) = fact { marks | condition.marks | known.marks } else { marks }
    }
  }
}
