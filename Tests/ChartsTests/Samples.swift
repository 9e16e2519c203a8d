import Notation

@testable import Charts

/// Data for the golden files: each kind with usual and difficult input. No randomness: values come from fixed lists or formulas.
enum Samples {
  static let notation = Notation(locale: .en)
  static let count = ValueFormat(notation, .count)
  static let share = ValueFormat(notation, .share)
  static let duration = ValueFormat(notation, .duration)
  static let long = "Questions about the instalment plan of the yearly statement after moving home twice"
  static let rightToLeft = "מונה חכם"
  static let cjk = "電気料金の支払い方法について"

  /// A drawn chart under the name of its golden file.
  struct Case: Sendable {
    var name: String
    var figure: ChartFigure
  }

  static let september: [Double?] = [
    634, 613, 584, 559, 359, 334, 689, 650, 588, 604, 587, 358, 332, 803, 936, 770, 715, 648, 420, 368, 791, 735, 728, 711, 683, 431,
    372, 771, 733, 734,
  ]
  static let august: [Double?] = [
    636, 608, 582, 577, 359, 316, 670, 629, 609, 596, 552, 350, 313, 676, 635, 613, 596, 557, 346, 319, 693, 628, 596, 614, 549, 355,
    326, 670, 634, 613,
  ]

  static func days(_ count: Int, from first: Int = 1) -> [AxisPoint] {
    let lengths = [30, 31, 30, 31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30]
    var days: [TimeAxis.Day] = []
    var (year, month, day) = (2026, 9, first)
    for _ in 0..<count {
      days.append(.init(year, month, day))
      day += 1
      if day > lengths[(year - 2026) * 12 + month - 9] {
        day = 1
        month += 1
        if month > 12 { (year, month) = (year + 1, 1) }
      }
    }
    return TimeAxis.days(days, notation: notation)
  }

  static func line(
    _ values: [Double?], previous: [Double?]? = nil, points: [AxisPoint]? = nil, name: String = "September",
    before: String = "4 weeks earlier",
    format: ValueFormat = count
  ) -> LineChart {
    LineChart(
      points: points ?? days(values.count), current: .init(name, values), previous: previous.map { .init(before, $0) }, format: format,
      caption: "Conversations per day", axisTitle: "Day")
  }

  static func usualLine() -> LineChart {
    var chart = line(september, previous: august)
    chart.annotations = [Annotation(at: 14, "on 15 Sep: price letter sent")]
    return chart
  }

  static var lines: [Case] {
    var outlier = september
    outlier[10] = 48_000
    var gaps = september
    for index in [0, 4, 5, 11, 13, 28, 29] { gaps[index] = nil }
    var gapped = line(gaps, previous: august)
    gapped.annotations = [Annotation(at: 2, "a new definition", kind: .place), Annotation(at: 16, "outage of the web chat")]
    gapped.hasReadouts = false
    var labels = line(
      [3, 5, 4], previous: [2, 2, 6], points: [.init(long, tick: long), .init(rightToLeft, tick: rightToLeft), .init(cjk, tick: cjk)])
    labels.current.name = long
    labels.annotations = [Annotation(at: 1, long)]
    var empty = line([0, 0, 0, 0])
    empty.emptyText = "no conversations in September"
    var partial = line(Array(september.prefix(12)) + Array(repeating: nil, count: 18), previous: august)
    partial.hasReadouts = false
    return [
      Case(name: "line-usual", figure: usualLine().draw(id: "volume")),
      Case(name: "line-zero", figure: empty.draw(id: "volume")),
      Case(name: "line-one-point", figure: line([7]).draw(id: "volume")),
      Case(name: "line-outlier", figure: plain(line(outlier)).draw(id: "volume")),
      Case(name: "line-400", figure: line((0..<400).map { 500 + Double(($0 * 37) % 211) }).draw(id: "volume")),
      Case(name: "line-labels", figure: labels.draw(id: "volume")),
      Case(name: "line-missing", figure: gapped.draw(id: "volume")),
      Case(name: "line-partial", figure: partial.draw(id: "volume")),
      Case(name: "multi-usual", figure: multi().draw(id: "assistants")),
      Case(name: "multi-missing", figure: multi([nil, 0.5, nil, 0.52, nil, 0.56, 0.6]).draw(id: "assistants")),
      Case(name: "multi-long", figure: multi(name: long).draw(id: "assistants")),
    ]
  }

  static func plain(_ chart: LineChart) -> LineChart {
    var chart = chart
    chart.hasReadouts = false
    return chart
  }

  static func multi(_ first: [Double?] = [0.66, 0.67, 0.655, 0.684, 0.682, 0.69, 0.714], name: String = "Web chat") -> MultiLine {
    MultiLine(
      points: TimeAxis.months((3...9).map { (2026, $0) }, notation: notation),
      series: [
        .init(name, first), .init("WhatsApp", [0.61, 0.6, 0.63, 0.65, 0.66, 0.7, 0.71]),
        .init("Email", [0.58, 0.57, 0.59, 0.58, 0.579, 0.57, 0.563]),
      ], format: share, caption: "Share resolved by channel", axisTitle: "Month")
  }

  static let outcomes: [StackedBars.Part] = [
    .init("Resolved by the assistant", .one), .init("Handed to a person", .five), .init("Abandoned", .two),
    .init("Outcome unknown", .unknown),
  ]

  static func stacked(_ rows: [StackedBars.Row]) -> ChartFigure {
    var chart = StackedBars(
      parts: outcomes, rows: rows, format: share, caption: "Share of conversations by outcome", axisTitle: "Month")
    chart.total = ("Conversations", count)
    return chart.draw(id: "outcomes")
  }

  static var stackedCases: [Case] {
    let months = ["Apr", "May", "Jun", "Jul", "Aug"]
    let amounts: [[Double]] = [[680, 224, 76, 20], [667, 231, 80, 22], [676, 226, 77, 21], [684, 218, 77, 21], [682, 219, 79, 20]]
    var usual = zip(months, amounts).map { StackedBars.Row($0, $1) }
    usual.append(.init("Sep", [714, 198, 71, 17], isEmphasised: true))
    let thirds: [StackedBars.Row] = [.init("A", [1, 1, 1, 0]), .init("B", [99_990, 3, 3, 4]), .init("C", [0, 0, 0, 5])]
    let many = (0..<14).map { (week: Int) -> StackedBars.Row in
      let amounts: [Double] = [Double(50 + week % 7), Double(30 - week % 5), 10, Double(week % 3)]
      return StackedBars.Row("W\(week + 1)", amounts)
    }
    return [
      Case(name: "stack-usual", figure: stacked(usual)), Case(name: "stack-zero", figure: stacked([.init("Sep", [0, 0, 0, 0])])),
      Case(name: "stack-one", figure: stacked([.init("Sep", [5, 3, 2, 0])])), Case(name: "stack-rounding", figure: stacked(thirds)),
      Case(name: "stack-many", figure: stacked(many)),
      Case(
        name: "stack-labels",
        figure: stacked([.init(long, [5, 3, 2, 1]), .init(rightToLeft, [2, 2, 2, 2]), .init(cjk, [.nan, 3, -2, 1])])),
    ]
  }

  static func steps(_ steps: [StepBars.Step]) -> ChartFigure {
    StepBars(
      steps: steps, format: count, shareFormat: share, caption: "Conversations reaching each step", axisTitle: "Step",
      valueTitle: "Conversations"
    ).draw(id: "path")
  }

  static var stepCases: [Case] {
    [
      Case(
        name: "steps-usual",
        figure: steps([
          .init("Started", 18_240), .init("Request understood", 16_872, loss: "1,368 not understood"),
          .init("Answer given", 15_404, loss: "1,468 without an answer"), .init("Resolved", 13_023, loss: "2,381 not resolved"),
        ])),
      Case(name: "steps-zero", figure: steps([.init("Started", 0), .init("Resolved", 0)])),
      Case(name: "steps-one", figure: steps([.init("Started", 12)])),
      Case(name: "steps-outlier", figure: steps([.init("Started", 1_000_000), .init("Understood", 3), .init("Resolved", 4)])),
      Case(name: "steps-missing", figure: steps([.init("Started", 50), .init("Understood", nil), .init("Resolved", 20)])),
      Case(name: "steps-labels", figure: steps([.init(long, 500), .init(rightToLeft, 300), .init(cjk, 100, loss: long)])),
    ]
  }

  static func heat(rows: [String] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], _ values: [[Double?]]) -> ChartFigure {
    HeatMap(
      rows: rows, columns: HeatMap.hours(), values: values, format: count, caption: "Average conversations per hour and weekday",
      axisTitle: "Hour"
    ).draw(id: "when")
  }

  static let week: [[Double?]] = {
    let day = [3, 2, 1, 1, 1, 3, 10, 26, 48, 68, 70, 63, 50, 45, 52, 54, 50, 46, 44, 44, 37, 26, 14, 6]
    return [100, 96, 91, 87, 82, 47, 41].map { percent in day.map { Double(($0 * percent + 50) / 100) } }
  }()

  /// Three rows of six hours: enough for the cases, small enough for golden files.
  static func smallHeat(rows: [String] = ["Mon", "Tue", "Wed"], _ values: [[Double?]]) -> ChartFigure {
    HeatMap(
      rows: rows, columns: Array(HeatMap.hours()[6..<12]), values: values, format: count, caption: "Average conversations",
      axisTitle: "Hour"
    ).draw(id: "when")
  }

  /// Names of more than a word above rows of cells that say their value.
  static func namedHeat(_ rows: [String], _ values: [[Double?]]) -> ChartFigure {
    let columns = [("Policy", nil), ("Frustration", "Frustr."), ("Limit", nil)].map {
      HeatMap.Column($0.0, tick: $0.0, narrowTick: $0.1 ?? $0.0)
    }
    var chart = HeatMap(rows: rows, columns: columns, values: values, format: count, caption: "Hand-offs by reason", axisTitle: "Intent")
    chart.namesRowsAbove = true
    chart.writesValues = true
    return chart.draw(id: "why")
  }

  static var heatCases: [Case] {
    let zero = [[Double?]](repeating: Array(repeating: 0, count: 6), count: 3)
    var one = zero
    one[1][2] = 1
    let day: [Double?] = [10, 26, 48, 68, 70, 63]
    return [
      Case(name: "heat-usual", figure: heat(week)), Case(name: "heat-zero", figure: smallHeat(zero)),
      Case(name: "heat-one", figure: smallHeat(one)), Case(name: "heat-outlier", figure: smallHeat([day, [1, 2, 3, 9_000, 5, 6], day])),
      Case(name: "heat-missing", figure: smallHeat([day, [nil, nil, 4, .infinity, 0], []])),
      Case(name: "heat-labels", figure: smallHeat(rows: [long, rightToLeft, cjk], [day, day, day])),
      Case(name: "heat-names", figure: namedHeat([long, rightToLeft, "Refund status (18)"], [[6, 7, 0], [12, nil, 3], [1, 1, 1]])),
    ]
  }

  static func histogram(
    _ distribution: [(value: Double, count: Int)], _ references: [Histogram.Reference] = [], format: ValueFormat = duration
  ) -> ChartFigure {
    var chart = Histogram(
      distribution: distribution, references: references, format: format, countFormat: count, shareFormat: share,
      caption: "Time to first answer", axisTitle: "Time", countTitle: "Conversations")
    chart.axisCaption = "time to first answer"
    return chart.draw(id: "speed")
  }

  static let waits: [(value: Double, count: Int)] = {
    let bins = [284, 1805, 2639, 2588, 2212, 1788, 1414, 1107, 866, 680, 535, 424, 338, 270, 219, 176, 144, 118, 97, 81]
    return bins.enumerated().map { (Double($0 * 500 + 200), $1) } + [(14_000, 300), (95_000, 120), (700_000, 35)]
  }()

  static var histogramCases: [Case] {
    let references: [Histogram.Reference] = [
      .init(2_400, "half within 2.4 s", short: "half: 2.4 s"), .init(6_100, "nine in ten within 6.1 s", short: "90%: 6.1 s"),
    ]
    let late: [Histogram.Reference] = [
      .init(9_200, "half within 9.2 s", short: "half: 9.2 s"), .init(9_400, "nine in ten within 9.4 s", short: "90%: 9.4 s"),
    ]
    return [
      Case(name: "hist-usual", figure: histogram(waits, references)), Case(name: "hist-zero", figure: histogram([])),
      Case(name: "hist-one", figure: histogram([(3_000, 1)], [.init(3_000, "half within 3.0 s", short: "half: 3.0 s")])),
      Case(name: "hist-outlier", figure: histogram([(1_000, 500), (2_000, 900), (2_000_000_000, 1)])),
      Case(name: "hist-messages", figure: histogram((1...14).map { (Double($0), 400 / $0) }, format: count)),
      Case(name: "hist-400", figure: histogram((0..<400).map { (Double($0) * 31, 1 + $0 % 13) }, late)),
      Case(
        name: "hist-labels",
        figure: histogram((0..<40).map { (Double($0) * 250, 9) }, [.init(8_000, long, short: cjk), .init(9_000, cjk, short: rightToLeft)])),
    ]
  }

  static func dumbbell(_ rows: [Dumbbell.Row], format: ValueFormat = share) -> ChartFigure {
    var chart = Dumbbell(
      rows: rows, beforeName: "August", afterName: "September", format: format, caption: "Share resolved by channel", axisTitle: "Channel")
    chart.noteTitle = "Conversations"
    chart.changeTitle = "Change"
    return chart.draw(id: "channels")
  }

  static var dumbbellCases: [Case] {
    [
      Case(
        name: "dumb-usual",
        figure: dumbbell([
          .init("Web chat", note: "10,944 conversations", before: 0.71, after: 0.741, change: "+3.1 points"),
          .init("WhatsApp", note: "4,925 conversations", before: 0.684, after: 0.72, change: "+3.6 points"),
          .init(
            "Voice", note: "729 conversations", before: nil, after: 0.606, remark: "from 19 Sep, no August data", change: "not comparable"),
          .init("Email", note: "1,642 conversations", before: 0.579, after: 0.563, change: "−1.6 points"),
        ])),
      Case(name: "dumb-zero", figure: dumbbell([.init("Web chat", before: 0, after: 0), .init("Voice", before: nil, after: nil)])),
      Case(name: "dumb-one", figure: dumbbell([.init("Web chat", before: nil, after: 0.5)])),
      Case(name: "dumb-full", figure: dumbbell([.init("Web chat", before: 0, after: 1), .init("Voice", before: 1, after: 0.99)])),
      Case(
        name: "dumb-outlier",
        figure: dumbbell([.init("Web", before: 2_000, after: 3_100), .init("Voice", before: 1_900, after: 9_400_000)], format: duration)),
      Case(
        name: "dumb-labels",
        figure: dumbbell([
          .init(long, note: "10,944 conversations", before: 0.4, after: 0.41), .init(rightToLeft, before: nil, after: 0.42, remark: long),
          .init(cjk, note: cjk, before: 0.43, after: nil, remark: "no data"),
        ])),
    ]
  }

  /// Every case, in a fixed order.
  static let all: [Case] =
    changeCases + lines + stackedCases + stepCases + heatCases + histogramCases + dumbbellCases + bulletCases + watchCases + markedLines
}
