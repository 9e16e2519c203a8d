import Aggregation
import Charts
import Insights
import Notation
import Records
import Statistics

extension InsightBlock {
  private var leastCases: Int { MetricCatalogue.metric("eval.pass_rate")?.minimumSample ?? 10 }

  private func isFinished(_ record: Record) -> Bool { record.value("status", .evalRuns).text?.string == "completed" }

  private func count(_ record: Record, _ field: FieldID) -> Int {
    guard let number = record.value(field, .evalRuns).number, number >= 0, number < 1e9 else { return 0 }
    return Int(number)
  }

  private func version(_ value: FieldValue) -> String { value.number.map { "v\(CSVNumber.write($0))" } ?? "\u{2013}" }

  private func version(_ number: Int?) -> String { number.map { "v\($0)" } ?? "\u{2013}" }

  /// Finished runs of the period, latest first, each with its pass rate and interval.
  func evalRuns() -> RenderedBlock {
    let runs = Array(records(.evalRuns).filter(isFinished).reversed())
    if runs.isEmpty {
      return emptyCard("Pass rate of each run", "\(AbsenceWords.noData). No eval run finished in \(context.periodWords).")
    }
    let shown = Array(runs.prefix(limit))
    let rates = runs.map { run in (passed: count(run, "passed"), judged: count(run, "passed") + count(run, "failed")) }
    let rows = zip(shown, rates).map { run, rate -> DataRow in
      let interval = rate.judged >= leastCases ? Wilson.interval(successes: rate.passed, of: rate.judged) : nil
      let share = rate.judged > 0 ? Double(rate.passed) / Double(rate.judged) : 0
      let errors = count(run, "errors")
      let drawn = interval.flatMap { IntervalCell(share, low: $0.low, high: $0.high, axis: 0...1) }
      return DataRow(cells: [
        .text(run.value("at", .evalRuns).time.map(day) ?? "\u{2013}"), .text(run.value("assistant", .evalRuns).text?.string ?? "\u{2013}"),
        .text(version(run.value("version", .evalRuns))), .text("\(number(rate.passed)) of \(number(rate.judged))"),
        interval == nil ? .muted(rate.judged == 0 ? "no data" : "too few") : .text(notation.text(share, .share)),
        interval.map { .text("\(notation.text($0.low, .share)) to \(notation.text($0.high, .share))") } ?? .empty,
        drawn.map { .markup($0.draw()) } ?? .empty, errors > 0 ? .text(number(errors)) : .muted("none"),
      ])
    }
    var notes = ["Cases that broke down say nothing about the assistant and are in no rate. Fewer than \(leastCases) cases: no rate."]
    if runs.count > shown.count { notes.append("The first \(number(shown.count)) of \(counted(runs.count, .run)); the files hold all.") }
    return card(
      InsightTable(
        title: EvalWords.runs(rates, notation: notation), subtitle: "Pass rate of each finished run, latest first, \(context.periodWords)",
        columns: [
          DataColumn(title: "Run", isNumeric: false), DataColumn(title: "Assistant", isNumeric: false),
          DataColumn(title: "Version", isNumeric: false), DataColumn(title: "Passed"),
          DataColumn(title: "Pass rate", definition: definition("eval.pass_rate")), DataColumn(title: "95% interval"),
          DataColumn(title: "", isDecoration: true), DataColumn(title: "Errors"),
        ], rows: rows, reading: lastRun(runs), notes: notes, published: publishedRuns(runs, rates), isWide: true, records: [.evalRuns]))
  }

  private func lastRun(_ runs: [Record]) -> String {
    guard let at = runs.compactMap({ $0.value("completedAt", .evalRuns).time ?? $0.value("at", .evalRuns).time }).max() else { return "" }
    let age = Double(known.upperBound.microseconds - at.microseconds) / 1000
    if age < 0 { return "The last run finished on \(day(at))." }
    return "The last run finished on \(day(at)), \(notation.text(age, .duration)) before the end of the data."
  }

  private func publishedRuns(_ runs: [Record], _ rates: [(passed: Int, judged: Int)]) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    func whole(_ n: Int) -> Cell { Cell(number(n), Double(n)) }
    return PublishedTable(
      id: id, title: "Pass rate of each finished eval run",
      columns: [
        .init(id: "at", title: "Run"), .init(id: "run", title: "Id"), .init(id: "assistant", title: "Assistant"),
        .init(id: "version", title: "Version"), .init(id: "passed", title: "Passed", unit: .count),
        .init(id: "judged", title: "Passed or failed", unit: .count), .init(id: "errors", title: "Errors", unit: .count),
        .init(id: "pass_rate", title: "Pass rate", unit: .share, metric: "eval.pass_rate"),
        .init(id: "low", title: "95% interval, low", unit: .share), .init(id: "high", title: "95% interval, high", unit: .share),
      ],
      rows: zip(runs, rates).map { run, rate in
        let interval = rate.judged >= leastCases ? Wilson.interval(successes: rate.passed, of: rate.judged) : nil
        func share(_ value: Double?) -> Cell { value.map { Cell(notation.text($0, .share), $0) } ?? Cell("") }
        return [
          Cell(run.value("at", .evalRuns).time.map { documents.zone.iso($0) } ?? ""), Cell(run.value("id", .evalRuns).text?.string ?? ""),
          Cell(run.value("assistant", .evalRuns).text?.string ?? ""), Cell(version(run.value("version", .evalRuns))),
          whole(rate.passed), whole(rate.judged), whole(count(run, "errors")),
          share(interval == nil ? nil : Double(rate.passed) / Double(rate.judged)), share(interval?.low), share(interval?.high),
        ]
      })
  }

  /// Regressions, fixes and flaky cases, worst first.
  func evalChanges() -> RenderedBlock {
    let title = "What changed between eval runs"
    let runs = history(.evalRuns).filter(isFinished)
    let results = history(.evalResults)
    if results.isEmpty { return emptyCard(title, "\(AbsenceWords.noData). No file holds results of single cases.") }
    let changes = EvalChanges(runs: runs, results: results)
    // A comparison with a run before the period belongs to it; a run of another period does not.
    let isHere = { (change: EvalChanges.Change) in documents.span.contains(change.at) }
    let (regressions, fixes) = (changes.regressions.filter(isHere), changes.fixes.filter(isHere))
    let ids = Set(records(.evalRuns).compactMap { $0.value("id", .evalRuns).text?.string })
    let flaky = EvalChanges(
      runs: runs.filter { ids.contains($0.value("id", .evalRuns).text?.string ?? "") }, results: results
    ).flaky
    var lines: [[String]] = []
    func add(_ word: String, _ list: [EvalChanges.Change]) {
      lines += list.sorted { $0.at > $1.at }.map {
        [
          word, $0.name, $0.assistant, $0.from == $0.to ? version($0.to) : "\(version($0.from)) to \(version($0.to))", day($0.at),
          documents.zone.iso($0.at),
        ]
      }
    }
    add("Regression", regressions)
    add("Fix", fixes)
    lines += flaky.map { ["Flaky", $0.name, $0.assistant, version($0.version), "passed \($0.passed), failed \($0.failed)", ""] }
    return card(changesTable(lines, EvalWords.changes(regressions: regressions.count, fixes: fixes.count, flaky: flaky.count)))
  }

  private func changesTable(_ lines: [[String]], _ title: String) -> InsightTable {
    let shown = lines.prefix(limit)
    var notes: [String] = []
    if lines.count > shown.count { notes.append("The first \(number(shown.count)) of \(number(lines.count)) rows; the files hold all.") }
    return InsightTable(
      title: title, subtitle: "Consecutive finished runs of the same assistant, \(context.periodWords)",
      columns: ["Change", "Case", "Assistant", "Version", "When"].map { DataColumn(title: $0, isNumeric: false) },
      rows: shown.map { line in
        let tone: Tone = line[0] == "Regression" ? .bad : line[0] == "Fix" ? .good : .warn
        return DataRow(
          cells: [.markup(Tag(word: line[0], tone: tone, glyph: nil).fragment)] + line[1..<5].map { DataCell.text($0) })
      },
      reading: "Regression: passed in the run before, failed in this one; fix: the other way round. Flaky: both results on one version. "
        + "Cases that broke down are neither.", notes: notes,
      published: PublishedTable(
        id: id, title: "Cases whose result changed between runs",
        columns: [
          .init(id: "change", title: "Change"), .init(id: "case", title: "Case"), .init(id: "assistant", title: "Assistant"),
          .init(id: "version", title: "Version"), .init(id: "results", title: "When or how often"),
          .init(id: "at", title: "Time of the run"),
        ], rows: lines.map { $0.map { PublishedTable.Cell($0) } }), isWide: true, records: [.evalResults])
  }

  /// The live version of each assistant and its last finished run.
  func evalCoverage() -> RenderedBlock {
    let runs = history(.evalRuns).filter(isFinished)
    let versions = DeployedVersions(finishedRuns: runs, activations: history(.activations))
    let title = "Live versions and their tests"
    if versions.rows.isEmpty {
      return emptyCard(title, "\(AbsenceWords.noData). No file lists activations or finished runs up to \(context.periodWords).")
    }
    func age(_ at: Instant?) -> Double? {
      at.map { Double(known.upperBound.microseconds - $0.microseconds) / 1000 }.flatMap { $0 >= 0 ? $0 : nil }
    }
    let rows = versions.rows.map { row -> DataRow in
      let tag =
        row.version == nil
        ? Tag(word: "Not known", tone: .plain, glyph: nil)
        : row.isUntested ? Tag(word: "Untested", tone: .bad, glyph: nil) : Tag(word: "Tested", tone: .good, glyph: nil)
      return DataRow(cells: [
        .text(row.assistant), row.version.map { .text(version($0)) } ?? .muted("no data"),
        row.since.map { .text(day($0)) } ?? .muted("no data"),
        .markup(tag.fragment), .text(number(row.runs)), row.lastRun.map { .text(day($0)) } ?? .muted("never"),
        age(row.lastOfAny).map { .text(notation.text($0, .duration)) } ?? .muted("no data"),
      ])
    }
    return card(
      InsightTable(
        title: EvalWords.coverage(versions), subtitle: "Live version of each assistant as of \(lastDay)",
        columns: [
          DataColumn(title: "Assistant", isNumeric: false), DataColumn(title: "Version", isNumeric: false),
          DataColumn(title: "Live since", isNumeric: false), DataColumn(title: "Tested", isNumeric: false),
          DataColumn(title: "Runs", definition: definition("eval.runs")), DataColumn(title: "Last run of it", isNumeric: false),
          DataColumn(title: "Since any run", definition: definition("eval.age")),
        ], rows: rows,
        reading: "Tested: at least one finished run of exactly this version, at any time before the end of the period. Runs that broke off "
          + "count for nothing.",
        published: PublishedTable(
          id: id, title: title,
          columns: [
            .init(id: "assistant", title: "Assistant"), .init(id: "version", title: "Version"), .init(id: "since", title: "Live since"),
            .init(id: "untested", title: "Untested"), .init(id: "runs", title: "Runs of this version", unit: .count),
            .init(id: "last_run", title: "Last run of this version"), .init(id: "age", title: "Time since any run", unit: .duration),
          ],
          rows: versions.rows.map { row in
            func iso(_ at: Instant?) -> PublishedTable.Cell { .init(at.map { documents.zone.iso($0) } ?? "") }
            return [
              .init(row.assistant), .init(row.version.map { "v\($0)" } ?? ""), iso(row.since),
              .init(row.version == nil ? "" : row.isUntested ? "true" : "false"), .init(number(row.runs), Double(row.runs)),
              iso(row.lastRun), .init(age(row.lastOfAny).map { notation.text($0, .duration) } ?? "", age(row.lastOfAny)),
            ]
          }), isWide: true, records: [.evalRuns]))
  }
}
