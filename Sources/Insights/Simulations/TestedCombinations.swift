import Basics
import Records

/// Which combinations of emotion and difficulty were simulated, how they scored, and which were not tried.
public struct TestedCombinations: Sendable, Hashable {
  /// One combination.
  public struct Cell: Sendable, Hashable {
    /// Emotion; nil when not stated.
    public var emotion: String?
    /// Difficulty; nil when not stated.
    public var difficulty: String?
    /// Simulations.
    public var simulations: Int
    /// Those with a score.
    public var scored: Int
    /// Mean score of 100; nil without any.
    public var score: Double?
  }

  /// One level of difficulty.
  public struct Level: Sendable, Hashable {
    /// Name.
    public var difficulty: String
    /// Scored simulations.
    public var scored: Int
    /// Mean score.
    public var score: Double
  }

  /// Emotions by UTF-8.
  public let emotions: [String]
  /// Difficulties from easy to hard; unknown names last, by UTF-8.
  public let difficulties: [String]
  /// Combinations with at least one simulation, by emotion, then difficulty; those not stated last.
  public let cells: [Cell]
  /// Pairs of a known emotion and a known difficulty without any simulation.
  public let gaps: [(emotion: String, difficulty: String)]
  /// Levels of difficulty with scores, from easy to hard.
  public private(set) var levels: [Level]

  private static let order = ["very_easy", "easy", "medium", "hard", "very_hard"]

  /// From simulations; personas without one add their emotion and difficulty to what could be tested.
  public init(simulations: [Record], personas: [Record] = []) {
    func text(_ record: Record, _ field: FieldID, _ kind: RecordKind) -> String? { record.value(field, kind).text?.string }
    struct Key: Hashable {
      let emotion: String?
      let difficulty: String?
    }
    var counts: [Key: (all: Int, scores: [Double])] = [:]
    for record in simulations {
      let key = Key(emotion: text(record, "emotion", .simulations), difficulty: text(record, "difficulty", .simulations))
      var cell = counts[key] ?? (0, [])
      cell.all += 1
      if let score = record.value("score", .simulations).number { cell.scores.append(score) }
      counts[key] = cell
    }
    let stated = personas.filter { $0.value("isDefault", .personas).flag != true }
    emotions = Set(counts.keys.compactMap(\.emotion) + stated.compactMap { text($0, "emotion", .personas) }).sorted(by: utf8Precedes)
    let names = Set(counts.keys.compactMap(\.difficulty) + stated.compactMap { text($0, "difficulty", .personas) })
    func rank(_ name: String) -> Int { Self.order.firstIndex(of: name) ?? Self.order.count }
    let difficulties = names.sorted { rank($0) != rank($1) ? rank($0) < rank($1) : utf8Precedes($0, $1) }
    self.difficulties = difficulties
    func mean(_ scores: [Double]) -> Double? { scores.isEmpty ? nil : scores.sorted().reduce(0, +) / Double(scores.count) }
    func place(_ key: Key) -> (String, Int) {
      (key.emotion ?? "\u{10FFFF}", key.difficulty.flatMap(difficulties.firstIndex) ?? difficulties.count)
    }
    cells = counts.sorted { a, b in
      let (x, y) = (place(a.key), place(b.key))
      return x.0 != y.0 ? utf8Precedes(x.0, y.0) : x.1 < y.1
    }.map { key, value in
      Cell(
        emotion: key.emotion, difficulty: key.difficulty, simulations: value.all, scored: value.scores.count, score: mean(value.scores))
    }
    gaps = emotions.flatMap { emotion in
      difficulties.filter { counts[Key(emotion: emotion, difficulty: $0)] == nil }.map { (emotion: emotion, difficulty: $0) }
    }
    levels = difficulties.compactMap { level in
      let scores = counts.filter { $0.key.difficulty == level }.flatMap(\.value.scores)
      return mean(scores).map { Level(difficulty: level, scored: scores.count, score: $0) }
    }
  }

  /// Levels whose place from easy to hard is known.
  public var knownLevels: [Level] { levels.filter { Self.order.contains($0.difficulty) } }

  /// The same, with only the levels that have at least so many scores.
  public func limited(to least: Int) -> Self {
    var made = self
    made.levels = levels.filter { $0.scored >= least }
    return made
  }

  /// Points that the easiest level scores above the hardest; nil with fewer than two known levels.
  public var slope: Double? {
    let known = knownLevels
    guard known.count >= 2, let first = known.first, let last = known.last else { return nil }
    return first.score - last.score
  }

  /// Neighbouring levels where the harder one scores more: their personas are probably labelled the wrong way round.
  public var inversions: [(easier: String, harder: String)] {
    let known = knownLevels
    return zip(known, known.dropFirst()).filter { $0.score < $1.score }.map { ($0.difficulty, $1.difficulty) }
  }

  /// By everything but order.
  public static func == (a: Self, b: Self) -> Bool { a.cells == b.cells && a.emotions == b.emotions && a.difficulties == b.difficulties }
  /// By the cells.
  public func hash(into hasher: inout Hasher) { hasher.combine(cells) }
}
