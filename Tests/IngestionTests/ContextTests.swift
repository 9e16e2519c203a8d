import Basics
import Foundation
import Records
import Testing

@testable import Ingestion

@Suite("Context of a body")
struct ContextTests {
  private func days(_ range: Range<Instant>?) -> [String]? {
    range.map { [Zone.utc.day(of: $0.lowerBound).description, Zone.utc.day(of: $0.upperBound).description] }
  }

  @Test(
    "ends: a moment counts as written, the last millisecond or second of a day is the next midnight, a day leaves its end open",
    arguments: [
      ("2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z", 30 * 86_400, false),
      ("2026-03-31T22:00:00.000Z", "2026-04-30T21:59:59.999Z", 30 * 86_400, false),
      ("2026-04-01T00:00:00Z", "2026-04-30T23:59:59.999999Z", 30 * 86_400, false),
      ("2026-04-01T00:00:00Z", "2026-04-30T23:59:59Z", 30 * 86_400, false),
      ("2026-04-01T00:00:00Z", "2026-04-30T23:58:30Z", 30 * 86_400 - 90, false),
      ("2026-04-01", "2026-05-01", 30 * 86_400, true), ("1775001600000", "1777593600000", 30 * 86_400, false),
    ])
  func ends(_ start: String, _ end: String, _ seconds: Int, _ isOpen: Bool) throws {
    let window = try #require(statedWindow(from: start, to: end, zone: .utc))
    #expect(window.range.upperBound.microseconds - window.range.lowerBound.microseconds == Int64(seconds) * 1_000_000)
    #expect(window.isEndOpen == isOpen)
  }

  @Test("days are those of the stated zone")
  func zones() throws {
    let berlin = try #require(Zone(identifier: "Europe/Berlin"))
    let window = try #require(statedWindow(["from": "2026-04-01", "to": "2026-05-01"], zone: berlin))
    #expect(window.range == statedWindow(from: "2026-03-31T22:00:00Z", to: "2026-04-30T22:00:00Z", zone: .utc)?.range)
    #expect(month(in: "2026-04", zone: berlin) == window.range)
    #expect(statedWindow(["start": "2026-05-01", "end": "2026-04-01"], zone: .utc) == nil)
    #expect(statedWindow(["from": "soon", "to": "2026-04-01"], zone: .utc) == nil)
  }

  @Test(
    "the path of a request names ids, vendor and kind",
    arguments: [
      ("/v1/chatbots/bot_koeln/statistics/reports/overview", "chatbotId=bot_koeln", Vendor.chatcaptain, "report-overview"),
      ("/v1/chatbots/b/statistics/reports/channel?channelId=ch%5Ftel&interval=3600", "chatbotId=b", .chatcaptain, "report-channel"),
      ("/avatars/avt_1/analytics", "avatarId=avt_1", .avatarium, nil),
      ("/projects/p1/conversation-metrics/flex-sale/analytics", "projectId=p1,slug=flex-sale", .studiochat, nil),
      ("/projects/p1/analytics/kbs/sparklines", "projectId=p1", .studiochat, "sparklines-kbs"),
      ("/projects/p1/conversations/7/messages", "conversationId=7,projectId=p1", .studiochat, nil),
      ("/projects/p1/conversations/analytics", "projectId=p1", .studiochat, nil),
    ] as [(String, String, Vendor?, String?)])
  func paths(_ path: String, _ ids: String, _ vendor: Vendor?, _ kind: String?) {
    var context = BodyContext()
    context.readPath(path)
    #expect(context.ids.sortedByKey().map { "\($0)=\($1)" }.joined(separator: ",") == ids)
    #expect(context.vendor == vendor)
    #expect(context.kindHint == kind)
    if path.contains("?") { #expect(context.query == ["channelId": "ch_tel", "interval": "3600"]) }
  }

  @Test("names of folders and files state month, vendor, period, kind and ids")
  func names() {
    let a = nameContext(file: "personas-stats-30d.json", folders: ["chanl", "2026-04"], zone: .utc)
    #expect(a.vendor == .chanl && a.kindHint == "personas-stats" && a.trailingDays == 30)
    #expect(a.origins["query.period"] == .fileName && a.origins["vendor"] == .folderName)
    let b = nameContext(
      file: "0ae1541c-a0e6-5d7b-b085-6ae9672d2eb8.json", folders: ["eval-run-results", "studiochat", "2025-08"], zone: .utc)
    #expect(b.ids == ["runId": "0ae1541c-a0e6-5d7b-b085-6ae9672d2eb8"])
    #expect(b.vendor == .studiochat && days(b.window) == ["2025-08-01", "2025-09-01"] && b.origins["window"] == .folderName)
    let c = nameContext(file: "messages.json", folders: ["21530000164", "conversations"], zone: .utc)
    #expect(c.ids == ["conversationId": "21530000164"] && c.origins["id.conversationId"] == .folderName)
    let d = nameContext(file: "analytics_2026-03.json.gz", folders: ["data"], zone: .utc)
    #expect(d.stem == "analytics_2026-03" && d.origins["window"] == .fileName && d.ids.isEmpty)
  }

  @Test("manifest before wrapper before names; a trailing window that was asked for is no month of a folder")
  func order() throws {
    let folder = try Folder()
    let analytics = #"{"total_conversations": 5, "deflection_rate": 80.0}"#
    let request =
      #"{"path":"/projects/p9/conversations/analytics","query":{"start_date":"2026-04-02T00:00:00Z","end_date":"2026-04-03T00:00:00Z"},"capturedAt":"2026-04-05T00:00:00Z"}"#
    try folder.write("2026-02/wrapped.json", #"{"request":\#(request),"response":\#(analytics)}"#)
    try folder.write("2026-02/plain.json", analytics)
    try folder.write(
      "2026-02/m/manifest.json",
      #"{"format":"snapshot-manifest","period":{"start":"2026-03-01","end":"2026-04-01"},"sources":[{"vendor":"studiochat","projectId":"p1","timeZone":"UTC","files":[{"path":"a.json","query":{"start_date":"2026-03-05T00:00:00Z","end_date":"2026-03-06T00:00:00Z"}},{"path":"b.json","query":{"days":14}}]}]}"#
    )
    try folder.write("2026-02/m/a.json", #"{"request":\#(request),"response":\#(analytics)}"#)
    try folder.write("2026-02/m/b.json", analytics)
    try folder.write("2026-02/m/unlisted.json", analytics)
    let result = inspect(folder.settings())
    let files = Dictionary(uniqueKeysWithValues: result.files.map { ($0.path, $0) })
    func check(_ path: String, _ window: [String]?, _ origin: ContextOrigin, _ project: String?) {
      let file = files["2026-02/" + path]
      #expect(days(file?.window) == window, "\(path)")
      #expect(file?.contextOrigin == origin, "\(path)")
      #expect(file?.facts.first { $0.name == "id.projectId" }?.value == project, "\(path)")
    }
    let manifest = ContextOrigin.manifest(path: "2026-02/m/manifest.json")
    check("plain.json", ["2026-02-01", "2026-03-01"], .folderName, nil)
    check("wrapped.json", ["2026-04-02", "2026-04-03"], .wrapper, "p9")
    check("m/a.json", ["2026-03-05", "2026-03-06"], manifest, "p1")
    check("m/b.json", nil, .rows, "p1")
    check("m/unlisted.json", ["2026-03-01", "2026-04-01"], manifest, "p1")
    #expect(files["2026-02/m/b.json"]?.reportWindow == .trailing(days: 14))
    #expect(files["2026-02/m/a.json"]?.exportedAt == Instant(seconds: 1_775_347_200))
    #expect(result.diagnostics.list.map(\.code) == ["capture-guessed", "several-projects"])
  }

  @Test("a last day belongs to the window, but for the first of a month with Studio Chat")
  func openEnds() throws {
    func window(_ vendor: Vendor, _ end: String) -> [String]? {
      var context = BodyContext()
      context.query = ["start_date": "2026-04-01", "end_date": end]
      context.settleWindow(.utc)
      let kind = BodyKind("x", endpoint: "", shape: .json { _, _ in false }, .listed(because: ""))
      return days(DocumentBody(VendorKind(vendor: vendor, kind: kind), context, source: "s", path: "p").window.interval)
    }
    #expect(window(.studiochat, "2026-05-01") == ["2026-04-01", "2026-05-01"])
    #expect(window(.studiochat, "2026-04-30") == ["2026-04-01", "2026-05-01"])
    #expect(window(.avatarium, "2026-04-30") == ["2026-04-01", "2026-05-01"])
    #expect(window(.avatarium, "2026-05-01") == ["2026-04-01", "2026-05-02"])
  }
}
