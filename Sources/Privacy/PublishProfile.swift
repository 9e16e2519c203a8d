/// Who will read the report; decides how small a group may be before it is merged and which names are shown.
public enum PublishProfile: String, Sendable, Hashable, Codable, CaseIterable {
  /// Anybody: small groups are merged, no pseudonym is shown.
  case publicReport = "public"
  /// The team that runs the assistants.
  case internalReport = "internal"
}
