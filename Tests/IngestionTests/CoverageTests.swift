import Records
import Testing

@testable import Ingestion

/// Every field of every example is either read, or not read for a stated reason.
@Suite("Every field of the vendors' examples is accounted for") struct CoverageTests {
  static let vendors = Vendor.allCases
  static let files = vendors.flatMap { vendor in
    FormatFixtures.names(vendor.rawValue).filter { $0.hasSuffix(".json") }.map { "\(vendor.rawValue)/\($0)" }
  }

  @Test("each leaf of an example has a use", arguments: files)
  func leaves(_ file: String) throws {
    let bytes = try FormatFixtures.bytes(file)
    let tree = try bytes.withUnsafeBufferPointer { try JSONTree($0) }
    let root = unwrap(tree.root).root
    guard let kind = kind(of: tree, bytes, file) else {
      #expect(uncovered(rows(root), studioConversationFields) == [], "conversation")
      return
    }
    #expect(uncovered([root], kind.fields) == [], "\(kind.kind)")
  }

  private func uncovered(_ bodies: [JSONNode], _ uses: [FieldUse]) -> [String] {
    var missing: Set<String> = []
    for body in bodies {
      for path in leafPaths(body, isTop: true) where !uses.contains(where: { covers($0.path, path) }) {
        missing.insert(path.joined(separator: "."))
      }
    }
    return missing.sorted()
  }

  /// Conversations of a body of Studio Chat that is read row by row; none for a failure.
  private func rows(_ root: JSONNode) -> [JSONNode] {
    if root["conversation_id"] != nil { return [root] }
    return root.isArray ? root.elements : root.first(["conversations", "summaries", "items"])?.elements ?? []
  }

  @Test("uses name fields that exist, once per place", arguments: vendors)
  func uses(_ vendor: Vendor) {
    for kind in VendorRegistry.all.first(where: { $0.vendor == vendor })?.bodies ?? [] {
      var seen: Set<FieldUse> = []
      for use in kind.fields {
        #expect(seen.insert(use).inserted, "\(kind.kind): \(use.path) twice")
        if case let .record(records, field) = use.use {
          #expect(records.schema.place(of: field) != nil, "\(kind.kind): \(use.path) → \(records.rawValue).\(field)")
        }
      }
      #expect(!kind.endpoint.isEmpty)
      if case .listed = kind.reading {} else { #expect(!kind.landmarks.isEmpty, "\(kind.kind) has no landmarks") }
    }
  }

  @Test("kinds of one vendor have different names", arguments: vendors)
  func names(_ vendor: Vendor) {
    let names = VendorRegistry.all.first { $0.vendor == vendor }?.bodies.map(\.kind) ?? []
    #expect(Set(names).count == names.count)
  }

  /// nil for conversations, which are read row by row, and for failures.
  private func kind(of tree: JSONTree, _ bytes: [UInt8], _ file: String) -> BodyKind? {
    let body = unwrap(tree.root)
    if case .failure = body.envelope { return nil }
    var context = BodyContext()
    context.stem = String(file.split(separator: "/").last?.dropLast(5) ?? "")
    context.vendor = Vendor(rawValue: String(file.split(separator: "/")[0]))
    if let found = VendorRegistry.recognise(body, context) { return found.kind }
    let rows = bytes.withUnsafeBufferPointer { recognise($0, isWhole: true) }
    #expect(rows.kind.hasPrefix("conversation"), "\(file) is not recognised")
    return nil
  }
}

/// Places of all scalars and empty containers. Elements are `*`; keys are as they stand.
private func leafPaths(_ node: JSONNode, isTop: Bool = false) -> [[String]] {
  guard !node.children.isEmpty else { return isTop ? [] : [[]] }
  return node.children.flatMap { child in leafPaths(child).map { [node.isArray ? "*" : child.key] + $0 } }
}

/// Whether a use covers a place: `*` is one step, `**` at the end one or more. An empty container is covered by what could be inside it.
private func covers(_ use: String, _ path: [String]) -> Bool {
  let steps = use.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  for (index, step) in steps.enumerated() {
    if step == "**" { return path.count > index || path.count == index }
    guard index < path.count else { return true }
    if step != "*", step != path[index] { return false }
  }
  return steps.count == path.count
}
