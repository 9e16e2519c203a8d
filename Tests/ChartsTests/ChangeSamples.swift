import Notation
import Testing

@testable import Charts

/// Waterfalls and forests with usual and difficult input.
extension Samples {
  static func waterfall(_ start: Double, _ steps: [Waterfall.Step]) -> ChartFigure {
    Waterfall(
      from: "August", start, to: "September", steps: steps, format: share, change: { notation.delta($0, .share) },
      caption: "Deflection rate from August to September, by intent", axisTitle: "Intent"
    ).draw(id: "drivers")
  }

  static func forest(_ groups: [ForestPlot.Group]) -> ChartFigure {
    ForestPlot(
      groups: groups, format: ValueFormat(notation, .points), change: { notation.delta($0, .points) },
      caption: "Deflection rate before and after new versions", columns: ("Version", "Question", "Difference", "95% interval, low", "High")
    ).draw(id: "versions")
  }

  static var changeCases: [Case] {
    [
      Case(
        name: "waterfall-usual",
        figure: waterfall(
          0.64,
          [
            .init("billing", kind: "more of it", -0.0215, note: "58.3%, after 40.0%"), .init("billing", kind: "own rate", 0.0098),
            .init("orders", kind: "less of it", -0.0282), .init("orders", kind: "own rate", 0.0065), .init("All other", 0.0051),
          ])),
      Case(name: "waterfall-still", figure: waterfall(0.5, [.init("All other", 0)])),
      Case(name: "waterfall-full", figure: waterfall(0, [.init("all", kind: "new", 1), .init("none", -0.0001)])),
      Case(
        name: "waterfall-labels",
        figure: waterfall(0.2, [.init(long, kind: "own rate", 0.3), .init(rightToLeft, kind: "gone", -0.05), .init(cjk, .nan)])),
      Case(
        name: "forest-usual",
        figure: forest([
          .init(
            "Booking bot v4, 12 Mar",
            [
              .init("As it is", 0.052, low: -0.01, high: 0.114), .init("For the same intents", 0.041, low: 0.012, high: 0.07, isMain: true),
              .init("Less other assistants", 0.038, low: 0.002, high: 0.074),
              .init("Earlier day, nothing new", -0.006, low: -0.04, high: 0.03),
            ]),
          .init("Returns desk v2, 3 Mar", [.init("As it is", -0.02, low: -0.08, high: 0.04)]),
        ])),
      Case(name: "forest-zero", figure: forest([.init("Bot v1", [.init("As it is", 0, low: 0, high: 0)])])),
      Case(
        name: "forest-labels",
        figure: forest([.init(long, [.init(long, 0.9, low: 0.8, high: 1, isMain: true), .init(cjk, .nan, low: 0, high: 0)])])),
    ]
  }
}

struct ChangeKindTests {
  @Test("each arrow begins where the one above ended, and the end is the start with all parts")
  func chain() {
    let figure = Samples.waterfall(0.64, [.init("a", 0.02), .init("b", -0.05), .init("c", 0.01)])
    #expect(figure.table.rows.map { $0[2].exact ?? -1 }.map { ($0 * 1000).rounded() } == [640, 660, 610, 620])
    #expect(figure.table.footer?[2].text == "62.0%")
  }

  @Test("the direction of an arrow is a shape and a sign, not a colour alone")
  func signs() {
    let svg = Samples.waterfall(0.5, [.init("up", 0.1), .init("down", -0.1)]).svg.string
    #expect(svg.contains(#"<path class="b1" d="M-9 0L1 7L-9 14Z"/>"#))
    #expect(svg.contains(#"<path class="b2" d="M9 0L-1 7L9 14Z"/>"#))
    #expect(svg.contains("+10.0\u{A0}points") && svg.contains("\u{2212}10.0\u{A0}points"))
  }

  @Test("the kind of a part is never cut, its name is")
  func narrow() {
    let svg = Samples.waterfall(0.5, [.init(Samples.long, kind: "own rate", 0.1)]).svg.string
    #expect(svg.contains("…: own rate<"))
  }

  @Test("a forest always shows zero")
  func zero() {
    let svg = Samples.forest([.init("v2", [.init("As it is", 0.3, low: 0.25, high: 0.35)])]).svg.string
    #expect(svg.contains(#"<line class="base""#))
    #expect(svg.contains(">0"))
  }
}
