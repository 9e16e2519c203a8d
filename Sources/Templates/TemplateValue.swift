import Markup

/// What a template is filled with.
public indirect enum TemplateValue: Sendable {
  /// Escaped where it is written.
  case text(String)
  /// Written as it is.
  case markup(Fragment)
  /// Shows or hides a section.
  case flag(Bool)
  /// A section repeats for each.
  case list([TemplateValue])
  /// Names that are looked up.
  case object([String: TemplateValue])
  /// Known to be missing: hides a section and ends the search for its name.
  case none

  /// Whether a section shows: not for `none`, false, an empty list, empty text or empty markup.
  var isShown: Bool {
    switch self {
    case .none: false
    case .flag(let flag): flag
    case .list(let items): !items.isEmpty
    case .text(let text): !text.isEmpty
    case .markup(let fragment): !fragment.isEmpty
    case .object: true
    }
  }
}

extension TemplateValue: ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// Text.
  public init(stringLiteral value: String) { self = .text(value) }
  /// A flag.
  public init(booleanLiteral value: Bool) { self = .flag(value) }
  /// A list.
  public init(arrayLiteral elements: TemplateValue...) { self = .list(elements) }
  /// An object; of two equal names the last counts.
  public init(dictionaryLiteral elements: (String, TemplateValue)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
  }

  /// Text, or `none` without one.
  public static func text(optional text: String?) -> TemplateValue { text.map(TemplateValue.text) ?? .none }
}

/// The text of a template and the file it came from.
public struct TemplateSource: Sendable, Hashable {
  /// Named in locations.
  public var file: String
  /// Mustache.
  public var text: String

  /// A template's text.
  public init(file: String, text: String) {
    self.file = file
    self.text = text
  }
}
