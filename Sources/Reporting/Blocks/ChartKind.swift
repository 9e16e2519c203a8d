import Aggregation

/// The chart kinds an author can ask for, with what each of them takes.
enum ChartKind: String, Sendable, CaseIterable {
  case line, stacked, steps, heatmap, histogram, dumbbell, bars, control, calendar

  /// How many metrics it takes.
  var metrics: ClosedRange<Int> {
    switch self {
    case .line: 1...4
    case .stacked: 1...1
    case .steps: 2...6
    case .heatmap, .histogram, .dumbbell, .control, .calendar: 1...1
    case .bars: 1...4
    }
  }

  /// How many dimensions it takes after defaults are filled in.
  var dimensions: ClosedRange<Int> {
    switch self {
    case .line: 1...1
    case .stacked: 2...2
    case .steps, .histogram, .control, .calendar: 0...0
    case .heatmap: 2...2
    case .dumbbell, .bars: 1...1
    }
  }

  /// What `by` means when it is left out.
  var defaultDimensions: [String] {
    switch self {
    case .line: ["day"]
    case .heatmap: ["weekday", "hour"]
    default: []
    }
  }

  /// The dimensions it can draw; nil = every one.
  var allowedDimensions: Set<String>? {
    switch self {
    case .line: ["day", "week"]
    case .heatmap: ["weekday", "hour"]
    default: nil
    }
  }

  /// The keys it understands besides `kind` and `metric`.
  var keys: [String] {
    let common = ["note", "title", "where", "width"]
    switch self {
    case .line: return common + ["by", "compare"]
    case .stacked: return common + ["by", "limit", "sort"]
    case .steps, .histogram, .control, .calendar: return common
    case .heatmap: return common + ["by"]
    case .dumbbell: return common + ["by", "limit", "sort"]
    case .bars: return common + ["by", "compare", "limit", "sort"]
    }
  }
}

/// In which order groups stand.
enum GroupOrder: Sendable, Hashable {
  /// By the first metric, largest first.
  case value
  /// By name.
  case label
  /// In the order of the dimension itself (weekdays, hours, weeks).
  case natural
  /// Largest change against the period before first.
  case change
  /// By one of the block's metrics, largest first; its position.
  case metric(Int)

  /// The words an author can write besides a metric of the block.
  static let words: [(String, GroupOrder)] = [("change", .change), ("label", .label), ("natural", .natural), ("value", .value)]
}

/// With what a block compares.
enum BlockComparison: String, Sendable, CaseIterable {
  case previous, none
}

/// How wide a card is.
enum BlockWidth: String, Sendable, CaseIterable {
  case half, wide
}

extension Metric {
  /// True when its value, or its numerator, counts conversations: it can be a step of a path.
  var isStep: Bool {
    switch expression {
    case .count, .share: true
    default: false
    }
  }

  /// True when the values behind it can be drawn as a histogram.
  var hasDistribution: Bool {
    if distributed != nil { return true }
    guard case .records = expression else { return false }
    return expression.nature == .quantile || expression.nature == .mean
  }

  /// The quantity whose distribution stands behind the metric; nil when there is none.
  var distributed: Quantity? {
    switch expression {
    case .quantile(let quantity, _, _), .maximum(let quantity): quantity
    default: nil
    }
  }
}
