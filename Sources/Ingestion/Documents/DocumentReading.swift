import Records

/// Reads a whole JSON body that fits into memory: unwraps it, recognises it and hands it to its kind. nil when no kind matches.
@discardableResult
func readDocument(
  _ tree: JSONTree, _ context: BodyContext, source: String, file: Int, path: String, into harvest: inout Harvest
) -> (vendor: Vendor, kind: BodyKind, accepted: Int, rejected: [(row: Int, reason: RejectionReason, field: String?)])? {
  let body = unwrap(tree.root)
  guard let (vendor, kind) = VendorRegistry.recognise(body, context) else { return nil }
  var document = DocumentBody(vendor: vendor, source: source, kind: kind.kind, file: path)
  document.window = context.window.map { .interval($0) } ?? context.trailingDays.map { .trailing(days: $0) } ?? .unknown
  document.isEndOpen = context.isEndOpen
  document.capturedAt = context.capturedAt
  document.isCaptureGuessed = context.isCaptureGuessed
  document.zone = context.zone
  harvest.begin(document, file: file)
  var accepted = 0
  var rejected: [(row: Int, reason: RejectionReason, field: String?)] = []
  switch kind.reading {
  case .document(let read): read(body.root, context, &harvest)
  case let .rows(keys, read):
    let list = body.root.isArray ? body.root.elements : body.root.first(keys)?.elements ?? [body.root]
    for (index, element) in list.enumerated() {
      switch read(element, index + 1, context, &harvest) {
      case .accepted: accepted += 1
      case let .rejected(reason, field): rejected.append((index + 1, reason, field))
      }
    }
    harvest.update { $0.rows = list.count }
  case .table, .listed: break
  }
  return (vendor, kind, accepted, rejected)
}
