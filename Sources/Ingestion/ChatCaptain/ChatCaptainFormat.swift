import Records

extension VendorFormat {
  /// Everything that ChatCaptain exports.
  static let chatcaptain = VendorFormat(
    .chatcaptain,
    bodies: [
      .captainOverview, .captainChannelReport, .captainInbox, .captainChannels, .captainBot, .captainConversations, .captainConversation,
      .captainMessages, .captainBundle, .captainCalls, .captainExportStarted, .captainExportStatus, .captainSearch, .captainError,
      .captainExport, .captainLongExport, .captainConversationExport,
    ], join: joinCaptain)
}
