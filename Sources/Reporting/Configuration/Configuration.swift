import Aggregation
import Insights
import Privacy
import Records

/// A project's settings: `parlance.json`, checked, with every default filled in (docs/configuration.md).
public struct Configuration: Sendable {
  /// Name of the report, shown in the top bar and in titles.
  public var title: String
  /// Who publishes; shown in the footer when given.
  public var organisation: String?
  /// IANA name of the one zone of the report; nil = what the manifests of the exports agree on, else UTC.
  public var zone: String?
  /// BCP 47 tag of the number and date notation.
  public var locale: String = "en"
  /// Length of a period.
  public var period: PeriodKind = .month
  /// Where the site is written, relative to the project.
  public var output: String = "site"
  /// What is read.
  public var sources: [Source] = []
  /// Folder of the project's own sections, relative to the project.
  public var sections: String = "sections"
  /// Folder of notes by people.
  public var notes: String = "notes"
  /// Folder of overriding templates.
  public var templates: String = "templates"
  /// With what a period is compared.
  public var comparison: Comparing = .previous
  /// First and last period to publish; nil = all that have data.
  public var periods: (from: Period?, to: Period?) = (nil, nil)
  /// Stated assumptions of the figures.
  public var assumptions = Assumptions()
  /// What the project states about the world outside the data: `assumptions.roi` and the weights of resolutions.
  public var stated = Aggregation.Assumptions()
  /// What metrics should be, by the id of the metric.
  public var targets: [Target] = []
  /// Rules about figures, in the order of the configuration.
  public var alerts: [AlertRule] = []
  /// What may be published.
  public var privacy = PrivacySettings()
  /// Goals and funnels.
  public var goals = Goals()
  /// The built-in metrics and dimensions and the project's own.
  public var catalogue = Catalogue.builtIn

  /// One source of snapshots.
  public struct Source: Sendable, Equatable {
    /// Short stable id.
    public var id: String
    /// Name for people.
    public var name: String
    /// `Vendor.rawValue`; nil = as recognised.
    public var vendor: String?
    /// Project at the vendor; conversation ids are unique within it.
    public var project: String?
    /// Folders and files, relative to the project.
    public var paths: [String]
  }

  /// With what a period is compared.
  public enum Comparing: String, Sendable, CaseIterable {
    case previous, none
  }

  /// Stated assumptions of the figures; each is printed where it matters.
  public struct Assumptions: Sendable, Equatable {
    /// An answer is slow above this many seconds.
    public var slowAnswerSeconds: Double = 5
    /// A conversation of at most this many messages is very short.
    public var shortConversationMessages: Int = 3
    /// A conversation of at least this many messages is very long.
    public var longConversationMessages: Int = 20
  }

  /// What may be published.
  public struct PrivacySettings: Sendable, Equatable {
    /// `public` redacts most, `internal` keeps longer labels.
    public var profile: PublishProfile = .publicReport
    /// Path of the contact key inside `context`, outermost first; nil = users are not counted.
    public var contactKey: [String]?
    /// File with the secret of the pseudonyms, relative to the project.
    public var pseudonymKeyFile: String?
    /// True: comments that users wrote beside a rating are kept, redacted, and shown.
    public var remarks = false
    /// Whether a report lists single conversations: ids, times, labels and tags, never a text.
    public var conversations: Conversations = .none
    /// Latest conversations of a period that are listed.
    public var conversationsPerPeriod: Int = 2000
  }

  /// Whether a report lists single conversations.
  public enum Conversations: String, Sendable, CaseIterable {
    case none, list
  }

  /// Defaults for a folder of exports without `parlance.json`.
  public init(title: String) { self.title = title }
}
