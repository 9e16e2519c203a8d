import Aggregation
import Insights
import Notation

/// Sentences about what moved a share. "Accounts for" is arithmetic: all parts add up to the change.
enum DriversWords {
  /// The template of its statements.
  static func sentence(_ s: Statement, _ c: StatementContext) -> RichSentence? {
    guard case let .metric(id)? = s.facts.first(where: { $0.name == "metric" })?.value, let measure = c.measure(id),
      let change = s.number("change"), let dimension = s.text("dimension").map({ words(DimensionID(rawValue: $0)) })
    else { return nil }
    func signed(_ name: String) -> String { c.notation.delta(s.number(name) ?? 0, .points) }
    func share(_ name: String) -> String { c.text(s.number(name) ?? 0, .share) }
    let size = c.text(abs(change), .points)
    let moved = "\(measure.title) \(change > 0 ? "rose" : "fell") \(size)"
    let since = c.previousWords.map { " since \($0)" } ?? ""
    let tail: String
    switch s.kind {
    case "rate":
      guard let group = s.text("group").map({ PlainEnglish.shortened($0) }) else { return nil }
      tail =
        "; {\(group)} accounts for {\(signed("contribution"))}: its own rate went from \(share("group-before")) to \(share("group-now"))."
    case "mix":
      guard let group = s.text("group").map({ PlainEnglish.shortened($0) }) else { return nil }
      tail =
        "; the weight of {\(group)} accounts for {\(signed("contribution"))}: \(share("share-now")) of \(measure.counted.plural), "
        + "after \(share("share-before"))."
    case "simpson":
      let own = (s.number("rate") ?? 0) > 0 ? "rose" : "fell"
      let groups = c.counted(s.number("groups") ?? 0, Noun(singular: dimension.singular, plural: dimension.plural))
      tail =
        " although it \(own) in each of \(groups): their mix adds {\(signed("mix"))}, their own rates {\(signed("rate"))}."
    default: return nil
    }
    let long = RichSentence(moved + since + tail)
    return PlainEnglish.wordCount(long.plain) <= TitleLimit.sentence ? long : RichSentence(moved + tail)
  }

  /// How a dimension is called; hours stand in bands.
  static func words(_ id: DimensionID) -> DimensionWords {
    if id == "hour" { return DimensionWords("time of day", "times of day") }
    return DimensionCatalogue.dimension(id).map { DimensionWords($0) } ?? DimensionWords(named: id.rawValue)
  }

  /// The message of a waterfall.
  static func title(_ change: Drivers.Change, _ cut: DriverCut, _ c: StatementContext) -> String {
    let measure = Measure(change.metric)
    let by = words(cut.dimension).singular
    guard change.comparison.isClear, change.delta != 0, let size = ChangeWords.unsigned(c.notation.delta(change.delta, .points)) else {
      return TitleLimit.choose(
        ["\(measure.title) by \(by): no clear change in all, uneven parts"], otherwise: "No clear change in all, uneven parts")
    }
    let moved = "\(measure.title) \(change.delta > 0 ? "rose" : "fell") \(size)"
    let named = cut.groups.filter { !$0.isRest && !$0.isMissing && ($0.contribution > 0) == (change.delta > 0) }
    let most = named.max { abs($0.contribution) < abs($1.contribution) }
    return TitleLimit.choose(
      [
        most.map { "\(moved), most of it in \(PlainEnglish.shortened($0.label, to: 30))" }.flatMap { title in
          most.map { abs($0.contribution) >= abs(change.delta) / 2 } == true ? title : nil
        }, "\(moved): what each \(by) added",
      ], otherwise: moved)
  }

  /// How the parts add up.
  static func reading(_ change: Drivers.Change, _ cut: DriverCut, _ c: StatementContext) -> String {
    let measure = Measure(change.metric)
    let (before, now) = (c.text(cut.before, .share), c.text(cut.now, .share))
    return "\(measure.title) went from \(before) to \(now): changed weights account for \(c.notation.delta(cut.mix, .points)), "
      + "changed rates within each \(words(cut.dimension).singular) for \(c.notation.delta(cut.rate, .points))."
  }
}
