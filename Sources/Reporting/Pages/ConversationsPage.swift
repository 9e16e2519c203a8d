extension PageDefinition {
  /// Single conversations; only where a project asks for the list.
  static let conversations = PageDefinition(
    slug: "conversations", label: "Conversations", question: "Which conversations are these?",
    needs: [.conversations],
    parts: [.conversations, .sections, .method])
}
