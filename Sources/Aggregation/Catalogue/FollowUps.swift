import Notation

extension MetricCatalogue {
  /// Whether people came back, as observed.
  static let followUps: [Metric] = [
    again("out.recontact_observed_24h", "24 hours", .day), again("out.recontact_observed_72h", "72 hours", .threeDays),
    again("out.recontact_observed_7d", "7 days", .week),
    Metric(
      "out.recontact_same_intent_7d", .outcomes, "Came back with the same intent", short: "Same intent again",
      "Share of conversations that the same contact followed with another of the same intent within 7 days. Only conversations with a "
        + "known contact whose 7 days are over inside the loaded data take part.",
      formula: "|followed in 7 d by the same intent| / |known contact, 7 d closed|", .share, .lowerIsBetter, .all,
      .followUp(.recontact(.week, sameIntent: true, of: .everything)), needs: .contact),
    Metric(
      "out.durable_resolution_7d", .outcomes, "Durable resolution",
      "Share of the scored deflected conversations that were resolved, or ended with an action, after which the contact did not come back "
        + "within 7 days. Only those with a known contact whose 7 days are over inside the loaded data take part.",
      formula: "|SD resolved ∪ actioned, not followed in 7 d| / |SD resolved ∪ actioned, known contact, 7 d closed|", .share,
      .higherIsBetter, .scoredDeflected, .followUp(.lasting(.week, of: .scored && (.resolved || .actioned))), needs: .contact,
      synonyms: ["durable_resolution_rate"]),
  ]

  /// Who came back.
  static let returningContacts: [Metric] = [
    Metric(
      "vol.returning_users", .volume, "Returning users",
      "Different contacts with a conversation in the period that was not their first: they wrote before, in the period or in earlier "
        + "loaded data.", formula: "distinct contacts over C with an earlier conversation", .count, .neutral, .all,
      .followUp(.returningContacts), needs: .contact, synonyms: ["Returning users"], minimum: 1)
  ]

  /// Who was handed off again.
  static let repeatedHandoffs: [Metric] = [
    Metric(
      "hof.repeat_share", .handoffs, "Repeat hand-offs by contact", short: "Repeat hand-offs",
      "Share of the contacts with a hand-off in the period that were handed off two times or more.",
      formula: "contacts with |H| ≥ 2 / contacts with |H| ≥ 1", .share, .lowerIsBetter, .handedOff,
      .followUp(.repeatingContacts(.handedOff)), needs: .contact)
  ]

  private static func again(_ id: MetricID, _ words: String, _ window: FollowUpWindow) -> Metric {
    Metric(
      id, .outcomes, "Came back within \(words)", short: "Back in \(words)",
      "Share of conversations after whose last message the same contact began another within \(words). Only conversations with a known "
        + "contact whose \(words) are over inside the loaded data take part.",
      formula: "|followed within \(words)| / |known contact, \(words) closed|", .share, .lowerIsBetter, .all,
      .followUp(.recontact(window, sameIntent: false, of: .everything)), needs: .contact,
      synonyms: window == .day ? ["CALLBACK_SESSION_RATE", "Reopen rate"] : [])
  }
}
