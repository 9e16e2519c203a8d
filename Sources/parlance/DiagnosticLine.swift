import Basics
import Publishing

/// A problem as one JSON line (docs/command-line.md): every key is always there, so a reader needs no case distinction.
func diagnosticLine(_ diagnostic: Diagnostic) -> String {
  JSONValue.object([
    "code": .string(diagnostic.code),
    "severity": .string(diagnostic.severity.rawValue),
    "area": .string(diagnostic.area.rawValue),
    "file": .string(diagnostic.location?.file),
    "line": .integer(diagnostic.location?.line),
    "column": .integer(diagnostic.location?.column),
    "message": .string(diagnostic.message),
    "suggestions": .array(diagnostic.suggestions.map { .string($0) }),
    "help": .string(diagnostic.help),
  ]).line()
}
