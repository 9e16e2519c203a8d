/// A place on the horizontal axis of a line chart.
public struct AxisPoint: Sendable, Hashable {
  /// In full, for readouts and the table twin: "Tue 1 Sep".
  public var label: String
  /// Under the axis, or nil for no tick here: "7 Sep".
  public var tick: String?
  /// Grey ground, for weekends and holidays.
  public var isShaded: Bool

  /// A place with its texts.
  public init(_ label: String, tick: String? = nil, isShaded: Bool = false) {
    self.label = label
    self.tick = tick
    self.isShaded = isShaded
  }
}
