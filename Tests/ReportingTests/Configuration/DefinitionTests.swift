import Aggregation
import Basics
import Foundation
import Notation
import Records
import Testing

@testable import Reporting

private func read(_ text: String) throws -> Configuration {
  try ConfigurationReader.read(text, file: "parlance.json", defaultTitle: "folder")
}

private func problems(_ text: String) -> [String] {
  do {
    _ = try read(text)
    return []
  } catch let error as Diagnostics { return error.list.map(\.description) } catch { return ["\(error)"] }
}

/// What a project can define, all in one.
private let everything = """
  {
    "populations": {
      "vip": { "title": "VIP customers", "definition": "Conversations tagged vip or gold.", "tag": ["vip", "gold"] },
      "long-vip": { "all": ["vip", { "messages": { "min": 10 } }] },
      "unhappy": { "any": [{ "sentiment": "negative" }, { "risk": ["high", "medium"] }, { "shift": "degraded" }] },
      "quiet-web": { "inbox": "web", "not": "unhappy", "handoff": false },
      "short": { "messages": { "max": 3 } },
      "asked": { "goal": "refund" }
    },
    "goals": [{ "id": "refund", "tag": "refund" }],
    "metrics": {
      "my.vip_deflection": { "title": "Deflection of VIP customers", "share": "deflected", "of": "vip", "direction": "higher", "margin": 0.03 },
      "vip_count": { "title": "VIP conversations", "count": "vip" },
      "my.vip_mean": { "title": "VIP messages", "mean": "messages", "of": "vip" },
      "my.vip_time": { "title": "VIP duration", "median": "duration", "of": "vip" },
      "my.vip_p90": { "title": "VIP duration, 90% line", "p90": "duration", "of": "vip", "countedBy": "first-message" },
      "my.web_cost": { "title": "Cost of quiet web chats", "sum": "cost", "of": "quiet-web", "direction": "lower" },
      "my.cost_per_vip": { "title": "Cost per VIP chat", "ratio": ["my.web_cost", "vip_count"], "direction": "lower" }
    },
    "dimensions": {
      "customer": { "title": "Customer", "groups": [{ "title": "VIP", "where": "vip" }, { "title": "Unhappy", "where": "unhappy" }] },
      "region": { "of": "inbox", "groups": [{ "name": "eu", "title": "Europe", "values": ["web-de", "web-fr"] }], "rest": "Elsewhere" }
    }
  }
  """

@Suite("Definitions of a project")
struct DefinitionTests {
  @Test("metrics, dimensions and predicates stand in the catalogue, beside the built-in ones")
  func catalogue() throws {
    let catalogue = try read(everything).catalogue
    #expect(
      catalogue.ownMetrics.map(\.id.rawValue) == [
        "my.cost_per_vip", "my.vip_count", "my.vip_deflection", "my.vip_mean", "my.vip_p90", "my.vip_time", "my.web_cost",
      ])
    #expect(catalogue.ownDimensions.map(\.id.rawValue) == ["customer", "region"])
    #expect(
      catalogue.predicates == [
        .any(.tag, ["refund"]), .messages(10, 1_000_000_000), .any(.tag, ["vip", "gold"]), .name(.inbox, ["web"]), .messages(0, 3),
        .name(.inbox, ["web-de", "web-fr"]),
      ] || Set(catalogue.predicates).count == 6)
    let share = try #require(catalogue.metric("my.vip_deflection"))
    #expect(share.unit == .share && share.direction == .higherIsBetter && share.practicalMargin == 0.03)
    #expect(share.populationTitle == "VIP customers" && share.populationDefinition == "Conversations tagged vip or gold.")
    #expect(share.formula == "|vip ∧ deflected| / |vip|")
    #expect(share.definition == "Of the conversations that meet: vip; the share that meets: deflected.")
    #expect(catalogue.metric("my.cost_per_vip")?.unit == .money(currency: "USD"))
    #expect(catalogue.metric("my.cost_per_vip")?.formula == "my.web_cost / my.vip_count")
    #expect(catalogue.metric("my.vip_p90")?.anchor == .firstMessage)
    #expect(catalogue.dimension("region")?.keys == ["eu", "other"])
  }

  /// A thousand conversations whose facts do not follow each other.
  private static let export: SmallExport = {
    var made = SmallExport()
    made.add(1000) { talk, i in
      talk.handoff = i % 11 == 0 ? nil : i % 3 == 0
      talk.sentiment = [nil, "negative", "positive", "neutral"][i * 7 / 3 % 4]
      talk.tags = [["vip"], [], ["gold", "refund"], ["other"], ["vip", "gold"]][i % 5]
      talk.inbox = ["web", "web-de", nil, "web-fr"][i % 4]
      talk.messages = Int32(i % 23)
    }
    return made
  }()

  private func figures(_ text: String) throws -> Figures {
    let configuration = try read(text)
    let dimensions = configuration.catalogue.ownDimensions.map { Query(["vol.conversations", "out.deflection_rate"], by: [$0.id]) }
    return Self.export.figures(configuration.catalogue.metrics.map { Query([$0.id]) } + dimensions, configuration.catalogue)
  }

  private let september = Period(.month, containing: CalendarDay(year: 2026, month: 9, day: 1) ?? CalendarDay(ordinal: 0))

  @Test("a metric that says what a built-in one says has its figure, state, interval and spread")
  func equalsBuiltIn() throws {
    let figures = try figures(
      """
      {
        "metrics": {
          "my.deflection": { "title": "A", "share": "deflected", "of": "handoff-known" },
          "my.count": { "title": "B", "count": "all" },
          "my.handoffs": { "title": "C", "count": { "handoff": true } },
          "my.mean": { "title": "D", "mean": "messages" },
          "my.median": { "title": "E", "median": "messages" },
          "my.negative": { "title": "F", "share": { "sentiment": "negative" }, "of": { "scored": true } },
          "my.short": { "title": "G", "share": { "messages": { "max": 3 } } },
          "my.started": { "title": "H", "count": "all", "countedBy": "first-message" },
          "my.silent": { "title": "I", "share": "silent-failure", "of": { "all": ["scored", "deflected"] } }
        }
      }
      """)
    let pairs: [(MetricID, MetricID)] = [
      ("my.deflection", "out.deflection_rate"), ("my.count", "vol.conversations"), ("my.handoffs", "hof.count"),
      ("my.mean", "vol.msgs_per_conv_mean"), ("my.median", "vol.msgs_per_conv_median"), ("my.negative", "sen.negative"),
      ("my.short", "vol.short_share"), ("my.started", "vol.conversations_started"), ("my.silent", "out.silent_failure_rate"),
    ]
    for (own, builtIn) in pairs {
      let estimate = figures.estimate(own, in: september)
      #expect(estimate.value != nil, "\(own)")
      #expect(estimate == figures.estimate(builtIn, in: september), "\(own)")
      #expect(
        figures.daily(own, in: september).map(\.estimate.value) == figures.daily(builtIn, in: september).map(\.estimate.value), "\(own)")
    }
  }

  @Test("populations count what they say")
  func counts() throws {
    let figures = try figures(everything)
    let talks = Self.export.talks
    let vip = talks.filter { $0.tags.contains("vip") || $0.tags.contains("gold") }
    #expect(figures.estimate("my.vip_count", in: september).value == Double(vip.count))
    let share = figures.estimate("my.vip_deflection", in: september)
    #expect(share.numerator == Double(vip.count { $0.handoff == false }) && share.denominator == Double(vip.count))
    let mean = Double(vip.reduce(0) { $0 + Int($1.messages) }) / Double(vip.count)
    #expect(abs(try #require(figures.estimate("my.vip_mean", in: september).value) - mean) < 1e-9)
  }

  @Test("a conversation is in the first group it fits, and the groups add up to all")
  func groups() throws {
    let figures = try figures(everything)
    let talks = Self.export.talks
    func isVIP(_ talk: SmallExport.Talk) -> Bool { talk.tags.contains("vip") || talk.tags.contains("gold") }
    let rows = figures.groups(["vol.conversations"], by: "customer", in: september)
    #expect(rows.map(\.group.text) == ["VIP", "Unhappy", "Others"])
    #expect(
      rows.map { $0.estimates[0].value } == [
        Double(talks.count(where: isVIP)), Double(talks.count { !isVIP($0) && $0.sentiment == "negative" }),
        Double(talks.count { !isVIP($0) && $0.sentiment != "negative" }),
      ])
    let region = figures.groups(["vol.conversations", "out.deflection_rate"], by: "region", in: september)
    #expect(region.map(\.group.key) == ["eu", "other"])
    #expect(region[0].estimates[0].value == Double(talks.count { $0.inbox == "web-de" || $0.inbox == "web-fr" }))
    #expect(region.compactMap { $0.estimates[0].value }.reduce(0, +) == 1000)
  }

  @Test(
    "every problem is named with its place and the nearest name",
    arguments: [
      (
        #"{"populations":{"a":{"sentiment":"negativ"}}}"#,
        #"parlance.json:1:34: error[unknown-value]: "sentiment" has no value "negativ"; did you mean "negative"? (valid: positive, neutral, negative, other, not_stated)"#
      ),
      (
        #"{"populations":{"a":"b","b":{"not":"a"}}}"#,
        #"parlance.json:1:36: error[population-cycle]: the population "a" is made of itself: a, b, a"#
      ),
      (
        #"{"populations":{"a":{"all":["deflectd"]}}}"#,
        #"error[unknown-population]: no population is called "deflectd"; did you mean "deflected""#
      ),
      (#"{"populations":{"all":{"tag":"x"}}}"#, #"error[name-taken]: "all" is a population that every project has"#),
      (#"{"populations":{"A b":{"tag":"x"}}}"#, #"error[wrong-name]"#),
      (#"{"populations":{"a":{"tags":"x"}}}"#, #"no key is called "tags" in "populations.a"; did you mean "tag""#),
      (#"{"populations":{"a":{}}}"#, "error[empty-value]: a population needs at least one condition"),
      (
        #"{"populations":{"a":{"messages":{"min":5,"max":2}}}}"#,
        #"error[out-of-order]: "populations.a.messages" has a "min" above its "max""#
      ),
      (#"{"populations":{"a":{"messages":{"min":1.5}}}}"#, #""populations.a.messages.min" must be a whole number"#),
      (
        #"{"populations":{"a":{"goal":"refun"}},"goals":[{"id":"refund","event":"z"}]}"#,
        #"no goal is called "refun"; did you mean "refund""#
      ),
      (#"{"populations":{"a":{"goal":"y"}},"goals":[{"id":"y","event":"z"}]}"#, "error[unsuited-goal]"),
      (
        #"{"metrics":{"vol.conversations":{"title":"x","count":"all"}}}"#,
        #"error[name-taken]: "vol.conversations" is a built-in metric: Conversations (my.conversations)"#
      ),
      (#"{"metrics":{"my.a":{"title":"x"}}}"#, #"error[metric-kind]: the metric "my.a" says nothing to compute"#),
      (#"{"metrics":{"my.a":{"title":"x","count":"all","sum":"cost"}}}"#, #"says "count" and "sum"; it needs exactly one of"#),
      (#"{"metrics":{"my.a":{"count":"all"}}}"#, #"error[missing-key]: "metrics.my.a" needs "title""#),
      (#"{"metrics":{"my.a":{"title":"x","mean":"messagse"}}}"#, #"cannot be "messagse"; did you mean "messages""#),
      (
        #"{"metrics":{"my.a":{"title":"x","ratio":["my.b","hof.count"]},"my.b":{"title":"y","ratio":["my.a","hof.count"]}}}"#,
        #"error[metric-cycle]: the metric "my.a" is computed from itself: my.a, my.b, my.a"#
      ),
      (
        #"{"metrics":{"my.a":{"title":"x","ratio":["cost.totl","hof.count"]}}}"#,
        #"parlance.json:1:42: error[unknown-metric]: no metric is called "cost.totl"; did you mean "cost.total""#
      ),
      (#"{"metrics":{"my.a":{"title":"x","count":"all","of":"all"}}}"#, #"error[unused-key]: a metric of this kind has no "of""#),
      (#"{"dimensions":{"assistant":{"groups":[{"title":"x","where":"all"}]}}}"#, #"is a built-in dimension: Assistant"#),
      (#"{"dimensions":{"a":{"groups":[{"title":"x"}]}}}"#, #"a group needs either "where", a population, or "values""#),
      (#"{"dimensions":{"a":{"groups":[{"title":"x","values":["y"]}]}}}"#, #"are grouped of a dimension that "of" names"#),
      (
        #"{"dimensions":{"a":{"groups":[{"title":"x","where":"all"},{"title":"x","where":"scored"}]}}}"#,
        #"error[duplicate-name]: two groups are called "x""#
      ),
    ])
  func problem(text: String, expected: String) {
    let found = problems(text)
    #expect(found.contains { $0.contains(expected) }, "\(found)")
  }

  @Test("more than 32 predicates are too many, and equal ones count once")
  func manyPredicates() throws {
    func text(_ count: Int, _ value: (Int) -> String) -> String {
      let entries = (0..<count).map { "\"p\($0)\": { \"tag\": \"\(value($0))\" }" }
      return "{ \"populations\": { \(entries.joined(separator: ", ")) } }"
    }
    #expect(problems(text(33) { "t\($0)" }).contains { $0.contains("ask for 33 different") })
    #expect(problems(text(32) { "t\($0)" }).isEmpty)
    #expect(try read(text(50) { _ in "same" }).catalogue.predicates.count == 1)
  }

  @Test("all problems of all definitions come together")
  func together() {
    let found = problems(
      #"{"populations":{"a":{"sentiment":"x"},"b":{"risk":"y"}},"metrics":{"my.c":{"title":"z"}},"dimensions":{"d":{}}}"#)
    #expect(found.count == 4)
  }

  @Test("assumptions are read as numbers and bands, within limits")
  func assumptions() throws {
    let stated = try read(
      """
      { "assumptions": { "actionedWeight": 0.4, "recontactByRisk": { "low": 0.1, "high": 0.7 },
        "roi": { "humanMinutesPerConversation": { "low": 4, "base": 6, "high": 10 }, "humanCostPerHour": 32,
          "readingMinutesPerHandoff": 2, "monthlyHoursPerPerson": 150 } } }
      """
    ).stated
    #expect(stated.actionedWeight == 0.4)
    #expect(stated.recontactByRisk == (low: 0.1, medium: 0.25, high: 0.7))
    #expect(stated.humanMinutesPerConversation == .init(low: 4, base: 6, high: 10))
    #expect(stated.humanCostPerHour == .init(32))
    #expect(stated.readingMinutesPerHandoff == 2 && stated.monthlyHoursPerPerson == 150)
    #expect(
      problems(#"{"assumptions":{"roi":{"humanCostPerHour":{"low":9,"base":3,"high":4}}}}"#).first?
        .contains(#"error[out-of-order]: "assumptions.roi.humanCostPerHour" must rise from low to base to high"#) == true)
    #expect(problems(#"{"assumptions":{"roi":{"humanCostPerHour":{"low":9}}}}"#).count == 2)
    #expect(problems(#"{"assumptions":{"recontactByRisk":{"low":0.9}}}"#).first?.contains("must not fall from low to high") == true)
    #expect(problems(#"{"assumptions":{"roi":{"humanCost":3}}}"#).first?.contains(#"did you mean "humanCostPerHour""#) == true)
  }

  @Test("the examples of docs/definitions.md are read, and it names every key and every population")
  func documentation() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/definitions.md")
    let text = try String(contentsOf: path, encoding: .utf8)
    let blocks = text.components(separatedBy: "```json\n").dropFirst().compactMap { $0.components(separatedBy: "```").first }
    #expect(blocks.count >= 3)
    for block in blocks { #expect(problems(block) == [], "\(block)") }
    let keys =
      PopulationKeys.all + MetricKeys.all + DimensionKeys.all + DimensionKeys.group + MetricKeys.quantities.map(\.name)
      + BuiltInPopulation.all.map(\.name)
    for key in keys { #expect(text.contains("`\(key)`"), "docs/definitions.md lacks \(key)") }
  }
}
