import Records
import Testing

@testable import Ingestion

@Suite("Bodies of Studio Chat explain each other") struct StudioJoinTests {
  private let desk = "1f79c908-f316-552a-b49a-9b4c45498e81"

  @Test("an activation is named by the list of assistants")
  func activations() throws {
    let documents = joined([
      try readFixture("playbook-active-history") { $0.ids["baseId"] = desk }, try readFixture("playbooks"),
    ])
    let rows = documents[.activations]
    #expect(rows.map { $0.value("assistant", .activations).text?.string } == ["Ticket Helper", "Ticket Helper"])
    #expect(rows.map { $0.value("version", .activations).number } == [8, 7])
    #expect(rows[0].value("at", .activations).time == Instant(seconds: 1_776_157_200))
  }

  @Test("a result has the time, assistant and version of its run; the run stands in the context or in the file's name")
  func results() throws {
    let run = "9fc39fde-27a6-540f-a174-efbe61866f63"
    for results in [try readFixture("eval-run-results") { $0.ids["runId"] = run }, try readFixture("eval-run-results") { $0.stem = run }] {
      let rows = joined([results, try readFixture("eval-runs")])[.evalResults]
      #expect(rows.allSatisfy { $0.value("assistant", .evalResults).text?.string == "Ticket Helper" })
      #expect(rows.allSatisfy { $0.value("version", .evalResults).number == 8 })
      #expect(rows.allSatisfy { $0.value("at", .evalResults).time == Instant(seconds: 1_776_157_502) })
    }
    let alone = joined([try readFixture("eval-run-results"), try readFixture("eval-runs")])[.evalResults]
    #expect(alone.allSatisfy { $0.value("run", .evalResults).isMissing && $0.value("at", .evalResults).isMissing })
  }

  @Test("cases of a run are what its results are")
  func verdicts() throws {
    let run = try readFixture("eval-run")
    let rows = try readFixture("eval-run-results").records(.evalResults)
    for (status, field) in [("passed", "passed"), ("failed", "failed"), ("error", "errors")] {
      let counted = rows.filter { $0.value("status", .evalResults).text?.string == status }.count
      #expect(run.field(.evalRuns, 0, field).number == Double(counted))
    }
    for row in rows {
      let all = row.value("assertions", .evalResults).number ?? 0
      let known = ["assertionsPassed", "assertionsFailed", "ambiguous"].compactMap { row.value($0, .evalResults).number }.reduce(0, +)
      #expect(all == known || row.value("status", .evalResults).text?.string == "error")
    }
    #expect(rows.compactMap { $0.value("ambiguous", .evalResults).number }.reduce(0, +) >= 1)
  }

  @Test("old verdicts fall back to passed, an ambiguous one counts for neither")
  func oldVerdicts() throws {
    let read = try readBody(
      #"[{"id":"r","case_id":"c","status":"passed","assertion_results":[{"criteria":"termination: x","passed":true,"verdict":null},{"passed":true},{"passed":true,"verdict":"ambiguous"},{"passed":false,"verdict":"failed"}],"tag_results":{"tone":true}}]"#
    )
    #expect(read.field(.evalResults, 0, "assertions").number == 4)
    #expect(read.field(.evalResults, 0, "assertionsPassed").number == 2)
    #expect(read.field(.evalResults, 0, "assertionsFailed").number == 1)
    #expect(read.field(.evalResults, 0, "ambiguous").number == 1)
    #expect(read.field(.evalResults, 0, "tag").list.map(\.string) == ["tone"])
  }

  @Test("both generations of cases are read")
  func cases() throws {
    let old = try readBody(#"[{"id":"1","input":"Hi","expected_output":"Hello","tags":["greeting"],"enabled":false}]"#)
    #expect(old.kind == "eval-cases")
    #expect(old.field(.evalCases, 0, "enabled").flag == false)
    #expect(old.field(.evalCases, 0, "tag").list.map(\.string) == ["greeting"])
    let new = joined([try readFixture("eval-cases") { $0.ids["baseId"] = desk }, try readFixture("playbooks")])
    #expect(new[.evalCases].allSatisfy { $0.value("assistant", .evalCases).text?.string == "Ticket Helper" })
    #expect(new[.evalCases].first?.value("case", .evalCases).text?.string == "refund-happy-path")
    #expect(new[.evalCases].first?.value("assertions", .evalCases).number == 2)
  }

  @Test("citations get the titles of their items and of their knowledge base")
  func items() throws {
    let documents = joined([try readFixture("analytics-kb-items"), try readFixture("knowledgebases")])
    let cited = documents[.knowledgeItems].filter { !$0.value("citations", .knowledgeItems).isMissing }
    #expect(
      cited.map { $0.value("title", .knowledgeItems).text?.string } == [
        "Changing a booking", "Delay compensation explained", "Lost property",
      ])
    #expect(cited.allSatisfy { $0.value("knowledgeBase", .knowledgeItems).text?.string == "Help Centre" })
    #expect(documents.bodies[0].subject["knowledge base"]?.string == "Help Centre")
  }

  @Test("sparklines of knowledge bases and tools get names")
  func names() throws {
    let tools = try readBody(
      #"[{"id":"04200efa-1fbf-5dfc-8836-43be38a87318","name":"live_departures","method":"GET","url":"https://x.example"}]"#)
    #expect(tools.kind == "api-tools")
    let documents = joined([
      tools, try readFixture("knowledgebases"), try readFixture("sparklines-kbs"), try readFixture("sparklines-api-tools"),
    ])
    let members = Set(documents.figures.filter { $0.dimension == "knowledge-base" }.compactMap { $0.member?.string })
    #expect(members == ["Fares FAQ", "Help Centre", "Disruption notes"])
    #expect(documents.figures.contains { $0.dimension == "tool" && $0.member?.string == "live_departures" })
  }

  @Test("sparklines that nothing tells apart are told apart by whose ids they hold")
  func unknownSparklines() throws {
    let bytes = try FormatFixtures.bytes("studiochat/sparklines-kbs.json")
    let read = try readBody(bytes, stem: "x")
    #expect(read.kind == "sparklines")
    #expect(read.figures.allSatisfy { $0.metric == nil })
    let documents = joined([read, try readFixture("knowledgebases")])
    #expect(documents.figures.allSatisfy { $0.dimension == "knowledge-base" && $0.metric == "kb.citations" })
  }

  @Test("a history fills in what the list lacks, and the other way round")
  func history() throws {
    let history = try readBody(
      #"[{"id":"353b43f0-2d94-5539-9347-de53904c40e0","version_number":8,"name":"Ticket Helper","created_at":"2026-04-13T10:00:00Z","updated_at":null}]"#
    )
    #expect(history.kind == "playbook-history")
    let rows = joined([try readFixture("playbooks"), history])[.assistants].filter { $0.value("version", .assistants).number == 8 }
    #expect(rows.count == 2)
    #expect(rows.allSatisfy { $0.value("base", .assistants).text?.string == desk && !$0.value("createdAt", .assistants).isMissing })
  }

  @Test("sources are not joined with each other")
  func sources() throws {
    var other = try readFixture("playbooks")
    other.harvest.update { $0.source = "second" }
    let documents = joined([try readFixture("playbook-active-history") { $0.ids["baseId"] = desk }, other])
    #expect(documents[.activations].allSatisfy { $0.value("assistant", .activations).isMissing })
  }
}

@Suite("Other bodies of Studio Chat") struct StudioOtherBodyTests {
  @Test(
    "are recognised",
    arguments: [
      (#"{"base_id":"b","version_number":3,"playbook":{"id":"p","base_id":"b","version_number":3,"name":"Desk"}}"#, "playbook-active"),
      (#"{"id":"p","base_id":"b","version_number":3,"name":"Desk","content":"…","kb_ids":[]}"#, "playbook"),
      (#"{"items":[{"id":"a","analysis_date":"2026-04-30","topics":[{"name":"T"}]}],"total":1}"#, "trending-topics-analyses"),
      (#"{"job_id":"j","status":"pending"}"#, "trending-topics-job"),
      (#"{"project_id":"p","settings":{"personality_tone":"warm"}}"#, "settings"),
      (#"{"status":"pending_approval","approval_id":"a"}"#, "queued-write"),
      (#"{"detail":[{"loc":["query","start_date"],"msg":"field required"}],"status":422}"#, "error"),
      (#"{"items":[{"id":"m","status":"completed","triggered":true,"current_value":3,"threshold_value":2}],"total":1}"#, "alert-runs"),
      (#"{"id":"k","title":"Fares","kb_type":"TEXT","status":"ACTIVE","content":"…"}"#, "knowledgebase"),
    ])
  func recognised(_ json: String, _ kind: String) throws {
    let read = try readBody(json)
    #expect(read.kind == kind)
    #expect(read.problems == [])
  }

  @Test("a bare list of names is a list of tools only when its name says so")
  func toolList() throws {
    let json = #"[{"id":"d585e2c7-5d8c-5213-bd53-c6f435ecd5b5","name":"can_send_mms"}]"#
    #expect(try readBody(json, stem: "api-tools").kind == "api-tools")
    #expect(try readBody(json, stem: "list").kind == nil)
    #expect(
      try readBody(json, stem: "list") { $0.kindHint = "api-tools" }.field(.toolDefinitions, 0, "tool").text?.string == "can_send_mms")
  }

  @Test("a closed weekday and a day that differs are slots of their own")
  func schedule() throws {
    let read = try readFixture("schedule")
    #expect(read.body?.zone == "Europe/Zurich")
    #expect(read.field(.openingHours, 0, "weekday").text?.string == "monday")
    #expect(read.field(.openingHours, 0, "start").text?.string == "08:00")
    #expect(read.field(.openingHours, 5, "isAvailable").flag == false)
    #expect(read.field(.openingHours, 7, "date").text?.string == "2026-04-06")
    #expect(read.records(.openingHours).allSatisfy { $0.value("enabled", .openingHours).flag == true })
  }

  @Test("the score of a conversation finds its conversation in the context or in the file's name")
  func scores() throws {
    let named = try readFixture("conversation-metrics") { $0.ids["conversationId"] = "21530000164" }
    let filed = try readFixture("conversation-metrics") { $0.stem = "21530000164" }
    #expect(named.field(.scores, 0, "conversation") == filed.field(.scores, 0, "conversation"))
    #expect(!named.field(.scores, 0, "conversation").isMissing)
    #expect(named.field(.scores, 0, "messagesAtScoring").number == 2)
    #expect(try readFixture("conversation-metrics-unscored").field(.scores, 0, "sentiment").isMissing)
    #expect(try readFixture("conversation-metrics").field(.scores, 0, "conversation").isMissing)
  }

  @Test("rows that are no objects or have no id are rejected, the others read")
  func damagedRows() throws {
    let read = try readBody(#"[{"id":"p","base_id":"b","version_number":1},7,{"base_id":"b","version_number":2},{"id":"q","base_id":"b"}]"#)
    #expect(read.kind == "playbooks")
    #expect(read.accepted == 2)
    #expect(read.rejected == 2)
  }
}

@Suite("Figures of Studio Chat keep their scope") struct StudioScopeTests {
  @Test("a search, a parameter or an item never answers for the whole")
  func narrowed() throws {
    let search = joined([try readFixture("analytics-api-tools") { $0.query["search"] = "timeout" }])
    #expect(search.figures.allSatisfy { $0.metric == nil })
    let param = joined([try readFixture("analytics-toolkit-by-param")])
    #expect(Set(param.figures.compactMap(\.metric)) == ["toolkit.by_param"])
    let whole = joined([try readFixture("analytics-toolkits")])
    #expect(Set(whole.figures.compactMap(\.metric)) == ["toolkit.by_action"])
  }

  @Test("an account answers for its only project, not for one of several")
  func account() throws {
    let same = joined([try readFixture("analytics"), try readFixture("account-analytics")])
    #expect(same.figures.contains { $0.body == 1 && $0.metric == "vol.conversations" })
    let larger = try readBody(
      #"{"total_conversations":99,"total_messages":400,"total_ai_messages":200,"deflection_rate":80,"by_assistant":[]}"#)
    let other = joined([try readFixture("analytics"), larger])
    #expect(other.figures.filter { $0.body == 1 }.allSatisfy { $0.metric == nil })
    #expect(other.figures.contains { $0.body == 0 && $0.metric == "vol.conversations" })
  }

  @Test("items that a complete list of citations leaves out were cited 0 times")
  func uncited() throws {
    let documents = joined([try readFixture("analytics-kb-items"), try readFixture("knowledgebases")])
    let counts = documents[.knowledgeItems].map {
      ($0.value("item", .knowledgeItems).text?.string ?? "", $0.value("citations", .knowledgeItems).number)
    }
    #expect(counts.map(\.0) == ["hc-102", "hc-101", "sn-1", "sn-2", "hc-103"])
    #expect(counts.map(\.1) == [10, 7, nil, nil, 0])
    let part = try readBody(
      #"{"kb_id":"52eced49-aef9-51bc-855d-b037ac242125","total_items_cited":2,"items":[{"item_id":"hc-102","count":10}]}"#)
    let open = joined([part, try readFixture("knowledgebases")])[.knowledgeItems]
    #expect(open.map { $0.value("citations", .knowledgeItems).number } == [10, nil, nil, nil, nil])
  }

  @Test("an item without its knowledge base belongs to the only one that has it, and counts once")
  func lonelyItem() throws {
    let documents = joined([try readFixture("kb-item"), try readFixture("knowledgebases")])
    let rows = documents[.knowledgeItems].filter { $0.value("item", .knowledgeItems).text?.string == "hc-101" }
    #expect(rows.count == 2)
    #expect(rows.allSatisfy { $0.value("knowledgeBase", .knowledgeItems).text?.string == "Help Centre" })
    #expect(Set(rows.map { $0.value("knowledgeBaseId", .knowledgeItems) }).count == 1)
  }

  @Test("a version that was asked for by its id is called like versions elsewhere")
  func version() throws {
    let analytics = try readFixture("analytics") { $0.query["playbook_id"] = "353b43f0-2d94-5539-9347-de53904c40e0" }
    let documents = joined([analytics, try readFixture("playbooks")])
    #expect(documents.bodies[0].subject["version"]?.string == "Ticket Helper v8")
  }
}
