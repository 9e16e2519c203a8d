import Records

/// What a body says about each component, whatever container it came in: by name, by number, as list, below another key.
struct ReportContent {
  /// In the order of the body.
  var components: [(component: Component, payload: JSONNode)] = []
  /// Keys that no component has.
  var unknown = 0

  init(_ root: JSONNode, _ report: ReportKind) { read(root, report, depth: 0) }

  /// The payload of a quantity, the first of several.
  func payload(_ quantity: ComponentQuantity) -> JSONNode? {
    components.first {
      Component.comparable($0.component.name).hasPrefix(Component.comparable(quantity.name)) && $0.component.words == quantity.words
    }?
    .payload
  }

  private mutating func read(_ node: JSONNode, _ report: ReportKind, depth: Int) {
    if node.isArray {
      for element in node.elements { readElement(element, report, depth: depth) }
      return
    }
    for member in node.members {
      let key = member.key
      if let component = Component.named(key, in: report) ?? Int(key).flatMap({ Component.numbered($0, in: report) }) {
        components.append((component, member))
      } else if containerKeys.contains(key.lowercased()), member.isObject || member.isArray, depth < 3 {
        read(member, report, depth: depth + 1)
      } else if key != "error" {
        unknown += 1
      }
    }
  }

  /// `{id: 1, name: "…", data: …}`; the name decides where both stand. An element may also be `{"CONVERSATION_COUNT": 36}`.
  private mutating func readElement(_ element: JSONNode, _ report: ReportKind, depth: Int) {
    guard element.isObject else {
      unknown += 1
      return
    }
    guard let payload = element.present(payloadKeys) else {
      if depth < 3 { read(element, report, depth: depth + 1) }
      return
    }
    if let component = named(element, report) { components.append((component, payload)) } else { unknown += 1 }
  }

  private func named(_ element: JSONNode, _ report: ReportKind) -> Component? {
    for key in nameKeys { if let name = element[key]?.string, let found = Component.named(name, in: report) { return found } }
    for key in idKeys { if let id = element[key]?.integer, let found = Component.numbered(id, in: report) { return found } }
    return nil
  }
}

private let containerKeys: Set<String> = ["components", "report", "reports", "data", "result", "results", "statistics"]
private let payloadKeys = ["data", "value", "result", "values", "payload"]
private let nameKeys = ["name", "component", "key", "type", "id"]
private let idKeys = ["id", "component", "componentId", "key"]

/// Which report a body is: by the names of its components, by a number that only one report has, else by the context; nil when it is
/// none, or when only numbers stand there and nothing says of which report.
func reportKind(_ root: JSONNode, _ context: BodyContext) -> ReportKind? {
  var evidence = ReportEvidence()
  evidence.gather(root, depth: 0)
  let hinted = reportHint(context)
  if evidence.isEmpty { return root.isObject && root.count == 0 || root.isArray && root.count == 0 ? hinted : nil }
  // Names such as message_count are common words elsewhere: they prove a report only when they are not lost among others.
  guard evidence.known * 2 > evidence.total else { return nil }
  if evidence.isChannel { return .channel }
  if evidence.names > 0 { return hinted == .channel && !evidence.isOverview ? .channel : .overview }
  if evidence.highest >= 17 { return .channel }
  return hinted
}

/// What keys and names prove.
private struct ReportEvidence {
  var names = 0
  var numbers = 0
  var unknown = 0
  var highest = -1
  var isChannel = false
  var isOverview = false

  var known: Int { names + numbers }
  var total: Int { known + unknown }
  var isEmpty: Bool { known == 0 }

  mutating func gather(_ node: JSONNode, depth: Int) {
    if node.isArray {
      for element in node.elements.prefix(64) where element.isObject {
        guard element.present(payloadKeys) != nil else {
          if depth < 3 { gather(element, depth: depth + 1) }
          continue
        }
        if let name = nameKeys.lazy.compactMap({ element[$0]?.string }).first(where: { isComponent($0) }) {
          count(name)
        } else if let id = idKeys.lazy.compactMap({ element[$0]?.integer }).first, (0...22).contains(id) {
          numbers += 1
          highest = max(highest, id)
        } else {
          unknown += 1
        }
      }
      return
    }
    for member in node.members {
      let key = member.key
      if isComponent(key) {
        count(key)
      } else if key.utf8.count <= 2, let id = Int(key), (0...22).contains(id) {
        numbers += 1
        highest = max(highest, id)
      } else if containerKeys.contains(key.lowercased()), member.isObject || member.isArray, depth < 3 {
        gather(member, depth: depth + 1)
      } else if key != "error" {
        unknown += 1
      }
    }
  }

  private func isComponent(_ name: String) -> Bool {
    Component.named(name, in: .overview) != nil || Component.named(name, in: .channel) != nil
  }

  private mutating func count(_ name: String) {
    names += 1
    if Component.named(name, in: .overview) == nil { isChannel = true }
    if Component.named(name, in: .channel) == nil { isOverview = true }
  }
}

/// The report that the manifest, the request or the file's name speaks of.
private func reportHint(_ context: BodyContext) -> ReportKind? {
  let words = [context.kindHint, context.query["path"], context.stem].compactMap { $0?.lowercased() }
  for word in words where word.contains("report") || word.contains("overview") || word.contains("component") {
    if word.contains("overview") { return .overview }
    if word.contains("channel") { return .channel }
  }
  if context.query["channelId"] != nil || context.ids["channelId"] != nil { return .channel }
  return nil
}
