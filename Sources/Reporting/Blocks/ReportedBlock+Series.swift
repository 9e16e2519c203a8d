import Charts
import Notation
import Records

extension ReportedBlock {
  /// A series as the vendor lists it; buckets that are missing, or have no value, are gaps.
  func series(_ selection: ReportedSelection) -> RenderedBlock {
    guard let sheet = selection.sheets.first, let quantity = selection.quantities(query).first else {
      return emptyCard("Reported figures", "\(AbsenceWords.noData). Nothing is reported for \(context.periodWords).")
    }
    let zone = sheet.body.zone.flatMap { Zone(identifier: $0) } ?? context.documents.zone
    var known: [CalendarDay: Double] = [:]
    var unit = Unit.count
    var days: [CalendarDay] = []
    for figure in sheet.figures where figure.quantity == quantity && figure.bucketSeconds >= 82_800 {
      guard let bucket = figure.bucket else { continue }
      unit = figure.unit
      let day = zone.day(of: bucket)
      days.append(day)
      if let value = figure.value { known[day] = value }
    }
    let span = span(of: days, sheet)
    let name = title(quantity, of: selection)
    guard !span.isEmpty, !known.isEmpty else {
      return emptyCard(name, "\(AbsenceWords.noData). No day of \(context.periodWords) has a value \(ReportedWords.by(sheet.body.vendor)).")
    }
    let values = span.map { known[$0] }
    let points = span.enumerated().map { index, day in
      let c = day.components
      let isTick = span.count <= 8 || day.weekday == notation.locale.firstWeekday || index == 0
      return AxisPoint(
        notation.day(c.year, c.month, c.day, style: .weekday), tick: isTick ? notation.day(c.year, c.month, c.day, style: .short) : nil,
        isShaded: day.weekday >= 6)
    }
    var chart = LineChart(
      points: points, current: .init(name, values), format: context.format(unit),
      caption: "\(name) per day, \(ReportedWords.by(sheet.body.vendor))", axisTitle: "Day")
    let isAdditive = unit == .count || unit == .tokens
    chart.startsAtZero = isAdditive
    chart.hasArea = isAdditive
    let marks = EventMarks(context.events, on: span.map { $0..<$0.advanced(by: 1) }, assistant: nil, notation)
    chart.annotations = marks.annotations
    let days2 = zip(span, values).compactMap { day, value in value.map { (day: day, value: $0) } }
    let window = ReportedWords.window(sheet.body, of: context.documents, notation)
    let figure = chart.draw(id: id)
    let card = FigureCard(
      id: id, title: block.title ?? headline(name, days2, unit),
      subtitle: "\(name) per day, \(ReportedWords.by(sheet.body.vendor))\(ReportedWords.subject(sheet.body).map { " for \($0)" } ?? "")",
      isWide: isWide, figure: figure, reading: reading(name, days2, span.count, unit),
      notes: [window.map { "The figures cover: \($0)." }, marks.note].compactMap { $0 } + notes, download: context.dataLink(id))
    return RenderedBlock(
      fragment: card.fragment, tables: [PublishedTable(id: id, figure.table, unit: unit)])
  }

  /// The days of the period, or those of a trailing window.
  private func span(of days: [CalendarDay], _ sheet: ReportedSelection.Sheet) -> [CalendarDay] {
    guard let first = days.min(), let last = days.max() else { return [] }
    if sheet.fit == .asOf { return Array((first.ordinal...last.ordinal).map(CalendarDay.init(ordinal:)).suffix(400)) }
    let period = context.documents.period
    return period.days.filter { $0 >= min(first, period.start) && $0 <= max(last, period.end) }
  }

  private func title(_ quantity: String, of selection: ReportedSelection) -> String {
    query.metrics.first?.title ?? ReportedWords.quantity(quantity)
  }

  private func written(_ day: CalendarDay) -> String {
    let c = day.components
    return notation.day(c.year, c.month, c.day, style: .short)
  }

  private func headline(_ name: String, _ days: [(day: CalendarDay, value: Double)], _ unit: Unit) -> String {
    guard let most = days.max(by: { $0.value < $1.value }), let least = days.min(by: { $0.value < $1.value }) else { return name }
    if most.value == least.value { return "\(name) stayed at \(notation.text(most.value, unit)) a day" }
    let top = days.filter { $0.value == most.value }
    if top.count > 1 { return "\(name) reached \(notation.text(most.value, unit)) on \(top.count) days" }
    return "\(name) reached \(notation.text(most.value, unit)) on \(written(most.day))"
  }

  private func reading(_ name: String, _ days: [(day: CalendarDay, value: Double)], _ all: Int, _ unit: Unit) -> String {
    guard let most = days.map(\.value).max(), let least = days.map(\.value).min() else { return "" }
    var words = "\(notation.text(least, unit)) to \(notation.text(most, unit)) a day"
    if unit == .count {
      words += ", \(notation.text(days.reduce(0) { $0 + $1.value }, unit)) over \(days.count == 1 ? "1 day" : "\(days.count) days")"
    }
    if days.count < all { words += "; \(all - days.count) of \(all) days have no value" }
    return "\(PlainEnglish.sentence(words))."
  }
}
