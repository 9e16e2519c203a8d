import CSimdJSON
import Privacy

/// A parsed JSON document. Its texts are customer text until they have passed the redactor; keys may be, too.
final class JSONTree: @unchecked Sendable {
  private let tree: OpaquePointer
  fileprivate let nodes: UnsafeBufferPointer<csj_node>
  fileprivate let texts: UnsafeBufferPointer<UInt8>

  /// - Throws: why the bytes are no document: broken syntax, bytes that are not UTF-8, too deep, no memory (`tooLong`).
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(RejectionReasonError) {
    var status = CSJ_OK
    guard let tree = csj_tree_parse(bytes.baseAddress, bytes.count, &status) else { throw RejectionReasonError(status) }
    self.tree = tree
    var count = 0
    let nodes = csj_tree_nodes(tree, &count)
    self.nodes = UnsafeBufferPointer(start: nodes, count: count)
    let texts = csj_tree_texts(tree, &count)
    self.texts = UnsafeBufferPointer(start: texts, count: count)
  }

  deinit { csj_tree_destroy(tree) }

  /// The whole document.
  var root: JSONNode { JSONNode(tree: self, index: 0) }
}

/// Why bytes are no document.
struct RejectionReasonError: Error {
  let reason: RejectionReason
  init(_ status: csj_status) {
    reason =
      switch status {
      case CSJ_NOT_UTF8: .notUTF8
      case CSJ_TOO_DEEP: .tooDeep
      case CSJ_NO_MEMORY: .tooLong
      default: .notJSON
      }
  }
}

/// One value of a document.
struct JSONNode {
  enum Kind { case null, bool, number, string, array, object }
  fileprivate let tree: JSONTree
  fileprivate let index: Int

  private var node: csj_node { tree.nodes[index] }

  var kind: Kind {
    switch csj_kind(UInt32(node.kind)) {
    case CSJ_FALSE, CSJ_TRUE: .bool
    case CSJ_NUMBER: .number
    case CSJ_STRING: .string
    case CSJ_ARRAY: .array
    case CSJ_OBJECT: .object
    default: .null
    }
  }
  var isNull: Bool { kind == .null }
  var isObject: Bool { kind == .object }
  var isArray: Bool { kind == .array }

  /// Children of an array or an object; 0 for scalars.
  var count: Int { isObject || isArray ? Int(node.count) : 0 }

  /// The member with this key, the first of several; nil when there is none, or when this is no object. `null` is a node.
  subscript(_ key: String) -> JSONNode? {
    guard isObject else { return nil }
    let end = Int(node.end)
    var at = index + 1
    var key = key
    return key.withUTF8 { wanted in
      while at < end {
        let child = tree.nodes[at]
        if bytes(child.key_at, child.key_count).elementsEqual(wanted) { return JSONNode(tree: tree, index: at) }
        at = Int(child.end)
      }
      return nil
    }
  }

  /// The first of these members that is there and not null.
  func first(_ keys: [String]) -> JSONNode? {
    for key in keys { if let node = self[key], !node.isNull { return node } }
    return nil
  }

  /// Members of an object in file order, elements of an array; empty for scalars.
  var children: [JSONNode] {
    guard isObject || isArray else { return [] }
    var list: [JSONNode] = []
    list.reserveCapacity(count)
    let end = Int(node.end)
    var at = index + 1
    while at < end {
      list.append(JSONNode(tree: tree, index: at))
      at = Int(tree.nodes[at].end)
    }
    return list
  }

  /// Elements of an array; empty for everything else.
  var elements: [JSONNode] { isArray ? children : [] }
  /// Members of an object; empty for everything else.
  var members: [JSONNode] { isObject ? children : [] }

  /// Key of a member; empty for elements. Keys of maps can be data.
  var key: String { node.has_key == 0 ? "" : String(decoding: bytes(node.key_at, node.key_count), as: UTF8.self) }
  /// Keys of an object in file order.
  var keys: [String] { members.map(\.key) }

  /// A number; also one written as text: `"12.5"`. nil for everything else, for infinities and for not-a-number.
  var number: Double? {
    switch kind {
    case .number: return node.number.isFinite ? node.number : nil
    case .string:
      guard let string, let value = Double(string), value.isFinite, string.first != "0" || !string.hasPrefix("0x") else { return nil }
      return value
    default: return nil
    }
  }
  /// True for a JSON number (not for a number written as text).
  var isNumber: Bool { kind == .number }
  /// A whole number within ±2⁵³.
  var integer: Int? { number.flatMap { $0.rounded() == $0 && abs($0) <= 9_007_199_254_740_992 ? Int($0) : nil } }
  /// true or false; also the words as text.
  var bool: Bool? {
    switch csj_kind(UInt32(node.kind)) {
    case CSJ_TRUE: true
    case CSJ_FALSE: false
    case CSJ_STRING:
      switch string?.lowercased() {
      case "true": true
      case "false": false
      default: nil
      }
    default: nil
    }
  }
  /// Bytes of a text, valid as long as the tree; nil for everything else.
  var utf8: UnsafeBufferPointer<UInt8>? { kind == .string ? bytes(node.text_at, node.count) : nil }
  /// A text as delivered: for tokens, ids and times, never for anything that is shown.
  var string: String? { utf8.map { String(decoding: $0, as: UTF8.self) } }
  /// An id that may be a text or a number: `21530000164`.
  var identifier: String? { string ?? (isNumber ? integer.map(String.init) : nil) }
  /// A text on its way to the redactor.
  var untrusted: UntrustedText? { utf8.map { UntrustedText($0) } }

  private func bytes(_ at: UInt32, _ count: UInt32) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: tree.texts[Int(at)..<Int(at) + Int(count)])
  }
}

/// The document in an array of bytes.
func parseDocument(_ bytes: [UInt8]) -> Result<JSONTree, RejectionReasonError> {
  bytes.withUnsafeBufferPointer { buffer in
    do throws(RejectionReasonError) { return .success(try JSONTree(buffer)) } catch { return .failure(error) }
  }
}
