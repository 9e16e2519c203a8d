import Notation

extension MetricCatalogue {
  /// What customers said when asked.
  static let satisfaction: [Metric] = [
    .of(
      .ratings, "csat.rated", .satisfaction, "Ratings", "Ratings that customers gave in the period, one for each conversation.",
      formula: "|Rt|", where: rated, measure: .count, synonyms: ["total_rated", "Survey responses"]),
    .of(
      .ratings, "csat.score", .satisfaction, "Satisfied customers", short: "CSAT",
      "Share of the ratings that are 4 or 5 of 5. Only who rates is counted: this is no opinion of everybody.",
      formula: "|Rt with 4 or 5| / |Rt|", .share, .higherIsBetter, where: rated, measure: .share(.number("rating", .atLeast, 4)),
      synonyms: ["csat_score_pct", "Customer satisfaction"]),
    .of(
      .ratings, "csat.dsat", .satisfaction, "Dissatisfied customers", short: "DSAT", "Share of the ratings that are 1 or 2 of 5.",
      formula: "|Rt with 1 or 2| / |Rt|", .share, .lowerIsBetter, where: rated, measure: .share(.number("rating", .atMost, 2)),
      synonyms: ["dsat_score_pct"]),
    .of(
      .ratings, "csat.neutral", .satisfaction, "Neutral customers", "Share of the ratings that are 3 of 5.",
      formula: "|Rt with 3| / |Rt|", .share, .neutral, where: rated, measure: .share(.number("rating", .equal, 3))),
    .of(
      .ratings, "csat.mean", .satisfaction, "Mean rating", "Mean of the ratings from 1 to 5.", formula: "Σ rating / |Rt|",
      .score(of: 5), .higherIsBetter, measure: .mean("rating"), synonyms: ["Average rating"]),
    .of(
      .ratings, "csat.net", .satisfaction, "Net satisfaction", "Satisfied minus dissatisfied customers, in points of all ratings.",
      formula: "(|Rt with 4 or 5| − |Rt with 1 or 2|) / |Rt|", .points, .higherIsBetter, where: rated,
      measure: .net(plus: .number("rating", .atLeast, 4), minus: .number("rating", .atMost, 2))),
    .of(
      .ratings, "csat.remark_rate", .satisfaction, "Ratings with a comment", "Share of the ratings that carry a comment.",
      formula: "|Rt with a comment| / |Rt|", .share, where: rated && .present("hasRemark"), measure: .share(.flag("hasRemark", true))),
    .of(
      .ratings, "csat.rows_loaded", .satisfaction, "Ratings loaded",
      "Share of the ratings that the vendor counts whose rows are in the export: a page of ten is not the whole list.",
      formula: "rows / total stated by the vendor", .share, .higherIsBetter, measure: .loaded, minimum: 1),
    .reported(
      "csat.response_rate_vendor", .satisfaction, "Response rate of the vendor", short: "Response rate",
      "Ratings over conversations that could be rated, as the vendor computes it: the two are counted by different times, so it can "
        + "exceed 100 %.",
      formula: "as reported", .share, nature: .ratio, synonyms: ["response_rate_pct"]),
    .of(
      .ratingCohorts, "csat.response_rate", .satisfaction, "Response rate of deflected conversations", short: "Response rate",
      "Share of the deflected conversations, by their last message, that were rated, whenever that was. Only conversations of sources "
        + "whose whole list of ratings was loaded, within its dates.",
      formula: "|D with a rating| / |D|", .share, .higherIsBetter, measure: .ratio(["deflectedRated"], over: ["deflected"]),
      synonyms: ["Survey response rate"], minimum: 30),
    .of(
      .ratingCohorts, "csat.response_rate_handoff", .satisfaction, "Response rate of hand-offs",
      "Share of the conversations handed to a person, by their last message, that were rated, whenever that was.",
      formula: "|H with a rating| / |H|", .share, .higherIsBetter, measure: .ratio(["handedOffRated"], over: ["handedOff"]), minimum: 30),
    .of(
      .ratings, "csat.score_deflected", .satisfaction, "Satisfied customers without hand-off", short: "CSAT, deflected",
      "Share of the ratings of deflected conversations that are 4 or 5 of 5.", formula: "|Rt of D with 4 or 5| / |Rt of D|", .share,
      .higherIsBetter, where: rated && .flag("handedOff", false), measure: .share(.number("rating", .atLeast, 4))),
    .of(
      .ratings, "csat.score_handoff", .satisfaction, "Satisfied customers after a hand-off", short: "CSAT, handed off",
      "Share of the ratings of conversations handed to a person that are 4 or 5 of 5.", formula: "|Rt of H with 4 or 5| / |Rt of H|",
      .share, .higherIsBetter, where: rated && .flag("handedOff", true), measure: .share(.number("rating", .atLeast, 4))),
    .of(
      .ratings, "csat.unknown", .satisfaction, "Ratings of unknown conversations",
      "Ratings that name a conversation which is in no export: they count as ratings, and in no response rate.",
      formula: "|Rt without a conversation|", .count, .lowerIsBetter, where: rated && .flag("isKnown", false), measure: .count),
  ]

  private static let rated = RecordFilter.present("rating")
}
