import Testing

@testable import Charts

@Suite struct KindTests {
  @Test("a partial period stops at its last value and keeps the whole axis")
  func partial() {
    let chart = Samples.plain(Samples.line([4, 6, nil, nil], previous: [4, 5, 6, 7]))
    let svg = chart.draw(id: "a").svg.string
    #expect(svg.contains(#"<circle class="dot1" cx="37.5%""#))
    #expect(svg.contains(">September<"))
  }

  @Test("two annotations are drawn, at most 50 characters each; the twin has all of them in full")
  func annotations() {
    var chart = Samples.line(Samples.september)
    chart.annotations = [.init(at: 1, Samples.long), .init(at: 9, "second"), .init(at: 20, "third"), .init(at: 99, "outside")]
    let figure = chart.draw(id: "a")
    #expect(!figure.svg.string.contains(Samples.long))
    #expect(figure.svg.string.contains(Samples.long.prefix(49) + "…"))
    #expect(!figure.svg.string.contains("third"))
    #expect(figure.table.rows[1].last?.text == Samples.long)
    #expect(figure.table.rows[20].last?.text == "third")
  }

  @Test("readouts exist up to 62 points")
  func readouts() {
    #expect(Samples.line(Array(repeating: 3, count: 62)).draw(id: "a").svg.string.contains(#"<g class="pt">"#))
    #expect(!Samples.line(Array(repeating: 3, count: 63)).draw(id: "a").svg.string.contains(#"<g class="pt">"#))
    #expect(!Samples.line([3]).draw(id: "a").svg.string.contains(#"<g class="pt">"#))
  }

  @Test("no area stands on an axis that does not start at zero")
  func area() {
    var chart = Samples.line([0.66, 0.7, 0.68], format: Samples.share)
    #expect(chart.draw(id: "a").svg.string.contains(#"class="area""#))
    chart.startsAtZero = false
    let figure = chart.draw(id: "a")
    #expect(!figure.svg.string.contains(#"class="area""#))
    #expect(figure.facts.axisStart == "64%")
    #expect(figure.figureFragment(id: "a", title: "T", subtitle: "By day").string.contains("By day; the axis starts at 64%"))
  }

  @Test("a right-to-left name is isolated in a sentence")
  func isolation() {
    #expect(TextDirection.isolated("Voice") == "Voice")
    #expect(TextDirection.isolated(Samples.rightToLeft) == "\u{2068}\(Samples.rightToLeft)\u{2069}")
  }

  @Test("days are ticked by the length of the period and weekends are shaded")
  func days() {
    #expect(Samples.days(8).compactMap(\.tick).count == 8)
    #expect(Samples.days(30).compactMap(\.tick) == ["1\u{A0}Sep", "7\u{A0}Sep", "14\u{A0}Sep", "21\u{A0}Sep", "28\u{A0}Sep"])
    #expect(Samples.days(100, from: 2).compactMap(\.tick) == ["Oct\u{A0}26", "Nov\u{A0}26", "Dec\u{A0}26"])
    #expect(Samples.days(30).indices.filter { Samples.days(30)[$0].isShaded } == [4, 5, 11, 12, 18, 19, 25, 26])
    #expect(TimeAxis.Day(1970, 1, 1).weekday == 4)
    #expect(TimeAxis.Day(2000, 2, 29).weekday == 2)
    #expect(TimeAxis.Day(2026, 9, 1).weekday == 2)
  }

  @Test("the peak of a heat map is outlined once, the first of equal ones")
  func peak() {
    let figure = Samples.heat([[1, 9, 9], [9]].map { $0 + Array(repeating: 0, count: 24 - $0.count) })
    #expect(figure.svg.string.components(separatedBy: #"class="peak""#).count == 2)
    #expect(figure.svg.string.contains(#"<rect class="peak" x="4.17%" width="4.17%" height="28"/>"#))
    #expect(figure.facts.highest?.label == "Mon 01:00 to 02:00")
  }

  @Test("a heat map with names above has no margin, a value in every known cell, and its outline around the cell alone")
  func heatNames() throws {
    let svg = Samples.namedHeat(["Refund status of an order", "Parcel"], [[6, 7, 0], [1, nil, 2]]).svg.string
    #expect(svg.contains(#"class="c heat l0""#) && svg.contains(">Refund status of an order</text>"))
    #expect(svg.matches(of: /class="m halo"[^>]*>\d+</).count == 5)
    #expect(svg.contains(#"class="peak" x="33.33%" width="33.33%" y="22" height="28""#))
  }

  @Test("steps of a heat map are round, at most seven, and the strongest colour is always used")
  func heatSteps() {
    for (maximum, width, count) in [(70.0, 10.0, 7), (71, 20, 4), (1, 1, 1), (9_000, 2_000, 5), (6, 1, 6)] {
      let steps = HeatSteps(maximum: maximum, unit: .count)
      #expect(steps.width == width)
      #expect(steps.count == count)
      #expect(steps.style(for: maximum).description == "z8")
      #expect(steps.style(for: 0).description == "z1")
    }
  }

  @Test("the loss before a step stands in the twin")
  func losses() {
    let table = Samples.steps([.init("A", 10), .init("B", 7), .init("C", 7), .init("D", 9), .init("E", nil)]).table
    #expect(table.rows.map { $0[3].text } == ["", "−3", "0", "+2", ""])
    #expect(table.rows.map { $0[2].text } == ["100%", "70.0%", "70.0%", "90.0%", "no data"])
  }

  @Test("a share that rounds to all is not written as all")
  func nearlyAll() {
    let figure = Samples.stacked([.init("B", [99_990, 3, 3, 4])])
    #expect(figure.table.rows[0].map(\.text) == ["B", ">99.9%", "<0.1%", "<0.1%", "<0.1%", "100,000"])
    #expect(figure.svg.string.contains("&gt;99.9<"))
  }

  @Test("a sparkline needs four values and the current one; noise stays flat")
  func sparkline() throws {
    #expect(Sparkline([1, 2, 3], kind: .count).draw() == nil)
    #expect(Sparkline([1, 2, 3, 4, nil], kind: .count).draw() == nil)
    #expect(Sparkline([1, nil, .nan, 3, 4], kind: .count).draw() == nil)
    let flat = try #require(Sparkline([100, 101, 100, 100], kind: .count).draw()).string
    #expect(flat.contains("M1 15.5L34.7 14.5L68.3 15.5L102 15.5"))
    let zero = try #require(Sparkline([0, 0, 0, 0], kind: .count).draw()).string
    #expect(zero.contains("M1 15L34.7 15L68.3 15L102 15"))
    let gap = try #require(Sparkline([1, nil, 3, nil, 5, 6, 7], kind: .count).draw()).string
    #expect(gap.contains("h0M") && gap.components(separatedBy: "M").count == 4)
    #expect(Sparkline((0..<40).map { Double($0) }, kind: .count).values.count == 13)
  }

  @Test("a bar cell is clamped; without a value there is none")
  func barCell() {
    #expect(BarCell(1.4).draw().string.contains(#"width="100%""#))
    #expect(BarCell(.nan).draw().string.contains(#"width="0%""#))
    #expect(BarCell(nil, of: 3) == nil)
    #expect(BarCell(1, of: 0) == nil)
    #expect(BarCell(1, of: 3, isRest: true)?.draw().string.contains(#"class="b0" width="33.33%""#) == true)
  }

  @Test("a dumbbell without partner shows its remark and no line")
  func alone() {
    let figure = Samples.dumbbell([.init("Voice", before: nil, after: 0.3, remark: "new"), .init("Web", before: 0.2, after: 0.6)])
    #expect(figure.svg.string.components(separatedBy: #"class="conn""#).count == 2)
    #expect(figure.svg.string.contains(">new<"))
    #expect(figure.table.rows[0].map(\.text) == ["Voice", "", "no data", "30.0%", "no data"])
  }

  @Test("a twin of more than 400 rows is linked as CSV when there is one")
  func longTwin() {
    let figure = Samples.line(Array(repeating: 2, count: 401)).draw(id: "a")
    let linked = figure.figureFragment(id: "a", title: "T", subtitle: "S", csv: "data/a.csv").string
    #expect(linked.contains(#"<p class="twin"><a href="data/a.csv">Download these 401 rows as CSV</a></p>"#))
    #expect(!linked.contains("<table>"))
    #expect(figure.figureFragment(id: "a", title: "T", subtitle: "S").string.contains("<table>"))
  }

  @Test("a figure is named by its title and described by its reading sentence")
  func figure() {
    let markup = Samples.usualLine().draw(id: "volume").figureFragment(id: "volume", title: "More", subtitle: "By day", reading: "It rose.")
      .string
    #expect(
      markup.hasPrefix(
        #"<figure class="fig card" id="volume">"# + "\n" + #"<figcaption><h3 id="volume-t">More</h3><p class="sub">By day</p>"#))
    #expect(markup.contains(#"role="img" aria-labelledby="volume-t" aria-describedby="volume-d""#))
    #expect(markup.contains(#"<p class="read" id="volume-d">It rose.</p>"#))
    #expect(markup.contains("<summary>Show these numbers as a table (30 rows)</summary>"))
    #expect(
      markup.contains(#"<div class="scroll" role="region" tabindex="0" aria-labelledby="volume-cap"><table><caption id="volume-cap">"#))
    #expect(markup.contains(#"<tr><th scope="row">Tue 1"#))
  }
}
