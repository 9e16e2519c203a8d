import Records
import Testing

@testable import Ingestion

@Suite("Simulations of Chanl") struct ChanlSimulationTests {
  private func read(_ names: String...) throws -> VendorReading {
    var reading = VendorReading(.chanl)
    for name in names { try reading.readExample(name) }
    return reading
  }

  private func values(_ records: [Record], _ field: FieldID) -> [Double] {
    records.compactMap { $0.value(field, .simulations).number }
  }

  private func meanToOneDecimal(_ scores: [Double]) -> Double {
    let mean: Double = scores.reduce(0, +) / Double(scores.count)
    return (mean * 10).rounded() / 10
  }

  @Test("40 simulations, 30 of them in April, reproduce what the vendor states of them")
  func month() throws {
    let reading = try read("eval-executions-page1.json", "eval-executions-page2.json")
    #expect(reading.kinds == ["executions", "executions"])
    #expect(reading.problems.isEmpty)
    #expect(reading.bodies.map(\.statedTotal) == [40, 40])
    #expect(reading.bodies.map(\.rows) == [25, 15])
    let all = reading.records(.simulations)
    let april = all.filter { $0.value("startedAt", .simulations).time.map { $0 >= Instant(seconds: 1_775_001_600) } == true }
    #expect(all.count == 40)
    #expect(april.count == 30)
    let scores = values(all, "score"), inApril = values(april, "score")
    #expect(scores.count == 37, "failed and timed-out runs have none")
    #expect(meanToOneDecimal(scores) == 73.9)
    #expect(meanToOneDecimal(inApril) == 74.1)
    #expect(reading.records(.criteria).count == 74)
    #expect(all.allSatisfy { $0.value("judgeScore", .simulations).number.map { $0 <= 10 } ?? true })
  }

  @Test("personas and scenarios say who was simulated, and the vendor's own success rates come out")
  func joined() throws {
    let documents = try read("eval-executions-page1.json", "eval-executions-page2.json", "personas-list.json", "scenarios-list.json")
      .documents
    let all = documents[.simulations]
    let angry = all.filter { $0.value("persona", .simulations).text?.string == "Angry Tenant" }
    #expect(angry.count == 14)
    for record in angry {
      #expect(record.value("emotion", .simulations).text?.string == "frustrated")
      #expect(
        record.value("difficulty", .simulations).text?.string == "hard" && record.value("language", .simulations).text?.string == "en")
      #expect(record.value("noise", .simulations).text?.string == "street")
      #expect(record.value("tag", .simulations).list.map(\.string) == ["frustrated", "harbour"])
    }
    #expect(
      Set(all.compactMap { $0.value("scenario", .simulations).text?.string }) == [
        "Lease renewal question", "Lost key report", "Disputed fee",
      ])
    var rates: [String: Double] = [:]
    for persona in documents[.personas] {
      guard let name = persona.value("persona", .personas).text?.string else { continue }
      rates[name] = persona.value("successRate", .personas).number.map { ($0 * 1000).rounded() / 10 }
    }
    #expect(rates["Angry Tenant"] == 7.1)
    #expect(rates["Cheerful Regular"] == 100)
    #expect(rates["Impatient Expert"] == 0)
    #expect(rates["New Persona"] == nil, "never used")
  }

  @Test("a success rate needs all simulations of its persona")
  func incomplete() throws {
    let documents = try read("eval-executions-page1.json", "personas-list.json").documents
    let angry = documents[.personas].first { $0.value("persona", .personas).text?.string == "Angry Tenant" }
    #expect(angry?.value("successRate", .personas).isMissing == true)
  }

  @Test("one execution says the same alone as in its page, with steps, tools and the agent's response time")
  func single() throws {
    let page = try read("eval-executions-page1.json")
    let alone = try read("eval-execution.json")
    #expect(alone.kinds == ["execution"])
    let record = try #require(alone.records(.simulations).first)
    #expect(record.values == page.records(.simulations).first?.values)
    func number(_ field: FieldID) -> Double? { record.value(field, .simulations).number }
    #expect(number("score") == 94)
    #expect(number("judgeScore") == 9.4)
    #expect(number("duration") == 110_842)
    #expect(number("turns") == 2)
    #expect(number("steps") == 2)
    #expect(number("stepsCompleted") == 2)
    #expect(number("toolCalls") == 1)
    #expect(number("agentLatency") == 1820)
    #expect(record.value("passed", .simulations).flag == true)
    #expect(alone.records(.criteria).map { $0.value("score", .criteria).number } == [nil, 9.4])
    #expect(!"\(alone.harvest)".contains("lost my key"))
    #expect(!"\(alone.harvest)".contains("Greeting present"))
  }

  @Test(
    "scores of 10 or less with a fraction are of 0–10, and said to be a guess",
    arguments: [
      ([9.4, 7, 10], [94, 70, 100], true), ([9, 7, 10], [9, 7, 10], false), ([0, 0], [0, 0], false), ([9.4, 70], [9.4, 70], false),
      ([0.5], [5], true),
    ] as [([Double], [Double], Bool)])
  func scale(_ delivered: [Double], _ expected: [Double], _ isGuess: Bool) throws {
    var reading = VendorReading(.chanl)
    let rows = delivered.enumerated().map {
      #"{"executionId":"e\#($0.offset)","scenarioId":"s","status":"completed","overallScore":\#($0.element)}"#
    }
    try reading.read(#"{"executions":[\#(rows.joined(separator: ","))],"total":3}"#)
    #expect(values(reading.records(.simulations), "score") == expected)
    #expect(reading.problems == (isGuess ? ["guessed-scale executions.*.overallScore 1"] : []))
  }

  @Test(
    "what a judge falls back to is no score",
    arguments: [
      (#"{"criteriaKey":"k","passed":false,"result":5,"reasoning":"No LLM evaluator available. Using fallback value."}"#, true),
      (#"{"criteriaKey":"k","passed":false,"result":5.0,"reasoning":"No transcript available for evaluation."}"#, true),
      (#"{"criteriaKey":"k","passed":false,"result":false,"reasoning":"No LLM evaluator available. Using fallback value."}"#, true),
      (#"{"criteriaKey":"k","passed":false,"result":null,"notApplicable":true,"reasoning":"x"}"#, true),
      (#"{"criteriaKey":"k","passed":false,"result":5,"reasoning":"Half of it was right."}"#, false),
      (#"{"criteriaKey":"k","passed":true,"result":7,"reasoning":"The agent offered a fallback."}"#, false),
    ])
  func fallback(_ criterion: String, _ isUnscored: Bool) throws {
    var reading = VendorReading(.chanl)
    try reading.read(
      #"""
      {"execution":{"executionId":"e","scenarioId":"s","status":"completed","overallScore":50,
       "scorecardResults":{"overallScore":5,"passed":false,"criteriaResults":[\#(criterion)]}}}
      """#)
    let record = try #require(reading.records(.simulations).first)
    for field in ["score", "judgeScore", "passed"] { #expect(record.value(field, .simulations).isMissing == isUnscored, "\(field)") }
    let verdict = try #require(reading.records(.criteria).first)
    #expect(verdict.value("passed", .criteria).isMissing == isUnscored)
  }

  @Test("nulls are missing, texts may be numbers, impossible values are counted, rows without an id left out")
  func hostile() throws {
    var reading = VendorReading(.chanl)
    try reading.read(
      #"""
      {"executions":[{"id":"31ac8033defe5e7713ae417c","scenarioId":null,"personaId":null,"status":null,"mode":null,"startTime":null,"endTime":null,
        "duration":null,"overallScore":null,"scorecardResults":null,"stepResults":null,"metrics":null,"callDetails":null},
       {"executionId":"e2","scenarioId":"s","status":"completed","overallScore":"88","duration":"1200","startTime":1775037600000,
        "callDetails":{"cost":0.25,"phoneNumber":"+49 30 1234567","recordingUrl":"https://x"},"metrics":{"totalSteps":4,"completedSteps":3}},
       {"executionId":"e3","scenarioId":"s","status":"completed","overallScore":140,"duration":-1,"startTime":"soon"},
       {"executionId":null,"id":null}, 7, null, {"executionId":"e4","scorecardResults":{"overallScore":94,"passed":"maybe"},"stepResults":[null,{"role":"agent","duration":"x"}]}],
       "total":7}
      """#)
    let all = reading.records(.simulations)
    #expect(all.count == 4)
    #expect(reading.bodies.first?.rows == 7)
    #expect(all[0].values.count { !$0.isMissing } == 1)
    #expect(all[0].value("id", .simulations).text?.string.count == 16, "an id like a secret is told apart, not shown")
    #expect(all[1].value("score", .simulations).number == 88)
    #expect(all[1].value("passed", .simulations).flag == true)
    #expect(all[1].value("cost", .simulations).number == 0.25)
    #expect(all[1].value("steps", .simulations).number == 4)
    #expect(!"\(reading.harvest)".contains("1234567"))
    #expect(
      reading.problems == [
        "impossible-value executions.*.duration 1", "impossible-value executions.*.overallScore 1",
        "impossible-value executions.*.scorecardResults.overallScore 1", "unreadable-time-value executions.*.startTime 1",
        "wrong-value-type executions.*.executionId 3", "wrong-value-type executions.*.scorecardResults.passed 1",
        "wrong-value-type executions.*.stepResults.*.duration 1",
      ])
  }

  @Test("lines of training sets know their simulations; other samples are only counted")
  func datasets() throws {
    let metadata = try read("eval-dataset-metadata.jsonl")
    #expect(metadata.kinds == ["dataset-metadata"])
    #expect(metadata.accepted == 5)
    let first = try #require(metadata.records(.simulations).first)
    #expect(first.value("score", .simulations).number == 94)
    #expect(first.value("turns", .simulations).number == 2)
    #expect(first.value("duration", .simulations).number == 110_842)
    let page = try read("eval-executions-page1.json").records(.simulations).map { $0.value("id", .simulations) }
    #expect(page.contains(first.value("id", .simulations)), "both name the execution alike")
    let chats = try read("eval-dataset-openai.jsonl")
    #expect(chats.kinds == ["dataset-openai"])
    #expect(chats.accepted == 1)
    #expect(chats.harvest.sheaves.flatMap(\.records).isEmpty)
  }

  @Test(
    "every format of training sets is known",
    arguments: [
      (#"{"messages":[{"role":"user","content":"x"}],"tools":[]}"#, "dataset-openai"),
      (#"{"input":{"messages":[]},"preferred_output":[],"non_preferred_output":[]}"#, "dataset-dpo"),
      (#"[{"conversations":[{"from":"human","value":"x"},{"from":"gpt","value":"y"}]}]"#, "dataset-sharegpt"),
      (#"{"executionId":"e","scenarioId":"s","turnCount":3}"#, "dataset-metadata"),
    ])
  func formats(_ json: String, _ kind: String) throws {
    var reading = VendorReading(.chanl)
    try reading.read(json)
    #expect(reading.kinds == [kind])
    #expect(reading.accepted == 1)
    #expect(reading.rejected.isEmpty)
  }

  @Test("a whole metadata file of 0–10 is put right when everything is joined")
  func metadataScale() throws {
    var reading = VendorReading(.chanl)
    let lines = #"{"executionId":"a","turnCount":1,"score":9.4}"# + "\n" + #"{"executionId":"b","turnCount":1,"score":7}"#
    try reading.readLines(Array(lines.utf8), "meta.jsonl")
    let documents = reading.documents
    #expect(values(documents[.simulations], "score") == [94, 70])
    #expect(documents.problems.map(\.kind) == [.guessedScale])
  }

  @Test("turns of a transcript are counted, words never kept, and its simulation learns their number")
  func transcript() throws {
    var reading = try read("live-call-transcript.json")
    #expect(reading.kinds == ["live-call-transcript"])
    #expect(reading.records(.simulations).isEmpty)
    #expect(reading.figure("turns") == 2)
    #expect(reading.figure("turns.agent") == 1)
    #expect(reading.figure("duration") == 4000)
    #expect(!"\(reading.harvest)".contains("key is stuck"))
    try reading.read(#"{"execution":{"executionId":"exec_call_h1","scenarioId":"s","status":"completed"}}"#)
    #expect(reading.documents[.simulations].first?.value("turns", .simulations).number == 2)
  }
}
