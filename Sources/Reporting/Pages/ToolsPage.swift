extension PageDefinition {
  /// Tool calls and skills.
  static let tools = PageDefinition(
    slug: "tools", label: "Tools", question: "Which integrations work, and which fail?", needs: [.metric("tool.calls"), .group("skill")],
    parts: [.sections, .method])
}
