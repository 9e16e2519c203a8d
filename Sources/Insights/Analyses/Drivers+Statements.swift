import Aggregation
import Notation
import Records
import Statistics

extension Analysis {
  /// Why the headline shares moved.
  public static let drivers = Analysis(
    .drivers,
    method: AnalysisMethod(
      title: "Drivers of a change",
      question: "Why did the headline shares move: did other things come in, or did the same things end differently?",
      inputs: [
        "has_handoff, sentiment_label, deflection_quality", "playbook_name, inbox_name, user_intent, language, model, last_message_at",
      ],
      steps: [
        "The change of a share is taken apart by assistant, channel, intent, language, model and time of day.",
        "Mix is what a group's weight added, rate is what its own share added, in the symmetric midpoint form (Kitagawa 1955): all parts "
          + "add up to the change exactly, in whatever order.",
        "A dimension is shown when its groups share the change less evenly than in 95% of 200 random labellings; the best two are shown.",
      ],
      guards: [
        "Only metrics that may be compared, over the days that both periods have, with 50 cases on each side.",
        "Groups with fewer than 30 cases on both sides are one group, Other; a group of one period has the overall rate in the other.",
        "A dimension that is stated for fewer than half of the cases, or for 20 points more or fewer than before, is left out.",
        "A group's own rate counts as changed after Benjamini\u{2013}Hochberg (q = 0.10) over the groups of the dimension.",
      ]),
    queries: [Query(Drivers.metrics)],
    counts: Drivers.dimensions.map(Drivers.query),
    run: { input in
      guard input.comparison.previous != nil else { return AnalysisOutcome(.firstPeriod) }
      let drivers = Drivers(input)
      if drivers.changes.isEmpty { return AnalysisOutcome(drivers.shortfall(input)) }
      return AnalysisOutcome(drivers, drivers.statements)
    })
}

extension Drivers {
  /// Why no share can be taken apart.
  func shortfall(_ input: AnalysisInput) -> Shortfall {
    for metric in Self.metrics.compactMap(MetricCatalogue.metric) {
      let comparison = input.comparison.comparison(of: metric, figures: input.figures)
      switch comparison.verdict {
      case .notComparable: return .notComparable
      case .noData, .notConfigured: continue
      default: return .tooFew(have: min(comparison.current.base, comparison.previous?.base ?? 0), need: verdictBase, of: "conversations")
      }
    }
    return .notInData(field: "has_handoff")
  }

  /// For each clear change: what the same groups did differently, what came in more or less often, and whether all parts moved against
  /// the whole. Resolution without hand-off repeats resolution and is left to it where both are there.
  var statements: [Statement] {
    let hasResolution = changes.contains { $0.metric.id == "out.resolution_rate_scored" }
    return changes.flatMap { change -> [Statement] in
      if hasResolution && change.metric.id == "out.dq_resolved" { return [] }
      return [change.simpson, change.largest(\.rate, "rate"), change.largest(\.mix, "mix")].compactMap { $0 }
    }
  }
}

extension Drivers.Change {
  private var direction: Direction { metric.direction }

  private func tone(_ value: Double) -> Statement.Tone {
    switch direction {
    case .neutral: .neutral
    case .higherIsBetter: value > 0 ? .better : value < 0 ? .worse : .neutral
    case .lowerIsBetter: value < 0 ? .better : value > 0 ? .worse : .neutral
    }
  }

  private var common: [Fact] {
    let cut = cuts.first
    return [
      Fact("metric", .metric(metric.id)), Fact("before", .number(cut?.before ?? 0, .share)), Fact("now", .number(cut?.now ?? 0, .share)),
      Fact("change", .number(delta, .points)),
    ]
  }

  /// The largest part of one kind that points the way of the change, over the dimensions shown; nil when the whole has not clearly changed,
  /// or no part is large enough to matter.
  func largest(_ part: KeyPath<DriverCut.Group, Double>, _ kind: String) -> Statement? {
    guard comparison.isClear, delta != 0 else { return nil }
    let least = max(Drivers.leastPart, abs(delta) / 5)
    var best: (cut: DriverCut, group: DriverCut.Group)?
    for cut in cuts {
      for group in cut.groups where !group.isRest && !group.isMissing {
        let value = group[keyPath: part]
        guard abs(value) >= least, (value > 0) == (delta > 0) else { continue }
        if kind == "rate", !group.isClear { continue }
        if abs(value) > best.map({ abs($0.group[keyPath: part]) }) ?? 0 { best = (cut, group) }
      }
    }
    guard let (cut, group) = best else { return nil }
    let value = group[keyPath: part]
    let bases = cut.bases
    var facts = common
    facts += [
      Fact("dimension", .name(cut.dimension.rawValue)), Fact("group", .name(group.label)), Fact("contribution", .number(value, .points)),
    ]
    if kind == "rate" {
      facts += [
        Fact("group-before", .number(group.before ?? 0, .share)), Fact("group-now", .number(group.now ?? 0, .share)),
      ]
    } else {
      facts += [
        Fact("share-before", .number(Double(group.counts.base0) / Double(max(1, bases.before)), .share)),
        Fact("share-now", .number(Double(group.counts.base1) / Double(max(1, bases.now)), .share)),
      ]
    }
    facts.append(Fact("cases", .number(Double(group.counts.base1), .count)))
    return Statement(
      .drivers, kind, facts: facts, impact: abs(value) * Double(bases.now), certainty: certainty(kind, group),
      tone: kind == "rate" ? tone(value) : .neutral)
  }

  private func certainty(_ kind: String, _ group: DriverCut.Group) -> Statement.Certainty {
    guard kind == "rate" else { return .certain }
    guard let interval = group.interval else { return .descriptive }
    let margin = metric.practicalMargin
    if interval.low > margin || interval.high < -margin { return .certain }
    return group.isClear ? .likely : .descriptive
  }

  /// Every group that is there in both periods moved against the whole, so the whole says something about what came in, not about how
  /// it was handled (E. H. Simpson, JRSS B 1951).
  var simpson: Statement? {
    for cut in cuts {
      let both = cut.groups.filter { $0.presence == .both }
      guard abs(delta) >= Drivers.leastPart, both.count >= 2, abs(cut.rate) >= Drivers.leastPart else { continue }
      let isAgainst = both.allSatisfy { group in
        guard let before = group.before, let now = group.now, now != before else { return false }
        return (now > before) != (delta > 0)
      }
      guard isAgainst, (cut.rate > 0) != (delta > 0) else { continue }
      return Statement(
        .drivers, "simpson",
        facts: common + [
          Fact("dimension", .name(cut.dimension.rawValue)), Fact("groups", .number(Double(both.count), .count)),
          Fact("mix", .number(cut.mix, .points)), Fact("rate", .number(cut.rate, .points)),
        ],
        impact: abs(cut.mix) * Double(cut.bases.now), certainty: .certain, tone: tone(cut.rate))
    }
    return nil
  }
}
