import Markup
import Records

/// The finished pages and tables of one period.
struct ComposedPeriod {
  /// One finished page.
  struct Page {
    var fileName: String
    var html: Fragment
  }

  var period: Period
  /// True when the whole period is covered by data.
  var isComplete: Bool
  var pages: [Page]
  /// Every figure and table of all pages; ids are unique.
  var tables: [PublishedTable]
  /// True when a page holds a whole table, which the optional script sorts and filters.
  var hasTables: Bool
  /// Kinds of records that a page shows.
  var shownRecords: [RecordKind]
  /// What the analyses found, and the key message with its points.
  var findings: FindingsFile
  /// The key message in plain text.
  var lead: String
  /// `12 of 30 days`.
  var coverage: String
}
