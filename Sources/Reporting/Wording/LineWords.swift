import Notation

/// One point of a line as shown.
struct LinePoint: Sendable {
  /// `Tue 15 Sep`.
  var label: String
  /// Nil when there is no number (a gap).
  var value: Double?
  /// How much stands behind it.
  var base: Int
}

/// A step of working days from one level to another, as written.
struct LevelStep: Sendable {
  /// `11 September`, the last working day before.
  var lastBefore: String
  /// `14 September`.
  var firstAfter: String
  var before: Double
  var after: Double
}

/// A week that stands out, as written.
struct WeekPeak: Sendable {
  /// `16 to 22 February`.
  var label: String
  /// Means per day, of the week and of all other days.
  var mean: Double
  var others: Double
}

/// The facts of a line over time.
struct LineFacts: Sendable {
  var measure: Measure
  /// In order of time; only what the period covers.
  var points: [LinePoint]
  /// What a point is: `day`, `week`.
  var step: Noun
  /// Value over all points (the period's figure).
  var total: Double?
  /// The change against the period before; nil when there is nothing to compare.
  var change: ChangeFacts?
  /// A step between two levels of working days; nil when none stands out.
  var levels: LevelStep?
  /// One day far above a usual one of its weekday; nil when none is.
  var spike: LinePoint?
  /// A week that stands out from the other days; nil when none does.
  var busyWeek: WeekPeak?
  /// True when weekends are shaded.
  var hasWeekends = false
  /// `September 2026`.
  var periodWords: String
  var notation: Notation

  /// The point above all others; nil when two are equal, when all are zero or when fewer than three are known.
  var peak: LinePoint? { extreme { $0 > $1 } }
  /// The point below all others, under the same conditions.
  var low: LinePoint? { extreme { $0 < $1 } }

  private func extreme(_ isMore: (Double, Double) -> Bool) -> LinePoint? {
    let known = points.compactMap { point in point.value.map { (point, $0) } }
    guard known.count > 2 else { return nil }
    guard var best = known.first else { return nil }
    var isTied = false
    for candidate in known.dropFirst() {
      if isMore(candidate.1, best.1) {
        best = candidate
        isTied = false
      } else if candidate.1 == best.1 {
        isTied = true
      }
    }
    return isTied || known.allSatisfy { $0.1 == 0 } ? nil : best.0
  }

  /// Mean of the known points, for additive measures.
  var mean: Double? {
    let known = points.compactMap(\.value)
    return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
  }
}

/// Sentences over a line.
enum LineWords {
  /// The title: the change of the period, else its peak, else the plain figure.
  static func title(_ facts: LineFacts) -> String {
    let change = facts.change
    return TitleLimit.choose(
      [
        nothing(facts), change.flatMap(ChangeWords.vanished), stepped(facts), spike(facts), moved(facts),
        change.flatMap(ChangeWords.multiplied), change.flatMap(ChangeWords.held), peak(facts),
      ], otherwise: plain(facts))
  }

  /// The change, with the figure it led to when that is the figure of the period.
  static func moved(_ facts: LineFacts) -> String? {
    guard let change = facts.change else { return nil }
    return facts.total == change.current ? ChangeWords.moved(change) : ChangeWords.movedSoFar(change)
  }

  /// Guard: everything known is zero.
  static func nothing(_ facts: LineFacts) -> String? {
    let known = facts.points.compactMap(\.value)
    guard facts.measure.isAdditive, !known.isEmpty, known.allSatisfy({ $0 == 0 }) else { return nil }
    return "No \(facts.measure.inside) in \(facts.periodWords)"
  }

  /// Guard: a count has one clear step between two levels of working days.
  static func stepped(_ facts: LineFacts) -> String? {
    guard facts.measure.isAdditive, let levels = facts.levels, levels.before != levels.after else { return nil }
    let direction = levels.after > levels.before ? "up" : "down"
    return "\(facts.measure.title) stepped \(direction) on \(levels.firstAfter) and stayed there"
  }

  /// Guard: one day of a count stands out, and it has at least 20.
  static func spike(_ facts: LineFacts) -> String? {
    guard facts.measure.isAdditive, let spike = facts.spike, let value = spike.value, value >= 20 else { return nil }
    return "\(facts.measure.title) peaked on \(spike.label) at \(facts.notation.text(value, facts.measure.unit))"
  }

  /// Guard: one point is above all others and the measure is a count.
  static func peak(_ facts: LineFacts) -> String? {
    guard facts.measure.isAdditive, let peak = facts.peak, let value = peak.value else { return nil }
    let verb = if case .money = facts.measure.unit { "was" } else { "were" }
    return "\(facts.measure.title) \(verb) highest on \(peak.label), at \(facts.notation.text(value, facts.measure.unit))"
  }

  /// The figure of the period, or the name of the chart.
  static func plain(_ facts: LineFacts) -> String {
    guard let total = facts.total else { return "\(facts.measure.title) by \(facts.step.singular)" }
    return "\(facts.measure.title) in \(facts.periodWords): \(facts.notation.text(total, facts.measure.unit))"
  }

  /// The mean and the extremes, or how many points have too little behind them.
  static func reading(_ facts: LineFacts) -> String {
    let unit = facts.measure.unit
    let known = facts.points.compactMap(\.value)
    let at = facts.step.singular == "week" ? "in the week of " : "on "
    guard !known.isEmpty else { return "No \(facts.step.singular) has enough behind it to show a figure." }
    var sentences: [String] = []
    if facts.measure.isAdditive, let mean = facts.mean {
      let meanUnit: Unit = unit == .count || unit == .tokens ? .rate : unit
      sentences.append("\(facts.notation.text(mean, meanUnit)) per \(facts.step.singular) on average")
    } else if let total = facts.total {
      sentences.append("\(facts.notation.text(total, unit)) over \(facts.periodWords)")
    }
    if let peak = facts.peak, let low = facts.low, let high = peak.value, let least = low.value {
      let highText = facts.notation.text(high, unit)
      let lowText = facts.notation.text(least, unit)
      sentences.append("highest \(at)\(peak.label) (\(highText)), lowest \(at)\(low.label) (\(lowText))")
    } else if let peak = facts.peak, let high = peak.value {
      sentences.append("highest \(at)\(peak.label) (\(facts.notation.text(high, unit)))")
    }
    var text = sentences.joined(separator: "; ") + "."
    if let levels = facts.levels, stepped(facts) != nil {
      let meanUnit: Unit = unit == .count || unit == .tokens ? .rate : unit
      let change = ChangeWords.relative(facts.notation.relative(current: levels.after, previous: levels.before))
      text =
        "Working days averaged \(facts.notation.text(levels.before, meanUnit)) until \(levels.lastBefore) and "
        + "\(facts.notation.text(levels.after, meanUnit)) from \(levels.firstAfter) (\(change)). " + PlainEnglish.sentence(text)
    }
    if facts.levels == nil, let week = week(facts) { text += " " + week }
    let gaps = facts.points.count - known.count
    if gaps > 0, !facts.measure.isAdditive {
      let steps = gaps == 1 ? "one \(facts.step.singular)" : "\(facts.notation.text(Double(gaps), .count)) \(facts.step.plural)"
      let verb = gaps == 1 ? "has" : "have"
      text += " \(PlainEnglish.sentence(steps)) \(verb) too few \(facts.measure.counted.plural) for a figure (gap)."
    }
    if facts.hasWeekends { text += " Shaded bands are weekends." }
    return text
  }

  /// `16 to 22 February averaged 25.4 a day, 40% more than the other days.` Guard: a count has a week that stands out.
  static func week(_ facts: LineFacts) -> String? {
    guard facts.measure.isAdditive, let week = facts.busyWeek,
      case .percent(let change) = facts.notation.relative(current: week.mean, previous: week.others),
      let more = ChangeWords.unsigned(change)
    else { return nil }
    let unit: Unit = facts.measure.unit == .count || facts.measure.unit == .tokens ? .rate : facts.measure.unit
    return "\(week.label) averaged \(facts.notation.text(week.mean, unit)) a day, \(more) more than the other days."
  }
}
