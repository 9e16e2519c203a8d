import Basics
import Notation
import Records

/// Whether the counts that eval runs state are those of their results, where the results were read too.
struct RunsCheck {
  private let documents: Documents
  init(_ documents: Documents) { self.documents = documents }

  /// What a run states, and which results it counts; nil counts all.
  private static let counts: [(field: FieldID, quantity: String, status: String?)] = [
    ("total", "total_cases", nil), ("passed", "passed_cases", "passed"), ("failed", "failed_cases", "failed"),
    ("errors", "error_cases", "error"),
  ]

  /// Four rows for each body with runs of which at least one has results: sums over those runs.
  var rows: [Reconciled] {
    struct Key: Hashable {
      let source: String
      let run: String
    }
    var results: [Key: [String: String]] = [:]
    for record in documents[.evalResults] {
      guard documents.bodies.indices.contains(record.body), let run = record.value("run", .evalResults).text?.string,
        let id = record.value("id", .evalResults).text?.string
      else { continue }
      // A result that stands in two files counts once.
      results[Key(source: documents.bodies[record.body].source, run: run), default: [:]][id] =
        record.value("status", .evalResults).text?.string ?? ""
    }
    var byBody: [Int: [(run: Record, results: [String])]] = [:]
    for run in documents[.evalRuns] {
      guard documents.bodies.indices.contains(run.body), let id = run.value("id", .evalRuns).text?.string,
        let own = results[Key(source: documents.bodies[run.body].source, run: id)]
      else { continue }
      byBody[run.body, default: []].append((run, Array(own.values)))
    }
    return byBody.keys.sorted().flatMap { body in Self.counts.compactMap { row(body, byBody[body] ?? [], $0) } }
  }

  private func row(
    _ index: Int, _ runs: [(run: Record, results: [String])], _ count: (field: FieldID, quantity: String, status: String?)
  ) -> Reconciled? {
    let stated = runs.compactMap { $0.run.value(count.field, .evalRuns).number }
    guard stated.count == runs.count else { return nil }
    let reported = stated.reduce(0, +)
    let computed = Double(runs.reduce(0) { sum, run in sum + run.results.count { count.status == nil || $0 == count.status } })
    let missing = runs.reduce(0.0) { sum, run in
      sum + max(0, (run.run.value("total", .evalRuns).number ?? 0) - Double(run.results.count))
    }
    let body = documents.bodies[index]
    var row = Reconciled(
      body: index, vendor: body.vendor, source: body.source, file: body.file, kind: body.kind, quantity: count.quantity,
      path: "items.*." + count.quantity, unit: .count, reported: reported, computed: computed,
      base: runs.reduce(0) { $0 + $1.results.count }, verdict: .equal)
    if reported != computed {
      row.verdict = missing > 0 && (0...missing).contains(reported - computed) ? .explained(.truncatedPage) : .unexplained
    }
    return row
  }
}
