import Records

extension BodyKind {
  /// One line per simulation of a training set: the compact form of an execution.
  static let chanlMetadata = BodyKind(
    "dataset-metadata", endpoint: "POST /datasets/export (metadata)",
    shape: .json { root, _ in
      let line = root.isArray ? root.elements.first : root
      return line?["executionId"] != nil && line?["turnCount"] != nil
    },
    landmarks: ["executionId", "turnCount", "scenarioId", "personaId"],
    fields: metadataFields(""),
    .rows(keys: []) { row, number, _, harvest in
      guard row.isObject else { return .rejected(.notAnObject, field: nil) }
      guard row["executionId"]?.identifier?.isEmpty == false else { return .rejected(.noID, field: "executionId") }
      var fields: [FieldID: FieldValue] = [
        "id": harvest.reference(row["executionId"]), "scenarioId": harvest.reference(row["scenarioId"]),
        "personaId": harvest.reference(row["personaId"]), "turns": harvest.number(row["turnCount"], .count, "turnCount"),
        // `joinChanl` sees all scores of the file and puts those of 0–10 right.
        "score": harvest.number(row["score"], .score100, "score"),
        "duration": harvest.number(row["duration"], .milliseconds, "duration"),
      ]
      if let name = harvest.redacted(row["personaName"]) { fields["persona"] = .text(name) }
      harvest.record(.simulations, row: number, fields)
      return .accepted
    })

  /// Pairs of a better and a worse answer.
  static let chanlPreferences = BodyKind(
    "dataset-dpo", endpoint: "POST /datasets/export (dpo)",
    shape: .json { root, _ in
      let line = root.isArray ? root.elements.first : root
      return line?["input"] != nil && line?["preferred_output"] != nil
    },
    landmarks: ["preferred_output", "non_preferred_output", "input"],
    fields: samples(["input.**", "preferred_output.**", "non_preferred_output.**"]) + linkFields,
    .rows(keys: [], readSample))

  /// Chats in the form of the OpenAI interface, with or without tools.
  static let chanlChats = BodyKind(
    "dataset-openai", endpoint: "POST /datasets/export (openai, openai-tools)",
    shape: .json { root, _ in
      guard let line = root.isArray ? root.elements.first : root, let first = line["messages"]?.elements.first else { return false }
      let known: Set = ["messages", "tools", "functions", "parallel_tool_calls", "metadata", "executionId"]
      return line.keys.allSatisfy(known.contains) && first["role"]?.string != nil && first["id"] == nil && first["created_at"] == nil
        && first["createdAt"] == nil && first["timestamp"] == nil
    },
    landmarks: ["messages", "tools"],
    fields: samples(["messages.**", "tools.**", "functions.**", "parallel_tool_calls"]) + linkFields,
    .rows(keys: [], readSample))

  /// Chats as one array of turns each.
  static let chanlShareGPT = BodyKind(
    "dataset-sharegpt", endpoint: "POST /datasets/export (sharegpt)",
    shape: .json { root, _ in
      let first = (root.isArray ? root.elements.first : root)?["conversations"]?.elements.first
      return first?["from"] != nil && first?["value"] != nil
    },
    landmarks: ["conversations"],
    fields: samples(["*.conversations.*.from", "*.conversations.*.value", "*.system", "*.tools"]) + linkFields,
    .rows(keys: [], readSample))

  /// What was said in one call: turns are counted, words never kept.
  static let chanlTranscript = BodyKind(
    "live-call-transcript", endpoint: "GET https://api.chanl.ai/v1/live-calls/{callId}/transcript",
    shape: .json { root, _ in root["callId"] != nil && root["transcript"]?.isArray == true },
    landmarks: ["callId", "transcript"],
    fields: [
      FieldUse("callId", .context), FieldUse("isSimulation", .context), FieldUse("transcript", .figure(metric: nil)),
      FieldUse("transcript.*.speaker", .figure(metric: nil)), FieldUse("transcript.*.timestamp", .figure(metric: nil)),
      FieldUse("transcript.*.text", .unused("what was said, never published")),
    ],
    .document(readTranscript))
}

private let sample = "training text, never published: lines are counted"
private func samples(_ paths: [String]) -> [FieldUse] { paths.map { FieldUse($0, .unused(sample)) } }

private func metadataFields(_ prefix: String) -> [FieldUse] {
  let records: [(String, FieldID)] = [
    ("executionId", "id"), ("scenarioId", "scenarioId"), ("personaId", "personaId"), ("personaName", "persona"), ("score", "score"),
    ("turnCount", "turns"), ("duration", "duration"),
  ]
  let tags = FieldUse.Use.unused("tags of the scenario, which the list of scenarios carries")
  return records.map { FieldUse(prefix + $0.0, .record(.simulations, $0.1)) }
    + [FieldUse(prefix + "tags.*", tags)]
}

private let linkFields = ["executionId", "metadata.executionId"].map { FieldUse($0, .record(.simulations, "id")) }

/// A line that names its simulation adds what it knows of it; every other line is a sample, which is only counted.
private func readSample(_ row: JSONNode, _ number: Int, _ context: BodyContext, _ harvest: inout Harvest) -> RowVerdict {
  guard row.isObject else { return .rejected(.notAnObject, field: nil) }
  guard let id = (row["executionId"] ?? row["metadata"]?["executionId"])?.identifier, !id.isEmpty else { return .accepted }
  var fields: [FieldID: FieldValue] = ["id": .text(harvest.reference(id))]
  if let turns = row["messages"] ?? row["conversations"] {
    let spoken = turns.elements.count { ["user", "assistant", "human", "gpt"].contains($0.first(["role", "from"])?.string ?? "") }
    fields["turns"] = .number(Double(spoken))
  }
  harvest.record(.simulations, row: number, fields)
  return .accepted
}

private func readTranscript(_ root: JSONNode, _ context: BodyContext, _ harvest: inout Harvest) {
  let turns = root["transcript"]?.elements ?? []
  let call = root["callId"]?.identifier.map { harvest.reference($0) }
  var times: [Instant] = []
  for turn in turns {
    if case .time(let at) = harvest.time(turn["timestamp"], "transcript.*.timestamp") { times.append(at) }
  }
  harvest.update {
    $0.rows = turns.count
    $0.anchor = .event
    $0.subject["call"] = call
    if let first = times.min(), let last = times.max() {
      $0.window = .interval(first..<max(last, Instant(microseconds: first.microseconds + 1)))
    }
  }
  harvest.figure("turns", value: Double(turns.count), .count, path: "transcript")
  for speaker in ["agent", "customer"] {
    let count = turns.count { $0["speaker"]?.string == speaker }
    harvest.figure("turns." + speaker, value: Double(count), .count, path: "transcript.*.speaker")
  }
  if let first = times.min(), let last = times.max() {
    harvest.figure(
      "duration", value: Double(last.microseconds - first.microseconds) / 1000, .milliseconds, path: "transcript.*.timestamp")
  }
}
