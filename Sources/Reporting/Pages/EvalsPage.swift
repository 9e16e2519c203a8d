extension PageDefinition {
  /// Written tests of assistants and their runs.
  static let evals = PageDefinition(
    slug: "evals", label: "Evals", question: "Is the version in use tested, and did it get worse?",
    needs: [.records(.evalRuns), .records(.evalResults), .records(.evalCases)],
    parts: [.sections, .method])
}
