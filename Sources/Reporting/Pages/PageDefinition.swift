import Aggregation
import Basics
import Records

/// A page of every period: its slug, its words and its parts. A new page = one file beside this one and one line in
/// `PageCatalogue.all`.
struct PageDefinition: Sendable {
  /// File name without extension; `index` is the overview.
  let slug: String
  /// Word in the navigation.
  let label: String
  /// The question the page answers, above the heading.
  let question: String
  /// The page is written when at least one of these is there in the period; empty = always.
  let needs: [Need]
  /// What the page consists of, in order.
  let parts: [Part]

  /// What makes a page worth writing.
  enum Need: Sendable {
    /// The metric has data.
    case metric(MetricID)
    /// At least one conversation states a value of the dimension.
    case group(DimensionID)
    /// At least one record of this kind belongs to the period.
    case records(RecordKind)
    /// A vendor reports figures of this kind for the period: name of a body in docs/formats.
    case reported(String)
    /// Conversations of the period state the version of their assistant.
    case versions
    /// The project lists conversations, and the period has some.
    case conversations
    /// At least one conversation of the period has a reason to be read.
    case reviewQueue
    /// At least one conversation begins in the period: then funnels say how far it came.
    case journeys

    /// What the check asks of the aggregation; nil when it asks the documents.
    var query: Query? {
      switch self {
      case .metric(let id): Query([id])
      case .group(let id): Query(["vol.conversations"], by: [id])
      case .versions: Query(["vol.conversations"], by: ["version"])
      case .records, .reported, .conversations, .reviewQueue, .journeys: nil
      }
    }
  }

  /// A part of a page.
  enum Part: Sendable {
    /// Key message and what changed.
    case keyMessage
    /// The shorter reports within a quarter or year.
    case members
    /// The Markdown sections, in order of their names.
    case sections
    /// Notes by people.
    case notes
    /// Sources, definitions, exclusions, zone.
    case method
    /// The latest conversations, one a row.
    case conversations
    /// One row per input file.
    case inventory
    /// Figures of vendors beside ours.
    case reconciliation
    /// Every metric of the catalogue.
    case glossary
  }

  /// Folder of its sections, also the beginning of its ids.
  var folder: String { slug == "index" ? "overview" : slug }

  /// File name of the page.
  var fileName: String { "\(slug).html" }
}

/// All pages, in the order of the navigation.
enum PageCatalogue {
  static let all: [PageDefinition] = [
    .overview, .volume, .resolution, .handoffs, .sentiment, .csat, .conversions, .topics, .knowledge, .tools, .latency, .cost, .simulations,
    .evals, .channels, .calls, .inbox, .assistants, .versions, .alerts, .review, .conversations, .dataQuality, .glossary,
  ]

  /// What the pages themselves ask for besides their sections.
  static var queries: [Query] { all.flatMap { $0.needs.compactMap(\.query) } + KeyMessage.queries }
}
