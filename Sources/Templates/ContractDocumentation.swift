import Basics

extension TemplateContract {
  /// The contract as Markdown: a heading, what the template writes, and one line per name; nested names are indented.
  public func documentation(headingLevel: Int = 2) -> String {
    var text = String(repeating: "#", count: headingLevel) + " `\(name)`\n\n\(documentation)\n\n"
    Self.write(fields, depth: 0, to: &text)
    return text
  }

  private static func write(_ fields: [Field], depth: Int, to text: inout String) {
    for field in fields {
      text += String(repeating: "  ", count: depth)
      text += "- `\(field.name)` (\(field.kind.words)): \(field.documentation)\n"
      write(field.kind.fields, depth: depth + 1, to: &text)
    }
  }

  /// Where a value differs from the contract: absent, undeclared and wrongly typed names, in a stable order; empty when it
  /// fits. An optional field may be absent, except where an outer field of the same name would be shown instead.
  public func mismatches(_ value: TemplateValue) -> [String] {
    var found: [String] = []
    Self.compare(value, fields, path: "", outer: [], &found)
    return found
  }

  private static func compare(_ value: TemplateValue, _ fields: [Field], path: String, outer: Set<String>, _ found: inout [String]) {
    guard case .object(let values) = value else {
      found.append("\(path.isEmpty ? "the value" : path) is not an object")
      return
    }
    let names = Set(fields.map(\.name))
    let prefix = path.isEmpty ? "" : path + "."
    for field in fields {
      guard let inner = values[field.name] else {
        if !field.kind.isOptional || outer.contains(field.name) { found.append("\(prefix)\(field.name) is absent") }
        continue
      }
      compare(inner, field.kind, path: prefix + field.name, outer: outer.union(names), &found)
    }
    for name in values.keys.sortedByUTF8() where !names.contains(name) { found.append("\(prefix)\(name) is not declared") }
  }

  private static func compare(_ value: TemplateValue, _ kind: Kind, path: String, outer: Set<String>, _ found: inout [String]) {
    switch (kind, value) {
    case (.optional, .none), (.text, .text), (.markup, .markup), (.flag, .flag): break
    case (.optional(let inner), _): compare(value, inner, path: path, outer: outer, &found)
    case (.object(let fields), _): compare(value, fields, path: path, outer: outer, &found)
    case (.list(let fields), .list(let items)):
      for (index, item) in items.enumerated() { compare(item, fields, path: "\(path)[\(index)]", outer: outer, &found) }
    case (.texts, .list(let items)):
      for (index, item) in items.enumerated() { compare(item, .text, path: "\(path)[\(index)]", outer: outer, &found) }
    case (.fragments, .list(let items)):
      for (index, item) in items.enumerated() { compare(item, .markup, path: "\(path)[\(index)]", outer: outer, &found) }
    default: found.append("\(path) is not \(kind.phrase)")
    }
  }
}
