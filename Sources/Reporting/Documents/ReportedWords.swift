import Notation
import Records

/// How figures of vendors are attributed: the same words on cards, in tables, under charts and in running text.
enum ReportedWords {
  /// `as reported by Studio Chat`.
  static func by(_ vendor: Vendor) -> String { "as reported by \(vendor.name)" }

  /// `as reported by Studio Chat and Chanl`.
  static func by(_ vendors: [Vendor]) -> String {
    "as reported by \(PlainEnglish.list(Array(Set(vendors)).sorted().map(\.name)))"
  }

  /// What a body speaks about, beside the period: nil when that is the period itself; `3 to 9 April 2026`,
  /// `last 30 days, as of 30 April 2026`, `as of 30 April 2026`.
  static func window(_ body: DocumentBody, of documents: PeriodDocuments, _ notation: Notation) -> String? {
    switch body.window {
    case .interval(let window): return Self.interval(window, body.zone, documents, notation)
    case .trailing(let days):
      let length = days.map { $0 == 1 ? "last day" : "last \($0) days" } ?? "a number of days that is not stated"
      return "\(length), \(taken(body, documents.zone, notation))"
    case .allTime, .unknown: return taken(body, documents.zone, notation)
    }
  }

  /// Dates of the report's zone where both ends are midnights there, else of the zone in which they are, which is named.
  private static func interval(_ window: Range<Instant>, _ vendor: String?, _ documents: PeriodDocuments, _ notation: Notation) -> String? {
    if window == documents.span { return nil }
    func isMidnight(_ moment: Instant, _ zone: Zone) -> Bool { zone.start(of: zone.day(of: moment)) == moment }
    func days(_ zone: Zone) -> String {
      let last = Instant(microseconds: max(window.lowerBound.microseconds, window.upperBound.microseconds - 1))
      let days = zone.day(of: window.lowerBound)..<zone.day(of: last).advanced(by: 1)
      let period = documents.period
      return days == period.start..<period.end ? PeriodWords.title(period, notation) : PeriodWords.days(days, notation)
    }
    for zone in [documents.zone, .utc] + [vendor.flatMap { Zone(identifier: $0) }].compactMap({ $0 })
    where isMidnight(window.lowerBound, zone) && isMidnight(window.upperBound, zone) {
      return days(zone) + (zone == documents.zone ? "" : " (\(zone.identifier) days)")
    }
    return days(documents.zone)
  }

  /// `as of 30 April 2026`, with what is not certain about it.
  static func taken(_ body: DocumentBody, _ zone: Zone, _ notation: Notation) -> String {
    guard let moment = body.capturedAt else { return "at a time that is not stated" }
    let c = zone.day(of: moment).components
    return "as of \(notation.day(c.year, c.month, c.day, style: .long))" + (body.isCaptureGuessed ? " (date of the file)" : "")
  }

  /// `As reported by Chanl, last 30 days, as of 30 April 2026.`; several bodies are joined.
  static func sentence(_ bodies: [DocumentBody], of documents: PeriodDocuments, _ notation: Notation) -> String {
    var parts: [String] = []
    for body in bodies {
      let part = by(body.vendor) + (window(body, of: documents, notation).map { ", \($0)" } ?? "")
      if !parts.contains(part) { parts.append(part) }
    }
    return parts.isEmpty ? "" : "\(PlainEnglish.sentence(parts.joined(separator: "; ")))."
  }

  /// What the body is about, when it says so: `Trip Planner`; names before ids.
  static func subject(_ body: DocumentBody) -> String? {
    let names = ["assistant", "avatar", "channel", "tool", "knowledge base", "slug"]
    let known = names.compactMap { body.subject[$0]?.string }
    let rest = body.subject.sorted { $0.key < $1.key }.filter { !names.contains($0.key) }.map(\.value.string)
    let words = known + rest
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  /// A vendor's own name of a quantity in plain letters: `success_count`, `successCount` → `Success count`.
  static func quantity(_ name: String) -> String {
    var spaced = ""
    var wasLower = false
    for character in name {
      if character.isUppercase, wasLower { spaced.append(" ") }
      spaced.append(character)
      wasLower = character.isLowercase || character.isNumber
    }
    let words = spaced.split { !($0.isLetter || $0.isNumber) }.map { $0.lowercased() }
    return words.isEmpty ? name : PlainEnglish.sentence(words.joined(separator: " "))
  }
}
