import Privacy
import Records

extension Harvest {
  /// An id of a vendor, to tell things apart and to join records: as delivered when the redactor leaves it alone, else (runs of digits that
  /// could be somebody's number) 16 letters made from it and the source. Equal ids of one source give equal references.
  func reference(_ id: String) -> RedactedText {
    let shown = redacted(id)
    if shown.string == id { return shown }
    let source = sheaves.last?.body.source ?? ""
    let seed = Array(source.utf8).withUnsafeBufferPointer { fingerprint($0) }
    let value = Array(id.utf8).withUnsafeBufferPointer { fingerprint($0, seed: seed) }
    return redacted(identifierLetters(value))
  }

  /// The same for a value that may be a text or a number; missing for everything else and for empty texts.
  func reference(_ node: JSONNode?) -> FieldValue {
    guard let id = node?.identifier, !id.isEmpty else { return .missing }
    return .text(reference(id))
  }
}

/// Ids in a text, a number, or a list of such, as delivered; empty when there are none.
func ids(_ node: JSONNode?) -> [String] {
  guard let node else { return [] }
  return node.isArray ? node.elements.compactMap(\.identifier) : node.identifier.map { [$0] } ?? []
}
