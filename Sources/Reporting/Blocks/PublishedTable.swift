import Aggregation
import Notation

/// The numbers of one figure or table, for download: the same as on the page, at full precision.
public struct PublishedTable: Sendable, Equatable {
  /// A column.
  public struct Column: Sendable, Equatable {
    /// Stable name, unique in the table: `intent`, `vol.conversations`, `vol.conversations.previous`.
    public var id: String
    /// Words of the header.
    public var title: String
    /// Unit of the numbers; nil for text.
    public var unit: Unit?
    /// The metric that defines it; nil for labels.
    public var metric: MetricID?

    /// All parts.
    public init(id: String, title: String, unit: Unit? = nil, metric: MetricID? = nil) {
      self.id = id
      self.title = title
      self.unit = unit
      self.metric = metric
    }
  }

  /// A cell: what a reader sees and the number behind it (durations in milliseconds, shares 0…1).
  public struct Cell: Sendable, Equatable {
    /// As on the page.
    public var text: String
    /// Nil for labels and where there is no number.
    public var exact: Double?

    /// A cell.
    public init(_ text: String, _ exact: Double? = nil) {
      self.text = text
      self.exact = exact
    }
  }

  /// Unique on its page; also the file name without extension.
  public var id: String
  /// Caption.
  public var title: String
  /// At least one; the first names the rows.
  public var columns: [Column]
  /// As long as `columns`, in shown order; with totals last.
  public var rows: [[Cell]]

  /// All parts.
  public init(id: String, title: String, columns: [Column], rows: [[Cell]]) {
    self.id = id
    self.title = title
    self.columns = columns
    self.rows = rows
  }
}
