import Records

extension VendorFormat {
  /// Everything that Chanl exports: the hosted interface in its envelope, and the records of its open-source runner without one.
  static let chanl = VendorFormat(
    .chanl,
    bodies: [
      .chanlPersonaStats, .chanlExecutions, .chanlExecution, .chanlPersonas, .chanlDefaults, .chanlPersona, .chanlScenarios,
      .chanlScenario, .chanlTranscript, .chanlMetadata, .chanlPreferences, .chanlChats, .chanlShareGPT,
    ],
    join: joinChanl)
}
