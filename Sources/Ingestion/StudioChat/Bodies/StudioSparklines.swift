import Privacy
import Records

extension BodyKind {
  /// Four answers of one shape: a map from a thing to its calls of the last days. Tools and knowledge bases have ids that look alike: the
  /// manifest or the file name tells them apart, else the lists of tools and knowledge bases.
  static let studioSparklines: [BodyKind] = SparklineSubject.allCases.map { subject in
    BodyKind(
      subject.kind, endpoint: subject.endpoint,
      shape: .json { root, context in isSparklines(root, context) && sparklineSubject(root, context) == subject },
      landmarks: ["total", "series"],
      fields: [FieldUse("*.total", .figure(metric: subject.metric)), FieldUse("*.series.*.count", .figure(metric: subject.metric))]
        + contextUses("*.series.*.date"),
      .document { root, context, harvest in readSparklines(root, subject, context, &harvest) })
  }
}

/// What the keys of a sparkline name.
enum SparklineSubject: CaseIterable, Sendable {
  case apiTools, toolkits, skills, knowledgeBases, unknown

  var kind: String {
    switch self {
    case .apiTools: "sparklines-api-tools"
    case .toolkits: "sparklines-toolkits"
    case .skills: "sparklines-skills"
    case .knowledgeBases: "sparklines-kbs"
    case .unknown: "sparklines"
    }
  }
  var endpoint: String {
    switch self {
    case .apiTools: "GET …/analytics/api-tools/sparklines"
    case .toolkits: "GET …/analytics/toolkit-calls/sparklines"
    case .skills: "GET …/analytics/skills/sparklines"
    case .knowledgeBases: "GET …/analytics/kbs/sparklines"
    case .unknown: "GET …/analytics/(api-tools or kbs)/sparklines"
    }
  }
  var dimension: String {
    switch self {
    case .apiTools, .toolkits: "tool"
    case .skills: "skill"
    case .knowledgeBases: "knowledge-base"
    case .unknown: "tool or knowledge-base"
    }
  }
  var metric: String? {
    switch self {
    case .apiTools, .toolkits: "tool.calls"
    case .skills: "skill.loads"
    case .knowledgeBases: "kb.citations"
    case .unknown: nil
    }
  }
}

private func isSparklines(_ root: JSONNode, _ context: BodyContext) -> Bool {
  guard root.isObject else { return false }
  if root.count == 0 { return hint(context).contains("sparkline") }
  return root.members.allSatisfy { $0.has("total", "series") }
}

private func hint(_ context: BodyContext) -> String { (context.kindHint ?? context.stem).lowercased().replacing("_", with: "-") }

private func sparklineSubject(_ root: JSONNode, _ context: BodyContext) -> SparklineSubject {
  let name = hint(context)
  if name.contains("toolkit") { return .toolkits }
  if name.contains("skill") { return .skills }
  if name.contains("kb") || name.contains("knowledge") { return .knowledgeBases }
  if name.contains("tool") { return .apiTools }
  let keys = root.keys
  if keys.allSatisfy(isUUID) { return .unknown }
  let isUpper = keys.allSatisfy { key in key.utf8.allSatisfy { $0 < 0x61 || $0 > 0x7A } }
  return isUpper ? .toolkits : .skills
}

private func readSparklines(_ root: JSONNode, _ subject: SparklineSubject, _ context: BodyContext, _ harvest: inout Harvest) {
  let longest = root.members.map { $0["series"]?.count ?? 0 }.max() ?? 0
  let days = context.trailingDays ?? max(14, longest)
  harvest.update {
    $0.anchor = .event
    // Never a window that a folder's name states: it trails from the moment of the capture.
    $0.window = .trailing(days: days)
    $0.rows = root.count
  }
  for member in root.members where !member.key.isEmpty {
    let cut: Cut = (subject.dimension, harvest.reference(member.key))
    harvest.figures([Quantity("total", .count, subject.metric)], of: member, under: "*.", cut: cut)
    harvest.series([Quantity("count", .count, subject.metric)], member["series"], under: "*.series.*.", cut: cut)
  }
}
