import Basics

/// Walks every template that has a contract, with the names visible at each place, through sections and partials.
struct ContractChecker {
  private let names: [String: Int]
  private let templates: [CompiledTemplate]
  private var used: Set<Int> = []
  private var found: Set<Diagnostic> = []
  /// Templates that are being walked, outermost first.
  private var active: [Int] = []
  /// What is visible, outermost first; the kind of each is known to be filled.
  private var scopes: [TemplateContract.Kind] = []
  /// Places already walked with the same names visible.
  private var walked: Set<Visit> = []

  private struct Visit: Hashable {
    var template: Int
    var scopes: [TemplateContract.Kind]
  }

  init(names: [String: Int], templates: [CompiledTemplate]) {
    self.names = names
    self.templates = templates
  }

  /// Every problem once, in a stable order.
  var diagnostics: Diagnostics { Diagnostics(Array(found)).sorted() }

  mutating func check(sources: [String: TemplateSource], contracts: [String: TemplateContract]) {
    for (name, contract) in contracts.sortedByKey() {
      guard let index = names[name] else {
        found.insert(Diagnostic("missing-template", area: .content, "there is no template \"\(name)\""))
        continue
      }
      scopes = [.object(contract.fields)]
      walk(index)
    }
    for (name, source) in sources.sortedByKey() {
      guard let index = names[name], !used.contains(index) else { continue }
      found.insert(
        Diagnostic(
          "unused-template", area: .content, at: SourceLocation(file: source.file), "no page or template uses \"\(name)\"",
          suggestions: nearestNames(to: name, in: names.keys.filter { $0 != name })))
    }
  }

  private mutating func walk(_ index: Int) {
    used.insert(index)
    guard walked.insert(Visit(template: index, scopes: scopes)).inserted else { return }
    active.append(index)
    walk(templates[index], 0..<templates[index].operations.count)
    active.removeLast()
  }

  private mutating func walk(_ template: CompiledTemplate, _ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      switch template.operations[index] {
      case .literal: break
      case .escaped(let name, let at): checkText(name, at)
      case .raw(let name, let at): checkMarkup(name, at)
      case .section(let name, let end, let at):
        let kind = resolve(name, at)
        enter(kind) { $0.walk(template, (index + 1)..<max(index + 1, end)) }
        index = max(index, end - 1)
      case .inverted(let name, _, let at): _ = resolve(name, at)
      case .partial(let name, _, let at): partial(name, template.targets[index], at)
      }
      index += 1
    }
  }

  private mutating func enter(_ kind: TemplateContract.Kind?, _ body: (inout ContractChecker) -> Void) {
    guard let kind = kind?.required else { return }
    let inner: TemplateContract.Kind? =
      switch kind {
      case .list(let fields): .object(fields)
      case .texts: .text
      case .fragments: .markup
      case .flag: nil
      default: kind
      }
    if let inner { scopes.append(inner) }
    body(&self)
    if inner != nil { scopes.removeLast() }
  }

  private mutating func partial(_ name: String, _ target: Int, _ at: SourceLocation) {
    guard target >= 0 else { return }
    if active.contains(target) {
      report("recursive-partial", at, "\"\(name)\" includes itself")
    } else {
      walk(target)
    }
  }

  private mutating func checkText(_ name: TemplateName, _ at: SourceLocation) {
    guard let kind = resolve(name, at) else { return }
    switch kind.required {
    case .text: break
    case .markup:
      report("escaped-markup", at, "\"\(name.written)\" is markup", help: "write {{{\(name.written)}}}")
    default:
      report("not-a-text", at, "\"\(name.written)\" is \(kind.required.phrase), not a text", help: "use it as a section")
    }
  }

  private mutating func checkMarkup(_ name: TemplateName, _ at: SourceLocation) {
    guard let kind = resolve(name, at) else { return }
    switch kind.required {
    case .markup: break
    case .text: report("unescaped-text", at, "\"\(name.written)\" is text", help: "write {{\(name.written)}}")
    default:
      report("not-a-text", at, "\"\(name.written)\" is \(kind.required.phrase), not a text", help: "use it as a section")
    }
  }

  /// The kind a name stands for here; reports it when undeclared.
  private mutating func resolve(_ name: TemplateName, _ at: SourceLocation) -> TemplateContract.Kind? {
    guard let first = name.parts.first else { return scopes.last }
    guard var kind = scopes.reversed().lazy.compactMap({ $0.fields.first { $0.name == first }?.kind }).first else {
      undeclared(first, in: scopes.flatMap(\.fields), of: nil, at)
      return nil
    }
    var path = first
    for part in name.parts.dropFirst() {
      guard case .object(let fields) = kind.required else {
        report("not-an-object", at, "\"\(path)\" is \(kind.required.phrase) and has no field \"\(part)\"")
        return nil
      }
      guard let field = fields.first(where: { $0.name == part }) else {
        undeclared(part, in: fields, of: path, at)
        return nil
      }
      kind = kind.isOptional && !field.kind.isOptional ? .optional(field.kind) : field.kind
      path += "." + part
    }
    return kind
  }

  private mutating func undeclared(
    _ name: String, in fields: [TemplateContract.Field], of object: String?, _ at: SourceLocation
  ) {
    let owner = object.map { "\"\($0)\" has no field \"\(name)\"" } ?? "the name \"\(name)\" is not declared here"
    found.insert(
      Diagnostic(
        "undeclared-name", area: .content, at: at, owner, suggestions: nearestNames(to: name, in: fields.map(\.name))))
  }

  private mutating func report(_ code: String, _ at: SourceLocation, _ message: String, help: String? = nil) {
    found.insert(Diagnostic(code, area: .content, at: at, message, help: help))
  }
}
