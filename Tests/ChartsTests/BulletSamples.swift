@testable import Charts

extension Samples {
  private static func row(
    _ label: String, _ value: Double?, _ text: String?, _ target: Double, _ wanted: String, less: Bool = false, share: Bool = false,
    met: Bool?, status: String? = nil, remark: String? = nil
  ) -> Bullet.Row {
    Bullet.Row(
      label, value: value, valueText: text, target: target, targetText: wanted, wantsLess: less, isShare: share,
      status: status ?? (met == true ? "Met" : "Missed"), isMet: met, remark: remark)
  }

  private static func bullet(_ rows: [Bullet.Row]) -> ChartFigure {
    Bullet(rows: rows, period: "September 2026", caption: "Service targets").draw(id: "targets")
  }

  /// The service targets of the mock, and every difficult input.
  static var bulletCases: [Case] {
    [
      Case(
        name: "bullet-usual",
        figure: bullet([
          row("Resolved by the assistant", 0.714, "71.4%", 0.7, "at least 70%", share: true, met: true),
          row("Wait for a person", 165_000, "2 min 45 s", 180_000, "at most 3 min", less: true, met: true),
          row("First answer", 2400, "2.4 s", 2000, "at most 2.0 s", less: true, met: false),
          row("Customer rating", 4.2, "4.2 of 5", 4.3, "at least 4.3 of 5", met: false, remark: "within chance"),
        ])),
      Case(name: "bullet-zero", figure: bullet([row("Hand-offs", 0, "0", 5, "at most 5", less: true, met: true)])),
      Case(name: "bullet-no-errors", figure: bullet([row("Errors", 0, "0", 0, "at most 0", less: true, met: true)])),
      Case(
        name: "bullet-missing",
        figure: bullet([row("Satisfied customers", nil, nil, 0.8, "at least 80%", share: true, met: nil, status: "Too few")])),
      Case(name: "bullet-outlier", figure: bullet([row("Conversations", 182_400, "182,400", 10, "at least 10", met: true)])),
      Case(
        name: "bullet-labels",
        figure: bullet([
          row(long, 0.02, "2.0%", 0.05, "at most 5.0%", less: true, share: true, met: true),
          row(rightToLeft, 3, "3", 4, "at least 4", met: false), row(cjk, 3, "3", 4, "at least 4", met: false),
        ])),
    ]
  }
}
