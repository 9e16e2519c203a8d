import Foundation
import Markdown
import Records
import Testing

@testable import Reporting

struct RecordsTests {
  private func render(_ block: String, _ documents: SmallDocuments = .personas(), month: Int = 9) throws -> (
    html: String, section: RenderedSection
  ) {
    var export = SmallExport()
    export.add(60)
    if month != 9 { export.add(60, month: month) }
    let made = try export.render("```\(block)\n```", month: month, documents: documents.documents)
    return (made.html.replacing("\u{A0}", with: " "), made.section)
  }

  @Test("records stand in the order asked for, missing values last and as a dash with its reason")
  func order() throws {
    let (html, section) = try render("records\nkind: personas\ncolumns: persona, score, simulations\nsort: score desc, persona")
    let names = html.matches(of: /<th scope="row">(.*?)<\/th>/).map { String($0.1) }
    #expect(names == ["Calm", "Angry &lt;b&gt;Tenant&lt;/b&gt;", "New"])
    #expect(html.contains(#"<th scope="col" class="n" aria-sort="descending">Average score, of 100</th>"#))
    #expect(html.contains("<td class=\"n\">90.7</td>") && html.contains("<td class=\"n\">\u{2013}</td>"))
    #expect(html.contains("\u{201C}\u{2013}\u{201D}: not stated by Chanl."))
    #expect(html.contains("3 personas. As listed by Chanl, as of 30 September 2026."))
    #expect(section.shownRecords == [.personas])
  }

  @Test("the files hold every row with its key, at full precision; the page says how many it shows")
  func files() throws {
    let (html, section) = try render(
      "records\nkind: personas\ncolumns: persona, lastUsed, isDefault, tag\nsort: simulations desc\nlimit: 1")
    #expect(html.contains("The first 1 of 3 personas."))
    let table = try #require(section.tables.first)
    #expect(table.columns.map(\.id) == ["source", "vendor", "id", "persona", "lastUsed", "isDefault", "tag"])
    #expect(table.rows[0].map(\.text) == ["s", "chanl", "p0", "Angry <b>Tenant</b>", "2026-09-10T12:00:00Z", "true", "a; b"])
    #expect(table.rows.count == 3)
  }

  @Test("a table of two of three shows the third instead of counting it")
  func almostAll() throws {
    #expect(try render("records\nkind: personas\ncolumns: persona\nlimit: 2").html.contains(">New</th>"))
  }

  @Test(
    "conditions restrict rows; a missing number meets none",
    arguments: [
      ("isDefault = true", ["p0"]), ("simulations > 0", ["p0", "p1"]), ("score >= 0", ["p0", "p1"]), ("emotion = neutral", ["p1"]),
      ("emotion != neutral", ["p0", "p2"]), ("score = missing", ["p2"]), ("tag = b, simulations <= 7", ["p1", "p2"]),
    ])
  func conditions(condition: String, ids: [String]) throws {
    let rows = try render("records\nkind: personas\ncolumns: id\nwhere: \(condition)").section.tables[0].rows
    #expect(rows.map { $0[2].text } == ids)
  }

  @Test("names of people who made a thing are not in a public report")
  func people() throws {
    let (html, section) = try render("records\nkind: personas\ncolumns: persona, createdBy")
    #expect(!html.contains("Rosa") && !html.contains("Created by"))
    #expect(section.tables[0].rows.allSatisfy { row in !row.contains { $0.text == "Rosa" } })
  }

  @Test("of two captures the later one counts")
  func captures() throws {
    var documents = SmallDocuments.personas()
    let earlier = documents.body(.chanl, "personas-list", captured: SmallDocuments.moment(9, 1))
    documents.record(.personas, earlier, ["id": .text(SmallDocuments.text("p1")), "simulations": .number(2)])
    let rows = try render("records\nkind: personas\ncolumns: id, simulations", documents).section.tables[0].rows
    #expect(rows.map { $0[3].exact } == [14, 7, 0])
  }

  @Test("records with a time are those of the period")
  func period() throws {
    var documents = SmallDocuments()
    let body = documents.body(.studiochat, "csat-analytics")
    for (index, moment) in [SmallDocuments.moment(8, 31), SmallDocuments.moment(9, 1), SmallDocuments.moment(9, 30, hour: 23)].enumerated()
    {
      documents.record(
        .ratings, body, ["conversation": .text(SmallDocuments.text("c\(index)")), "rating": .number(4), "ratedAt": .time(moment)])
    }
    let (html, section) = try render("records\nkind: ratings\ncolumns: ratedAt, rating\nsort: ratedAt", documents)
    #expect(section.tables[0].rows.map { $0[2].text } == ["c1", "c2"])
    #expect(html.contains("2 ratings. As listed by Studio Chat."))
    #expect(html.contains("1 Sep, 12:00"))
  }

  @Test("without records the section says why in one line")
  func none() throws {
    let (html, section) = try render("records\nkind: calls", SmallDocuments())
    #expect(section.isWithoutData && html.contains("No data. No file lists calls of September 2026."))
  }

  @Test("orders become pages with all rows, linked in words, the current one marked")
  func pages() throws {
    var documents = SmallDocuments.personas()
    let more = documents.body(.chanl, "personas-list", captured: SmallDocuments.moment(9, 29))
    for number in 4...9 {
      documents.record(
        .personas, more, ["id": .text(SmallDocuments.text("p\(number)")), "persona": .text(SmallDocuments.text("Persona \(number)"))])
    }
    let block =
      "records\nkind: personas\ncolumns: persona, emotion, tag, score\nlimit: 1\npages: persona, score desc\nfilter: emotion, tag, score"
    let (html, section) = try render(block, documents)
    try #require(section.pages.count == 2)
    #expect(try render(block).section.pages.isEmpty, "three rows are seen at a glance")
    #expect(section.pages.map(\.fileName) == ["t-personas-by-persona.html", "t-personas-by-score-desc.html"])
    #expect(html.contains(#"<a href="t-personas-by-score-desc.html">average score, highest first</a>"#))
    #expect(!html.contains("data-tool"), "the short table needs no script")
    let page = section.pages[1].body.string
    #expect(section.pages[1].heading == "Personas by average score, highest first")
    #expect(page.contains(#"<a href="t-personas-by-score-desc.html" aria-current="page">"#))
    #expect(page.contains(#"data-f="range""#) && page.contains(#"data-f="all""#) && page.contains(#"data-f="choice""#))
    #expect(page.contains("data-v=\"a\nb\"") && page.contains(#"data-v="90.7""#))
    #expect(page.contains(#"aria-sort="descending""#))
    #expect(page.matches(of: /<th scope="row"/).count == 9)
  }
}

struct RecordsReadingTests {
  @Test(
    "mistakes are named with their place and the nearest valid name",
    arguments: [
      ("records\ncolumns: a", "missing-key 1: a table of records needs a kind"),
      ("records\nkind: persona", "unknown-kind 2: no records are called \"persona\""),
      ("records\nkind: personas\ncolumns: persona, scoer", "unknown-field 3: personas have no field \"scoer\""),
      ("records\nkind: personas\nsort: score down", "invalid-order 3: an order is a field, alone or followed by asc or desc"),
      ("records\nkind: personas\nwhere: score = high", "invalid-filter 3: score is compared with a number"),
      ("records\nkind: personas\nwhere: isDefault = yes", "invalid-filter 3: isDefault is true or false"),
      ("records\nkind: personas\nwhere: emotion > a", "invalid-filter 3: emotion is a text, which is compared by = or !="),
      ("records\nkind: personas\nby: emotion", "unknown-key 3: a table of records has no key \"by\""),
      ("records\nkind: personas\nlimit: 0", "invalid-limit 3: a limit is a whole number from 1 to 200"),
      ("reported\nvendor: chanl", "missing-key 1: a block of reported figures says which ones"),
      ("reported\nvendor: chanel\nquantity: a", "unknown-value 2: \"chanel\" is no choice for vendor"),
      ("reported\nquantity: a\nby: emotoin", "unknown-dimension 3: no vendor cuts figures by \"emotoin\""),
      ("reported\nquantity: a\nas: bars", "invalid-block 3: bars need something to compare"),
      ("reported\nquantity: a\nby: tool\nas: line", "invalid-block 3: a line of reported figures is not cut"),
      ("quotes\nvendor: chanl\nkind: a", "unknown-key 3: a block of quotes has no key \"kind\""),
    ])
  func mistakes(block: String, message: String) {
    let first = verdict("```\(block)\n```").split(separator: "\n").first.map(String.init) ?? ""
    #expect(first.replacing(/s\.md:(\d+):\d+: error\[([a-z-]+)\]/, with: { "\($0.2) \($0.1)" }).hasPrefix(message))
  }
}
