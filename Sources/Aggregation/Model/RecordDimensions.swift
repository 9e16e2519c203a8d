extension DimensionCatalogue {
  /// Dimensions that only records and figures of vendors have.
  static let ofRecords: [Dimension] = [
    of("channel", "Channel", "Channel of the bot."),
    of("channel-type", "Channel type", "Kind of channel: web chat, telephone."),
    of("step", "Step", "Step of the flow."),
    of("end-reason", "End reason", "Why a call ended."),
    of("transfer-target", "Transfer target", "Where a call was put through to."),
    of("goal", "Goal", "Goal that a conversation reached: of the project, or of the vendor."),
    of("funnel", "Funnel", "Way of several steps that conversations go, or leave."),
    of("funnel-step", "Funnel step", "Step of a funnel."),
    of("escalation-reason", "Escalation reason", "Why a conversation was escalated."),
    of("safety-event", "Safety event", "Kind of safety event."),
    of("conversion", "Conversion", "Conversion metric, by its slug."),
    of("rating", "Rating", "Rating that a customer gave."),
    of("agent", "Agent", "Person who answers in the inbox."),
    of("topic", "Topic", "Topic that a model of the vendor named."),
    of("knowledge-base", "Knowledge base", "Knowledge base."),
    of("item", "Knowledge item", "Item of a knowledge base."),
    of("citation-source", "Cited source", "Source that answers cite, as the vendor lists it."),
    of("action", "Action", "Action of a toolkit."),
    of("param", "Parameter", "Parameter of a toolkit call, as the vendor lists it."),
    of("tool-family", "Kind of tool", "API tool, toolkit or skill."),
    of("error", "Error family", "Errors of tools whose texts differ only in numbers, ids and addresses."),
    of("persona", "Persona", "Simulated caller."),
    of("emotion", "Emotion", "Emotion of the simulated caller."),
    of("difficulty", "Difficulty", "Difficulty of the simulated caller."),
    of("noise", "Background noise", "Noise behind the simulated caller."),
    of("persona-tag", "Persona tag", "Tags of the simulated caller; a simulation counts under each.", many: true),
    of("scenario", "Scenario", "Situation that was simulated."),
    of("scenario-tag", "Scenario tag", "Tags of the scenario; it counts under each.", many: true),
    of("mode", "Mode", "How a simulation was run: text, voice, telephone."),
    of("simulation-status", "Status of the simulation", "How a simulation ended."),
    of("criterion", "Criterion", "Criterion of a scorecard."),
    of("scorecard-category", "Scorecard category", "Category of a scorecard's criteria."),
    of("eval-case", "Eval case", "Written test of an assistant."),
    of("eval-tag", "Eval tag", "Tags of an eval case; a result counts under each.", many: true),
    of("eval-status", "Eval status", "Result of an eval case."),
  ]

  private static func of(_ id: DimensionID, _ title: String, _ definition: String, many: Bool = false) -> Dimension {
    Dimension(id: id, title: title, isMultiValued: many, order: .largestFirst, definition: definition, kind: .recordField)
  }
}

extension Dimension {
  /// True when conversations can be cut by it.
  public var isOfConversations: Bool { kind != .recordField }
}
