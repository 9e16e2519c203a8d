/// One grouping and everything counted in it.
struct TableSpec: Sendable, Hashable {
  /// What identifies a grouping.
  struct Grouping: Sendable, Hashable {
    let grain: Grain
    /// True: one group per local date; false: one per period.
    let daily: Bool
    /// Ascending, without repeats.
    let keys: [KeyColumn]
  }

  /// A sum of one component of a quantity over the conversations of a condition.
  struct Sum: Sendable, Hashable {
    let quantity: Quantity
    let component: Component
    let condition: Condition
    var column: Int { quantity.column + Int(component.rawValue) }
  }

  /// A distribution of a quantity over the conversations of a condition.
  struct Distribution: Sendable, Hashable {
    let quantity: Quantity
    let condition: Condition
  }

  let grouping: Grouping
  /// Counted conditions; the first is always `everything`.
  private(set) var conditions: [Condition] = [.everything]
  private(set) var sums: [Sum] = []
  private(set) var distributions: [Distribution] = []
  /// Conditions under which contacts are kept apart.
  private(set) var contacts: [Condition] = []
  /// Places of all of the above.
  private(set) var conditionIndex: [Condition: Int] = [.everything: 0]
  private(set) var sumIndex: [Sum: Int] = [:]
  private(set) var distributionIndex: [Distribution: Int] = [:]

  init(_ grouping: Grouping) { self.grouping = grouping }

  mutating func add(_ needs: Needs, where restriction: Condition) {
    for condition in needs.conditions { add(condition && restriction) }
    for var sum in needs.sums {
      sum = Sum(quantity: sum.quantity, component: sum.component, condition: sum.condition && restriction)
      add(sum.condition)
      if sumIndex[sum] == nil {
        sumIndex[sum] = sums.count
        sums.append(sum)
      }
    }
    for var distribution in needs.distributions {
      distribution = Distribution(quantity: distribution.quantity, condition: distribution.condition && restriction)
      add(distribution.condition)
      if distributionIndex[distribution] == nil {
        distributionIndex[distribution] = distributions.count
        distributions.append(distribution)
      }
    }
    if needs.contacts {
      add(restriction)
      if !contacts.contains(restriction) { contacts.append(restriction) }
    }
  }

  private mutating func add(_ condition: Condition) {
    if conditionIndex[condition] == nil {
      conditionIndex[condition] = conditions.count
      conditions.append(condition)
    }
  }
}

/// What an expression wants counted.
struct Needs: Sendable {
  var conditions: [Condition] = []
  var sums: [TableSpec.Sum] = []
  var distributions: [TableSpec.Distribution] = []
  var contacts = false

  mutating func add(_ quantity: Quantity, _ components: [Component], _ condition: Condition = .everything) {
    for component in components { sums.append(.init(quantity: quantity, component: component, condition: condition)) }
  }

  /// All that `expression` is computed from.
  init(_ expression: Expression) {
    switch expression {
    case let .count(a), let .perDay(a), let .perWeekdayAdjustedDay(a), let .perHour(a): conditions = [a]
    case let .share(a, of), let .shareOfTotal(a, of): conditions = [a && of, of]
    case let .net(plus, minus, of): conditions = [plus && of, minus && of, of]
    case let .scaled(a, of, times, over): conditions = [a && of, of, times && over, over]
    case let .sum(quantities, condition): for q in quantities { add(q, [.count, .sum], condition) }
    case let .items(quantity): add(quantity, [.count])
    case let .itemShare(quantity, of):
      add(quantity, [.count])
      for q in of { add(q, [.count]) }
    case let .mean(quantity, condition): add(quantity, [.count, .sum, .squareLow, .squareHigh], condition)
    case let .quantile(quantity, _, condition): distributions = [.init(quantity: quantity, condition: condition)]
    case let .maximum(quantity): distributions = [.init(quantity: quantity, condition: .everything)]
    case let .ratio(quantity, condition):
      add(quantity, [.count, .sum])
      conditions = [condition]
    case let .sumShare(quantity, condition):
      add(quantity, [.count, .sum])
      add(quantity, [.sum], condition)
    case let .weighted(parts, of): conditions = parts.map { $0.condition && of } + [of]
    case let .weightedSum(parts): conditions = parts.map(\.condition)
    case .contacts: contacts = true
    case .perContact:
      contacts = true
      conditions = [.hasContact]
    case .undated, .derived, .records, .followUp, .minutes, .reported: break
    }
  }

  /// What shows that a field is in the data.
  init(_ presence: Requirement.Presence) {
    switch presence {
    case let .conversation(condition): conditions = [condition]
    case let .item(quantity): add(quantity, [.count])
    }
  }
}
