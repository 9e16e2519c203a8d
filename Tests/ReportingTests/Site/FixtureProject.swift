import Foundation
import Records

@testable import Reporting

/// A project in a temporary folder, removed when the value goes.
final class FixtureProject {
  let path: String

  init(_ files: [String: String]) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "parlance-test-\(UUID().uuidString)")
    path = folder.path(percentEncoded: false)
    for (name, text) in files { try write(name, text) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws {
    let url = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func request(jobs: Int = 2) -> BuildRequest {
    BuildRequest(directory: path, name: "fixture", now: Instant(seconds: 1_775_000_000), jobs: jobs, toolVersion: "test")
  }

  /// The site, in memory.
  func tree(jobs: Int = 2) throws -> [String: String] {
    let evaluation = try evaluate(request(jobs: jobs)) { _ in }
    let tree = try SiteBuilder(evaluation).tree { _, _ in }
    return Dictionary(uniqueKeysWithValues: tree.files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) })
  }

  /// `count` conversations from 1 January 2026 on, two hours apart; every fourth is handed off.
  static func export(_ count: Int, month: String = "2026-01", extra: String = "") -> String {
    let rows = (0..<count).map { index -> String in
      let day = 1 + index * 2 / 24 % 28
      let hour = index * 2 % 24
      func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
      let start = "\(month)-\(two(day))T\(two(hour)):00:00Z"
      let end = "\(month)-\(two(day))T\(two(hour)):05:00Z"
      return """
        {"conversation_id":"\(month)-\(index)","inbox_name":"Web","playbook_name":"Desk","playbook_version":1,"message_count":\(2 + index % 5),\
        "first_message_at":"\(start)","last_message_at":"\(end)","has_handoff":\(index % 4 == 0),"has_error":false,"tags":["a","b"],\
        "skills":null,"avg_response_latency_ms":\(1000 + index * 10),"sentiment_label":"neutral","deflection_quality":\(index % 4 == 0 ? "null" : "\"resolved\""),\
        "user_intent":"track order","model":"m"\(extra)}
        """
    }
    return
      "{\"exported_at\":\"\(month)-31T23:00:00Z\",\"total_matched\":\(count),\"total_exported\":\(count),\"conversations\":[\(rows.joined(separator: ","))]}"
  }
}
