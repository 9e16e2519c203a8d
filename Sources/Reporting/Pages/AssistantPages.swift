import Aggregation
import Publishing
import Records

extension PageDefinition {
  /// One assistant on a page of its own; its sections speak about that assistant alone.
  static let assistant = PageDefinition(
    slug: "assistant", label: "Assistant", question: "How does this assistant do?", needs: [], parts: [.sections, .method])
}

extension PageCatalogue {
  /// Pages that stand once for each of several things, outside the navigation.
  static let subjects: [PageDefinition] = [.assistant]

  /// Every page that can have sections.
  static var withSections: [PageDefinition] { all + subjects }
}

/// An assistant with a page of its own.
struct AssistantPage: Sendable, Hashable {
  /// Name as in the data, redacted.
  var name: String
  /// `assistant-order-desk`: the same in every period.
  var stem: String
  /// File in the folder of the period.
  var fileName: String { "\(stem).html" }

  /// Most pages of a period.
  static let most = 40
  /// Fewer conversations are no report.
  static let least = 30

  /// The largest assistants, in the order of their size; none when there is only one, because its page would repeat the report.
  static func all(_ figures: Figures, in period: Period) -> [AssistantPage] {
    let rows = figures.groups(["vol.conversations"], by: "assistant", in: period).filter { row in
      !row.isMissing && (row.estimates.first?.value ?? 0) >= Double(least)
    }
    guard rows.count > 1 else { return [] }
    var seen: Set<String> = []
    return rows.prefix(most).map { row in
      let plain = slug(row.group.key)
      let isNew = seen.insert(plain).inserted
      return AssistantPage(name: row.group.key, stem: "assistant-\(isNew ? plain : hashed(plain, row.group.key))")
    }
  }

  /// Letters and digits of a name with hyphens between them. A name of which more than its blanks and capitals is lost gets six hexadecimal
  /// digits of its hash.
  static func slug(_ name: String) -> String {
    var words = ""
    var isPlain = true
    for scalar in name.unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": words.unicodeScalars.append(scalar)
      case "A"..."Z": words += String(scalar).lowercased()
      case " ": words += "-"
      default:
        isPlain = false
        if !words.hasSuffix("-") { words += "-" }
      }
    }
    let trimmed = String(words.split(separator: "-").joined(separator: "-").prefix(48))
    return isPlain && !trimmed.isEmpty ? trimmed : hashed(trimmed, name)
  }

  private static func hashed(_ slug: String, _ name: String) -> String {
    let hash = String(sha256(Array(name.utf8)).prefix(6))
    return slug.isEmpty ? hash : "\(slug)-\(hash)"
  }
}
