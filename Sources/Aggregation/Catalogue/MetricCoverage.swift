/// docs/metrics-coverage.md: every figure that the plan of the product names, and where it is. A test holds each line against the
/// catalogue, so that the list cannot rot.
public enum MetricCoverage {
  /// Where a figure is.
  enum Place: Sendable {
    /// A metric of the same id.
    case metric
    /// Under other ids, which say more exactly what they are.
    case named([MetricID])
    /// A metric that is cut by a dimension.
    case cut(MetricID, by: [DimensionID])
    /// Not one number of a period: shown by a part of the report.
    case part(String)
    /// No source has it.
    case absent(String)
  }

  typealias Entry = (id: String, place: Place)

  /// Every id, by subject.
  static let subjects: [(title: String, entries: [Entry])] = [
    ("Volume and engagement", volume), ("Outcomes", outcomes), ("Hand-offs", handoffs), ("Sentiment", sentiment), ("Satisfaction", csat),
    ("Conversions, goals and funnels", conversions), ("Topics, intents, languages, tags", topics), ("Knowledge", knowledge),
    ("Tools and skills", tools), ("Response time, errors, models", latency), ("Cost and return", cost), ("Simulations and evals", tests),
    ("Calls and inbox", calls), ("Assistants, review, data quality", quality),
  ]

  private static func here(_ ids: String...) -> [Entry] { ids.map { ($0, .metric) } }

  private static let volume: [Entry] =
    here(
      "vol.conversations", "vol.conversations_started", "vol.engaged", "vol.engaged_rate", "vol.messages", "vol.messages_user",
      "vol.messages_assistant", "vol.interactions", "vol.msgs_per_conv_mean", "vol.msgs_per_conv_median", "vol.short_share",
      "vol.long_share", "vol.duration_median", "vol.duration_p90", "vol.duration_mean", "vol.message_length_median", "vol.users",
      "vol.returning_users", "vol.conv_per_user", "vol.after_hours_share", "vol.per_day_adj", "vol.concurrency_peak", "vol.share",
      "vol.step_exec", "vol.winback_sent", "vol.winback_answered", "vol.winback_rate")
    + [
      ("vol.peak_hour", .cut("vol.hourly_starts", by: ["hour"])), ("vol.hour_weekday", .cut("vol.hourly_starts", by: ["weekday", "hour"])),
      ("vol.delta", .part("Every card and table with a comparison shows it.")),
    ]

  private static let outcomes: [Entry] =
    here(
      "out.deflection_rate", "out.handoff_rate", "out.dq_resolved", "out.dq_partial", "out.dq_actioned", "out.dq_no_response",
      "out.resolution_rate_scored", "out.resolution_low", "out.resolution_high", "out.true_resolution", "out.inflation_gap",
      "out.happy_resolution", "out.silent_failure_rate", "out.unknown_share", "out.abandoned_rate", "out.recontact_risk_low",
      "out.recontact_risk_med", "out.recontact_risk_high", "out.recontact_observed_24h", "out.recontact_observed_72h",
      "out.recontact_observed_7d", "out.durable_resolution_7d", "out.completion_rate", "out.error_conversations")
    + [
      (
        "out.involvement_rate",
        .absent("It needs the conversations of the whole inbox, with those no assistant touched; no supported export has them.")
      ),
      ("out.automation_rate", .absent("It is involvement times resolution, and involvement is not known.")),
    ]

  private static let handoffs: [Entry] =
    here(
      "hof.count", "hof.reason_policy", "hof.reason_user_request", "hof.reason_frustration", "hof.reason_bot_limitation",
      "hof.reason_unclassified", "hof.avoidable_rate", "hof.turn_median", "hof.time_to_handoff_median", "hof.negative_share",
      "hof.closed_hours_share", "hof.repeat_share")
    + [
      (
        "hof.contribution",
        .named([
          "hof.contribution_policy", "hof.contribution_user_request", "hof.contribution_frustration", "hof.contribution_bot_limitation",
        ])
      )
    ]

  private static let sentiment: [Entry] =
    here(
      "sen.positive", "sen.neutral", "sen.negative", "sen.net", "sen.shift_improved", "sen.shift_stable", "sen.shift_degraded",
      "sen.shift_net", "sen.recovery_rate", "sen.spoiled_rate")
    + [("sen.matrix", .cut("vol.conversations", by: ["outcome", "sentiment", "shift"]))]

  private static let csat: [Entry] =
    here(
      "csat.rated", "csat.score", "csat.dsat", "csat.neutral", "csat.mean", "csat.net", "csat.response_rate_vendor", "csat.response_rate",
      "csat.remark_rate", "csat.rows_loaded")
    + [
      ("csat.verbatims", .part("The remarks are listed on the page of satisfaction where the project publishes them.")),
      ("csat.adjusted", .part("The analysis of representativeness weighs the ratings anew.")),
    ]

  private static let conversions: [Entry] =
    here(
      "cnv.events", "cnv.value", "cnv.avg_value", "cnv.converting", "cnv.rate_vendor", "cnv.rate_cohort", "cnv.value_per_conversation",
      "cnv.time_to_convert_median", "cnv.heartbeat_age", "goal.rate", "fun.step_rate", "fun.drop")

  private static let topics: [Entry] =
    here(
      "top.count", "top.share", "top.handoff_rate", "top.negative_share", "top.coverage", "int.count", "int.hits", "int.score_median",
      "int.distinct", "tag.count", "lang.share")
    + [
      ("top.new", .part("The analysis of topic shift lists new, rising, falling and gone intents.")),
      ("top.rising", .part("The analysis of topic shift.")), ("top.falling", .part("The analysis of topic shift.")),
      ("top.gone", .part("The analysis of topic shift.")), ("tag.*", .cut("out.deflection_rate", by: ["tag"])),
      ("lang.*", .cut("out.deflection_rate", by: ["language"])),
    ]

  private static let knowledge: [Entry] =
    here(
      "kb.citations", "kb.citation_rate", "kb.item_coverage", "kb.dead_items", "kb.relevant", "kb.partial", "kb.irrelevant",
      "kb.no_source_share", "kb.needs_training")
    + [
      ("kb.concentration", .part("The page of knowledge says how few items make most citations.")),
      ("kb.gap_score", .part("The analysis of knowledge gaps ranks intents by it.")),
      ("kb.search_zero_rate", .absent("Searches of the knowledge base are in no supported export.")),
      ("kb.search_top_score", .absent("Searches of the knowledge base are in no supported export.")),
      ("kb.item_outcome_lift", .part("The analysis of knowledge items.")),
    ]

  private static let tools: [Entry] =
    here(
      "tool.calls", "tool.failures", "tool.success_rate", "tool.duration_mean", "tool.duration_p50", "tool.duration_p95",
      "tool.conversations", "tool.retry_rate", "toolkit.by_action", "toolkit.by_param", "skill.loads", "skill.failures",
      "skill.conversations")
    + [
      ("tool.error_top", .cut("tool.recent_failures", by: ["error"])),
      ("tool.exposure_harm", .part("The analysis of the harm of failed tools.")),
      ("skill.outcome", .cut("out.deflection_rate", by: ["skill"])),
      ("skill.dead", .absent("Exports list the skills that were loaded, not those that are defined.")),
    ]

  private static let latency: [Entry] =
    here(
      "lat.mean", "lat.p50", "lat.p90", "lat.p95", "lat.p99", "lat.max", "lat.first_response_p50", "lat.slo_share", "err.rate", "mdl.share")
    + [
      ("err.by_type", .absent("Exports mark a conversation with an error and do not say which kind it was.")),
      ("mdl.*", .cut("out.deflection_rate", by: ["model"])),
    ]

  private static let cost: [Entry] =
    here(
      "cost.tokens_total", "cost.tokens_in", "cost.tokens_out", "cost.total", "cost.per_conversation", "cost.p95_conversation",
      "cost.per_resolved", "cost.waste_share", "cost.per_conversion", "cost.return", "roi.hours_saved_vendor", "roi.hours_saved",
      "roi.net_value", "roi.ratio", "roi.fte")

  private static let tests: [Entry] =
    here(
      "per.total", "per.active", "per.unused", "sim.count", "sim.score", "sim.success_rate", "sc.score", "sc.criterion_pass",
      "eval.pass_rate", "eval.error_rate", "eval.ambiguous_rate", "eval.age")
    + [
      ("sim.trend", .part("The daily series of simulations, and the vendor's own counts beside ours.")),
      ("sim.best", .part("The page of simulations ranks personas with shrunken scores.")), ("sim.worst", .part("The same ranking.")),
      ("sim.difficulty_slope", .part("The page of simulations says where scores do not fall with difficulty.")),
      ("sim.coverage_matrix", .part("The page of simulations lists combinations without a simulation.")),
      ("eval.regressions", .part("The page of evals lists cases that fail since the run before.")),
      ("eval.fixes", .part("The page of evals.")), ("eval.flaky", .part("The page of evals.")),
      ("eval.version_gap", .part("The page of evals names versions without a run.")),
    ]

  private static let calls: [Entry] =
    here(
      "call.duration_total", "call.duration_median", "call.user_inputs_median", "call.end_reason", "call.exit_step", "call.transfer_rate",
      "call.transfer_target")
    + [
      ("call.trend", .part("The daily series of calls.")),
      ("call.talk_ratio", .absent("Executions of scorecards state no speaking times.")),
      ("call.silence", .absent("Executions of scorecards state no speaking times.")),
      ("call.interruptions", .absent("Executions of scorecards state no speaking times.")),
      ("call.cost", .named(["sim.cost"])),
      ("inbox.*", .named(["inbox.conversations", "inbox.messages", "inbox.agents", "inbox.first_response"])),
    ]

  private static let quality: [Entry] =
    here("ver.deployments", "ast.multi_share", "dq.scored_coverage", "dq.stale_scores", "dq.impossible")
    + [
      ("ver.delta", .part("The analysis of versions.")), ("rev.queue", .part("The review queue.")),
      ("alr.fired", .part("The page of alerts replays every rule.")), ("ano.days", .part("The anomaly log.")),
      ("dq.duplicates", .part("The inventory of files counts repeated rows.")),
      ("dq.truncated", .part("The inventory of files names lists of which rows are missing.")),
      ("dq.window_mismatch", .part("The inventory of files states the window of each.")),
      ("dq.partial_day", .part("The status line says how many days are covered.")),
      ("dq.reconciliation", .part("The page of data quality compares vendors' figures with ours.")),
      ("dq.restatement", .part("The archive says what changed since a period was first published.")),
      ("dq.freshness", .part("The inventory of files states when each was taken.")),
    ]

  /// Figures that no supported export can feed, and why.
  public static var absent: [(id: String, reason: String)] {
    subjects.flatMap(\.entries).compactMap { entry in
      if case .absent(let reason) = entry.place { (entry.id, reason) } else { nil }
    }
  }

  /// The whole document.
  public static var markdown: String {
    var text = """
      # Coverage of the plan

      Written from `Sources/Aggregation/Catalogue/MetricCoverage.swift` and held against the catalogue by a test (`make record` writes it
      anew). Every figure that the plan of the product names is here, with its place; definitions are in [metrics](metrics.md).

      """
    for (title, entries) in subjects {
      text += "\n## \(title)\n\n| Figure | Where |\n|---|---|\n"
      for entry in entries { text += "| `\(entry.id)` | \(words(entry.place)) |\n" }
    }
    return text
  }

  private static func words(_ place: Place) -> String {
    switch place {
    case .metric: "metric"
    case .named(let ids): "as " + ids.map { "`\($0)`" }.joined(separator: ", ")
    case let .cut(id, dimensions): "`\(id)` by " + dimensions.map { "`\($0)`" }.joined(separator: ", ")
    case .part(let words): words
    case .absent(let reason): "not available: \(reason)"
    }
  }
}
