import Records
import Testing

@testable import Aggregation

@Suite("Windows in place of periods")
struct WindowTests {
  private let metrics: [MetricID] = [
    "vol.conversations", "vol.conversations_started", "vol.messages_sent", "tool.calls", "out.deflection_rate", "lat.p50", "sen.net",
  ]
  private let month = Instant(microseconds: utc(2026, 3, 1, 0))..<Instant(microseconds: utc(2026, 4, 1, 0))

  private func windowed(
    _ rows: [Row], _ ranges: [Range<Instant>], _ anchor: ConversationWindows.Anchor = .own, zone: Zone = .utc, tests: Bool = false
  ) throws -> Figures {
    var settings = AggregationSettings(zone: zone).with(try #require(ConversationWindows(ranges, anchor: anchor)))
    settings.includesTests = tests
    return figures(rows, plan(metrics, by: [["assistant"]], settings))
  }

  @Test("a window of a month says what the month says", arguments: [1, 2, 3] as [UInt64])
  func month(seed: UInt64) throws {
    let rows = syntheticRows(400, seed: seed)
    let calendar = figures(rows, plan(metrics, by: [["assistant"]]))
    let windows = try windowed(rows, [month])
    for metric in metrics {
      #expect(windows.estimate(metric, in: .window(0)) == calendar.estimate(metric, in: march), "\(metric)")
    }
    #expect(
      windows.groups(["out.deflection_rate"], by: "assistant", in: .window(0))
        == calendar.groups(["out.deflection_rate"], by: "assistant", in: march))
  }

  @Test("the anchor moves a conversation that spans the edge")
  func anchor() throws {
    let rows = [Row(first: utc(2026, 3, 31, 23), last: utc(2026, 4, 1, 1), handoff: false)]
    let april = month.upperBound..<Instant(microseconds: utc(2026, 5, 1, 0))
    func counts(_ anchor: ConversationWindows.Anchor) throws -> [Double?] {
      let figures = try windowed(rows, [month, april], anchor)
      return [0, 1].map { figures.estimate("vol.conversations", in: .window($0)).value }
    }
    #expect(try counts(.own).map { $0 ?? 0 } == [0, 1])
    #expect(try counts(.lastMessage)[1] == 1)
    #expect(try counts(.firstMessage)[0] == 1)
  }

  @Test("windows are half-open, to the microsecond")
  func edges() throws {
    let start = utc(2026, 3, 1, 0)
    let rows = [start - 1, start, start + 9, start + 10].map { Row(first: $0, last: $0, handoff: false) }
    let range = Instant(microseconds: start)..<Instant(microseconds: start + 10)
    #expect(try windowed(rows, [range]).estimate("vol.conversations", in: .window(0)).value == 2)
  }

  @Test("messages and calls outside the window do not come in with their conversation")
  func events() throws {
    let inside = utc(2026, 3, 31, 23)
    let outside = utc(2026, 4, 1, 1)
    let row = Row(
      first: inside, last: inside, handoff: false, messages: [MessageRow(role: .user, at: inside), MessageRow(at: outside)],
      calls: [CallRow(success: true, at: outside), CallRow(success: true)])
    let figures = try windowed([row], [month])
    #expect(figures.estimate("vol.messages_sent", in: .window(0)).value == 1)
    // A call without a time counts by its message or conversation.
    #expect(figures.estimate("tool.calls", in: .window(0)).value == 1)
  }

  @Test("overlapping windows are refused, as are none")
  func refused() {
    let whole = month.lowerBound..<month.upperBound
    #expect(ConversationWindows([whole, whole]) == nil)
    #expect(ConversationWindows([]) == nil)
  }

  @Test("test traffic is left out unless asked for")
  func tests() throws {
    let at = utc(2026, 3, 5)
    let plan = plan(["vol.conversations", "tool.calls", "dq.undated"], utcMonths)
    var builder = BatchBuilder()
    var batch = builder.batch([Row(first: at, last: at, handoff: false), Row(first: at, last: at, calls: [CallRow(success: true, at: at)])])
    batch.flags[1].insert(.test)
    func counts(_ plan: Plan) -> [Double?] {
      var pass = AggregationPass(plan: plan)
      pass.consume(batch)
      pass.finish(builder.lexicons)
      let figures = Figures(pass.state, plan: plan)
      return ["vol.conversations", "tool.calls"].map { figures.estimate($0, in: march).value }
    }
    #expect(counts(plan)[0] == 1)
    #expect((counts(plan)[1] ?? 0) == 0)
    var all = utcMonths
    all.includesTests = true
    #expect(counts(Aggregation.Plan([Query(["vol.conversations", "tool.calls"])], settings: all)) == [2, 1])
  }

  @Test("a batch of another vendor is passed by")
  func vendor() throws {
    let at = utc(2026, 3, 5)
    let windows = try #require(ConversationWindows([month], vendor: .avatarium))
    let plan = plan(["vol.conversations"], utcMonths.with(windows))
    var builder = BatchBuilder()
    var batch = builder.batch([Row(first: at, last: at, handoff: false)])
    var pass = AggregationPass(plan: plan)
    batch.vendor = .studiochat
    pass.consume(batch)
    batch.vendor = .avatarium
    pass.consume(batch)
    pass.finish(builder.lexicons)
    #expect(Figures(pass.state, plan: plan).estimate("vol.conversations", in: .window(0)).value == 1)
  }
}
