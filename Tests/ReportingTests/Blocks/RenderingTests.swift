import Foundation
import Records
import Testing

@testable import Reporting

struct CardTests {
  @Test("a first report shows the figure and compares nothing")
  func first() throws {
    var export = SmallExport()
    export.add(300)
    let html = try export.render("```kpis\nmetric: vol.conversations\n```").html
    #expect(html.contains(#"<h3>Conversations</h3><p class="value">300</p><p class="delta">First report</p>"#))
    #expect(!html.contains("vs "))
  }

  @Test("a field that the export lacks is no data with its reason, never zero")
  func missing() throws {
    var export = SmallExport()
    export.add(300)
    let html = try export.render("```kpis\nmetric: sen.negative\n```").html
    #expect(html.contains(#"<li class="kpi none">"#))
    #expect(html.contains("No data") && html.contains("The export has no sentiment_label."))
    #expect(!html.contains("0%"))
  }

  @Test("a rate of fewer than thirty is too few, of fewer than a hundred a small sample in whole per cent")
  func small() throws {
    var few = SmallExport()
    few.add(20) { talk, index in talk.handoff = index % 3 == 0 }
    #expect(try few.render("```kpis\nmetric: out.handoff_rate\n```").html.contains("Too few"))
    var some = SmallExport()
    some.add(60) { talk, index in talk.handoff = index % 3 == 0 }
    let html = try some.render("```kpis\nmetric: out.handoff_rate\n```").html
    #expect(html.contains(#"<p class="value">33%</p>"#))
    #expect(html.contains("small sample"))
    #expect(html.contains("20 of 60 conversations"))
  }

  @Test("a count changes without a verdict and with its change per day when the months differ in length")
  func neutral() throws {
    var export = SmallExport()
    export.add(310, month: 8, days: 1...31)
    export.add(330)
    let html = try export.render("```kpis\nmetric: vol.conversations\n```").html
    #expect(html.contains(#"<span class="d plain">"#) && html.contains("+6.5%</span> vs 310 in August"))
    #expect(html.contains("11.0 a day, +10% (August had 31 days)"))
    #expect(!html.contains("better") && !html.contains("worse"))
  }

  @Test("a month that has just begun is compared with the same days, and says so")
  func partial() throws {
    var export = SmallExport()
    export.add(310, month: 8, days: 1...31)
    export.add(120, days: 1...12)
    let until = CalendarDay(year: 2026, month: 9, day: 13)
    let html = try export.render("```kpis\nmetric: vol.conversations\n```", dataUntil: until).html
    #expect(html.contains("vs 120 in the first 12 days of August"))
  }
}

struct TableTests {
  @Test("shares are whole below a thousand, each rounded by itself as in the title, and end with the total")
  func shares() throws {
    var export = SmallExport()
    export.add(300) { talk, index in talk.inbox = ["Web", "Mail", "App"][index % 3] }
    let (html, section) = try export.render("```chart\nkind: bars\nmetric: vol.conversations\nby: inbox\n```")
    #expect(html.contains("<td class=\"n\">33%</td>") && !html.contains("<td class=\"n\">34%</td>"))
    #expect(html.contains(#"<tr><th scope="row">All channels</th><td class="n">300</td>"#))
    let table = try #require(section.tables.first)
    #expect(table.columns.map(\.id) == ["inbox", "vol.conversations", "vol.conversations.base"])
    #expect(table.rows.last?.map(\.exact) == [nil, 300, 300])
  }

  @Test("groups beyond the limit are one row, apart from rows without a name")
  func rest() throws {
    var export = SmallExport()
    export.add(400) { talk, index in talk.inbox = index % 10 == 9 ? nil : "Inbox \(index % 10)" }
    let html = try export.render("```chart\nkind: bars\nmetric: vol.conversations\nby: inbox\nlimit: 3\n```").html
    #expect(html.contains("All other channels (6)"))
    #expect(html.contains(#"<tr class="rest"><th scope="row">Not stated</th><td class="n">40</td>"#))
    #expect(html.contains(#"<td class="n">240</td>"#))
  }

  @Test("overlapping groups have no remainder, no share of a whole and a note")
  func overlapping() throws {
    var export = SmallExport()
    export.add(200) { talk, index in talk.tags = index % 2 == 0 ? ["a", "b"] : ["a"] }
    let html = try export.render("```chart\nkind: bars\nmetric: vol.conversations\nby: tag\n```").html
    #expect(html.contains("A conversation can have several tags, so the rows add up to more than the total."))
    #expect(!html.contains("together make up") && !html.contains("All other"))
    #expect(html.contains("The most frequent tag was a, on 100% of conversations"))
  }

  @Test("a group with too few shows its count and no rate")
  func tooFew() throws {
    var export = SmallExport()
    export.add(200) { talk, index in
      talk.inbox = index < 190 ? "Web" : "Kiosk"
      talk.handoff = index % 4 == 0
    }
    let html = try export.render("```table\nmetric: vol.conversations, out.handoff_rate\nby: inbox\n```").html
    #expect(html.contains(#"<th scope="row">Kiosk</th><td class="n">10</td>"#))
    #expect(html.contains(#"<span class="muted">too few</span>"#))
  }

  @Test("a change of a handful is too few, whatever its percentage")
  func smallChange() throws {
    var export = SmallExport()
    export.add(100, month: 8, days: 1...31) { talk, index in talk.inbox = index < 95 ? "Web" : "Kiosk" }
    export.add(100) { talk, index in talk.inbox = index < 85 ? "Web" : "Kiosk" }
    let html = try export.render("```chart\nkind: bars\nmetric: vol.conversations\nby: inbox\n```").html
    #expect(!html.contains("+200%"))
    #expect(html.contains("too few"))
  }

  @Test("a group that is new and large enough is called new, without a percentage")
  func new() throws {
    var export = SmallExport()
    export.add(100, month: 8, days: 1...31) { talk, _ in talk.inbox = "Web" }
    export.add(100) { talk, index in talk.inbox = index < 60 ? "Web" : "App" }
    let html = try export.render("```chart\nkind: bars\nmetric: vol.conversations\nby: inbox\n```").html
    #expect(html.contains("</svg>new</span>"))
  }

  @Test("a dimension that the export does not name is an empty card with words, not an empty table")
  func unnamed() throws {
    var export = SmallExport()
    export.add(100)
    let (html, section) = try export.render("```chart\nkind: bars\nmetric: vol.conversations\nby: intent\n```")
    #expect(html.contains("The export names no intent in September\u{A0}2026."))
    #expect(section.isWithoutData && !html.contains("<table"))
  }
}

struct FigureTests {
  @Test("every figure has a message, a subtitle, a reading sentence, a table and numbers for download")
  func anatomy() throws {
    var export = SmallExport()
    export.add(600) { talk, index in talk.hour = index % 7 == 0 ? 9 : 15 }
    let (html, section) = try export.render(
      "```chart\nkind: line\nmetric: vol.conversations\n```\n\n```chart\nkind: heatmap\nmetric: vol.hourly_starts\n```\n\n"
        + "```chart\nkind: histogram\nmetric: vol.msgs_per_conv_median\n```\n")
    #expect(html.components(separatedBy: "<figure").count == 4)
    #expect(html.components(separatedBy: #"<p class="read""#).count == 4)
    #expect(html.components(separatedBy: #"<details class="twin">"#).count == 4)
    #expect(section.tables.map(\.id) == ["t-vol-conversations-day", "t-vol-hourly-starts-weekday-hour", "t-vol-msgs-per-conv-median"])
    #expect(section.tables[0].rows.count == 30)
    #expect(section.tables[0].rows.reduce(0) { $0 + ($1[1].exact ?? 0) } == 600)
    #expect(html.contains("UTC time"))
  }

  @Test("the author's title wins over the computed one")
  func title() throws {
    var export = SmallExport()
    export.add(60)
    let html = try export.render("```chart\nkind: line\nmetric: vol.conversations\ntitle: Our own words & more\n```").html
    #expect(html.contains("Our own words &amp; more</h3>"))
  }

  @Test("days too small for a rate become weeks, and the card says so")
  func weeks() throws {
    var export = SmallExport()
    export.add(300) { talk, index in talk.handoff = index % 5 == 0 }
    let html = try export.render("```chart\nkind: line\nmetric: out.handoff_rate\n```").html
    #expect(html.contains("Single days have too few conversations for a figure, so weeks are shown."))
    #expect(html.contains("7 to 13"))
  }

  @Test("steps that are not parts of each other are not drawn as a path")
  func steps() throws {
    var export = SmallExport()
    export.add(100) { talk, index in talk.sentiment = index < 50 ? "positive" : nil }
    let drawn = try export.render("```chart\nkind: steps\nmetric: vol.conversations, dq.scored_coverage\n```").html
    #expect(drawn.contains("50.0% of conversations reached"))
    let refused = try export.render("```chart\nkind: steps\nmetric: dq.scored_coverage, vol.conversations\n```").html
    #expect(refused.contains("not parts of each other"))
  }

  @Test("outcomes have the same parts on every page, the unknown one last and hatched")
  func outcomes() throws {
    var export = SmallExport()
    export.add(300) { talk, index in talk.handoff = index % 3 == 0 }
    let html = try export.render("```chart\nkind: stacked\nmetric: vol.conversations\nby: week, outcome\n```").html
    #expect(html.contains("66.7% of conversations have no known outcome"))
    #expect(html.contains("hatch"))
  }

  @Test("live values are text, with the word where there is no number")
  func inline() throws {
    var export = SmallExport()
    export.add(300) { talk, index in talk.handoff = index % 5 == 0 }
    let html = try export.render(
      "{{ out.handoff_rate }} ({{ out.handoff_rate.numerator }} of {{ out.handoff_rate.denominator }}), {{ sen.negative }}, {{ vol.conversations.previous }}"
    ).html
    #expect(html.contains("20.0% (60 of 300), not in the export, no earlier figure"))
  }
}
