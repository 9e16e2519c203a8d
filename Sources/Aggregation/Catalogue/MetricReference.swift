import Notation

/// docs/metrics.md, written from the catalogue so that the two cannot differ (a test compares them).
public enum MetricReference {
  /// The whole document.
  public static var markdown: String {
    var text = introduction
    text += "\n## Populations\n\n| Sign | Name | Meaning |\n|---|---|---|\n"
    for p in Population.allCases { text += "| \(p.rawValue) | \(p.title) | \(p.definition) |\n" }
    text += "\n## Anchors\n\n| Sign | A record belongs to a period by its |\n|---|---|\n"
    for a in Anchor.allCases { text += "| \(a.letter) | \(a.words) |\n" }
    text += "\n## Dimensions\n\n| Name | Meaning | Groups |\n|---|---|---|\n"
    for d in DimensionCatalogue.all { text += "| `\(d.id)` | \(d.definition) | \(groups(d)) |\n" }
    for (family, metrics) in MetricCatalogue.families {
      text += "\n## \(family.title)\n\n| Metric | Definition | Formula | Unit | Better | Of, by | Needs |\n|---|---|---|---|---|---|---|\n"
      for metric in metrics { text += row(metric) }
    }
    return text
  }

  private static func row(_ m: Metric) -> String {
    let cells = [
      "`\(m.id)` \(m.title)", m.definition, m.formula, m.unit.name, better(m.direction), "\(m.population.rawValue), \(m.anchor.letter)",
      m.requirement.map { $0.isConfiguration ? $0.name : "`\($0.name)`" } ?? "",
    ]
    return "| " + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }.joined(separator: " | ")
      + " |\n"
  }

  private static func groups(_ d: Dimension) -> String {
    if case let .label(groups) = d.kind { return groups.map { "`\($0.key)`" }.joined(separator: " ") }
    return d.isMultiValued ? "largest first; may exceed the total" : d.order == .largestFirst ? "largest first" : "in order"
  }

  private static func better(_ direction: Direction) -> String {
    switch direction {
    case .higherIsBetter: "higher"
    case .lowerIsBetter: "lower"
    case .neutral: ""
    }
  }

  private static let introduction = """
    # Metrics

    Written from the catalogue in `Sources/Aggregation/Catalogue`: one metric is one entry there, and this file follows
    (`make record`). Every figure of a page, a chart and a file is one of these, divided in one place.

    - A share carries numerator, base and a Wilson 95 % interval; a mean has a t interval; a quantile is type 7 with an interval of order
      statistics; a net score has the interval of multinomial shares.
    - Base below 30: too few, the value is not shown. 30 to 99: small sample. A 95 % line needs 20 values, a 99 % line 100.
    - Missing is not zero. A metric whose field the export lacks is "not in export", one that needs configuration is "not configured", one
      with nothing to divide by has "no data".
    - A period is half-open in the zone of the project. A period, a week or a run of days is the sum of its days: rates are pooled,
      quantiles come from all values, contacts count once.
    - Sums are whole numbers inside (milliseconds, tokens, billionths of a dollar): the order of rows and the number of cores do not matter.
    - A distribution is exact up to 8,192 distinct values in a day or group. Beyond that its values share steps of a power of two, the
      smallest that fits: a median of 10 minutes may then be off by some tenths of a second.
    - Records beside conversations (ratings, calls, simulations) are counted each once: of several with the same key the latest captured
      counts. They belong to the period of their own time; a list without times belongs to the period that its window or its capture lies
      in. Traffic marked as a test takes part nowhere.
    - Evals and simulations are shown from ten on, as a small sample below a hundred. Lists that hold everything have no minimum.
    - A vendor's own figure stands in only where nothing can be computed, or where the vendor states more rows for the period than were
      loaded; only when its window is exactly the period (or when every day of
      the period is stated, for what adds up), and it is marked as reported. What only vendors know is also taken for the same dates of the
      vendor's zone. Two vendors are never added. A reported share has an interval
      only when the same answer states its base.
    - A label that is not documented counts as "other"; a conversation whose hand-off is unknown is neither handed off nor deflected.

    """
}
