import Insights
import Notation
import Records

/// Sentences about the days before and after a version went live. None says that the version is the cause.
enum VersionEffectsWords {
  /// The template of its statements.
  static func sentence(_ s: Statement, _ c: StatementContext) -> RichSentence? {
    guard case let .metric(id)? = s.facts.first(where: { $0.name == "metric" })?.value, let measure = c.measure(id),
      case let .day(day)? = s.facts.first(where: { $0.name == "day" })?.value, let assistant = s.text("assistant"),
      let version = s.number("version"), let adjusted = s.number("adjusted")
    else { return nil }
    func signed(_ name: String) -> String { c.notation.delta(s.number(name) ?? 0, .points) }
    let since = "Since v\(c.text(version, .count)) of {\(PlainEnglish.shortened(assistant))} went live on \(c.day(day))"
    let range = "\(signed("low")) to \(signed("high"))"
    switch s.kind {
    case "changed":
      let size = c.text(abs(adjusted), .points)
      let others = s.number("others") == nil ? "" : " Other assistants: \(signed("others"))."
      return RichSentence(
        "\(since), the \(measure.inside) is {\(size) \(adjusted > 0 ? "higher" : "lower")} for the same intents (95% interval \(range)).\(others)"
      )
    case "no-clear-change":
      return RichSentence("\(since), the \(measure.inside) shows no clear change for the same intents: {\(signed("adjusted"))} (\(range)).")
    default: return nil
    }
  }

  /// `Booking bot v4, 12 March`.
  static func name(_ deployment: Deployment, _ c: StatementContext) -> String {
    "\(PlainEnglish.shortened(deployment.assistant)) v\(deployment.version), \(c.day(deployment.day))"
  }

  /// The judgement in fixed words.
  static func verdict(_ effect: VersionEffects.Effect) -> (word: String, tone: Tone) {
    guard effect.isClear else { return (StatusWords.noClearChange, .flat) }
    switch effect.metric.direction {
    case .neutral: return (StatusWords.changed, .plain)
    case .higherIsBetter:
      return effect.adjusted.difference > 0 ? (StatusWords.better, .good) : (StatusWords.worse, .bad)
    case .lowerIsBetter:
      return effect.adjusted.difference < 0 ? (StatusWords.better, .good) : (StatusWords.worse, .bad)
    }
  }

  /// Why a clear difference is not called one.
  static func doubt(_ effect: VersionEffects.Effect) -> String? {
    if effect.isClear || effect.adjusted.interval.contains(0) { return nil }
    if effect.isUsual { return "earlier days differ as clearly" }
    if let less = effect.lessControl, less.interval.contains(0) { return "other assistants moved too" }
    if let inbox = effect.byInbox, inbox.interval.contains(0) { return "not for the same channels" }
    return effect.isDiscovery ? nil : "chance, among all that was looked at"
  }

  /// The message of the forest.
  static func title(_ effects: [VersionEffects.Effect], _ measure: Measure, _ c: StatementContext) -> String {
    let clear = effects.filter(\.isClear)
    guard let first = clear.first else { return "\(measure.title): no clear change after any new version" }
    if clear.count == 1 {
      let way = first.adjusted.difference > 0 ? "higher" : "lower"
      return TitleLimit.choose(
        ["\(measure.title) is \(way) since \(PlainEnglish.shortened(first.deployment.assistant, to: 24)) v\(first.deployment.version)"],
        otherwise: "\(measure.title) is \(way) since one new version")
    }
    return "\(measure.title) changed clearly after \(clear.count) of \(effects.count) new versions"
  }

  /// Why a deployment is not judged.
  static func reason(_ reason: VersionEffects.Skipped.Reason, _ c: StatementContext) -> String {
    switch reason {
    case .tooFewDays: "not one whole week on each side without another change"
    case .tooFew(let count): "\(c.counted(Double(count), .conversation)) on one side, 50 are needed"
    case .otherIntents: "other intents before than after"
    case .sideBySide: "both versions ran side by side"
    }
  }
}
