import Aggregation
import Records
import Statistics

/// Conversations of which it is known whether they were rated, as counts by what they are.
struct RatedSample {
  /// Why there is no sample.
  struct Missing: Error, Equatable {
    let reason: Shortfall
  }

  /// The sample, or why there is none.
  let result: Result<Representativeness.Rated, Missing>

  static let outcomes: [(key: String, condition: Condition)] = [
    ("resolved", .resolved), ("actioned", .actioned), ("partial", .partlyResolved), ("no_response", .noResponse),
    ("handed_off", .handedOff), ("unknown", .outcomeUnknown),
  ]
  static let feelings: [(key: String, condition: Condition)] = [
    ("positive", .positive), ("neutral", .neutral), ("negative", .negative), ("not_stated", !(.positive || .neutral || .negative)),
  ]
  static let lengths: [(key: String, condition: Condition)] = [
    ("short", .isShort), ("long", .isLong), ("between", !(.isShort || .isLong)),
  ]

  /// Whether it was handed off is what cohorts of ratings count by, so it tells whether a day is wholly known.
  static let query = CountQuery(
    [.handoffKnown] + outcomes.flatMap { outcome in feelings.map { outcome.condition && $0.condition } } + lengths.map(\.condition),
    by: ["source", "assistant"], daily: true)

  /// A source on a day.
  private struct Place: Hashable {
    let source: String
    let day: Int
  }
  /// What is counted of conversations: their cell of outcome and feeling, their length, their assistant.
  private struct Sums {
    var cells = [Int](repeating: 0, count: RatedSample.outcomes.count * RatedSample.feelings.count)
    var satisfied = [Int](repeating: 0, count: RatedSample.outcomes.count * RatedSample.feelings.count)
    var lengths = [Int](repeating: 0, count: RatedSample.lengths.count)
    var assistants: [String: Int] = [:]
    var all: Int { cells.reduce(0, +) }
  }

  init(_ input: AnalysisInput) {
    let records = input.figures.listed(.ratings, through: input.figures.periods.last ?? input.period)
    if records.isEmpty {
      result = .failure(Missing(reason: .notInData(field: "rating")))
      return
    }
    let places = Self.known(input)
    if places.isEmpty {
      result = .failure(Missing(reason: .notInData(field: "the whole list of ratings of a day")))
      return
    }
    var everyone = Sums()
    for row in input.figures.counts(Self.query, in: input.period) {
      guard let day = row.day?.ordinal, row.groups.count == 2, places.contains(Place(source: row.groups[0].text, day: day)) else {
        continue
      }
      for place in everyone.cells.indices { everyone.cells[place] += row.counts[1 + place] }
      for place in everyone.lengths.indices { everyone.lengths[place] += row.counts[1 + everyone.cells.count + place] }
      if !row.groups[1].isMissing {
        everyone.assistants[row.groups[1].text, default: 0] += (0..<everyone.cells.count).reduce(0) { $0 + row.counts[1 + $1] }
      }
    }
    var rated = Sums()
    var agreement = [[Int]](repeating: [0, 0, 0], count: 3)
    var seen: Set<UInt64> = []
    for record in records { Self.add(record, input, places, &seen, &rated, &agreement) }
    if rated.all < Representativeness.leastShown {
      result = .failure(
        Missing(reason: .tooFew(have: rated.all, need: Representativeness.leastShown, of: "rated conversations")))
      return
    }
    result = .success(Self.made(everyone, rated, agreement))
  }

  /// Sources and days of the period whose every rating is known: those where as many conversations could be rated as were counted.
  private static func known(_ input: AnalysisInput) -> Set<Place> {
    var could: [Place: Int] = [:]
    for record in input.documents[.ratingCohorts] {
      guard let time = record.value("day", .ratingCohorts).time, let source = record.value("deployment", .ratingCohorts).text?.string else {
        continue
      }
      let count = (record.value("deflected", .ratingCohorts).number ?? 0) + (record.value("handedOff", .ratingCohorts).number ?? 0)
      could[Place(source: source, day: input.zone.day(of: time).ordinal), default: 0] += Int(count)
    }
    var counted: [Place: Int] = [:]
    for row in input.figures.counts(query, in: input.period) {
      guard let day = row.day?.ordinal, let source = row.groups.first?.text else { continue }
      counted[Place(source: source, day: day), default: 0] += row.counts[0]
    }
    return Set(counted.filter { $0.value > 0 && could[$0.key] == $0.value }.keys)
  }

  private static func add(
    _ record: Record, _ input: AnalysisInput, _ places: Set<Place>, _ seen: inout Set<UInt64>, _ sums: inout Sums,
    _ agreement: inout [[Int]]
  ) {
    func text(_ field: FieldID) -> String? { record.value(field, .ratings).text?.string }
    guard let rating = record.value("rating", .ratings).number, let conversation = record.conversations.first,
      let last = record.value("lastMessageAt", .ratings).time, let source = text("deployment"),
      places.contains(Place(source: source, day: input.zone.day(of: last).ordinal)),
      let outcome = outcomes.firstIndex(where: { $0.key == text("outcome") }),
      let feeling = feelings.firstIndex(where: { $0.key == text("sentiment") ?? "not_stated" }),
      let length = lengths.firstIndex(where: { $0.key == text("length") }), seen.insert(conversation).inserted
    else { return }
    let cell = outcome * feelings.count + feeling
    sums.cells[cell] += 1
    if rating >= 4 { sums.satisfied[cell] += 1 }
    sums.lengths[length] += 1
    if let assistant = text("assistant") { sums.assistants[assistant, default: 0] += 1 }
    // Negative, neutral, positive: the order of dissatisfied, neutral, satisfied.
    if feeling < 3 { agreement[rating <= 2 ? 0 : rating >= 4 ? 2 : 1][2 - feeling] += 1 }
  }

  private static func made(_ everyone: Sums, _ rated: Sums, _ agreement: [[Int]]) -> Representativeness.Rated {
    let (of, others) = (rated.all, max(0, everyone.all - rated.all))
    func row(_ aspect: ProfileRow.Aspect, _ key: String, _ count: Int, _ all: Int) -> ProfileRow {
      ProfileRow(aspect, key, count, of: of, others: max(0, all - count), of: others)
    }
    func sum(_ sums: [Int], _ places: some Sequence<Int>) -> Int { places.reduce(0) { $0 + sums[$1] } }
    var rows: [ProfileRow] = []
    for (place, feeling) in feelings.enumerated() {
      let places = stride(from: place, to: rated.cells.count, by: feelings.count)
      rows.append(row(.sentiment, feeling.key, sum(rated.cells, places), sum(everyone.cells, places)))
    }
    for (place, outcome) in outcomes.enumerated() {
      let places = (place * feelings.count)..<((place + 1) * feelings.count)
      rows.append(row(.outcome, outcome.key, sum(rated.cells, places), sum(everyone.cells, places)))
    }
    for (place, length) in lengths.enumerated() { rows.append(row(.length, length.key, rated.lengths[place], everyone.lengths[place])) }
    let assistants = everyone.assistants.sorted {
      $0.value != $1.value ? $0.value > $1.value : $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }
    for (name, all) in assistants { rows.append(row(.assistant, name, rated.assistants[name] ?? 0, all)) }
    rows.removeAll { $0.count == 0 && $0.otherCount == 0 }
    let strata = rated.cells.indices.map {
      PostStratified.Stratum(all: everyone.cells[$0], sampled: rated.cells[$0], successes: rated.satisfied[$0])
    }
    return Representativeness.Rated(
      conversations: everyone.all, rated: of, satisfied: rated.satisfied.reduce(0, +), profile: profile(rows),
      adjusted: PostStratified(strata), agreement: agreement)
  }
}

/// Scored and unscored conversations by what is known of both.
struct ScoredSample {
  let profile: [ProfileRow]
  let shares: [Representativeness.Share: ScoredShare]

  private static let traits: [(aspect: ProfileRow.Aspect, key: String, condition: Condition, known: Condition)] = [
    (.outcome, "handed_off", .handedOff, .handoffKnown), (.length, "short", .isShort, .everything),
    (.length, "long", .isLong, .everything), (.length, "between", !(.isShort || .isLong), .everything),
  ]
  static let query = CountQuery(
    [.everything, .scored, .negative, .positive]
      + traits.flatMap { [$0.known && .scored, $0.condition && .scored, $0.known && !.scored, $0.condition && !.scored] },
    by: ["assistant"])

  init(_ input: AnalysisInput) {
    let rows = input.figures.counts(Self.query, in: input.period)
    func sum(_ place: Int) -> Int { rows.reduce(0) { $0 + $1.counts[place] } }
    let (all, scored) = (sum(0), sum(1))
    var made: [ProfileRow] = Self.traits.enumerated().map { place, trait in
      let first = 4 + 4 * place
      return ProfileRow(trait.aspect, trait.key, sum(first + 1), of: sum(first), others: sum(first + 3), of: sum(first + 2))
    }
    let named = rows.filter { !$0.groups[0].isMissing }.sorted {
      $0.counts[0] != $1.counts[0] ? $0.counts[0] > $1.counts[0] : $0.groups[0].key.utf8.lexicographicallyPrecedes($1.groups[0].key.utf8)
    }
    made += named.map { row in
      ProfileRow(.assistant, row.groups[0].text, row.counts[1], of: scored, others: row.counts[0] - row.counts[1], of: all - scored)
    }
    made.removeAll { $0.count == 0 && $0.otherCount == 0 }
    profile = Insights.profile(made)
    func share(_ place: Int) -> ScoredShare { ScoredShare(count: sum(place), scored: scored, conversations: all) }
    shares = [.negative: share(2), .positive: share(3)]
  }
}
