extension PageDefinition {
  /// What human agents did, as reported.
  static let inbox = PageDefinition(
    slug: "inbox", label: "Inbox", question: "How much work is left to people?",
    needs: [.records(.inboxAgents), .reported("inbox")],
    parts: [.sections, .method])
}
