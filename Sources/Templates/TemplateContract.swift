/// The names a template may use: its documented interface, checked when templates are loaded.
public struct TemplateContract: Sendable, Hashable {
  /// What a name stands for.
  public indirect enum Kind: Sendable, Hashable {
    /// `{{name}}`, escaped.
    case text
    /// `{{{name}}}`, finished HTML.
    case markup
    /// `{{#name}}` and `{{^name}}` alone.
    case flag
    /// A section repeats for each; the fields are visible in it.
    case list([Field])
    /// A section repeats for each text, `{{.}}`.
    case texts
    /// A section repeats for each fragment, `{{{.}}}`.
    case fragments
    /// A section, or dotted names.
    case object([Field])
    /// As the kind within, or missing.
    case optional(Kind)

    /// The kind without `optional`.
    public var required: Kind {
      if case .optional(let kind) = self { kind.required } else { self }
    }

    /// True when the value may be missing.
    public var isOptional: Bool {
      if case .optional = self { true } else { false }
    }
  }

  /// One declared name.
  public struct Field: Sendable, Hashable {
    /// As written in a template: letters, digits and `_`.
    public var name: String
    /// What it stands for.
    public var kind: Kind
    /// One line for docs/templates.md.
    public var documentation: String

    /// A declared name.
    public init(_ name: String, _ kind: Kind, _ documentation: String) {
      self.name = name
      self.kind = kind
      self.documentation = documentation
    }
  }

  /// The template's name.
  public var name: String
  /// What the template writes; one line.
  public var documentation: String
  /// Names visible at the top of the template.
  public var fields: [Field]

  /// The names a template may use.
  public init(name: String, documentation: String, fields: [Field]) {
    self.name = name
    self.documentation = documentation
    self.fields = fields
  }
}

extension TemplateContract.Kind {
  /// The fields that are visible within a section of this kind.
  var fields: [TemplateContract.Field] {
    switch required {
    case .list(let fields), .object(let fields): fields
    default: []
    }
  }

  /// `words` in a sentence.
  var phrase: String {
    switch self {
    case .text: "text"
    case .markup: "markup"
    case .object: "an object"
    default: "a \(words)"
    }
  }

  /// How the kind is written in a template and in the documentation.
  var words: String {
    switch self {
    case .text: "text"
    case .markup: "markup"
    case .flag: "flag"
    case .list: "list"
    case .texts: "list of text"
    case .fragments: "list of markup"
    case .object: "object"
    case .optional(let kind): "\(kind.words), optional"
    }
  }
}
