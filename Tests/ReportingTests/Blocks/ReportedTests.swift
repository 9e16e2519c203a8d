import Aggregation
import Foundation
import Notation
import Records
import Testing

@testable import Reporting

struct ReportedTests {
  private func render(_ block: String, _ documents: SmallDocuments) throws -> (html: String, section: RenderedSection) {
    var export = SmallExport()
    export.add(60)
    let made = try export.render("```\(block)\n```", documents: documents.documents)
    return (made.html.replacing("\u{A0}", with: " "), made.section)
  }

  static let september = ReportWindow.interval(SmallDocuments.moment(9, 1, hour: 0)..<SmallDocuments.moment(10, 1, hour: 0))

  @Test("a cut is a table with bars, largest first, and says whose figures they are")
  func cut() throws {
    var documents = SmallDocuments()
    let body = documents.body(.studiochat, "analytics-kbs", window: Self.september)
    documents.figure("count", body, 11, by: ("source", "faq"))
    documents.figure("count", body, 17, by: ("source", "<i>intercom</i>"))
    let (html, section) = try render("reported\nkind: analytics-kbs\nby: source", documents)
    #expect(html.contains("Count by source, as reported by Studio Chat"))
    #expect(html.contains(#"<th scope="row">&lt;i&gt;intercom&lt;/i&gt;</th><td class="n"><span class="rep">17</span>"# + "\u{2020}"))
    #expect(html.contains("\u{2020} As reported by Studio Chat."))
    #expect(section.tables[0].rows.map { $0[3].exact } == [17, 11])
  }

  @Test("a trailing window is shown as of its capture, never as the month")
  func trailing() throws {
    var documents = SmallDocuments()
    let body = documents.body(.chanl, "personas-stats", window: .trailing(days: 30))
    documents.figure("avg_score", body, 59.2, .score(of: 100), by: ("emotion", "frustrated"))
    let html = try render("reported\nvendor: chanl\nquantity: avg_score\nby: emotion", documents).html
    #expect(html.contains("As reported by Chanl, last 30 days, as of 30 September 2026."))
  }

  @Test("the body whose window is the period counts, not a later one")
  func closest() throws {
    var documents = SmallDocuments()
    let month = documents.body(.studiochat, "analytics-kbs", window: Self.september)
    documents.figure("total_citations", month, 34)
    let week = documents.body(
      .studiochat, "analytics-kbs", window: .interval(SmallDocuments.moment(9, 21, hour: 0)..<SmallDocuments.moment(9, 28, hour: 0)),
      captured: SmallDocuments.moment(10, 2))
    documents.figure("total_citations", week, 9)
    #expect(try render("reported\nquantity: total_citations", documents).section.tables[0].rows.map { $0[3].exact } == [34])
  }

  @Test("a series has gaps where a day is missing or null, which are never joined or zero")
  func series() throws {
    var documents = SmallDocuments()
    let body = documents.body(.studiochat, "csat-analytics", window: Self.september)
    for day in 1...30 where day != 10 { documents.figure("csat_pct", body, day == 4 ? nil : 0.5 + Double(day) / 100, .share, day: day) }
    let (html, section) = try render("reported\nquantity: csat_pct\nas: line", documents)
    let rows = section.tables[0].rows
    #expect(rows.count == 30 && rows[3][1].exact == nil && rows[9][1].exact == nil && rows[0][1].exact == 0.51)
    #expect(html.contains("Csat pct per day, as reported by Studio Chat"))
    #expect(html.contains("2 of 30 days have no value"))
  }

  @Test("no figure is no data, never zero")
  func none() throws {
    let (html, section) = try render("reported\nvendor: chanl\nquantity: nothing", SmallDocuments())
    #expect(section.isWithoutData && html.contains("No data. Chanl reports nothing of it for September 2026."))
  }

  @Test("quotes are the vendor's, escaped and attributed")
  func quotes() throws {
    var documents = SmallDocuments()
    let body = documents.body(.chanl, "personas-stats", window: .trailing(days: 30))
    documents.record(
      .quotes, body, ["type": .text(SmallDocuments.text("recommendation")), "message": .text(SmallDocuments.text("Add <script> & more"))])
    let html = try render("quotes\nvendor: chanl", documents).html
    #expect(html.contains("<h3 id=\"t-quotes-t\">What Chanl says</h3><p class=\"sub\">Quoted, not checked</p>"))
    #expect(
      html.contains(
        "<blockquote class=\"quote\"><p>Add &lt;script&gt; &amp; more</p><footer>Chanl, recommendation, as of 30 September 2026</footer>"))
  }
}

struct WindowWordsTests {
  @Test(
    "names of vendors are written in plain letters",
    arguments: [
      ("success_count", "Success count"), ("CONVERSATION_COUNT", "Conversation count"), ("openConversations", "Open conversations"),
    ])
  func names(name: String, words: String) { #expect(ReportedWords.quantity(name) == words) }

  @Test("a section that stands once per group speaks about the group alone")
  func forEach() throws {
    var documents = SmallDocuments()
    let one = documents.body(.studiochat, "conversion-analytics", window: ReportedTests.september, subject: ["slug": "sale"])
    documents.figure("total_events", one, 6, by: ("conversion", "sale"))
    let two = documents.body(.studiochat, "conversion-analytics", window: ReportedTests.september, subject: ["slug": "visit"])
    documents.figure("total_events", two, 9, by: ("conversion", "visit"))
    var export = SmallExport()
    export.add(60)
    let section = try export.render(
      "---\nfor-each: conversion\n---\n```reported\nquantity: total_events\n```", documents: documents.documents,
      pinned: [Filter("conversion", "visit")]
    ).section
    #expect(section.tables[0].rows.map { $0[3].exact } == [9])
  }
}

struct PeriodDocumentsTests {
  /// The fit to September 2026, in a report of these months.
  private func fit(
    _ window: ReportWindow, captured: Instant? = nil, zone: String = "Europe/Berlin", reports: [Int] = [9]
  ) throws -> PeriodDocuments.Fit? {
    var documents = SmallDocuments()
    let body = documents.body(.chatcaptain, "k", window: window, captured: captured)
    let zone = try #require(Zone(identifier: zone))
    let period = Period(.month, containing: try #require(CalendarDay(year: 2026, month: 9, day: 1)))
    let published = reports.compactMap { CalendarDay(year: 2026, month: $0, day: 1) }.map { Period(.month, containing: $0) }
    return PeriodDocuments(documents.documents, figures: nil, period: period, zone: zone, published: published).fit(body)
  }

  private static func utc(_ a: (Int, Int, Int), _ b: (Int, Int, Int)) -> ReportWindow {
    .interval(SmallDocuments.moment(a.0, a.1, hour: a.2)..<SmallDocuments.moment(b.0, b.1, hour: b.2))
  }

  @Test("the month of the report's zone and of UTC are the period; a piece touches it; an edge of hours does not")
  func windows() throws {
    #expect(try fit(Self.utc((8, 31, 22), (9, 30, 22))) == .exact)
    #expect(try fit(Self.utc((9, 1, 0), (10, 1, 0))) == .exact)
    #expect(try fit(Self.utc((9, 10, 0), (9, 17, 0))) == .touching)
    #expect(try fit(Self.utc((8, 1, 0), (9, 1, 0))) == nil)
    #expect(try fit(Self.utc((10, 1, 0), (11, 1, 0))) == nil)
  }

  @Test("a trailing window belongs to one report: that of its capture, until a week after its end; without one to the latest")
  func captures() throws {
    let trailing = ReportWindow.trailing(days: 30)
    let three = [8, 9, 10]
    #expect(try fit(trailing, captured: SmallDocuments.moment(9, 30), reports: three) == .asOf)
    #expect(try fit(trailing, captured: SmallDocuments.moment(10, 3), reports: three) == .asOf)
    #expect(try fit(trailing, captured: SmallDocuments.moment(10, 20), reports: three) == nil)
    #expect(try fit(trailing, captured: SmallDocuments.moment(9, 3), reports: three) == nil)
    #expect(try fit(trailing, captured: SmallDocuments.moment(9, 3)) == .asOf)
    #expect(try fit(trailing, captured: SmallDocuments.moment(10, 20)) == .asOf)
    #expect(try fit(trailing, captured: SmallDocuments.moment(8, 30)) == nil)
    #expect(try fit(trailing, reports: three) == nil)
    #expect(try fit(trailing) == .asOf)
  }

  @Test("what is taken in a period without a report belongs to the report before, not to none")
  func gap() throws {
    let trailing = ReportWindow.trailing(days: 30)
    #expect(try fit(trailing, captured: SmallDocuments.moment(10, 20), reports: [9, 11]) == .asOf)
    #expect(try fit(trailing, captured: SmallDocuments.moment(11, 2), reports: [9, 11]) == nil)
  }
}
