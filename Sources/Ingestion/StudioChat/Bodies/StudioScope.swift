import Privacy
import Records

/// Names in figures and in what bodies are about, by dimension: id → name. Sparklines of tools and of knowledge bases that nothing told
/// apart are told apart by whose id it is. A name that several ids of a dimension have is not used for members: it would mix them.
func nameFigures(_ documents: inout Documents, _ bodies: Set<Int>, _ names: [String: [RedactedText: RedactedText]]) {
  let unique = names.mapValues { map in
    var uses: [RedactedText: Int] = [:]
    for name in map.values { uses[name, default: 0] += 1 }
    return map.filter { uses[$0.value] == 1 }
  }
  for index in documents.figures.indices where bodies.contains(documents.figures[index].body) {
    guard let member = documents.figures[index].member, let dimension = documents.figures[index].dimension else { continue }
    if dimension == SparklineSubject.unknown.dimension {
      let subject: SparklineSubject? =
        names["tool"]?[member] != nil ? .apiTools : names["knowledge-base"]?[member] != nil ? .knowledgeBases : nil
      guard let subject else { continue }
      documents.figures[index].dimension = subject.dimension
      documents.figures[index].metric = subject.metric
      documents.figures[index].member = unique[subject.dimension]?[member] ?? member
    } else if dimension != "assistant", dimension != "version" {
      documents.figures[index].member = unique[dimension]?[member] ?? member
    }
  }
  for index in bodies.sorted() {
    for (key, id) in documents.bodies[index].subject {
      if let name = names[key]?[id] { documents.bodies[index].subject[key] = name }
    }
  }
}

/// Takes the metric from figures that speak about something else than the source as a whole, so that they never answer for it: a search,
/// one value of a parameter, one item; and a whole account that is more than the project.
func keepScope(_ documents: inout Documents, _ bodies: Set<Int>) {
  let partial = ["search", "param", "action", "item", "source"]
  var narrowed: [Int: Set<String>] = [:]
  for index in bodies {
    let keys = Set(partial.filter { documents.bodies[index].subject[$0] != nil })
    if !keys.isEmpty { narrowed[index] = keys }
  }
  let accounts = otherAccounts(documents, bodies)
  for index in documents.figures.indices {
    let body = documents.figures[index].body
    if accounts.contains(body) { documents.figures[index].metric = nil }
    if let keys = narrowed[body], keys != documents.figures[index].dimension.map({ [$0] }) { documents.figures[index].metric = nil }
  }
}

/// Bodies about an account whose conversations are not those of the project in the same window.
private func otherAccounts(_ documents: Documents, _ bodies: Set<Int>) -> Set<Int> {
  var totals: [Int: Double] = [:]
  for figure in documents.figures where bodies.contains(figure.body) {
    if figure.quantity == "total_conversations", figure.dimension == nil, figure.bucket == nil { totals[figure.body] = figure.value }
  }
  let projects = bodies.filter { documents.bodies[$0].kind == "analytics" && documents.bodies[$0].subject.isEmpty }
  return bodies.filter { account in
    documents.bodies[account].kind == "account-analytics"
      && projects.contains {
        documents.bodies[$0].window == documents.bodies[account].window && totals[$0] != nil && totals[$0] != totals[account]
      }
  }
}
