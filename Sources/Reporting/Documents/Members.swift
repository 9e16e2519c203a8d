import Aggregation
import Basics
import Records

extension PeriodDocuments {
  /// A group that documents of the period name.
  struct Member: Sendable, Hashable {
    /// As records and figures spell it.
    var name: String
    /// For headings: the name of a conversion metric instead of its slug, where it is listed.
    var title: String
  }

  /// Keys of the subject of a body that name a group of a dimension.
  private static let subjects = ["conversion": "slug", "assistant": "avatar", "knowledge-base": "knowledge base"]

  /// Groups of a dimension that records, figures or bodies of the period name, by title.
  func members(of dimension: DimensionID) -> [Member] {
    var names: Set<String> = []
    for kind in RecordKind.allCases {
      let fields = kind.schema.fields.filter { $0.dimension == dimension.rawValue }
      if fields.isEmpty || documents[kind].isEmpty { continue }
      for placed in records(kind) {
        for field in fields {
          switch placed.record.value(field.id, kind) {
          case .text(let text): names.insert(text.string)
          case .list(let list): names.formUnion(list.map(\.string))
          default: break
          }
        }
      }
    }
    let subject = Self.subjects[dimension.rawValue] ?? dimension.rawValue
    for body in bodies { if let name = body.subject[subject] { names.insert(name.string) } }
    for placed in figures({ figure, _ in figure.dimension == dimension.rawValue }) {
      if let member = placed.figure.member { names.insert(member.string) }
    }
    let titles = titles(of: dimension)
    return names.filter { !$0.isEmpty }.map { Member(name: $0, title: titles[$0] ?? $0) }
      .sorted { $0.title == $1.title ? utf8Precedes($0.name, $1.name) : utf8Precedes($0.title, $1.title) }
  }

  private func titles(of dimension: DimensionID) -> [String: String] {
    guard dimension == "conversion" else { return [:] }
    let pairs = records(.conversionMetrics).compactMap { placed -> (String, String)? in
      guard let slug = placed.record.value("slug", .conversionMetrics).text,
        let name = placed.record.value("name", .conversionMetrics).text, !name.string.isEmpty
      else { return nil }
      return (slug.string, name.string)
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }
}
