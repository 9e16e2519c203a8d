/// The version of the tool, also in every manifest.
let parlanceVersion = "0.1.0"

/// Help as text of at most 100 columns, from the table.
enum Help {
  /// `parlance --help`.
  static var overall: String {
    var text = "Parlance turns exports of conversational assistants into a report site.\n\nUsage: parlance COMMAND [OPTIONS]\n\nCommands:\n"
    text += columns(CommandTable.all.map { ($0.name.rawValue, $0.summary) })
    text += "\nOptions:\n" + columns(CommandTable.overall.map { (label($0), $0.summary) })
    text += "\nparlance COMMAND --help shows more. \(exitCodes)\n"
    return text
  }

  /// `parlance build --help`.
  static func command(_ rule: CommandRule) -> String {
    var text = "Usage: \(usage(rule))\n\n\(wrapped(rule.details, width: 100))\n"
    if !rule.operands.isEmpty { text += "\nArguments:\n" + columns(rule.operands.map { ($0.placeholder, $0.summary) }) }
    text += "\nOptions:\n" + columns(rule.options.map { (label($0), $0.summary) })
    text += "\nExamples:\n" + columns(rule.examples.map { ($0.line, $0.effect) })
    text += "\n\(exitCodes)\n"
    return text
  }

  /// `parlance explain [OPTIONS] METRIC [PERIOD]`.
  static func usage(_ rule: CommandRule) -> String {
    var parts = ["parlance \(rule.name.rawValue)", "[OPTIONS]"]
    for operand in rule.operands {
      let many = operand.count.upperBound > 1 ? operand.placeholder + "…" : operand.placeholder
      parts.append(operand.count.lowerBound == 0 ? "[\(many)]" : many)
    }
    return parts.joined(separator: " ")
  }

  static let exitCodes = "Exit codes: 0 fine, 1 a gate failed, 2 configuration or content, 3 data or output, 64 usage."

  /// `-o, --output DIR`.
  private static func label(_ option: OptionRule) -> String {
    (option.short.map { "\($0), " } ?? "    ") + option.name + (option.placeholder.map { " \($0)" } ?? "")
  }

  private static func columns(_ rows: [(String, String)]) -> String {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { "  " + $0.0 + String(repeating: " ", count: width - $0.0.count + 2) + $0.1 + "\n" }.joined()
  }

  private static func wrapped(_ text: String, width: Int) -> String {
    var lines = [""]
    for word in text.split(separator: " ") {
      let last = lines.count - 1
      if !lines[last].isEmpty, lines[last].count + 1 + word.count > width {
        lines.append(String(word))
      } else {
        lines[last] += (lines[last].isEmpty ? "" : " ") + word
      }
    }
    return lines.joined(separator: "\n")
  }
}
