import Notation

/// The ticks of a value axis: equally spaced, covering every value.
public struct Ticks: Sendable, Hashable {
  /// Ascending; the first is the start of the axis, the last its end.
  public let values: [Double]

  /// True when there was nothing above zero to show: the axis runs from 0 to 1 and only 0 is labelled.
  public let isEmpty: Bool

  /// Start and end as a scale.
  public var scale: LinearScale { LinearScale(low: values.first ?? 0, high: values.last ?? 1) }

  /// True when the axis starts above zero; the subtitle must say so.
  public var startsAboveZero: Bool { (values.first ?? 0) > 0 }

  /// Ticks for data from `minimum` to `maximum` on an axis `height` pixels long.
  ///
  /// At most `max(3, height / 40)` intervals; the step is the smallest allowed for the unit that covers the data. With
  /// `fromZero` the axis includes 0. Otherwise, when the data use less than half of the zero-based height, it starts at
  /// `step * floor((minimum - 0.3 * range) / step)`, but not below 0 for data that are never negative.
  public init(minimum: Double, maximum: Double, unit: Unit, height: Double, fromZero: Bool) {
    let minimum = minimum.isFinite ? minimum : 0
    let maximum = maximum.isFinite ? max(maximum, minimum) : minimum
    if minimum == 0, maximum == 0 {
      values = [0, 1]
      isEmpty = true
      return
    }
    isEmpty = false
    let limit = max(3, Int(height / 40))
    let range = maximum - minimum
    let lifted = !fromZero && minimum > 0 && range > 0 && range < maximum / 2
    let start = lifted ? max(0, minimum - 0.3 * range) : min(0, minimum)
    let end = max(maximum, lifted ? maximum : 0)
    values = Ticks.cover(start, end, steps: TickSteps.steps(for: unit), limit: limit)
  }

  /// Ticks already chosen.
  init(values: [Double]) {
    self.values = values
    isEmpty = false
  }

  /// Ticks that cover a range on a horizontal axis of about `width` pixels, with at most `limit` intervals.
  static func cover(_ start: Double, _ end: Double, steps: [Double], limit: Int) -> [Double] {
    for step in steps {
      let first = snapped(start / step, .down)
      let last = max(snapped(end / step, .up), first + 1)
      if last - first <= Double(limit) {
        return (0...Int(last - first)).map { multiple(first + Double($0), of: step) }
      }
    }
    // Beyond every listed step: two ticks still cover the data.
    return [start, max(end, start.nextUp)]
  }

  /// `count * step` without the noise of binary fractions (3 * 0.1 is 0.3).
  private static func multiple(_ count: Double, of step: Double) -> Double {
    if step >= 1 { return count * step }
    let inverse = (1 / step)
    let rounded = inverse.rounded()
    return abs(inverse - rounded) < 1e-6 * rounded ? count / rounded : count * step
  }

  /// Rounds to a whole number, taking a value within 1e-9 of one as that number.
  private static func snapped(_ value: Double, _ rule: FloatingPointRoundingRule) -> Double {
    let nearest = value.rounded()
    return abs(value - nearest) < 1e-9 * max(1, abs(nearest)) ? nearest : value.rounded(rule)
  }
}
