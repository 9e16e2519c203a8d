import Records
import Testing

@testable import Ingestion

@Suite("Personas of Chanl") struct ChanlPersonaTests {
  private func read(_ names: String...) throws -> VendorReading {
    var reading = VendorReading(.chanl)
    for name in names { try reading.readExample(name) }
    return reading
  }

  @Test("two pages list what one page lists")
  func pages() throws {
    let pages = try read("personas-list-page1.json", "personas-list-page2.json")
    let whole = try read("personas-list.json")
    #expect(pages.records(.personas).map(\.values) == whole.records(.personas).map(\.values))
    #expect(whole.records(.personas).count == 6)
    #expect(pages.bodies.map(\.statedTotal) == [6, 6])
    #expect(pages.bodies.map(\.rows) == [4, 2])
    let unused = try #require(whole.records(.personas).last)
    #expect(unused.value("simulations", .personas).number == 0)
    #expect(unused.value("score", .personas).isMissing)
    #expect(unused.value("lastUsed", .personas).isMissing)
  }

  @Test("who made a persona is one word per person, never a name or an id")
  func creators() throws {
    var reading = try read("personas-list.json")
    try reading.read(#"{"success":true,"data":{"persona":{"id":"p9","name":"Other","created_by":{"id":"user_8","name":"Jo Doe"}}}}"#)
    let documents = reading.documents
    let words = documents[.personas].compactMap { $0.value("createdBy", .personas).text?.string }
    #expect(Set(words.dropLast()) == ["Person 1"])
    #expect(words.last == "Person 2")
    #expect(!"\(documents)".contains("Rosa"))
    #expect(!"\(documents)".contains("user_7"))
  }

  @Test("the catalogue's personas are marked, a made persona is read without usage")
  func others() throws {
    let defaults = try read("personas-defaults.json")
    #expect(defaults.kinds == ["personas-defaults"])
    #expect(defaults.bodies.first?.statedTotal == nil)
    #expect(defaults.records(.personas).map { $0.value("isDefault", .personas).flag } == [true])
    #expect(defaults.records(.personas).first?.value("emotion", .personas).text?.string == "cautious")
    let made = try read("persona-create-response.json")
    #expect(made.kinds == ["persona"])
    #expect(made.records(.personas).first?.value("simulations", .personas).isMissing == true)
  }

  @Test("the runner's list has yes or no for noise, words for languages and no envelope")
  func runner() throws {
    var reading = VendorReading(.chanl)
    try reading.read(
      #"""
      {"personas":[{"id":"31ac8033defe5e7713ae417c","name":"A","language":"English","backgroundNoise":true,"isActive":true,"createdAt":"2026-01-01T00:00:00.123Z"},
       {"id":"31ac8033defe5e7713ae417d","name":"B","language":"klingon","backgroundNoise":false}, {"name":"nobody"}, null],"total":4}
      """#)
    let all = reading.records(.personas)
    #expect(reading.kinds == ["personas-list"])
    #expect(all.count == 2)
    #expect(reading.problems == ["wrong-value-type personas.*.id 2"])
    #expect(all.map { $0.value("noise", .personas).text?.string } == ["noise", "none"])
    #expect(all.map { $0.value("language", .personas).text?.string } == ["en", "klingon"])
    #expect(all[0].value("id", .personas) != all[1].value("id", .personas))
    #expect(all[0].value("createdAt", .personas).time?.microseconds == 1_767_225_600_123_000)
  }

  @Test("scenarios carry names, or ids where the vendor gives only those")
  func scenarios() throws {
    var reading = try read("scenarios-list.json")
    #expect(reading.kinds == ["scenarios-list"])
    #expect(reading.records(.scenarios).count == 3)
    #expect(reading.bodies.first?.statedTotal == 3)
    let first = try #require(reading.records(.scenarios).first)
    #expect(first.value("persona", .scenarios).list.map(\.string) == ["Angry Tenant", "Calm Planner"])
    #expect(first.value("agent", .scenarios).list.map(\.string) == ["Harbour Homes line"])
    #expect(first.value("scorecard", .scenarios).text?.string == "Service quality")
    #expect(first.value("score", .scenarios).number == 74.8)
    try reading.read(
      #"{"success":true,"data":{"scenario":{"id":"s1","name":"S","personas":["p1"],"targetAgents":["a1"],"scorecard":"card","tags":null}}}"#
    )
    let made = try #require(reading.records(.scenarios).last)
    #expect(made.value("persona", .scenarios).list.map(\.string) == ["p1"])
    #expect(made.value("scorecard", .scenarios).text?.string == "card")
    #expect(!"\(reading.harvest)".contains("letting agency"))
  }

  @Test(
    "an error is no empty list, in both shapes",
    arguments: [
      #"{"success":false,"error":{"code":"VALIDATION_ERROR","message":"x","details":{"field":"f"}}}"#,
      #"{"success":false,"message":"x","error":"Not Found"}"#,
    ])
  func failures(_ json: String) throws {
    var reading = VendorReading(.chanl)
    try reading.read(json)
    #expect(reading.kinds == ["failure"])
    #expect(reading.records(.serviceAnswers).count == 1)
    #expect(reading.records(.personas).isEmpty)
  }
}

@Suite("Persona statistics of Chanl") struct ChanlStatsTests {
  private func read(_ name: String) throws -> VendorReading {
    var reading = VendorReading(.chanl)
    try reading.readExample(name) {
      $0.query["period"] = "30d"
      $0.capturedAt = Instant(seconds: 1_777_590_000)
    }
    return reading
  }

  @Test("overview, ranking and groups are all-time, trends stand in windows of their own")
  func stats() throws {
    let reading = try read("personas-stats.json")
    #expect(reading.kinds == ["personas-stats"])
    #expect(reading.problems.isEmpty)
    #expect(reading.bodies.map(\.window) == [.allTime, .trailing(days: 7), .trailing(days: 30)])
    #expect(reading.bodies.allSatisfy { $0.capturedAt == Instant(seconds: 1_777_590_000) && $0.kind == "personas-stats" })
    #expect(reading.figure("total_personas") == 6)
    #expect(reading.figure("avg_score_all_personas") == 73.9)
    #expect(reading.figure("most_used_persona.success_rate", "Angry Tenant") == 0.071)
    #expect(reading.figure("worst_performing_persona.success_rate", "Impatient Expert") == 0)
    #expect(reading.figure("total_simulations", "frustrated") == 20)
    #expect(reading.figure("avg_score", "very_hard") == 52)
    #expect(reading.figure("count", "en") == 4, "languages state no simulations")
    #expect(reading.figure("total_simulations", "en") == nil, "languages state no simulations")
    #expect(reading.figure("usage_trends.last_7_days.total_simulations") == 6)
    #expect(reading.figure("usage_trends.last_30_days.avg_score") == 74.1)
    #expect(reading.harvest.sheaves[1].figures.count == 3)
    #expect(reading.harvest.sheaves[0].figures.count == 43, "4 totals, 9 of ranked personas, 30 of groups")
    #expect(reading.records(.quotes).map { $0.value("type", .quotes).text?.string } == ["recommendation", "warning", "insight"])
  }

  @Test("the persona used most is named where a list knows its name")
  func mostUsed() throws {
    var reading = try read("personas-stats.json")
    func members(_ documents: Documents) -> [String?] {
      documents.figures.filter { $0.quantity.hasSuffix("days.most_used") }.map { $0.member?.string }
    }
    #expect(members(reading.documents) == ["persona_ang", "persona_ang"])
    try reading.readExample("personas-list.json")
    #expect(members(reading.documents) == ["Angry Tenant", "Angry Tenant"])
  }

  @Test("grouped by one thing, the other groups are not there")
  func grouped() throws {
    let reading = try read("personas-stats-group-by-emotion.json")
    #expect(reading.problems.isEmpty)
    #expect(Set(reading.figures.compactMap(\.dimension)) == ["persona", "emotion"])
    #expect(reading.bodies.count == 1)
  }

  @Test("an empty workspace has zeros where there are zeros, and nothing where there is nothing")
  func empty() throws {
    let reading = try read("personas-stats-empty.json")
    #expect(reading.problems.isEmpty)
    #expect(reading.figures.count == 4)
    #expect(reading.figure("total_simulations") == 0)
    #expect(reading.figures.first { $0.quantity == "avg_score_all_personas" }.map { $0.value == nil } == true)
  }

  @Test("a window of 90 days is read, other keys and impossible values are counted")
  func hostile() throws {
    var reading = VendorReading(.chanl)
    try reading.read(
      #"""
      {"success":true,"data":{"stats":{"overview":{"total_personas":"6","total_simulations":-1,"avg_score_all_personas":837},
       "most_used_persona":{"name":null,"id":null},"best_performing_persona":{"id":"p","success_rate":101,"avg_score":73},
       "personas_by_emotion":{"<b>":{"count":1}},"usage_trends":{"last_90_days":{"total_simulations":9,"avg_score":null},"forever":{}},
       "performance_insights":[{"type":"x","message":null},7]}}}
      """#)
    #expect(reading.bodies.map(\.window) == [.allTime, .trailing(days: 90)])
    #expect(reading.figure("total_personas") == 6)
    #expect(reading.figure("count", "<b>") == 1)
    #expect(reading.figure("best_performing_persona.avg_score", "p") == 73)
    #expect(
      reading.problems == [
        "impossible-value stats.best_performing_persona.success_rate 1", "impossible-value stats.overview.avg_score_all_personas 1",
        "impossible-value stats.overview.total_simulations 1", "wrong-value-type stats.most_used_persona.name 1",
        "wrong-value-type stats.performance_insights.*.message 2", "wrong-value-type stats.usage_trends.* 1",
      ])
  }
}
