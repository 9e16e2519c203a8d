import Records

/// One documented body and what becomes of its fields: the source of the tables in docs/formats.
public struct FormatCoverage: Sendable {
  /// What becomes of a field.
  public enum Use: Sendable, Hashable {
    /// Shown as reported; beside the metric of the catalogue that means the same, if one does.
    case reported(metric: String?)
    /// Becomes a field of a record, from which figures are computed.
    case record(RecordKind, FieldID)
    /// Becomes part of a conversation.
    case conversation(String)
    /// Says what the body is about.
    case context
    /// Not used, and why.
    case unused(String)
  }
  /// One field.
  public struct Field: Sendable, Hashable {
    /// Place with `*` for elements and for keys that are data.
    public let path: String
    /// What becomes of it.
    public let use: Use
  }

  /// Whose body it is.
  public let vendor: Vendor
  /// Name of the kind.
  public let kind: String
  /// How it is fetched.
  public let endpoint: String
  /// Why it is only listed; nil when it is read.
  public let listedBecause: String?
  /// Its fields, in the order of its documentation.
  public let fields: [Field]
}

/// Every documented body of every vendor, in the order of recognition.
public func formatCoverage() -> [FormatCoverage] {
  VendorRegistry.all.flatMap { format in
    format.bodies.map { body in
      var reason: String?
      if case .listed(let because) = body.reading { reason = because }
      return FormatCoverage(
        vendor: format.vendor, kind: body.kind, endpoint: body.endpoint, listedBecause: reason,
        fields: body.fields.map { field in
          let use: FormatCoverage.Use =
            switch field.use {
            case .figure(let metric): .reported(metric: metric)
            case let .record(kind, field): .record(kind, field)
            case .conversation(let column): .conversation(column)
            case .context: .context
            case .unused(let reason): .unused(reason)
            }
          return FormatCoverage.Field(path: field.path, use: use)
        })
    }
  }
}

/// One numbered component of a ChatCaptain report: the source of the table in docs/formats/chatcaptain.md.
public struct ComponentCoverage: Sendable, Hashable {
  /// Kind of the report it belongs to: `report-overview`, `report-channel`; the same number means something else in each.
  public let report: String
  /// Number inside its report.
  public let id: Int
  /// The vendor's name.
  public let name: String
  /// What it says.
  public let words: String
  /// Metric of the catalogue that means the same; nil when none does.
  public let metric: String?
}

/// Every component of both ChatCaptain reports, in the order of their numbers.
public func componentCoverage() -> [ComponentCoverage] {
  Component.all.map { ComponentCoverage(report: $0.report.rawValue, id: $0.id, name: $0.name, words: $0.words, metric: $0.metric) }
}
