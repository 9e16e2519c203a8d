import Markup

/// Runs the operations of a set over a value.
struct TemplateRenderer {
  /// Partials in partials; only recursion without contracts could reach it.
  static let depthLimit = 250

  private let templates: [CompiledTemplate]
  /// With contracts, `{{{x}}}` writes markup alone and escapes text.
  private let isChecked: Bool
  private var stack: [TemplateValue]
  private var indent: [UInt8] = []
  /// True at the start of a line that still needs its indent.
  private var needsIndent = false
  private var depth = 0
  var writer = MarkupWriter(capacity: 32_768)

  init(_ templates: [CompiledTemplate], isChecked: Bool, _ value: TemplateValue) {
    self.templates = templates
    self.isChecked = isChecked
    stack = [value]
  }

  /// Renders a template of the set.
  mutating func run(_ index: Int) {
    let template = templates[index]
    run(template, 0..<template.operations.count)
  }

  private mutating func run(_ template: CompiledTemplate, _ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      switch template.operations[index] {
      case .literal(let fragment): literal(fragment)
      case .escaped(let name, _):
        writeIndent()
        escaped(value(name))
      case .raw(let name, _):
        writeIndent()
        raw(value(name))
      case .section(let name, let end, _):
        section(value(name), template, (index + 1)..<end)
        index = end - 1
      case .inverted(let name, let end, _):
        if value(name).isShown { index = end - 1 }
      case .partial(_, let partialIndent, _):
        partial(template.targets[index], partialIndent)
      }
      index += 1
    }
  }

  private mutating func section(_ value: TemplateValue, _ template: CompiledTemplate, _ range: Range<Int>) {
    guard value.isShown else { return }
    switch value {
    case .list(let items):
      for item in items {
        stack.append(item)
        run(template, range)
        stack.removeLast()
      }
    case .flag: run(template, range)
    default:
      stack.append(value)
      run(template, range)
      stack.removeLast()
    }
  }

  private mutating func partial(_ target: Int, _ partialIndent: [UInt8]?) {
    guard target >= 0, depth < Self.depthLimit else { return }
    depth += 1
    let outer = indent
    if let partialIndent {
      indent += partialIndent
      needsIndent = !indent.isEmpty
    } else {
      writeIndent()
      indent = []
    }
    run(target)
    indent = outer
    needsIndent = needsIndent && !outer.isEmpty
    depth -= 1
  }

  /// Text of the template: with an indent, each of its lines gets it.
  private mutating func literal(_ fragment: Fragment) {
    guard !indent.isEmpty else { return writer.fragment(fragment) }
    var start = 0
    let bytes = fragment.bytes
    while start < bytes.count {
      writeIndent()
      let end = bytes[start...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
      writer.fragment(Fragment(vouched: Array(bytes[start..<end])))
      needsIndent = bytes[end - 1] == 10
      start = end
    }
  }

  private mutating func writeIndent() {
    guard needsIndent else { return }
    writer.fragment(Fragment(vouched: indent))
    needsIndent = false
  }

  private mutating func escaped(_ value: TemplateValue) {
    switch value {
    case .text(let text): writer.text(text)
    case .markup(let fragment): writer.text(fragment.string)
    default: break
    }
  }

  private mutating func raw(_ value: TemplateValue) {
    switch value {
    case .markup(let fragment): writer.fragment(fragment)
    case .text(let text) where isChecked: writer.text(text)
    case .text(let text): writer.fragment(Fragment(vouched: Array(text.utf8)))
    default: break
    }
  }

  /// The first part is looked for from the innermost value outwards; the others only within what was found.
  private func value(_ name: TemplateName) -> TemplateValue {
    guard let first = name.parts.first else { return stack.last ?? .none }
    for context in stack.reversed() {
      guard case .object(let fields) = context, var found = fields[first] else { continue }
      for part in name.parts.dropFirst() {
        guard case .object(let inner) = found, let next = inner[part] else { return .none }
        found = next
      }
      return found
    }
    return .none
  }
}
