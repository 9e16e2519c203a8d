import Notation
import Testing

@testable import Reporting

struct KeyMessageTests {
  let rate = Measure(title: "Deflection", unit: .share, direction: .higherIsBetter)

  func change(_ current: Double, _ previous: Double, clear: Bool = true, measure: Measure? = nil) -> ChangeFacts {
    ChangeFacts(
      measure: measure ?? rate, current: current, previous: previous, isClear: clear, previousWords: "August", notation: english)
  }

  func facts(
    volume: Double = 18240, headline: ChangeFacts? = nil, value: Double? = nil, volumeBefore: Double? = 16873, isBest: Bool = false
  ) -> KeyMessageFacts {
    KeyMessageFacts(
      volume: volume, volumeChange: volumeBefore.map { change(volume, $0, measure: conversations) },
      headline: (headline?.current ?? value).map { (.withoutPerson, $0, headline) }, second: nil, isBestInAYear: isBest,
      periodWords: "September 2026", periodNoun: "month", isPartial: false, notation: english)
  }

  @Test("a clear change: three numbers in bold")
  func moved() {
    let sentence = KeyMessageWords.sentence(facts(headline: change(0.714, 0.682)))
    #expect(
      sentence.plain == "71.4% of conversations ended without a person, 3.2\u{A0}points more than in August, on 8.1% more conversations.")
    #expect(sentence.strongCount == 3)
    #expect(sentence.fragment.string.hasPrefix("<strong>71.4%</strong> of conversations"))
  }

  @Test("the best month in a year is said only when it is")
  func best() {
    #expect(KeyMessageWords.sentence(facts(headline: change(0.714, 0.682), isBest: true)).plain.contains("and the best month in a year"))
    #expect(!KeyMessageWords.sentence(facts(headline: change(0.714, 0.682))).plain.contains("best"))
  }

  @Test("without a clear change the sentence says so")
  func held() {
    #expect(
      KeyMessageWords.sentence(facts(headline: change(0.714, 0.712, clear: false))).plain
        == "71.4% of conversations ended without a person, no clear change from 71.2% in August, on 8.1% more conversations.")
  }

  @Test("a first report states two facts and compares nothing")
  func first() {
    #expect(
      KeyMessageWords.sentence(facts(value: 0.714, volumeBefore: nil)).plain
        == "There were 18,240 conversations in September 2026; 71.4% ended without a person.")
  }

  @Test("without a rate the volume leads, and an empty period says that it is empty")
  func volume() {
    #expect(
      KeyMessageWords.sentence(facts()).plain == "There were 18,240 conversations in September 2026, 8.1% more than in August.")
    #expect(KeyMessageWords.sentence(facts(volume: 0, volumeBefore: nil)).plain == "There were no conversations in September 2026.")
    #expect(KeyMessageWords.sentence(facts(volume: 1, volumeBefore: nil)).plain == "1 conversation in September 2026.")
  }

  @Test("no key message is longer than thirty words")
  func length() {
    for isBest in [true, false] {
      for clear in [true, false] {
        let text = KeyMessageWords.sentence(facts(headline: change(0.714, 0.682, clear: clear), isBest: isBest)).plain
        #expect(PlainEnglish.wordCount(text) <= TitleLimit.keyMessage)
      }
    }
  }

  @Test("the title of the page carries the number and its direction")
  func headline() {
    #expect(KeyMessageWords.headline(facts(headline: change(0.714, 0.682))) == "71.4% without a person, up 3.2\u{A0}points")
    #expect(KeyMessageWords.headline(facts(headline: change(0.714, 0.712, clear: false))) == "71.4% without a person")
    #expect(KeyMessageWords.headline(facts()) == "18,240 conversations")
  }

  @Test("a finding inside normal variation is worded as such")
  func findings() {
    let latency = Measure(title: "Median response", unit: .duration, direction: .lowerIsBetter)
    #expect(
      FindingWords.sentence(.needsAttention, change(2800, 2400, measure: latency))
        == "Median response rose 0.4\u{A0}s to 2.8\u{A0}s, from 2.4\u{A0}s in August.")
    #expect(
      FindingWords.sentence(.noClearChange, change(2800, 2400, clear: false, measure: latency))
        == "Median response: 2.8\u{A0}s; the change from 2.4\u{A0}s in August is within normal variation.")
    #expect(
      FindingWords.sentence(.noClearChange, change(2400, 2400, clear: false, measure: latency))
        == "Median response stayed at 2.4\u{A0}s, as in August.")
  }
}

struct ShiftWordsTests {
  func facts(_ riser: (String, Double, Double)?, _ faller: (String, Double, Double)?) -> ShiftFacts {
    ShiftFacts(
      riser: riser.map { .init(label: $0.0, current: $0.1, previous: $0.2) },
      faller: faller.map { .init(label: $0.0, current: $0.1, previous: $0.2) },
      of: "conversations", previousWords: "August", notation: english)
  }

  @Test("shares that moved are named with both numbers; without one there is no sentence")
  func sentence() {
    #expect(
      ShiftWords.sentence(facts(("Billing", 0.18, 0.12), ("Returns", 0.1, 0.15)))
        == "Since August, the share of Billing rose most, from 12.0% to 18.0% of conversations; the share of Returns fell most, from 15.0% to 10.0% of conversations."
    )
    #expect(ShiftWords.sentence(facts(nil, nil)) == nil)
    #expect(ShiftWords.sentence(facts(("Billing", 0.1200001, 0.12), nil)) == nil)
  }
}

struct PlainEnglishTests {
  @Test("a title keeps its abbreviations in the middle of a sentence")
  func inside() {
    #expect(PlainEnglish.inside("Hand-off rate") == "hand-off rate")
    #expect(PlainEnglish.inside("AI cost") == "AI cost")
    #expect(PlainEnglish.inside("") == "")
  }

  @Test("lists end with and")
  func list() {
    #expect(PlainEnglish.list(["a"]) == "a")
    #expect(PlainEnglish.list(["a", "b"]) == "a and b")
    #expect(PlainEnglish.list(["a", "b", "c"]) == "a, b and c")
  }

  @Test("no sentence of ours uses a banned word")
  func words() {
    let all = [
      StatusWords.better, StatusWords.worse, StatusWords.needsAttention, StatusWords.noClearChange, StatusWords.tooFew,
      StatusWords.notComparable, StatusWords.notConfigured, StatusWords.noData,
    ]
    #expect(all == ["Better", "Worse", "Needs attention", "No clear change", "Too few", "Not comparable", "Not configured", "No data"])
  }
}
