/// The limits of an individuals chart (W. A. Shewhart; D. J. Wheeler, Understanding Variation): mean ± 2.66 × mean moving range.
public struct XmR: Sendable, Hashable {
  /// Fewest points that give limits.
  public static let minimumPoints = 12
  /// Points in a row on one side of the centre that are a signal.
  public static let runLength = 7

  /// The mean of the points before.
  public let centre: Double
  /// centre − 2.66 × mean moving range (may be below what the measure can reach).
  public let lower: Double
  /// centre + 2.66 × mean moving range.
  public let upper: Double

  /// The limits of earlier points, oldest first; nil below 12 points or when one is not finite.
  public init?(_ points: [Double]) {
    guard points.count >= XmR.minimumPoints, points.allSatisfy(\.isFinite) else { return nil }
    let mean = points.reduce(0, +) / Double(points.count)
    var ranges = 0.0
    for index in 1..<points.count { ranges += abs(points[index] - points[index - 1]) }
    let half = 2.66 * ranges / Double(points.count - 1)
    centre = mean
    lower = mean - half
    upper = mean + half
  }

  /// What a point says about the process.
  public enum Signal: Sendable, Hashable {
    /// Inside the limits.
    case none
    /// Beyond a limit.
    case above, below
    /// The seventh or later point in a row on one side of the centre.
    case runAbove, runBelow
  }

  /// The signal of each point against these limits, oldest first. A point on the centre ends a run.
  public func signals(_ points: [Double]) -> [Signal] {
    var run = 0
    return points.map { point in
      run = point > centre ? max(run, 0) + 1 : point < centre ? min(run, 0) - 1 : 0
      if point > upper { return .above }
      if point < lower { return .below }
      if run >= XmR.runLength { return .runAbove }
      return run <= -XmR.runLength ? .runBelow : .none
    }
  }
}
