import Aggregation
import Basics
import Foundation
import Privacy
import Records

/// Reads and checks `parlance.json`: every problem is reported with its place, then thrown together.
struct ConfigurationReader {
  let file: String
  let locator: KeyLocator
  var problems = Diagnostics()

  /// The configuration in `text`.
  static func read(_ text: String, file: String, defaultTitle: String) throws(Diagnostics) -> Configuration {
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    let root: ConfigurationValue
    do {
      root = try decoder.decode(ConfigurationValue.self, from: Data(text.utf8))
    } catch {
      throw Diagnostics([syntaxProblem(text, file: file)])
    }
    var reader = ConfigurationReader(file: file, locator: KeyLocator(text, file: file))
    let configuration = reader.configuration(root, defaultTitle: defaultTitle)
    try reader.problems.throwIfErrors()
    return configuration
  }

  /// Foundation says that it is not JSON; where, the locator finds.
  private static func syntaxProblem(_ text: String, file: String) -> Diagnostic {
    Diagnostic(
      "configuration-syntax", area: .content, at: KeyLocator(text, file: file).locationOfUnexpected,
      "not valid JSON (comments and trailing commas are allowed)", help: "see docs/configuration.md")
  }

  mutating func configuration(_ root: ConfigurationValue, defaultTitle: String) -> Configuration {
    var made = Configuration(title: defaultTitle)
    guard let top = object(root, path: "", allowed: ConfigurationKeys.top) else { return made }
    if let title = text(top["title"], "title") { made.title = title }
    made.organisation = text(top["organisation"], "organisation")
    if let zone = text(top["zone"], "zone") {
      if Zone(identifier: zone) == nil {
        report(
          "unknown-zone", "zone", "no IANA time zone is called \"\(zone)\"",
          suggestions: nearestNames(to: zone, in: TimeZone.knownTimeZoneIdentifiers), help: "for example Europe/Berlin")
      }
      made.zone = zone
    }
    if let locale = text(top["locale"], "locale") { made.locale = locale }
    if let kind = choice(top["period"], "period", PeriodKind.allCases.map { ($0.rawValue, $0) }) { made.period = kind }
    if let output = text(top["output"], "output") { made.output = output }
    if let folder = text(top["sections"], "sections") { made.sections = folder }
    if let folder = text(top["notes"], "notes") { made.notes = folder }
    if let folder = text(top["templates"], "templates") { made.templates = folder }
    if let way = choice(top["comparison"], "comparison", Configuration.Comparing.allCases.map { ($0.rawValue, $0) }) {
      made.comparison = way
    }
    if let value = top["sources"] { made.sources = sources(value) }
    if let value = top["periods"] { made.periods = periods(value) }
    if let value = top["assumptions"] {
      made.assumptions = assumptions(value)
      made.stated = stated(value)
    }
    if let value = top["privacy"] { made.privacy = privacy(value) }
    let definitions = definitions(top)
    made.goals = goals(
      top["goals"], top["funnels"], populations: definitions.populations.map { ($0.name, $0.condition) },
      predicates: definitions.predicates)
    made.catalogue = Catalogue(
      adding: definitions.metrics, definitions.dimensions, predicates: made.goals.predicates, assumptions: made.stated)
    made.alerts = alerts(top["alerts"], made.catalogue)
    made.targets = targets(top["targets"], made.catalogue)
    return made
  }

  private mutating func sources(_ value: ConfigurationValue) -> [Configuration.Source] {
    guard case .array(let list) = value else {
      report("wrong-type", "sources", "\"sources\" must be a list of sources, not \(value.kindWords)")
      return []
    }
    var made: [Configuration.Source] = []
    for (index, element) in list.enumerated() {
      let path = "sources[\(index)]"
      guard let members = object(element, path: path, allowed: ConfigurationKeys.source) else { continue }
      let id = text(members["id"], "\(path).id") ?? "source-\(index + 1)"
      if made.contains(where: { $0.id == id }) {
        report("duplicate-source", "\(path).id", "two sources are called \"\(id)\"")
      }
      let vendor = choice(members["vendor"], "\(path).vendor", ConfigurationKeys.vendors.map { ($0, $0) })
      guard let paths = texts(members["paths"], "\(path).paths"), !paths.isEmpty else {
        report("missing-key", path, "a source needs \"paths\", a list of folders or files", help: "\"paths\": [\"exports\"]")
        continue
      }
      made.append(
        .init(
          id: id, name: text(members["name"], "\(path).name") ?? id, vendor: vendor, project: text(members["project"], "\(path).project"),
          paths: paths))
    }
    return made
  }

  private mutating func periods(_ value: ConfigurationValue) -> (from: Period?, to: Period?) {
    guard let members = object(value, path: "periods", allowed: ConfigurationKeys.periods) else { return (nil, nil) }
    func period(_ key: String) -> Period? {
      guard let id = text(members[key], "periods.\(key)") else { return nil }
      if let found = Period(id: id) { return found }
      report("wrong-period", "periods.\(key)", "\"\(id)\" is not a period", help: "for example 2026-04, 2026-W18 or 2026-Q2")
      return nil
    }
    return (period("from"), period("to"))
  }

  private mutating func assumptions(_ value: ConfigurationValue) -> Configuration.Assumptions {
    var made = Configuration.Assumptions()
    guard let members = object(value, path: "assumptions", allowed: ConfigurationKeys.assumptions) else { return made }
    if let seconds = number(members["slowAnswerSeconds"], "assumptions.slowAnswerSeconds", 0.001...86_400) {
      made.slowAnswerSeconds = seconds
    }
    if let count = number(members["shortConversationMessages"], "assumptions.shortConversationMessages", 1...1000) {
      made.shortConversationMessages = Int(count)
    }
    if let count = number(members["longConversationMessages"], "assumptions.longConversationMessages", 1...100_000) {
      made.longConversationMessages = Int(count)
    }
    return made
  }

  private mutating func privacy(_ value: ConfigurationValue) -> Configuration.PrivacySettings {
    var made = Configuration.PrivacySettings()
    guard let members = object(value, path: "privacy", allowed: ConfigurationKeys.privacy) else { return made }
    if let profile = choice(
      members["profile"], "privacy.profile", [("public", PublishProfile.publicReport), ("internal", .internalReport)])
    {
      made.profile = profile
    }
    if let key = text(members["contactKey"], "privacy.contactKey") {
      let parts = key.split(separator: ".").map(String.init)
      made.contactKey = parts.first == "context" ? Array(parts.dropFirst()) : parts
    }
    made.pseudonymKeyFile = text(members["pseudonymKeyFile"], "privacy.pseudonymKeyFile")
    if let remarks = flag(members["remarks"], "privacy.remarks") { made.remarks = remarks }
    if let way = choice(
      members["conversations"], "privacy.conversations", Configuration.Conversations.allCases.map { ($0.rawValue, $0) })
    {
      made.conversations = way
    }
    if let count = number(members["conversationsPerPeriod"], "privacy.conversationsPerPeriod", 1...10_000) {
      if count != count.rounded() {
        report("out-of-range", "privacy.conversationsPerPeriod", "\"privacy.conversationsPerPeriod\" must be a whole number")
      }
      made.conversationsPerPeriod = Int(count)
    }
    _ = choice(members["transcripts"], "privacy.transcripts", [("none", "none")])
    return made
  }

  mutating func report(_ code: String, _ path: String, _ message: String, suggestions: [String] = [], help: String? = nil) {
    problems.report(
      Diagnostic(code, area: .content, at: locator.location(ofValue: path), message, suggestions: suggestions, help: help))
  }
}
