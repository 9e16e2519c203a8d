import Foundation
import Testing

@testable import Charts

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What must hold for every drawing, whatever its input.
@Suite struct LawTests {
  static let names = Samples.all.map(\.name)

  func figure(_ name: String) throws -> ChartFigure { try #require(Samples.all.first { $0.name == name }).figure }

  func matches(_ pattern: String, in text: String) throws -> [[String]] {
    let expression = try NSRegularExpression(pattern: pattern)
    let source = text as NSString
    return expression.matches(in: text, range: NSRange(location: 0, length: source.length)).map { match in
      (0..<match.numberOfRanges).map { group in
        let range = match.range(at: group)
        return range.location == NSNotFound ? "" : source.substring(with: range)
      }
    }
  }

  @Test("every percentage lies on the plot", arguments: names)
  func percentages(_ name: String) throws {
    let figure = try figure(name)
    for match in try matches(#" (\w+)="([^"]*)%""#, in: figure.svg.string + figure.ramp.string) {
      let value = try #require(Double(match[2]), "\(match[0])")
      #expect((0...100).contains(value), "\(match[0])")
    }
    for match in try matches(#"<rect[^>]*? x="([\d.]+)%" width="([\d.]+)%""#, in: figure.svg.string) {
      let end = try #require(Double(match[1])) + (try #require(Double(match[2])))
      #expect(end <= 100.02, "\(match[0])")
    }
  }

  @Test("numbers are plain decimals: no exponent, no minus zero, no word", arguments: names)
  func plainNumbers(_ name: String) throws {
    let svg = try figure(name).svg.string
    for match in try matches(#" (x|y|x1|x2|y1|y2|cx|cy|r|dx|width|height|d)="([^"]*)""#, in: svg) {
      #expect(try matches(#"[eE]|nan|inf|-0(?![.\d])"#, in: match[2]).isEmpty, "\(match[0])")
    }
  }

  @Test("a figure is well-formed, has unique ids and no style, script or event", arguments: names)
  func wellFormed(_ name: String) throws {
    let figure = try figure(name)
    let id = try #require(try matches(#"aria-labelledby="([a-z]+)-t""#, in: figure.svg.string).first?[1])
    let markup = figure.figureFragment(id: id, title: "A < B & \"C\"", subtitle: "it's", csv: "data/a.csv").string
    let reader = IdReader()
    let parser = XMLParser(data: Data(markup.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(Set(reader.ids).count == reader.ids.count)
    for reference in reader.references { #expect(reader.ids.contains(reference), "\(reference)") }
    for forbidden in [" style=", "<style", "<script", "javascript:", "http:", "https:"] {
      #expect(!markup.contains(forbidden))
    }
    #expect(try matches(#"\son\w+="#, in: markup).isEmpty)
    #expect(try matches(#"<svg class="c [^>]*viewBox"#, in: markup).isEmpty, "the outer drawing has no view box")
  }

  @Test("drawing twice gives the same bytes")
  func deterministic() {
    for _ in 0..<3 { #expect(Samples.lines.map(\.figure.svg.bytes) == Samples.lines.map(\.figure.svg.bytes)) }
    #expect(Samples.histogramCases.map(\.figure.svg) == Samples.histogramCases.map(\.figure.svg))
  }

  @Test("a row of the table twin has a cell for every column", arguments: names)
  func rectangular(_ name: String) throws {
    let table = try figure(name).table
    #expect(!table.rows.isEmpty)
    for row in table.rows { #expect(row.count == table.columns.count) }
  }

  @Test("as many values are plotted as the twin lists", arguments: names.filter { !$0.hasPrefix("stack") && !$0.hasPrefix("hist") })
  func plotted(_ name: String) throws {
    let figure = try figure(name)
    let kind = name.prefix { $0 != "-" }
    var columns = Array(1..<figure.table.columns.count)
    if ["line", "steps", "control"].contains(kind) { columns = [1] }
    if kind == "dumb" { columns = [3] }
    if kind == "waterfall" { columns = [1] }
    if kind == "forest" { columns = [2] }
    let exact = figure.table.rows.flatMap { row in columns.compactMap { row[$0].exact } }
    #expect(exact.count == figure.facts.plotted)
    #expect(exact.max() == figure.facts.highest?.value)
    #expect(exact.min() == figure.facts.lowest?.value)
  }

  @Test("the vertices of a line are the values of the twin")
  func vertices() throws {
    let figure = Samples.usualLine().draw(id: "volume")
    let paths = try matches(#"class="ln s\d" d="M(-?\d+) ?(-?\d+)l([^"]*)""#, in: figure.svg.string)
    #expect(paths.count == 2)
    for (path, column) in zip(paths, [2, 1]) {
      let steps = try matches(#"-?\d+"#, in: path[3]).compactMap { Double($0[0]) }
      var y = try #require(Double(path[2]))
      var heights = [y]
      for index in stride(from: 1, to: steps.count, by: 2) {
        y += steps[index]
        heights.append(y)
      }
      let values = heights.map { 1_000 * (1 - $0 / 2_080) }
      let exact = figure.table.rows.compactMap { $0[column].exact }
      #expect(values.count == exact.count)
      for (drawn, value) in zip(values, exact) { #expect(abs(drawn - value) < 0.3, "\(drawn) for \(value)") }
    }
  }

  @Test("a missing value is neither joined nor drawn as zero")
  func gaps() throws {
    let chart = Samples.plain(Samples.line([5, nil, nil, 5, 6, .nan, 2]))
    let figure = chart.draw(id: "a")
    let path = try #require(try matches(#"class="ln s1" d="([^"]*)""#, in: figure.svg.string).first?[1])
    #expect(path.filter { $0 == "M" }.count == 1, "only the run 5, 6 is a line")
    #expect(try matches(#"<circle class="dot1""#, in: figure.svg.string).count == 3, "two points alone, and the last value")
    #expect(figure.table.rows.map { $0[1].text } == ["5", "no data", "no data", "5", "6", "no data", "2"])
    #expect(figure.facts.missing == 3)
  }

  @Test("the drawn parts of a bar add to 100.0", arguments: Samples.stackedCases.map(\.name))
  func parts(_ name: String) throws {
    let svg = try figure(name).svg.string
    let rows = Dictionary(grouping: try matches(#"<rect class="[^"]*seg"[^>]*?width="([\d.]+)%"(?: y="([\d.]+)")?"#, in: svg)) { $0[2] }
    for (_, parts) in rows {
      let sum = parts.compactMap { Double($0[1]) }.reduce(0, +)
      #expect(abs(sum - 100) < 1e-9)
    }
  }

  @Test("every readout of a cell or bar is in the twin", arguments: names.filter { $0.hasPrefix("heat") || $0.hasPrefix("hist") })
  func readouts(_ name: String) throws {
    let figure = try figure(name)
    let texts = Set(figure.table.rows.flatMap { $0.dropFirst().map(\.text) })
    for match in try matches(#"<title>.*?, ([^<]*)</title>"#, in: figure.svg.string) { #expect(texts.contains(match[1]), "\(match[0])") }
  }

  @Test("charts stay within their weight")
  func weight() throws {
    let thirty = Samples.plain(Samples.line(Samples.september, previous: Samples.august)).draw(id: "a")
    #expect(thirty.svg.bytes.count <= 2_560, "30 points × 2: \(thirty.svg.bytes.count)")
    let year = (0..<365).map { Optional(500 + Double(($0 * 7_919) % 431)) }
    let long = Samples.line(year, previous: year.reversed()).draw(id: "a")
    #expect(long.svg.bytes.count <= 9_216, "365 points × 2: \(long.svg.bytes.count)")
    for item in Samples.all { #expect(item.figure.svg.bytes.count <= 20_480, "\(item.name): \(item.figure.svg.bytes.count)") }
    let readouts = Samples.line((0..<62).map { Double(1_000_000 + $0) }, previous: (0..<62).map { Double(2_000_000 + $0) })
    #expect(readouts.draw(id: "a").svg.bytes.count <= 20_480)
  }
}

private final class IdReader: NSObject, XMLParserDelegate {
  var ids: [String] = []
  var references: [String] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]
  ) {
    if let id = attributes["id"] { ids.append(id) }
    references += [attributes["aria-labelledby"], attributes["aria-describedby"]].compactMap { $0 }
    if let fill = attributes["fill"], fill.hasPrefix("url(#") { references.append(String(fill.dropFirst(5).dropLast())) }
  }
}
