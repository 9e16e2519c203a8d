import Insights
import Testing

@testable import Reporting

@Suite("Targets in the configuration")
struct TargetConfigurationTests {
  private func problems(_ text: String) -> String {
    do {
      _ = try ConfigurationReader.read(text, file: "parlance.json", defaultTitle: "folder")
      return "fine"
    } catch { return error.description }
  }

  @Test("values carry their unit, and the side follows from the metric")
  func read() throws {
    let text = """
      { "targets": { "out.deflection_rate": "80%", "sen.negative": 0.1, "lat.p50": "2.5 s", "vol.conversations": { "atLeast": 500 },
        "sen.net": { "atLeast": "20 points" } } }
      """
    let read = try ConfigurationReader.read(text, file: "parlance.json", defaultTitle: "folder")
    #expect(
      read.targets == [
        Target("lat.p50", .atMost, 2500), Target("out.deflection_rate", .atLeast, 0.8), Target("sen.negative", .atMost, 0.1),
        Target("sen.net", .atLeast, 0.2), Target("vol.conversations", .atLeast, 500),
      ])
  }

  @Test(
    "what cannot be meant is said with its place",
    arguments: [
      (#"{ "targets": { "out.deflection": "80%" } }"#, "no metric is called \"out.deflection\""),
      (#"{ "targets": { "vol.conversations": 500 } }"#, "its target needs \"atLeast\" or \"atMost\""),
      (#"{ "targets": { "lat.p50": 3 } }"#, "a duration needs a unit"),
      (#"{ "targets": { "out.deflection_rate": 80 } }"#, "a share lies between 0 and 1"),
      (#"{ "targets": { "out.deflection_rate": { "atLeast": "80%", "atMost": "90%" } } }"#, "a target needs either"),
      (#"{ "targets": ["out.deflection_rate"] }"#, "\"targets\" must be an object, not a list"),
    ])
  func wrong(text: String, message: String) {
    let said = problems(text)
    #expect(said.contains(message), "\(said)")
    #expect(said.hasPrefix("parlance.json:1:"))
  }
}
