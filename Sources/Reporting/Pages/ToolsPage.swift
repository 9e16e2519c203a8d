extension PageDefinition {
  /// Tool calls and skills.
  static let tools = PageDefinition(
    slug: "tools", label: "Tools", question: "Which integrations work, and which fail?", needs: ["tool.calls", "skill.conversations"],
    parts: [.sections, .method])
}
