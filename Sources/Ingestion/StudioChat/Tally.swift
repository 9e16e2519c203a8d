/// What became of the rows of one file; parts of it add up in any order.
struct Tally: Sendable {
  static let keptProblems = 20
  var accepted = 0
  var withMessages = 0
  var rejected: [RejectionReason: Int] = [:]
  var notes: [RowNote: Int] = [:]
  var earliest = Int64.max
  var latest = Int64.min
  /// The first by row.
  var problems: [(row: Int, line: Int, field: String?, reason: RejectionReason)] = []

  mutating func reject(row: Int, line: Int, field: String?, _ reason: RejectionReason) {
    rejected[reason, default: 0] += 1
    guard reason != .olderCopy else { return }
    problems.append((row, line, field, reason))
    if problems.count > Self.keptProblems * 2 { trim() }
  }

  /// True when the line of a problem in this row would be reported.
  func wantsProblem(row: Int) -> Bool {
    problems.count < Self.keptProblems || problems.contains { $0.row > row }
  }

  mutating func note(_ note: RowNote) { notes[note, default: 0] += 1 }

  mutating func merge(_ other: Tally) {
    accepted += other.accepted
    withMessages += other.withMessages
    rejected.merge(other.rejected, uniquingKeysWith: +)
    notes.merge(other.notes, uniquingKeysWith: +)
    earliest = min(earliest, other.earliest)
    latest = max(latest, other.latest)
    problems += other.problems
    trim()
  }

  private mutating func trim() {
    problems.sort { $0.row < $1.row }
    if problems.count > Self.keptProblems { problems.removeLast(problems.count - Self.keptProblems) }
  }
}
