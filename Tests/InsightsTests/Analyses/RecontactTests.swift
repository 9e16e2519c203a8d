import Aggregation
import Records
import Testing

@testable import Insights

private func counts(_ again: Int, _ assessed: Int, same: Int = 0) -> FollowUpCounts {
  var counts = FollowUpCounts()
  (counts.known, counts.assessed, counts.again, counts.sameIntent) = (assessed + 10, assessed, again, same)
  return counts
}

private func recontact(_ labels: [FollowUpCounts], solved: [(Int, Int)] = [(0, 0), (0, 0), (0, 0), (0, 0)], scored: Int = 0) -> Recontact {
  var all = FollowUpCounts()
  for label in labels {
    all.known += label.known
    all.assessed += label.assessed
    all.again += label.again
    all.sameIntent += label.sameIntent
  }
  return Recontact(windows: [.week: all], byLabel: labels, solved: solved.map { (resolved: $0.0, actioned: $0.1) }, scored: scored)
}

struct RecontactTests {
  @Test(
    "the label is judged by the intervals of its values",
    arguments: [
      // Wilson: 15/148 → 0.062–0.160, 81/263 → 0.255–0.366, 20/200 → 0.066–0.149, 30/200 → 0.107–0.206.
      ([counts(15, 148), counts(0, 0), counts(81, 263)], "telling"), ([counts(20, 200), counts(0, 0), counts(30, 200)], "useless"),
      ([counts(15, 148), counts(30, 200), counts(81, 263)], "partly"), ([counts(81, 263), counts(0, 0), counts(15, 148)], "reversed"),
      ([counts(15, 148), counts(0, 49), counts(20, 49)], "tooFew"), ([], "tooFew"),
    ] as [([FollowUpCounts], String)])
  func verdicts(_ labels: [FollowUpCounts], verdict: String) {
    #expect(recontact(labels).verdict.rawValue == verdict)
  }

  @Test("the interval of a label is Wilson's")
  func interval() throws {
    let interval = try #require(recontact([counts(15, 148)]).labels[0].interval)
    #expect(abs(interval.low - 0.062386) < 1e-6 && abs(interval.high - 0.160487) < 1e-6)
  }

  @Test("from 50 assessed conversations on the observed share takes the place of the assumption, and it says which")
  func rho() {
    let made = recontact([counts(10, 50), counts(20, 49), counts(0, 0), counts(3, 60)])
    #expect(made.labels.map(\.rho) == [0.2, 0.25, 0.6, 0.05])
    #expect(made.labels.map(\.isObserved) == [true, false, false, true])
  }

  @Test("a resolution counts one minus the share of its label, an action half of that")
  func trueResolution() throws {
    // (40 + 5) × 0.95 + 20 × 0.75 + 5 × 0.40 = 59.75 of 100.
    let solved = [(40, 10), (20, 0), (5, 0), (0, 0)]
    let assumed = recontact([], solved: solved, scored: 100)
    #expect(abs(try #require(assumed.trueResolution) - 0.5975) < 1e-12)
    #expect(assumed.observedPart == (observed: 0, of: 75))
    let observed = recontact([counts(20, 100)], solved: solved, scored: 100)
    #expect(abs(try #require(observed.trueResolution) - 0.53) < 1e-12)
    #expect(observed.observedPart == (observed: 50, of: 75))
    #expect(recontact([]).trueResolution == nil)
  }

  @Test("what it says, and from how many on")
  func statements() throws {
    #expect(recontact([counts(40, 49)]).statements().isEmpty)
    let made = recontact([counts(15, 148, same: 9), counts(0, 0), counts(81, 263, same: 40)]).statements()
    #expect(made.map(\.kind) == ["observed", "same-intent", "label-telling"])
    #expect(made[0].number("share") == 96.0 / 411 && made[0].impact == 96)
    #expect(made[1].number("share") == 49.0 / 96)
    #expect(made[2].text("highest") == "high" && made[2].number("lowest-share") == 15.0 / 148)
    #expect(recontact([counts(29, 100)]).statements().map(\.kind) == ["observed"])
  }

  @Test("from the figures of a period, and why there is nothing")
  func figures() throws {
    var export = SmallFollowUps()
    for contact in 1...80 {
      export.add(contact, day: 2, risk: contact <= 40 ? RiskLabel.low : RiskLabel.high)
      if contact % 4 == 0 { export.add(contact, day: contact <= 40 ? 3 : 8, risk: -1, intent: contact % 8 == 0 ? 0 : 1) }
    }
    for day in 1...28 { export.add(0, day: day, scored: false) }
    let outcome = Analysis.recontact.run(export.input())
    #expect(outcome.shortfall == nil)
    let made = try #require(outcome.result as? Recontact)
    #expect(made[.week].known == 100 && made[.week].assessed == 100 && made[.week].again == 20 && made[.week].sameIntent == 10)
    #expect(made[.day].again == 10)
    #expect(made.labels.map(\.counts.assessed) == [40, 0, 40, 20])
    #expect(made.labels.map(\.counts.again) == [10, 0, 10, 0])
    #expect(export.outcome(.recontact, configured: false).shortfall == .notConfigured(key: "privacy.contactKey"))
    #expect(export.outcome(.recontact, configured: false).statements.isEmpty)
    var anonymous = SmallFollowUps()
    for day in 1...28 { anonymous.add(0, day: day) }
    #expect(anonymous.outcome(.recontact).shortfall == .notInData(field: "the contact of a conversation"))
    var late = SmallFollowUps()
    for contact in 1...40 { late.add(contact, day: 27) }
    late.add(0, day: 28)
    #expect(late.outcome(.recontact).shortfall == .tooFew(have: 0, need: 30, of: "conversations whose 7 days are over"))
  }
}
