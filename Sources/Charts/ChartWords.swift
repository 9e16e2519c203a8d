/// The few words a chart needs besides the texts it is given.
public struct ChartWords: Sendable {
  /// A value that is not known, in tables and readouts.
  public var missing = "no data"
  /// In the middle of a chart that has nothing above zero.
  public var empty = "nothing to show"
  /// The summary line of a table twin with this many rows.
  public var showTable: @Sendable (Int) -> String = { "Show these numbers as a table (\($0) \($0 == 1 ? "row" : "rows"))" }
  /// Instead of a table twin that would be too long.
  public var downloadTable: @Sendable (Int) -> String = { "Download these \($0) rows as CSV" }
  /// Added to the subtitle when an axis starts above zero.
  public var axisStart: @Sendable (String) -> String = { "the axis starts at \($0)" }
  /// A range of values, as a bin of a histogram.
  public var range: @Sendable (String, String) -> String = { "\($0) to \($1)" }
  /// The bin of everything above a value.
  public var above: @Sendable (String) -> String = { "over \($0)" }
  /// The plain facts of a chart, for a description when nobody wrote a better one.
  public var extremes: @Sendable (ChartFacts.Extreme, ChartFacts.Extreme) -> String = {
    let (high, low) = (TextDirection.isolated($0.label), TextDirection.isolated($1.label))
    return "Highest: \($0.text) (\(high)). Lowest: \($1.text) (\(low))."
  }
  /// Names the only row of a table that has nothing to divide.
  public var all = "All"
  /// Header of the column with annotations.
  public var note = "Note"
  /// Header of a column of shares.
  public var share = "Share"
  /// Header of the column with the loss before a step.
  public var lost = "Lost before this step"

  /// British English.
  public static let en = ChartWords()

  /// The English words, to be changed one by one.
  public init() {}
}
