import Basics
import Privacy
import Records

/// What records say about conversations that goals and funnels ask for: ratings, conversion events, goals of vendors; and of which
/// conversations they would say it.
struct JourneyRecords: Sendable {
  /// A source whose ratings or conversions are loaded for some time: a conversation of it, and within the time, without a record has none.
  struct Option: Sendable {
    let vendor: Vendor
    /// Display name, as batches carry it.
    let source: String
    var ratings = Spans([])
    /// By slug; nil for any conversion.
    var conversions: [String?: Spans] = [:]
  }
  struct Event: Sendable {
    let slug: String?
    let at: Int64
  }

  private(set) var options: [Option] = []
  private(set) var ratings: [UInt64: Int64] = [:]
  private(set) var conversions: [UInt64: [Event]] = [:]
  private(set) var goals: [UInt64: Set<String>] = [:]
  /// Goals of vendors, in the order of UTF-8.
  private(set) var goalNames: [String] = []

  /// Nothing is known.
  init() {}

  init(_ documents: Documents, _ cohorts: [Cohort]) {
    for cohort in cohorts {
      switch cohort.subject {
      case .ratings: update(cohort) { $0.ratings = cohort.spans }
      case .conversions(let slug): update(cohort) { $0.conversions[slug] = cohort.spans }
      case .topics: break
      }
    }
    for record in documents[.ratings] {
      guard let at = record.value("ratedAt", .ratings).time?.microseconds, !record.value("rating", .ratings).isMissing else { continue }
      for identity in record.conversations { ratings[identity] = min(ratings[identity] ?? at, at) }
    }
    for record in documents[.conversions] {
      guard let at = record.value("occurredAt", .conversions).time?.microseconds else { continue }
      let slug = record.value("slug", .conversions).text?.string
      for identity in record.conversations { conversions[identity, default: []].append(Event(slug: slug, at: at)) }
    }
    for record in documents[.goals] {
      guard let goal = record.value("goal", .goals).text?.string else { continue }
      for identity in record.conversations { goals[identity, default: []].insert(goal) }
    }
    goalNames = goals.values.reduce(into: Set<String>()) { $0.formUnion($1) }.sorted(by: utf8Precedes)
  }

  private mutating func update(_ cohort: Cohort, _ change: (inout Option) -> Void) {
    let place = options.firstIndex { $0.vendor == cohort.vendor && $0.source == cohort.sourceName }
    if place == nil { options.append(Option(vendor: cohort.vendor, source: cohort.sourceName)) }
    change(&options[place ?? options.count - 1])
  }

  var isEmpty: Bool { options.isEmpty && goals.isEmpty }
}

extension JourneyPlan {
  /// True when records that were read say something that the plan asks for: then the conversations are looked at once more.
  public func needs(_ documents: Documents) -> Bool {
    if !documents[.goals].isEmpty { return true }
    return facts.contains(where: \.needsRecords) && !(documents[.ratings].isEmpty && documents[.conversions].isEmpty)
  }

  /// The same plan with the goals that vendors know by name and that no goal of the project names.
  func adding(_ records: JourneyRecords) -> JourneyPlan {
    let named = Set(
      goals.compactMap { goal -> String? in if case .vendorGoal(let name) = goal.fact { name } else { nil } } + goals.map(\.title))
    var result = self
    result.goals += records.goalNames.filter { !named.contains($0) }.prefix(100).map { JourneyGoal(id: $0, title: $0, .vendorGoal($0)) }
    return result
  }
}
