import Privacy
import Records
import Testing

@testable import Aggregation

private let day: Int64 = 86_400_000_000

/// A schedule as its records stand in a body: slots of weekdays, days that differ.
private func schedule(
  _ slots: [(String, String, String)], exceptions: [(String, Bool)] = [], zone: String = "UTC", isEnabled: Bool = true,
  source: String = "main",
  capturedAt: Instant? = nil, into documents: inout Documents
) {
  func text(_ value: String) -> FieldValue { .text(Redactor().redact(UntrustedText(value))) }
  var body = DocumentBody(vendor: .studiochat, source: source, kind: "schedule", file: "schedule.json")
  body.capturedAt = capturedAt
  documents.bodies.append(body)
  let place = documents.bodies.count - 1
  let shared: [FieldID: FieldValue] = ["zone": text(zone), "enabled": .flag(isEnabled)]
  for (weekday, start, end) in slots {
    let fields: [FieldID: FieldValue] = ["weekday": text(weekday), "start": text(start), "end": text(end), "isAvailable": .flag(true)]
    documents.records[.openingHours, default: []].append(
      Record(.openingHours, body: place, row: 1, fields.merging(shared) { own, _ in own }))
  }
  for (date, isOpen) in exceptions {
    let fields: [FieldID: FieldValue] = ["date": text(date), "isAvailable": .flag(isOpen)]
    documents.records[.openingHours, default: []].append(
      Record(.openingHours, body: place, row: 1, fields.merging(shared) { own, _ in own }))
  }
}

private let workdays = ["monday", "tuesday", "wednesday", "thursday", "friday"].map { ($0, "08:30", "18:00") }

private func figures(_ rows: [Row], _ documents: Documents, _ names: [String: String] = [:]) -> Figures {
  let plan = plan(["vol.after_hours_share", "hof.closed_hours_share", "vol.concurrency_peak", "vol.per_day_adj", "vol.per_day"])
  return Figures(state(rows, plan), plan: plan, documents: documents)
    .with(sourceNames: names.mapValues { Redactor().redact(UntrustedText($0)) })
}

private func started(_ at: Int64, source: String? = nil) -> Row { Row(first: at, last: at + 1_000_000, handoff: false, source: source) }

@Suite("Opening hours")
struct HoursTests {
  private static func isOpen(_ moment: Int64, _ documents: Documents) -> Bool? {
    guard let hours = OpeningHours.bySource(documents)["main"] else { return nil }
    var clock = Zone.Cursor(hours.zone)
    return hours.isOpen(minute: Int32(moment / 60_000_000), &clock)
  }

  @Test("a slot holds its first minute and not its last, on the clock of the schedule, through changes of the clock")
  func slots() {
    var documents = Documents()
    schedule(
      workdays + [("saturday", "22:00", "02:00")], exceptions: [("2026-03-18", false), ("2026-03-22", true), ("2026-03-19", true)],
      zone: "Europe/Zurich", into: &documents)
    let expected: [(Int64, Bool)] = [
      // Winter time until 2026-03-29.
      (utc(2026, 3, 2, 7, 29), false), (utc(2026, 3, 2, 7, 30), true), (utc(2026, 3, 2, 16, 59), true), (utc(2026, 3, 2, 17, 0), false),
      (utc(2026, 3, 30, 6, 29), false), (utc(2026, 3, 30, 6, 30), true), (utc(2026, 3, 30, 16, 0), false),
      (utc(2026, 3, 1, 12), false), (utc(2026, 3, 7, 20, 59), false), (utc(2026, 3, 7, 21, 0), true), (utc(2026, 3, 8, 0, 59), true),
      (utc(2026, 3, 8, 1, 0), false), (utc(2026, 3, 18, 12), false), (utc(2026, 3, 22, 3), true), (utc(2026, 3, 19, 5), false),
      (utc(2026, 3, 19, 12), true),
    ]
    for (moment, isOpen) in expected { #expect(Self.isOpen(moment, documents) == isOpen, "\(moment)") }
  }

  @Test(
    "times of the day read as written, others are none",
    arguments: [("08:30", 510), ("8:30", 510), ("24:00", 1440), ("00:00", 0), ("09:15:30", 555)] + [
      ("24:30", nil), ("25:00", nil), ("08:60", nil), ("8", nil), ("", nil), ("-1:00", nil), ("008:00", nil), ("a:b", nil),
    ] as [(String, Int?)])
  func times(_ text: String, _ minutes: Int?) { #expect(OpeningHours.minutes(text) == minutes) }

  @Test("the newest capture has the slots, earlier ones keep their days off; a schedule that is switched off is none")
  func captures() {
    var documents = Documents()
    schedule([("monday", "00:00", "24:00")], exceptions: [], capturedAt: Instant(seconds: 200), into: &documents)
    schedule([("tuesday", "00:00", "24:00")], exceptions: [("2026-03-09", false)], capturedAt: Instant(seconds: 100), into: &documents)
    #expect(Self.isOpen(utc(2026, 3, 2), documents) == true)
    #expect(Self.isOpen(utc(2026, 3, 3), documents) == false)
    #expect(Self.isOpen(utc(2026, 3, 9), documents) == false)
    schedule(workdays, isEnabled: false, capturedAt: Instant(seconds: 300), into: &documents)
    #expect(Self.isOpen(utc(2026, 3, 2), documents) == nil)
  }

  @Test("conversations count by their start, hand-offs by the moment of the hand-off")
  func shares() {
    var documents = Documents()
    schedule(workdays, into: &documents)
    // Monday 2 March: 40 start at noon, 60 in the night; each third is handed off, always at 17:59 or 18:00.
    let rows = (0..<100).map { i in
      var row = started(i < 40 ? utc(2026, 3, 2, 12) : utc(2026, 3, 2, 3))
      row.last = utc(2026, 3, 4, 12)
      row.handoff = i % 3 == 0
      row.messages = [
        MessageRow(role: .user, at: row.first),
        MessageRow(at: utc(2026, 3, 2, i % 2 == 0 ? 17 : 18, i % 2 == 0 ? 59 : 0), marks: .handoff),
      ]
      return row
    }
    let figures = figures(rows, documents)
    let starts = figures.estimate("vol.after_hours_share", in: march)
    #expect(starts.numerator == 60 && starts.base == 100 && starts.state == .available && starts.interval != nil)
    let handoffs = figures.estimate("hof.closed_hours_share", in: march)
    #expect(handoffs.numerator == 17 && handoffs.base == 34)
    let daily = figures.daily("vol.after_hours_share", in: march).compactMap(\.estimate.denominator)
    #expect(daily == [100])
    #expect(figures.estimate("vol.after_hours_share", in: march, where: [Filter("assistant", "a")]) == .unavailable(.noData))
  }

  @Test("each source has its own hours; one without any takes no part; without names one schedule is for all")
  func sources() {
    var documents = Documents()
    schedule([("monday", "00:00", "24:00")], source: "one", into: &documents)
    schedule([("tuesday", "00:00", "24:00")], source: "two", into: &documents)
    let rows = ["One", "Two", "Three", nil].flatMap { name in (0..<10).map { _ in started(utc(2026, 3, 2), source: name) } }
    let names = ["one": "One", "two": "Two", "three": "Three"]
    let estimate = figures(rows, documents, names).estimate("vol.after_hours_share", in: march)
    #expect(estimate.numerator == 10 && estimate.base == 20 && estimate.state == .tooFew)
    #expect(figures(rows, documents).estimate("vol.after_hours_share", in: march) == .unavailable(.noData))
    var single = Documents()
    schedule(workdays, source: "one", into: &single)
    #expect(figures(rows, single).estimate("vol.after_hours_share", in: march).base == 40)
  }

  @Test("without a schedule, or without a mark of the hand-off, there is no share")
  func absent() {
    let rows = [started(utc(2026, 3, 2))]
    #expect(figures(rows, Documents()).estimate("vol.after_hours_share", in: march) == .unavailable(.notInExport("weekly_schedule")))
    var documents = Documents()
    schedule(workdays, into: &documents)
    #expect(
      figures(rows, documents).estimate("hof.closed_hours_share", in: march) == .unavailable(.notInExport("messages.metadata.handoff")))
    #expect(figures(rows, documents).estimate("vol.after_hours_share", in: march.next) == .unavailable(.noData))
  }
}

@Suite("Conversations at once")
struct ConcurrencyTests {
  private func peak(_ rows: [Row], _ p: Period = march) -> Double? {
    figures(rows, Documents()).estimate("vol.concurrency_peak", in: p).value
  }

  @Test("a conversation is under way from its first to its last minute; a silence of more than half an hour is none of it")
  func stretches() {
    let start = utc(2026, 3, 2, 10)
    func row(_ minutes: [Int64]) -> Row {
      var row = Row(first: start + minutes[0] * 60_000_000, last: start + (minutes.last ?? 0) * 60_000_000, count: Int32(minutes.count))
      row.messages = minutes.map { MessageRow(at: start + $0 * 60_000_000) }
      return row
    }
    #expect(peak([row([0, 5]), row([5, 9]), row([6, 7])]) == 2)
    #expect(peak([row([0, 5]), row([6, 9])]) == 1)
    #expect(peak([row([0, 30, 60]), row([45])]) == 2)
    #expect(peak([row([0, 31, 60]), row([15])]) == 1)
    // Without messages: three messages cannot fill more than an hour.
    let silent = Row(first: start, last: start + 5 * 3_600_000_000, count: 3)
    #expect(peak([silent, row([59])]) == 2)
    #expect(peak([silent, row([62])]) == 1)
  }

  @Test("what began before a period goes on in it, and each day has its own peak")
  func borders() {
    let rows = (0..<3).map { i in Row(first: utc(2026, 2, 28, 23, 50), last: utc(2026, 3, 1, 0, 10 + i), handoff: false, count: 9) }
    #expect(peak(rows) == 3)
    let daily = figures(rows, Documents()).daily("vol.concurrency_peak", in: march)
    #expect(daily[0].estimate.value == 3 && daily[1].estimate == .unavailable(.noData))
  }

  @Test("peaks are those of a count minute by minute", arguments: [1, 2, 3] as [UInt64])
  func oracle(_ seed: UInt64) {
    var random = SeededRandom(state: seed)
    let rows = (0..<200).map { _ -> Row in
      let first = utc(2026, 3, 2) + Int64.random(in: 0..<4 * 3_600_000_000, using: &random)
      return Row(first: first, last: first + Int64.random(in: 0..<1_200_000_000, using: &random), count: 5)
    }
    var counts: [Int64: Int] = [:]
    for row in rows { for minute in (row.first ?? 0) / 60_000_000...(row.last ?? 0) / 60_000_000 { counts[minute, default: 0] += 1 } }
    #expect(peak(rows) == counts.values.max().map(Double.init))
  }
}

@Suite("Weekdays evened out")
struct WeekdayTests {
  /// 20 conversations on working days, 4 at the weekend.
  private func rows(_ from: CalendarDay, _ days: Int) -> [Row] {
    (0..<days).flatMap { offset -> [Row] in
      let day = from.advanced(by: offset)
      return (0..<(day.weekday > 5 ? 4 : 20)).map { _ in started(Int64(day.ordinal) * 86_400_000_000 + 1) }
    }
  }

  @Test("months with different weekdays have one adjusted rate")
  func months() {
    let figures = figures(rows(march.previous.start, 59), Documents())
    let (february, inMarch) = (figures.estimate("vol.per_day", in: march.previous), figures.estimate("vol.per_day", in: march))
    #expect(february.value != inMarch.value)
    let mean = 108.0 / 7
    for p in [march.previous, march] { #expect(abs((figures.estimate("vol.per_day_adj", in: p).value ?? 0) - mean) < 1e-9, "\(p.id)") }
  }

  @Test("fewer than four weeks make no profile")
  func history() {
    let estimate = figures(rows(march.start, 27), Documents()).estimate("vol.per_day_adj", in: march)
    #expect(estimate.value == nil && estimate.state == .tooFew)
    #expect(figures(rows(march.start, 28), Documents()).estimate("vol.per_day_adj", in: march).value != nil)
  }
}
