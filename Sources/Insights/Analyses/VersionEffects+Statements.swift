import Aggregation
import Notation
import Records

extension Analysis {
  /// Outcomes before and after a version went live.
  public static let versionEffects = Analysis(
    .versionEffects,
    method: AnalysisMethod(
      title: "Before and after a version",
      question: "Did a new version of an assistant do better than the one before?",
      inputs: ["active.version, active.activated_at", "playbook_version, user_intent, inbox_name, has_handoff, sentiment_label"],
      steps: [
        "A version goes live at its stated activation; without a list of them, on the first day on which it has most conversations.",
        "Up to 28 whole days before and after are compared, in whole weeks, without the day itself.",
        "The difference is standardised: both sides get the same mix of intents (strata below 10 conversations are one). Its error is the "
          + "spread between days, with Student's t.",
        "The same is asked by channel, for all assistants without a change (difference in differences), and for two earlier days on which "
          + "nothing went live.",
      ],
      guards: [
        "50 conversations on each side, one whole week on each side without another change, 80% of cases in intents that both sides have.",
        "No statement where more than a fifth of the conversations in the window had another version.",
        "Clear: passes Benjamini\u{2013}Hochberg (q = 0.10) over all versions and shares, and every one of the questions agrees.",
        "A conversation belongs to the version that it ended with; those of any other version in the window are left out and counted.",
      ]),
    queries: [Query(VersionEffects.metrics)], counts: [VersionEffects.query(by: "intent"), VersionEffects.query(by: "inbox")],
    run: { input in
      let effects = VersionEffects(input)
      if effects.effects.isEmpty { return AnalysisOutcome(effects.shortfall) }
      return AnalysisOutcome(effects, effects.statements(in: input.period))
    })
}

extension VersionEffects {
  /// Why nothing is said.
  var shortfall: Shortfall {
    guard let first = skipped.first else { return .notInData(field: "two versions of one assistant in or shortly before the period") }
    switch first.reason {
    case .tooFewDays: return .notEnoughHistory(have: 0, need: 1, of: .weeks)
    case .tooFew(let count): return .tooFew(have: count, need: verdictBase, of: "conversations on each side of a new version")
    case .otherIntents, .sideBySide: return .notComparable
    }
  }

  /// Every clear difference; of the first share also that there is none, in the period in which the version went live.
  func statements(in period: Period) -> [Statement] {
    effects.compactMap { effect in
      if effect.isClear { return effect.statement("changed") }
      let isHere = period.start <= effect.deployment.day
      return isHere && effect.metric.id == Self.metrics.first ? effect.statement("no-clear-change") : nil
    }
  }
}

extension VersionEffects.Effect {
  func statement(_ kind: String) -> Statement {
    let interval = adjusted.interval
    var facts = [
      Fact("assistant", .name(deployment.assistant)), Fact("version", .number(Double(deployment.version), .count)),
      Fact("previous-version", .number(Double(deployment.previous), .count)), Fact("day", .day(deployment.day)),
      Fact("metric", .metric(metric.id)), Fact("days", .number(Double(window.length), .count)),
      Fact("before", .number(raw.before, .share)), Fact("after", .number(raw.after, .share)),
      Fact("difference", .number(raw.difference, .points)), Fact("adjusted", .number(adjusted.difference, .points)),
      Fact("low", .number(interval.low, .points)), Fact("high", .number(interval.high, .points)),
      Fact("cases-before", .number(Double(adjusted.casesBefore), .count)),
      Fact("cases-after", .number(Double(adjusted.casesAfter), .count)),
    ]
    if let control, let less = lessControl {
      facts += [
        Fact("others", .number(control.difference, .points)), Fact("less-others", .number(less.difference, .points)),
        Fact("less-others-low", .number(less.interval.low, .points)), Fact("less-others-high", .number(less.interval.high, .points)),
      ]
    }
    for (index, placebo) in placebos.enumerated() { facts.append(Fact("earlier-\(index + 1)", .number(placebo.difference, .points))) }
    facts.append(Fact("excluded", .number(Double(excluded), .count)))
    let isClear = kind == "changed"
    let isUp = adjusted.difference > 0
    let tone: Statement.Tone =
      switch metric.direction {
      case _ where !isClear: .neutral
      case .neutral: .neutral
      case .higherIsBetter: isUp ? .better : .worse
      case .lowerIsBetter: isUp ? .worse : .better
      }
    return Statement(
      .versionEffects, kind, facts: facts, impact: Double(conversations),
      certainty: isCertain ? .certain : isClear ? .likely : .descriptive, tone: tone)
  }
}
