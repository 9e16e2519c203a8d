import Markup

/// Line paths in tenths of the plot's units, written as whole relative steps: no rounding adds up and no point is spent on
/// decimal marks. The plot is 10,000 wide; its height in the view box is ten times its height in pixels.
enum PathWriter {
  /// A vertex, in tenths.
  struct Point: Equatable { var x: Int, y: Int }

  /// Runs of neighbours that both have a value; a gap is never bridged.
  static func runs(_ points: [Point?]) -> [[Point]] {
    var runs: [[Point]] = []
    var run: [Point] = []
    for point in points {
      if let point {
        run.append(point)
      } else if !run.isEmpty {
        runs.append(run)
        run = []
      }
    }
    if !run.isEmpty { runs.append(run) }
    return runs
  }

  /// `M167 761l333 44 333 60…` for each run of two points or more.
  static func lines(_ runs: [[Point]], into writer: inout MarkupWriter) {
    for run in runs where run.count > 1 {
      move(run[0], into: &writer)
      steps(run, into: &writer)
    }
  }

  /// Each run closed down to `floor` (the baseline, in tenths).
  static func areas(_ runs: [[Point]], floor: Int, into writer: inout MarkupWriter) {
    for run in runs where run.count > 1 {
      move(Point(x: run[0].x, y: floor), into: &writer)
      writer.raw("V")
      writer.number(run[0].y)
      steps(run, into: &writer)
      writer.raw("V")
      writer.number(floor)
      writer.raw("Z")
    }
  }

  private static func move(_ point: Point, into writer: inout MarkupWriter) {
    writer.raw("M")
    writer.number(point.x)
    if point.y >= 0 { writer.raw(" ") }
    writer.number(point.y)
  }

  private static func steps(_ run: [Point], into writer: inout MarkupWriter) {
    writer.raw("l")
    var last = run[0]
    for (index, point) in run.dropFirst().enumerated() {
      let dx = point.x - last.x
      let dy = point.y - last.y
      if index > 0, dx >= 0 { writer.raw(" ") }
      writer.number(dx)
      if dy >= 0 { writer.raw(" ") }
      writer.number(dy)
      last = point
    }
  }
}
