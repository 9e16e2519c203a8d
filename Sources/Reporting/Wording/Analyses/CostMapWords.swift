import Insights
import Notation

/// Sentences about where the money goes.
enum CostMapWords {
  static let dollars = Unit.money(currency: "USD")

  /// The template of its statements.
  static func sentence(_ s: Statement, _ c: StatementContext) -> RichSentence? {
    func money(_ name: String) -> String { c.text(s.number(name) ?? 0, dollars) }
    func share(_ name: String) -> String { c.text(s.number(name) ?? 0, .share) }
    func name(_ key: String) -> String {
      let short = PlainEnglish.shortened(s.text(key) ?? "")
      return key == "intent" ? "\u{201C}\(short)\u{201D}" : short
    }
    switch s.kind {
    case "waste":
      return RichSentence(
        "{\(share("share"))} of the cost, \(money("waste")) of \(money("spend")), went into conversations that were handed off, met an error "
          + "or failed silently.")
    case "intent", "assistant":
      return RichSentence(
        "\(name(s.kind)) costs {\(money("per-resolved"))} for each resolved conversation, against {\(money("rest"))} elsewhere.")
    case "intent-person", "assistant-person":
      let key = String(s.kind.dropLast("-person".count))
      return RichSentence(
        "\(name(key)) costs {\(money("per-resolved"))} for each resolved conversation, more than the stated cost of a person: "
          + "{\(money("person"))}.")
    case "concentration":
      let top = Int(s.number("top") ?? 0)
      return RichSentence(
        "\(top == 1 ? "One" : c.text(Double(top), .count)) of \(c.text(s.number("intents") ?? 0, .count)) intents "
          + "\(top == 1 ? "takes" : "take") {\(share("share"))} of the cost of conversations with an intent.")
    default: return nil
    }
  }

  /// The name of a part.
  static func name(_ part: CostMap.Part) -> String {
    switch part {
    case .handedOff: "Handed off"
    case .error: "An error of the assistant"
    case .silentFailure: "Looks handled and was not"
    case .success: "Resolved or action taken"
    case .unknown: "Outcome unknown"
    }
  }

  /// How much of the money solved nothing without a person.
  static func title(_ map: CostMap, _ c: StatementContext) -> String {
    guard map.all.spend > 0 else { return "Cost by what became of the conversations" }
    if map.waste == 0 { return "No cost went into hand-offs or failures" }
    return "\(c.text(map.waste / map.all.spend, .share)) of the cost went into hand-offs and failures"
  }

  /// Cost for each resolved conversation, in words.
  static func reading(_ map: CostMap, _ c: StatementContext) -> String {
    guard let own = map.all.perResolved else { return "No conversation with a known cost is resolved." }
    var text = "All cost over \(c.text(Double(map.all.resolved), .count)) resolved conversations: \(c.text(own, dollars)) each"
    if let interval = map.interval { text += " (\(c.text(interval.low, dollars)) to \(c.text(interval.high, dollars)), days as clusters)" }
    return text + "."
  }

  /// Groups that cost clearly more, or more than a person.
  static func groups(_ map: CostMap, _ noun: String) -> String {
    let groups = map.intents + map.assistants
    if let person = map.person {
      let dear = groups.filter { $0.name != nil && $0.isDearer(than: person.base) == .clearly }
      if dear.count == 1, let name = dear[0].name {
        return TitleLimit.choose(
          ["\(PlainEnglish.shortened(name, to: 30)) costs more than a person would"],
          otherwise: "One \(noun) costs more than a person would")
      }
      if dear.count > 1 { return "\(dear.count) \(noun)s cost more than a person would" }
    }
    let high = groups.filter { $0.isDistinct && ($0.own.perResolved ?? 0) > ($0.rest.perResolved ?? 0) }
    if high.count == 1, let name = high[0].name {
      return TitleLimit.choose(
        ["\(PlainEnglish.shortened(name, to: 30)) costs more for each resolved conversation"],
        otherwise: "One \(noun) costs more for each resolved conversation")
    }
    return high.isEmpty
      ? "No \(noun) costs clearly more for each resolved conversation"
      : "\(high.count) \(noun)s cost clearly more for each resolved conversation"
  }
}

/// Sentences about what the assistant is worth.
enum ReturnWords {
  /// The template of its statements.
  static func sentence(_ s: Statement, _ c: StatementContext) -> RichSentence? {
    func text(_ name: String, _ unit: Unit) -> String { c.text(s.number(name) ?? 0, unit) }
    switch s.kind {
    case "value":
      return RichSentence(
        "Under the stated assumptions the net value is {\(text("value", CostMapWords.dollars))}, from \(text("low", CostMapWords.dollars)) to "
          + "\(text("high", CostMapWords.dollars)), at {\(text("cost", CostMapWords.dollars))} of model cost.")
    case "time":
      return RichSentence(
        "Under the stated assumptions {\(text("time", .duration))} of people's time are saved, from \(text("low", .duration)) to "
          + "\(text("high", .duration)).")
    default: return nil
    }
  }

  /// The message.
  static func title(_ found: ReturnOnCost, _ c: StatementContext) -> String {
    guard let value = found.value else { return "Time saved: \(c.text(found.time.base, .duration)), as assumed" }
    let base = c.text(value.base, CostMapWords.dollars)
    if value.low > 0 { return "Worth more than it costs: net \(base), as assumed" }
    if value.high < 0 { return "Worth less than it costs: net \(base), as assumed" }
    return "Net value \(base), as assumed; the band includes zero"
  }

  /// Where it breaks even.
  static func reading(_ found: ReturnOnCost, _ c: StatementContext) -> String {
    guard let minutes = found.breakEvenMinutes, let resolved = found.breakEvenResolved else {
      return "Without the cost of people and of the model there is no net value and no break-even."
    }
    return "Net value is 0 at \(c.text(minutes * 60_000, .duration)) for each resolved conversation, or at "
      + "\(c.text(resolved.rounded(.up), .count)) resolved conversations, weighted by risk; there were \(c.text(found.resolved, .rate))."
  }
}
