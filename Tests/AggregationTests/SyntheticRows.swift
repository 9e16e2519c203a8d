import Records

/// SplitMix64 (Steele, Lea, Flood 2014): the same rows in every run.
struct SeededRandom: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Invented conversations with every kind of gap: missing labels, times, messages, costs; unknown labels; contradictions.
func syntheticRows(_ n: Int, seed: UInt64, days: Int64 = 40) -> [Row] {
  var random = SeededRandom(state: seed)
  func chance(_ p: Double) -> Bool { Double.random(in: 0..<1, using: &random) < p }
  func pick(_ values: [String?]) -> String? { values.randomElement(using: &random) ?? nil }
  return (0..<n).map { _ in
    var row = Row()
    let start = utc(2026, 2, 26) + Int64.random(in: 0..<days * 86_400_000_000, using: &random)
    if !chance(0.03) { row.first = start }
    if !chance(0.03) { row.last = start + Int64.random(in: -1_000_000..<4_000_000_000, using: &random) }
    row.handoff = chance(0.1) ? nil : chance(0.3)
    row.error = chance(0.05)
    row.count = chance(0.05) ? nil : Int32.random(in: 0...30, using: &random)
    row.meanLatency = chance(0.2) ? nil : Int32.random(in: 0...9000, using: &random)
    row.sentiment = pick([nil, "negative", "neutral", "positive", "confused"])
    row.resources = pick([nil, nil, "irrelevant", "partial", "relevant"])
    row.shift = pick([nil, "improved", "stable", "degraded"])
    row.risk = pick([nil, "low", "medium", "high"])
    if row.handoff != true || chance(0.05) { row.quality = pick([nil, "resolved", "partial", "actioned", "no_response", "odd"]) }
    if row.handoff == true || chance(0.05) { row.reason = pick([nil, "policy", "user_request", "frustration", "bot_limitation"]) }
    row.assistant = pick([nil, "Ada", "Bob", "Cem"])
    row.version = chance(0.2) ? nil : Int32.random(in: 1...3, using: &random)
    row.inbox = pick([nil, "Web", "Mail"])
    row.model = pick(["m1", "m2"])
    row.intent = pick([nil, "refund status", "Status: Refund!", "cancel", "Água"])
    row.contact = chance(0.2) ? 0 : UInt64.random(in: 1...200, using: &random)
    row.tags = ["vip", "new", "bug"].filter { _ in chance(0.4) }
    row.skills = ["returns", "billing"].filter { _ in chance(0.3) }
    row.participants = ["Ada", "Bob"].filter { _ in chance(0.5) }
    row.winback = chance(0.1)
    row.cited = chance(0.4)
    row.items = row.cited ? ["faq-1", "faq-2", "guide"].filter { _ in chance(0.5) } : []
    row.source = pick([nil, "Shop", "Service"])
    row.scoredCount = chance(0.3) ? Int32.random(in: 0...30, using: &random) : nil
    row.impossible = chance(0.02)
    if chance(0.8) { row.messages = messages(start, &random) }
    row.winbackAnswered = row.winback && row.messages != nil && chance(0.3)
    if row.messages != nil {
      row.calls = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        CallRow(
          tool: pick(["search", "order", "mail"]) ?? "search", success: chance(0.1) ? nil : chance(0.8),
          duration: chance(0.2) ? nil : Int32.random(in: 0...3000, using: &random),
          at: chance(0.2) ? nil : start + Int64.random(in: 0..<2_000_000_000, using: &random))
      }
    }
    return row
  }
}

private func messages(_ start: Int64, _ random: inout SeededRandom) -> [MessageRow] {
  (0..<Int.random(in: 0...8, using: &random)).map { i in
    let role: MessageRole = i % 3 == 2 ? .other : i % 2 == 0 ? .user : .assistant
    return MessageRow(
      role: role, winback: Double.random(in: 0..<1, using: &random) < 0.05,
      at: i % 5 == 4 ? nil : start + Int64(i) * Int64.random(in: 0..<900_000_000, using: &random),
      latency: Bool.random(using: &random) ? Int32.random(in: 0...12_000, using: &random) : nil,
      input: Bool.random(using: &random) ? Int32.random(in: 0...5000, using: &random) : nil,
      output: Bool.random(using: &random) ? Int32.random(in: 0...500, using: &random) : nil,
      cost: Bool.random(using: &random) ? Double(Int.random(in: 0...90_000, using: &random)) / 1e6 : nil,
      characters: Int.random(in: 0..<9, using: &random) == 0 ? nil : Int32.random(in: 0...400, using: &random),
      marks: MessageMarks(rawValue: (i == 5 ? 1 : 0) | (role == .assistant ? UInt8.random(in: 0...1, using: &random) * 2 : 0)))
  }
}
