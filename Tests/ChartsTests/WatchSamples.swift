import Notation

@testable import Charts

/// Charts about what is usual: control charts and calendars.
extension Samples {
  private static func control(
    _ name: String, _ values: [Double?], centre: Double, lower: Double, upper: Double, signals: [Int: String] = [:],
    format: ValueFormat = count
  ) -> Case {
    let months = values.indices.map { (year: 2026 + (8 + $0) / 12, month: (8 + $0) % 12 + 1) }
    var chart = ControlChart(
      points: TimeAxis.months(months, notation: notation), values: values, name: "Conversations", centre: centre, lower: lower,
      upper: upper, format: format, caption: "Conversations by month", axisTitle: "Month")
    chart.signals = signals
    return Case(name: name, figure: chart.draw(id: "usual"))
  }

  private static func calendar(_ name: String, _ count: Int, _ value: (Int) -> Double?) -> Case {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28]
    var days: [TimeAxis.Day] = []
    for (place, length) in lengths.enumerated() {
      for day in 1...length where days.count < count { days.append(.init(2026 + place / 12, place % 12 + 1, day)) }
    }
    let map = CalendarMap(
      days: days, values: days.indices.map(value), notation: notation, format: Samples.count, caption: "Conversations per day")
    return Case(name: name, figure: map.draw(id: "year"))
  }

  static let watchCases: [Case] = [
    control(
      "control-signal", [612, 655, 598, 640, 671, 630, 622, 660, 645, 618, 637, 650, 812], centre: 636.5, lower: 558.2, upper: 714.8,
      signals: [12: "above the limits"]),
    control(
      "control-gap", [0.21, 0.22, nil, 0.2, 0.19, 0.21, 0.22, 0.2, 0.21, 0.2, 0.23, 0.21, 0.2, 0.12], centre: 0.208, lower: 0.172,
      upper: 0.245, signals: [13: "below the limits"], format: share),
    control("control-zero", [Double?](repeating: 0, count: 13), centre: 0, lower: 0, upper: 0),
    calendar("calendar-year", 371) { index in index % 53 == 7 ? nil : Double(40 + index % 7 * 9 + (index == 200 ? 180 : 0)) },
    calendar("calendar-quarter", 90) { Double($0 % 7) * 10 },
    calendar("calendar-zero", 91) { _ in 0 },
  ]

  static let markedLines: [Case] = {
    var chart = MultiLine(
      points: days(30), series: [.init("Web", september), .init("App", august)], format: count, caption: "Conversations per day",
      axisTitle: "Day")
    chart.annotations = [
      Annotation(at: 8, "Release: New opening question", kind: .place), Annotation(at: 24, "Campaign: Spring sale", kind: .place),
      Annotation(at: 27, "Desk v4 went live", kind: .place),
    ]
    return [Case(name: "multi-line-events", figure: chart.draw(id: "events"))]
  }()
}
