import Aggregation
import Basics
import Notation
import Records

/// The figures that a block shows: of every body the closest to the period, apart by vendor, source, kind and subject.
struct ReportedSelection {
  /// Figures of one body.
  struct Sheet {
    var body: DocumentBody
    var fit: PeriodDocuments.Fit
    var figures: [ReportedFigure]
  }

  /// In the order in which their bodies were read.
  let sheets: [Sheet]

  init(_ query: ReportedQuery, in documents: PeriodDocuments) {
    var byBody: [Int: Sheet] = [:]
    let metrics = query.metrics.map(\.id.rawValue)
    for placed in documents.figures({ figure, body in
      (query.vendor == nil || body.vendor == query.vendor) && (query.kinds.isEmpty || query.kinds.contains(body.kind))
        && (query.quantities.isEmpty || query.quantities.contains(figure.quantity))
        && (metrics.isEmpty || figure.metric.map(metrics.contains) == true) && Self.isCut(figure, body, query)
        && (figure.bucket != nil) == (query.form == .line)
    }) {
      byBody[placed.figure.body, default: Sheet(body: placed.body, fit: placed.fit, figures: [])].figures.append(placed.figure)
    }
    var best: [[String]: Int] = [:]
    for (index, sheet) in byBody.sorted(by: { $0.key < $1.key }) {
      let key = Self.key(sheet)
      if let known = best[key], let other = byBody[known], !Self.isCloser(sheet, other) { continue }
      best[key] = index
    }
    sheets = best.values.sorted().compactMap { byBody[$0] }
  }

  /// Whether a figure is cut as the block asks; in a section that speaks about one group, figures of that group are its whole.
  private static func isCut(_ figure: ReportedFigure, _ body: DocumentBody, _ query: ReportedQuery) -> Bool {
    guard let subject = query.subject else { return figure.dimension == query.dimension }
    let isOfGroup = figure.dimension == subject.dimension.rawValue && figure.member?.string == subject.value
    if query.dimension == nil, isOfGroup { return true }
    return figure.dimension == query.dimension && body.subject.values.contains { $0.string == subject.value }
  }

  /// Bodies with the same key say the same thing at different times. Sheets with other figures are other things.
  private static func key(_ sheet: Sheet) -> [String] {
    let subject = sheet.body.subject.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.string)" }
    var names: [String] = []
    for figure in sheet.figures where !names.contains(figure.quantity) { names.append(figure.quantity) }
    return [sheet.body.vendor.rawValue, sheet.body.source, sheet.body.kind] + subject + ["\u{0}"] + names.sortedByUTF8()
  }

  private static func isCloser(_ a: Sheet, _ b: Sheet) -> Bool {
    if a.fit != b.fit { return a.fit < b.fit }
    let taken = (a.body.capturedAt ?? .distantPast, b.body.capturedAt ?? .distantPast)
    if taken.0 != taken.1 { return taken.0 > taken.1 }
    return a.figures.count > b.figures.count
  }

  /// Bodies, each once.
  var bodies: [DocumentBody] { sheets.map(\.body) }

  /// Quantities in the order asked for, else as the vendor lists them.
  func quantities(_ query: ReportedQuery) -> [String] {
    var names: [String] = []
    for sheet in sheets { for figure in sheet.figures where !names.contains(figure.quantity) { names.append(figure.quantity) } }
    return query.quantities.isEmpty ? names : query.quantities.filter(names.contains)
  }
}
