import Basics
import Markup

/// Templates that belong together, compiled once. Rendering cannot fail: everything that can be wrong is found when the set
/// is made.
public struct TemplateSet: Sendable {
  private let names: [String: Int]
  private let templates: [CompiledTemplate]
  private let isChecked: Bool

  /// Compiles all sources by name and checks them. A name in `contracts` is a template that is rendered on its own; every
  /// other source is a partial and is checked at each place that includes it, against what is declared there. Throws all
  /// problems: syntax, undeclared names, unknown, unused and recursive partials, contracts without a template.
  public init(sources: [String: TemplateSource], contracts: [String: TemplateContract]) throws(Diagnostics) {
    try self.init(sources: sources, contracts: .some(contracts))
  }

  /// Plain Mustache without contracts, as its specification describes it; for tests of the engine. Text in `{{{x}}}` is
  /// written as it is, and partials may include themselves (up to 250 deep).
  package init(uncheckedSources sources: [String: TemplateSource]) throws(Diagnostics) {
    try self.init(sources: sources, contracts: nil)
  }

  private init(sources: [String: TemplateSource], contracts: [String: TemplateContract]?) throws(Diagnostics) {
    var diagnostics = Diagnostics()
    let ordered = sources.sortedByKey()
    let names = Dictionary(ordered.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { $1 })
    var templates: [CompiledTemplate] = []
    for (_, source) in ordered {
      var compiler = TemplateCompiler(source)
      var template = compiler.compile()
      template.link(names, &diagnostics)
      diagnostics.report(contentsOf: compiler.diagnostics)
      templates.append(template)
    }
    if let contracts {
      var checker = ContractChecker(names: names, templates: templates)
      checker.check(sources: sources, contracts: contracts)
      diagnostics.report(contentsOf: checker.diagnostics)
    } else {
      reportBareRecursion(ordered.map(\.key), templates, &diagnostics)
    }
    try diagnostics.throwIfErrors()
    self.names = names
    self.templates = templates
    isChecked = contracts != nil
  }

  /// The template filled with a value. Every name of `contracts` has a template; another name gives nothing.
  public func render(_ name: String, _ value: TemplateValue) -> Fragment {
    guard let index = names[name] else { return .empty }
    var renderer = TemplateRenderer(templates, isChecked: isChecked, value)
    renderer.run(index)
    return renderer.writer.finish()
  }
}

extension CompiledTemplate {
  /// Resolves the names of partials.
  mutating func link(_ names: [String: Int], _ diagnostics: inout Diagnostics) {
    targets = operations.map { operation in
      guard case .partial(let name, _, let location) = operation else { return -1 }
      if let index = names[name] { return index }
      diagnostics.report(
        Diagnostic(
          "unknown-partial", area: .content, at: location, "no template is called \"\(name)\"",
          suggestions: nearestNames(to: name, in: names.keys)))
      return -1
    }
  }
}

/// Without contracts: a partial that reaches itself outside every section would never end.
private func reportBareRecursion(_ names: [String], _ templates: [CompiledTemplate], _ diagnostics: inout Diagnostics) {
  let calls = templates.map { template in
    var outside = 0
    return template.operations.indices.compactMap { index -> (target: Int, at: SourceLocation)? in
      switch template.operations[index] {
      case .section(_, let end, _), .inverted(_, let end, _): outside = max(outside, end)
      case .partial(_, _, let at) where index >= outside && template.targets[index] >= 0: return (template.targets[index], at)
      default: break
      }
      return nil
    }
  }
  for start in templates.indices {
    for call in calls[start] {
      var seen: Set<Int> = []
      var waiting = [call.target]
      while let next = waiting.popLast() {
        if next == start {
          diagnostics.report(
            Diagnostic("recursive-partial", area: .content, at: call.at, "\"\(names[start])\" includes itself without end"))
          break
        }
        if seen.insert(next).inserted { waiting += calls[next].map(\.target) }
      }
    }
  }
}
