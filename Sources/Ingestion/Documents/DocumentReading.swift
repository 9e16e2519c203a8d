import Basics
import Records

/// A kind of body with its vendor.
struct VendorKind: Sendable {
  var vendor: Vendor
  var kind: BodyKind
}

/// What a body turned out to be.
enum BodyFinding: Sendable {
  case known(VendorKind, BodyContext)
  /// No kind matches; which is near, and the names of its keys that look like names.
  case unknown(nearest: String?, keys: [String], isEmpty: Bool, BodyContext)
}

/// Finds the kind of a JSON body; what its own `request` states counts more than names of folders and files.
func find(_ body: Unwrapped, _ context: FileContext) -> BodyFinding {
  let known = context.known(request: body.request.map(requestContext))
  if let found = VendorRegistry.recognise(body, known) { return .known(VendorKind(vendor: found.vendor, kind: found.kind), known) }
  let root = body.root
  let isEmpty = (root.isArray || root.isObject) && root.count == 0
  if isEmpty, let named = VendorRegistry.kind(named: known.kindHint ?? known.stem, known.vendor) { return .known(named, known) }
  let keys = (root.isArray ? root.elements.first { $0.isObject } : root)?.keys ?? []
  return .unknown(nearest: VendorRegistry.nearest(keys, known), keys: presentable(keys), isEmpty: isEmpty, known)
}

extension DocumentBody {
  /// A body with what its context states.
  init(_ found: VendorKind, _ context: BodyContext, source: String, path: String) {
    self.init(vendor: found.vendor, source: source, kind: found.kind.kind, file: path)
    window = reportWindow(found, context)
    isEndOpen = context.isEndOpen
    capturedAt = context.capturedAt
    isCaptureGuessed = context.isCaptureGuessed
    // The time stamp of the file is only worth something where nothing else dates the figures.
    if isCaptureGuessed, window.interval != nil {
      capturedAt = nil
      isCaptureGuessed = false
    }
    zone = context.zone
  }
}

/// The window of a body. An end that is a day belongs to the window, but for Studio Chat's first of a month, which is the end of the month
/// before (docs/formats/README.md).
private func reportWindow(_ found: VendorKind, _ context: BodyContext) -> ReportWindow {
  guard let stated = context.window else { return context.trailingDays.map { .trailing(days: $0) } ?? .unknown }
  guard context.isEndOpen else { return .interval(stated) }
  let zone = context.zone.flatMap { Zone(identifier: $0) } ?? .utc
  if found.vendor == .studiochat, beginsMonth(stated.upperBound, zone) { return .interval(stated) }
  let end = zone.start(of: zone.day(of: stated.upperBound).advanced(by: 1))
  return .interval(stated.lowerBound..<max(end, stated.upperBound))
}

/// Rows that a paged list says it has: `total`, or the same in `pagination` or `meta`.
func statedTotal(_ root: JSONNode) -> Int? {
  let places = [root, root["pagination"], root["meta"]].compactMap { $0 }
  return places.lazy.compactMap { $0.first(["total", "total_items", "totalItems", "total_count"])?.integer }.first { $0 >= 0 }
}

/// Hands a body that was begun to its kind.
func readBody(
  _ root: JSONNode, _ kind: BodyKind, _ context: BodyContext, into harvest: inout Harvest
) -> (accepted: Int, rejected: [(row: Int, reason: RejectionReason, field: String?)]) {
  var accepted = 0
  var rejected: [(row: Int, reason: RejectionReason, field: String?)] = []
  switch kind.reading {
  case .document(let read):
    let stated = statedTotal(root)
    if root.isObject { harvest.update { $0.statedTotal = stated } }
    read(root, context, &harvest)
    accepted = harvest.sheaves.last?.body.rows ?? 0
  case let .rows(keys, read):
    let stated = statedTotal(root)
    let list = root.isArray ? root.elements : root.first(keys)?.elements ?? (root.count == 0 ? [] : [root])
    harvest.update {
      $0.rows = list.count
      $0.statedTotal = stated
    }
    for (index, element) in list.enumerated() {
      switch read(element, index + 1, context, &harvest) {
      case .accepted: accepted += 1
      case let .rejected(reason, field): rejected.append((index + 1, reason, field))
      }
    }
  case .table, .listed: break
  }
  return (accepted, rejected)
}
