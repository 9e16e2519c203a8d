import Foundation
import Records

/// `manifest.json` of a snapshot folder: what bodies do not say about themselves.
struct SnapshotManifest: Decodable {
  struct Period: Decodable {
    var start: String?
    var end: String?
  }
  struct File: Decodable {
    var path: String
    var query: Query?
    var capturedAt: String?
  }
  struct Query: Decodable {
    var start_date: String?
    var end_date: String?
    var from: String?
    var to: String?

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Keys.self)
      // Other vendors put other types here; what is no text is nobody's date.
      func text(_ key: Keys) -> String? {
        do { return try values.decodeIfPresent(String.self, forKey: key) } catch { return nil }
      }
      start_date = text(.start_date)
      end_date = text(.end_date)
      self.from = text(.from)
      to = text(.to)
    }
    enum Keys: String, CodingKey { case start_date, end_date, from, to }
  }
  struct Source: Decodable {
    var vendor: String?
    var files: [File]?
  }
  var format: String
  var period: Period?
  var sources: [Source]?

  /// The manifest in `bytes`; nil when they hold something else.
  init?(_ bytes: [UInt8]) {
    do {
      self = try JSONDecoder().decode(SnapshotManifest.self, from: Data(bytes))
    } catch {
      return nil
    }
    guard format == "snapshot-manifest" else { return nil }
  }
}

/// What is known about a file besides its body.
struct FileContext: Equatable {
  var origin = ContextOrigin.rows
  var window: Range<Instant>?
  var capturedAt: Instant?
  /// Listed in a manifest or being one.
  var isManifest = false
}

/// Half-open window from two dates or moments.
func window(from start: String?, to end: String?) -> Range<Instant>? {
  guard let start, let end, let a = parseTimeStamp(start), let b = parseTimeStamp(end), a.microseconds < b.microseconds else { return nil }
  return Instant(microseconds: a.microseconds)..<Instant(microseconds: b.microseconds)
}
