import Aggregation
import Basics
import Ingestion
import Insights
import Markup
import Notation
import Publishing
import Records
import Templates

/// Turns an evaluation into a whole site as finished values. It touches no disk, no clock, no environment.
struct SiteBuilder {
  let evaluation: Evaluation
  let notation: Notation

  private init(evaluation: Evaluation, notation: Notation) {
    self.evaluation = evaluation
    self.notation = notation
  }

  init(_ evaluation: Evaluation) throws(Diagnostics) {
    self.evaluation = evaluation
    let tag = evaluation.project.configuration.locale
    guard let locale = NumberLocale(identifier: tag) else {
      throw Diagnostics([
        Diagnostic(
          "unknown-locale", area: .content, at: SourceLocation(file: "parlance.json"), "no locale is called \"\(tag)\"",
          help: "for example en, de or pt-BR")
      ])
    }
    notation = Notation(locale: locale)
  }

  /// The site: the archive home, one folder per period, manifests.
  func tree(progress: (Int, Int) -> Void) throws(Diagnostics) -> SiteTree {
    var tree = SiteTree()
    do {
      var composed: [ComposedPeriod] = []
      for (index, period) in evaluation.periods.enumerated() {
        progress(index, evaluation.periods.count)
        let made = PeriodComposer(evaluation, report(of: period, at: index), notation).compose()
        try add(made, to: &tree)
        composed.append(made)
      }
      let longer = try addRollUps(of: composed, to: &tree)
      try addRoot(composed, longer, to: &tree)
      try tree.add(Manifest(version: version, configuration: evaluation.facts.configurationHash, inputs: inputs(evaluation.facts.files)))
    } catch { throw Diagnostics([error]) }
    let broken = tree.brokenLinks()
    if !broken.isEmpty { throw Diagnostics(broken) }
    progress(evaluation.periods.count, evaluation.periods.count)
    return tree
  }

  /// Quarters and years, each with the pages that speak about a long time.
  private func addRollUps(of shorter: [ComposedPeriod], to tree: inout SiteTree) throws(Diagnostic) -> [ComposedPeriod] {
    var composed: [ComposedPeriod] = []
    for rolled in evaluation.rollUps {
      let builder = SiteBuilder(evaluation: rolled, notation: notation)
      for (index, period) in rolled.periods.enumerated() {
        var composer = PeriodComposer(rolled, builder.report(of: period, at: index), notation)
        let members = shorter.filter { period.start <= $0.period.start && $0.period.end <= period.end }
        composer.members = PeriodsTable(figures: evaluation.figures, periods: members, folder: "../", notation: notation)
        let made = composer.compose()
        try builder.add(made, to: &tree)
        composed.append(made)
      }
    }
    return composed
  }

  private var version: String { evaluation.facts.toolVersion }

  private func report(of period: Period, at index: Int) -> PeriodReport {
    let earlier = Array(evaluation.periods[...index].suffix(13))
    let previous = index > 0 ? evaluation.periods[index - 1] : nil
    let next = index + 1 < evaluation.periods.count ? evaluation.periods[index + 1] : nil
    return PeriodReport(
      period: period, comparison: evaluation.comparison(of: period), previous: previous, next: next, history: earlier, notation: notation,
      compares: evaluation.project.configuration.comparison == .previous)
  }

  private func add(_ made: ComposedPeriod, to tree: inout SiteTree) throws(Diagnostic) {
    let folder = made.period.id
    for page in made.pages { try tree.add("\(folder)/\(page.fileName)", page.html.bytes) }
    try addAssets(to: "\(folder)/", hasTables: made.hasTables, of: &tree)
    for image in evaluation.project.images.images(for: made.period) { try tree.add("\(folder)/\(image.path)", image.bytes) }
    let data = DataFiles(figures: evaluation.figures, period: made.period, zone: evaluation.facts.zone)
    try tree.add("\(folder)/data/metrics.json", data.metrics().compactBytes())
    try tree.add("\(folder)/data/breakdowns.json", data.breakdowns().compactBytes())
    for table in made.tables {
      try tree.add("\(folder)/data/\(table.id).csv", try table.csv())
      try tree.add("\(folder)/data/\(table.id).json", table.json().compactBytes())
    }
    try tree.add("\(folder)/data/\(FindingsFile.id).csv", try made.findings.csv())
    try tree.add("\(folder)/data/\(FindingsFile.id).json", made.findings.json().compactBytes())
    try addDocuments(made, to: &tree)
    let zone = evaluation.facts.zone
    let stretch = Manifest.Period(
      id: made.period.id, start: zone.iso(zone.start(of: made.period.start)), end: zone.iso(zone.start(of: made.period.end)),
      zone: zone.identifier)
    try tree.add(
      Manifest(
        version: version, configuration: evaluation.facts.configurationHash, period: stretch,
        inputs: inputs(evaluation.facts.files(for: made.period))),
      in: folder)
  }

  /// What vendors report, and the records that pages show.
  private func addDocuments(_ made: ComposedPeriod, to tree: inout SiteTree) throws(Diagnostic) {
    let folder = made.period.id
    let documents = evaluation.documents(of: made.period)
    let reported = ReportedFile(documents: documents)
    if !reported.isEmpty {
      try tree.add("\(folder)/data/reported.csv", try reported.csv())
      try tree.add("\(folder)/data/reported-bodies.csv", try reported.bodiesCSV())
      try tree.add("\(folder)/data/reported.json", reported.json().compactBytes())
    }
    for kind in made.shownRecords {
      let table = RecordsFile(kind: kind, documents: documents, notation: notation).table
      try tree.add("\(folder)/data/records/\(kind.rawValue).csv", try table.csv())
      try tree.add("\(folder)/data/records/\(kind.rawValue).json", table.json().compactBytes())
    }
  }

  private func addRoot(_ periods: [ComposedPeriod], _ longer: [ComposedPeriod], to tree: inout SiteTree) throws(Diagnostic) {
    try tree.add("index.html", ArchiveHome(evaluation, periods, longer, notation).html().bytes)
    try addAssets(to: "", hasTables: false, of: &tree)
    let list = (periods + longer).map { made -> JSONValue in
      .object([
        "kind": .string(made.period.kind.rawValue), "id": .string(made.period.id),
        "title": .string(PeriodWords.title(made.period, notation)),
        "start": .string(made.period.start.description), "end": .string(made.period.end.description),
        "path": .string("\(made.period.id)/index.html"), "isComplete": .bool(made.isComplete),
      ])
    }
    try tree.add(
      "periods.json",
      JSONValue.object(["title": .string(evaluation.project.configuration.title), "periods": .array(list)]).bytes())
  }

  /// Every folder has its own assets, so that it can be copied alone. Printed pages carry the name of the report.
  private func addAssets(to folder: String, hasTables: Bool, of tree: inout SiteTree) throws(Diagnostic) {
    for asset in EmbeddedTexts.assets where hasTables || asset.path != PageFrame.tableScript {
      let margin = asset.path == "parlance.css" ? printMargin(evaluation.project.configuration.title) : ""
      try tree.add("\(folder)assets/\(asset.path)", text: asset.text + margin)
    }
  }

  private func inputs(_ files: [SnapshotFile]) -> [Manifest.Input] {
    files.compactMap { file in
      if file.kind == "manifest" { return nil }
      return Manifest.Input(
        path: file.path, sha256: file.sha256 ?? "", bytes: Int(file.bytes), rowsUsed: file.accepted, rowsReplaced: file.duplicates,
        rowsRejected: file.rejectedCount)
    }
  }
}

/// The report's name in the bottom margin of printed pages, as a CSS string (CSS Syntax 3, "consume a string token").
func printMargin(_ title: String) -> String {
  var escaped = ""
  for scalar in title.unicodeScalars {
    switch scalar {
    case "\"", "\\", "<", "&": escaped += "\\" + String(scalar.value, radix: 16) + " "
    default:
      if scalar.value < 0x20 || scalar.value == 0x7F { escaped += " " } else { escaped.unicodeScalars.append(scalar) }
    }
  }
  return "@page { @bottom-left { content: \"\(escaped)\"; font: 8pt sans-serif; color: #566070; } }\n"
}
