import Aggregation
import Notation

/// The numbers of one figure or table, for download: the same as on the page, at full precision.
struct PublishedTable: Sendable, Equatable {
  /// A column.
  struct Column: Sendable, Equatable {
    /// Stable name, unique in the table: `intent`, `vol.conversations`, `vol.conversations.previous`.
    var id: String
    /// Words of the header.
    var title: String
    /// Unit of the numbers; nil for text.
    var unit: Unit?
    /// The metric that defines it; nil for labels.
    var metric: MetricID?

    /// All parts.
    init(id: String, title: String, unit: Unit? = nil, metric: MetricID? = nil) {
      self.id = id
      self.title = title
      self.unit = unit
      self.metric = metric
    }
  }

  /// A cell: what a reader sees and the number behind it (durations in milliseconds, shares 0…1).
  struct Cell: Sendable, Equatable {
    /// As on the page.
    var text: String
    /// Nil for labels and where there is no number.
    var exact: Double?

    /// A cell.
    init(_ text: String, _ exact: Double? = nil) {
      self.text = text
      self.exact = exact
    }
  }

  /// Unique on its page; also the file name without extension.
  var id: String
  /// Caption.
  var title: String
  /// At least one; the first names the rows.
  var columns: [Column]
  /// As long as `columns`, in shown order; with totals last.
  var rows: [[Cell]]

  /// All parts.
  init(id: String, title: String, columns: [Column], rows: [[Cell]]) {
    self.id = id
    self.title = title
    self.columns = columns
    self.rows = rows
  }
}
