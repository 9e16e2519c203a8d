import Records

extension VendorFormat {
  /// Everything that Studio Chat answers besides conversations (those are read row by row, docs/formats/studiochat.md). In the order of
  /// recognition: where one shape holds another, the narrower one comes first.
  static let studiochat = VendorFormat(
    .studiochat,
    bodies: [
      .studioAccountAnalytics, .studioAnalytics, .studioMetricsAggregate, .studioCsat, .studioConversions, .studioConversionMetrics,
      .studioConversionMetric, .studioToolkits, .studioCitations, .studioCitedItems, .studioApiTools, .studioSkills,
      .studioConversationMetrics, .studioConversationMessages, .studioTopics, .studioTopicsStatus, .studioTopicsJob, .studioTopicsList,
      .studioActiveVersion, .studioPlaybooks, .studioPlaybook, .studioActivations, .studioPlaybookHistory, .studioKnowledgeBases,
      .studioKnowledgeBase, .studioKnowledgeItem, .studioProjects, .studioSettings, .studioSchedule, .studioEvalResults, .studioEvalCases,
      .studioEvalRuns, .studioEvalRun, .studioReports, .studioAlertRuns, .studioReportRuns, .studioReportArtifact, .studioApiToolList,
      .studioQueued,
    ] + BodyKind.studioSparklines + [.studioError],
    join: joinStudio)
}
