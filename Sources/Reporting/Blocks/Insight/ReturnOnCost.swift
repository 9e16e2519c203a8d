import Aggregation
import Insights
import Notation

extension InsightBlock {
  private typealias Words = ReturnWords

  /// What the assistant is worth under the stated assumptions, low to high, beside the vendor's rule.
  func returnOnCost() -> RenderedBlock {
    let caption = "What the assistant is worth"
    guard let found: ReturnOnCost = context.analyses.result(.returnOnCost) else { return shortfallCard(caption, .returnOnCost) }
    let dollars = CostMapWords.dollars
    func row(_ title: String, _ band: Assumptions.Band?, _ unit: Unit) -> DataRow {
      guard let band else { return DataRow(cells: [.text(title), .empty, .muted("no data"), .empty]) }
      return DataRow(cells: [
        .text(title), .text(notation.text(band.low, unit)), .text(notation.text(band.base, unit)), .text(notation.text(band.high, unit)),
      ])
    }
    func single(_ title: String, _ value: Double?, _ unit: Unit) -> DataRow {
      DataRow(cells: [.text(title), .empty, value.map { .text(notation.text($0, unit)) } ?? .muted("no data"), .empty])
    }
    var rows = [
      single("Time saved by the vendor's rule", found.vendorTime, .duration), row("Time saved by outcome", found.time, .duration),
      single("The same in months of one person", found.persons, .rate),
    ]
    if found.hourly != nil {
      rows += [
        single("Cost of the model", found.cost, dollars), row("Net value", found.value, dollars),
        single("Net value for each dollar of cost", found.ratio, .rate),
        single("Minutes for each resolved conversation to break even", found.breakEvenMinutes, .rate),
        single("Resolved conversations to break even", found.breakEvenResolved.map { $0.rounded(.up) }, .count),
      ]
    }
    return card(
      InsightTable(
        title: Words.title(found, statementContext), subtitle: "\(caption), under stated assumptions, \(context.periodWords)",
        columns: [
          DataColumn(title: "Figure", isNumeric: false), DataColumn(title: "Low"), DataColumn(title: "As stated"),
          DataColumn(title: "High"),
        ], rows: rows, reading: Words.reading(found, statementContext), notes: returnNotes(found),
        published: publishedReturn(found, caption),
        isWide: true))
  }

  private func returnNotes(_ found: ReturnOnCost) -> [String] {
    func minutes(_ value: Double) -> String { notation.text(value * 60_000, .duration) }
    func band(_ band: Assumptions.Band, _ text: (Double) -> String) -> String {
      band.low == band.high ? text(band.base) : "\(text(band.base)) (\(text(band.low)) to \(text(band.high)))"
    }
    var stated =
      "Stated by the project: \(band(found.minutes, minutes)) of a person for a resolved conversation, "
      + "\(minutes(found.reading)) to read into a hand-off"
    if let hourly = found.hourly { stated += ", \(band(hourly) { notation.text($0, CostMapWords.dollars) }) for an hour" }
    stated += ", \(notation.text(found.monthlyHours, .rate)) hours in a person's month."
    var notes = [
      stated,
      "By outcome: \(notation.text(found.resolved, .rate)) resolved conversations, weighted by the risk of coming back, less "
        + "\(counted(Int(found.handoffs), Noun(singular: "hand-off", plural: "hand-offs"))). Conversations without a score save nothing.",
      "The vendor's rule counts five minutes for every message of the assistant, whatever came of it.",
    ]
    if found.hourly == nil {
      notes.append("Net value is not configured: it needs assumptions.roi.humanCostPerHour in parlance.json.")
    } else if found.cost == nil {
      notes.append("Fewer than half of the answers have a price, or every price is 0: there is no net value.")
    }
    return notes
  }

  private func publishedReturn(_ found: ReturnOnCost, _ caption: String) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    func row(_ key: String, _ unit: Unit, _ low: Double?, _ base: Double?, _ high: Double?) -> [Cell] {
      [Cell(key), Cell(unit.name), published(low, unit), published(base, unit), published(high, unit)]
    }
    let dollars = CostMapWords.dollars
    return PublishedTable(
      id: id, title: caption,
      columns: [
        .init(id: "figure", title: "Figure"), .init(id: "unit", title: "Unit"), .init(id: "low", title: "Low"),
        .init(id: "stated", title: "As stated"), .init(id: "high", title: "High"),
      ],
      rows: [
        row("time_by_vendor_rule", .duration, nil, found.vendorTime, nil),
        row("time_by_outcome", .duration, found.time.low, found.time.base, found.time.high),
        row("person_months", .rate, nil, found.persons, nil),
        row("cost", dollars, nil, found.cost, nil), row("net_value", dollars, found.value?.low, found.value?.base, found.value?.high),
        row("net_value_per_cost", .ratio, nil, found.ratio, nil), row("break_even_minutes", .rate, nil, found.breakEvenMinutes, nil),
        row("break_even_resolved", .rate, nil, found.breakEvenResolved, nil), row("resolved_weighted", .rate, nil, found.resolved, nil),
        row("handoffs", .count, nil, found.handoffs, nil),
        row("minutes_per_conversation", .rate, found.minutes.low, found.minutes.base, found.minutes.high),
        row("cost_per_hour", dollars, found.hourly?.low, found.hourly?.base, found.hourly?.high),
        row("minutes_per_handoff", .rate, nil, found.reading, nil), row("hours_per_month", .rate, nil, found.monthlyHours, nil),
      ])
  }
}
