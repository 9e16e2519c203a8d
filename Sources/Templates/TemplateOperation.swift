import Basics
import Markup

/// A name in a tag: `a.b.c`, or `.` for the item itself (no parts).
struct TemplateName: Sendable, Hashable {
  var parts: [String]
  /// As written.
  var written: String
}

/// One step of a compiled template.
enum TemplateOperation: Sendable {
  /// Text between tags.
  case literal(Fragment)
  /// `{{name}}`.
  case escaped(TemplateName, at: SourceLocation)
  /// `{{{name}}}` or `{{&name}}`.
  case raw(TemplateName, at: SourceLocation)
  /// `{{#name}}`: when hidden, go on at `end`; otherwise run up to `end` for each item.
  case section(TemplateName, end: Int, at: SourceLocation)
  /// `{{^name}}`: when shown, go on at `end`.
  case inverted(TemplateName, end: Int, at: SourceLocation)
  /// `{{>name}}`; `indent` is nil when other text stands on the line.
  case partial(String, indent: [UInt8]?, at: SourceLocation)
}

/// A template ready to run.
struct CompiledTemplate: Sendable {
  var operations: [TemplateOperation]
  /// Index of each partial's template in the set, by operation; -1 for other operations. Filled when the set is linked.
  var targets: [Int] = []
}
