import Notation

/// The facts of steps: each a subset of the one before.
struct StepFacts: Sendable {
  /// Names and counts, in order.
  var steps: [(label: String, count: Double)]
  /// What is counted.
  var counted: Noun
  var notation: Notation

  /// The step with the largest loss before it, when it is the only largest one.
  var largestLoss: (index: Int, loss: Double)? {
    var best: (index: Int, loss: Double)?
    var isTied = false
    for index in steps.indices.dropFirst() {
      let loss = steps[index - 1].count - steps[index].count
      if let current = best {
        if loss > current.loss {
          best = (index, loss)
          isTied = false
        } else if loss == current.loss {
          isTied = true
        }
      } else {
        best = (index, loss)
      }
    }
    guard let best, best.loss > 0, !isTied else { return nil }
    return best
  }

  /// True when no step is larger than the one before it.
  var isOneCohort: Bool { zip(steps, steps.dropFirst()).allSatisfy { $0.count >= $1.count } }
}

/// Sentences over steps.
enum StepWords {
  /// The title: where the largest loss lies.
  static func title(_ facts: StepFacts) -> String {
    TitleLimit.choose([largestLoss(facts), reached(facts)], otherwise: "How far \(facts.counted.plural) get")
  }

  /// Guard: three steps or more of one cohort, and one loss is larger than every other.
  static func largestLoss(_ facts: StepFacts) -> String? {
    guard facts.steps.count > 2, facts.isOneCohort, let worst = facts.largestLoss else { return nil }
    let before = PlainEnglish.inside(facts.steps[worst.index - 1].label)
    let after = PlainEnglish.inside(facts.steps[worst.index].label)
    return "The largest loss lies between \(before) and \(after)"
  }

  /// Guard: the first step is not empty.
  static func reached(_ facts: StepFacts) -> String? {
    guard let first = facts.steps.first, let last = facts.steps.last, first.count > 0, facts.steps.count > 1 else { return nil }
    let share = facts.notation.text(last.count / first.count, .share)
    return "\(share) of \(facts.counted.plural) reached “\(PlainEnglish.inside(last.label))”"
  }

  /// Each loss in order.
  static func reading(_ facts: StepFacts) -> String {
    guard let first = facts.steps.first, first.count > 0, facts.steps.count > 1 else { return "No \(facts.counted.plural) in this period." }
    let losses = zip(facts.steps, facts.steps.dropFirst()).compactMap { before, after -> String? in
      let loss = before.count - after.count
      guard loss > 0 else { return nil }
      return "\(facts.notation.text(loss, .count)) between \(PlainEnglish.inside(before.label)) and \(PlainEnglish.inside(after.label))"
    }
    if losses.isEmpty { return "Every \(facts.counted.singular) reached the last step." }
    return "Fewer at each step: \(PlainEnglish.list(losses))."
  }
}
