import Aggregation
import Basics
import Markdown
import Testing

@testable import Reporting

/// What the checker says about a section, one line per problem; "fine" without any.
func verdict(_ source: String) -> String {
  do {
    _ = try SectionBlocks(parsing: MarkdownDocument(parsing: source, file: "s.md"))
    return "fine"
  } catch { return error.description }
}

/// The one block of a section.
func block(_ lines: String...) throws -> Block {
  let document = try MarkdownDocument(parsing: "```chart\n\(lines.joined(separator: "\n"))\n```\n", file: "s.md")
  let blocks = try SectionBlocks(parsing: document)
  return try #require(document.blocks.first.flatMap(blocks.block))
}

struct BlockReaderTests {
  static let kinds = "kinds: line, stacked, steps, heatmap, histogram, dumbbell, bars, control, calendar"

  /// Each kind of mistake, and the exact line it gets.
  static let mistakes: [(body: String, message: String)] = [
    (
      "```chart\nmetric: vol.conversations\n```",
      "s.md:1:1: error[missing-key]: a chart needs a kind (write kind: and one of line, stacked, steps, heatmap, histogram, dumbbell, bars, control, calendar)"
    ),
    (
      "```chart\nkind: lines\nmetric: vol.conversations\n```",
      "s.md:2:7: error[unknown-kind]: no chart is of the kind \"lines\"; did you mean \"line\"? (\(kinds))"
    ),
    (
      "```chart\nkind: pie\nmetric: vol.conversations\n```",
      "s.md:2:7: error[unknown-kind]: no chart is of the kind \"pie\"; did you mean \"line\"? (\(kinds))"
    ),
    ("```chart\nkind: line\n```", "s.md:1:1: error[missing-key]: a line chart needs a metric (\(MetricHelp.list))"),
    (
      "```chart\nkind: line\nmetric: vol.conversation\n```",
      "s.md:3:9: error[unknown-metric]: no metric is called \"vol.conversation\"; did you mean \"vol.conversations\" or \"goal.conversations\"? (\(MetricHelp.list))"
    ),
    (
      "```table\nmetric: vol.conversations, out.deflection\nby: inbox\n```",
      "s.md:2:28: error[unknown-metric]: no metric is called \"out.deflection\"; did you mean \"out.deflection_rate\"? (\(MetricHelp.list))"
    ),
    (
      "```chart\nkind: line\nmetric: vol.conversations\ncolour: red\n```",
      "s.md:4:1: error[unknown-key]: a line chart has no key \"colour\" (keys: by, compare, kind, metric, note, title, where, width)"
    ),
    (
      "```kpis\nmetric: vol.conversations\nlimit: 3\n```",
      "s.md:3:1: error[unknown-key]: a row of cards has no key \"limit\" (keys: compare, metric, note, title, where)"
    ),
    (
      "```chart\nkind: line\nmetric: vol.conversations\nby: inbox\n```",
      "s.md:4:5: error[invalid-block]: a line chart cannot group by inbox, only by day and week"
    ),
    (
      "```chart\nkind: bars\nmetric: vol.conversations\n```",
      "s.md:1:1: error[invalid-block]: a bars chart groups by 1 dimension, not 0 (write by: and a dimension)"
    ),
    (
      "```chart\nkind: steps\nmetric: vol.conversations\n```",
      "s.md:3:9: error[invalid-block]: a steps chart takes 2 to 6 metrics, not 1"
    ),
    (
      "```chart\nkind: steps\nmetric: vol.conversations, lat.p50\n```",
      "s.md:3:9: error[invalid-block]: a steps chart needs counts or shares of conversations; lat.p50 is neither"
    ),
    (
      "```chart\nkind: line\nmetric: vol.conversations\ncompare: last year\n```",
      "s.md:4:10: error[unknown-value]: \"last year\" is no choice for compare (choices: previous, none)"
    ),
    (
      "```chart\nkind: bars\nmetric: vol.conversations\nby: tag\nlimit: 0\n```",
      "s.md:5:8: error[invalid-limit]: a limit is a whole number from 1 to 200"
    ),
    (
      "```chart\nkind: bars\nmetric: vol.conversations\nby: tag\nwhere: inbox\n```",
      "s.md:5:8: error[invalid-filter]: a filter is written as dimension = value (for example where: assistant = Billing)"
    ),
    (
      "```table\nmetric: vol.conversations\nby: inbox, tag\n```",
      "s.md:3:5: error[invalid-block]: a table groups by one dimension at most (write two tables, or a stacked chart)"
    ),
    (
      "Half: {{ lat.p5 }}",
      "s.md:1:7: error[unknown-metric]: no metric is called \"lat.p5\"; did you mean \"lat.p50\" or \"lat.p95\"? (\(MetricHelp.list))"
    ),
    (
      "Half: {{ lat.p50.previus }}",
      "s.md:1:7: error[unknown-field]: a live value has no field \"previus\"; did you mean \"previous\"? (fields: value, previous, delta, numerator, denominator, interval, verdict, base)"
    ),
    (
      "---\nrequires: [vol.conversatons]\n---\nText",
      "s.md:2:1: error[unknown-metric]: no metric is called \"vol.conversatons\"; did you mean \"vol.conversations\" or \"goal.conversations\"? (\(MetricHelp.list))"
    ),
  ]

  @Test("each mistake gets one exact line with its place", arguments: mistakes.indices)
  func mistake(_ index: Int) {
    let (body, message) = Self.mistakes[index]
    #expect(verdict(body) == message)
  }

  @Test("an unknown dimension names the nearest ones and lists all")
  func unknownDimension() {
    let line = verdict("```chart\nkind: bars\nmetric: vol.conversations\nby: chanel\n```")
    #expect(line.hasPrefix("s.md:4:5: error[unknown-dimension]: nothing can be grouped by \"chanel\"; did you mean \"channel\""))
    #expect(line.contains("dimensions: day, week, weekday, hour, assistant, version, participant, inbox"))
  }

  @Test("all mistakes of a section come together, in the order of the text")
  func together() {
    let text = verdict("{{ a.b }}\n\n```chart\nkind: line\nmetric: x.y\nlimit: 3\n```\n")
    let codes = text.split(separator: "\n").compactMap { $0.split(separator: "[").last?.split(separator: "]").first }
    #expect(codes == ["unknown-metric", "unknown-metric", "unknown-key"])
  }

  @Test("a block is read with its defaults")
  func defaults() throws {
    let line = try block("kind: line", "metric: vol.conversations")
    #expect(line.dimensions.map(\.id) == ["day"])
    #expect(line.comparison == .previous)
    #expect(line.title == nil)
    let heat = try block("kind: heatmap", "metric: vol.hourly_starts")
    #expect(heat.dimensions.map(\.id) == ["weekday", "hour"])
  }

  @Test("filters are separated by commas and keep blanks inside values")
  func filters() throws {
    let read = try block("kind: line", "metric: vol.conversations", "where: assistant = Billing, inbox = Web chat")
    #expect(read.filters == [Filter("assistant", "Billing"), Filter("inbox", "Web chat")])
  }

  @Test("a table can be sorted by one of its metrics")
  func sort() throws {
    let read = try block("kind: bars", "metric: out.handoff_rate, vol.conversations", "by: tag", "sort: vol.conversations")
    #expect(read.order == .metric(1))
  }

  @Test("the longest metric name wins over a field of the same name")
  func inlinePath() throws {
    let document = try MarkdownDocument(parsing: "{{ out.deflection_rate.delta }} {{ lat.p50 }}", file: "s.md")
    let blocks = try SectionBlocks(parsing: document)
    let values = document.inlines.compactMap(blocks.inline)
    #expect(values.map(\.metric.id) == ["out.deflection_rate", "lat.p50"])
    #expect(values.map(\.field) == [.delta, .value])
  }

  @Test("every block asks for what it draws")
  func queries() throws {
    let line = try block("kind: line", "metric: lat.p50", "where: model = m")
    let filters = [Filter("model", "m")]
    #expect(line.queries.contains(Query(["lat.p50"], by: ["day"], where: filters)))
    #expect(line.queries.contains(Query(["lat.p50"], where: filters)))
    let stacked = try block("kind: stacked", "metric: vol.conversations", "by: week, outcome")
    #expect(stacked.queries.contains(Query(["vol.conversations"], by: ["week", "outcome"])))
    #expect(stacked.queries.contains(Query(["vol.conversations"], by: ["outcome"])))
  }
}
