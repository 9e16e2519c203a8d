import Charts
import Insights
import Notation
import Statistics

extension InsightBlock {
  private typealias Words = RepresentativenessWords

  private var found: Representativeness? { context.analyses.result(.representativeness) }

  private func ratedShortfall(_ caption: String) -> RenderedBlock {
    let why = found?.ratedShortfall ?? context.analyses[.representativeness]?.shortfall ?? .nothingFound
    return emptyCard(caption, ShortfallWords.sentence(why, statementContext))
  }

  /// Who rates, against who does not.
  func ratedProfile() -> RenderedBlock {
    let caption = "Rated conversations against unrated ones"
    guard let rated = found?.rated else { return ratedShortfall(caption) }
    return profileCard(
      rated.profile, caption, sample: "rated",
      reading: "\(number(rated.rated)) of \(counted(rated.conversations, .conversation)) were rated, by the day of the last message.",
      notes: ["Only days and sources whose whole list of ratings was loaded."])
  }

  /// What is scored, against what is not.
  func scoredProfile() -> RenderedBlock {
    let caption = "Scored conversations against unscored ones"
    guard let found else { return shortfallCard(caption, .representativeness) }
    if found.scored == 0 { return emptyCard(caption, "\(AbsenceWords.noData). No conversation of \(context.periodWords) is scored.") }
    if found.scored == found.conversations {
      return emptyCard(caption, "Every conversation of \(context.periodWords) is scored: there is nothing to compare.")
    }
    return profileCard(
      found.scoredProfile, caption, sample: "scored",
      reading:
        "\(number(found.scored)) of \(counted(found.conversations, .conversation)) are scored; what is known of the others stands here.",
      notes: [])
  }

  private func profileCard(_ profile: [ProfileRow], _ caption: String, sample: String, reading: String, notes: [String]) -> RenderedBlock {
    var rows: [DataRow] = []
    var isCut = false
    for aspect in ProfileRow.Aspect.allCases {
      let own = profile.filter { $0.aspect == aspect }
      if own.isEmpty { continue }
      isCut = isCut || own.count > limit
      rows.append(DataRow(cells: [.text(Words.name(aspect))], isGroup: true))
      rows += own.prefix(limit).map(profileRow)
    }
    let made = [
      "Difference: of the two shares, in standard deviations. Differs: at least 0.1, with an interval of the difference without 0, corrected "
        + "for all traits looked at."
    ]
    return card(
      InsightTable(
        title: Words.profile(profile, sample), subtitle: "\(caption), \(context.periodWords)",
        columns: [
          DataColumn(title: "Trait", isNumeric: false), DataColumn(title: PlainEnglish.sentence(sample)), DataColumn(title: "Count"),
          DataColumn(title: "Not \(sample)"), DataColumn(title: "Count"), DataColumn(title: "Difference"),
          DataColumn(title: "Verdict", isNumeric: false),
        ], rows: rows, reading: reading,
        notes: made + notes + (isCut ? ["The first \(number(limit)) assistants; the files hold all."] : []),
        published: publishedProfile(profile, caption), isWide: true))
  }

  private func profileRow(_ row: ProfileRow) -> DataRow {
    func share(_ value: Double?, _ of: Int) -> DataCell {
      guard let value else { return .muted("\u{2013}") }
      return of >= 30 ? .text(shareText(value, of: of)) : .muted("too few")
    }
    let isMore = (row.share ?? 0) > (row.otherShare ?? 0)
    let isTested = min(row.of, row.otherOf) >= ProfileRow.leastStated
    let signed = row.standardised.map { ($0 < 0 ? "\u{2212}" : $0 > 0 ? "+" : "") + notation.cell(abs($0), .rate, places: 2) }
    return DataRow(cells: [
      .text(Words.name(row)), share(row.share, row.of), .text(number(row.count)), share(row.otherShare, row.otherOf),
      .text(number(row.otherCount)), signed.map { .text($0) } ?? .muted("\u{2013}"),
      row.isDistinct
        ? .markup(Tag(word: isMore ? "Clearly more" : "Clearly less", tone: .plain, glyph: nil).fragment)
        : .muted(isTested ? "no clear difference" : "too few"),
    ])
  }

  private func publishedProfile(_ profile: [ProfileRow], _ caption: String) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    return PublishedTable(
      id: id, title: caption,
      columns: [
        .init(id: "aspect", title: "Aspect"), .init(id: "trait", title: "Trait"), .init(id: "count", title: "In the sample", unit: .count),
        .init(id: "of", title: "Sample", unit: .count), .init(id: "share", title: "Share of the sample", unit: .share),
        .init(id: "other_count", title: "Outside", unit: .count), .init(id: "other_of", title: "All outside", unit: .count),
        .init(id: "other_share", title: "Share outside", unit: .share),
        .init(id: "difference", title: "Standardised difference", unit: .rate), .init(id: "clear", title: "Clear difference"),
      ],
      rows: profile.map { row in
        [
          Cell(row.aspect.rawValue), Cell(row.key), published(Double(row.count), .count), published(Double(row.of), .count),
          published(row.share, .share), published(Double(row.otherCount), .count), published(Double(row.otherOf), .count),
          published(row.otherShare, .share), published(row.standardised, .rate), Cell(row.isDistinct ? "true" : "false"),
        ]
      })
  }

  /// Satisfaction as rated, and weighted to all conversations.
  func adjustedSatisfaction() -> RenderedBlock {
    let caption = "Satisfaction as rated and weighted to all conversations"
    guard let rated = found?.rated else { return ratedShortfall(caption) }
    guard let share = rated.share, let adjusted = rated.adjusted else {
      return emptyCard(caption, "\(AbsenceWords.tooFew). Ratings fall into one kind of conversation alone, so there is nothing to weight.")
    }
    func row(_ title: String, _ value: Double, _ interval: Interval?) -> DataRow {
      let line = interval.flatMap { IntervalCell(value, low: $0.low, high: $0.high, axis: 0...1) }
      return DataRow(cells: [
        .text(title), .text(shareText(value, of: rated.rated)), interval.map { .text(intervalText($0.low, $0.high, .share)) } ?? .empty,
        line.map { .markup($0.draw()) } ?? .empty,
      ])
    }
    let names = ["As rated", "Weighted to all"]
    let values = [(share, rated.interval), (adjusted.share, Optional(adjusted.interval))]
    return card(
      InsightTable(
        title: Words.adjusted(rated, statementContext), subtitle: "Ratings of 4 or 5, \(context.periodWords)",
        columns: [
          DataColumn(title: "Satisfied customers", isNumeric: false), DataColumn(title: "Share", definition: definition("csat.score")),
          DataColumn(title: "95% interval"), DataColumn(title: "", isDecoration: true),
        ], rows: zip(names, values).map { row($0, $1.0, $1.1) },
        reading: "Weighted: each kind of conversation, by outcome and sentiment, counts as often as it occurs among all "
          + "\(number(rated.conversations)).",
        notes: [
          "By the day of the last message, so it differs from the share of the ratings given in the period. "
            + "Kinds with fewer than 10 ratings count together; \(number(adjusted.strata)) kinds.",
          "Weighting assumes that within a kind those who rated speak for those who did not.",
        ],
        published: PublishedTable(
          id: id, title: caption,
          columns: [
            .init(id: "share", title: "Satisfied customers"), .init(id: "value", title: "Share", unit: .share),
            .init(id: "low", title: "95% interval, low", unit: .share), .init(id: "high", title: "95% interval, high", unit: .share),
            .init(id: "rated", title: "Rated conversations", unit: .count),
          ],
          rows: zip(names, values).map { name, value in
            [
              .init(name), published(value.0, .share), published(value.1?.low, .share), published(value.1?.high, .share),
              published(Double(rated.rated), .count),
            ]
          })))
  }

  /// Ratings against sentiment labels of the same conversations.
  func ratingAgreement() -> RenderedBlock {
    let caption = "Ratings and sentiment labels"
    guard let rated = found?.rated else { return ratedShortfall(caption) }
    guard rated.labelled >= Representativeness.leastShown, let agreement = Kappa.cohen(rated.agreement) else {
      let why = Shortfall.tooFew(
        have: rated.labelled, need: Representativeness.leastShown, of: "rated conversations with a sentiment label")
      return emptyCard(caption, ShortfallWords.sentence(why, statementContext))
    }
    let ratings = ["Dissatisfied (1 or 2)", "Neutral (3)", "Satisfied (4 or 5)"]
    let kappa = agreement.kappa.map { "Cohen's kappa \(notation.cell($0, .rate, places: 2)): 0 is chance, 1 is full agreement." }
    let contradictions = PlainEnglish.counted(
      Double(rated.contradictions), number(rated.contradictions),
      Noun(singular: "conversation contradicts", plural: "conversations contradict"))
    return card(
      InsightTable(
        title: Words.agreement(agreement.observed, statementContext),
        subtitle: "Rated conversations by rating and sentiment label, \(context.periodWords)",
        columns: [
          DataColumn(title: "Rating", isNumeric: false), DataColumn(title: "Negative"), DataColumn(title: "Neutral"),
          DataColumn(title: "Positive"), DataColumn(title: "All"),
        ],
        rows: zip(ratings, rated.agreement).map { name, cells in
          DataRow(cells: [.text(name)] + cells.map { .text(number($0)) } + [.text(number(cells.reduce(0, +)))])
        }, reading: "\(contradictions) the label: satisfied and negative, or dissatisfied and positive.", notes: [kappa].compactMap { $0 },
        published: PublishedTable(
          id: id, title: caption,
          columns: [
            .init(id: "rating", title: "Rating"), .init(id: "negative", title: "Negative", unit: .count),
            .init(id: "neutral", title: "Neutral", unit: .count), .init(id: "positive", title: "Positive", unit: .count),
            .init(id: "kappa", title: "Cohen's kappa of all", unit: .rate),
          ],
          rows: zip(ratings, rated.agreement).map { name, cells in
            [.init(name)] + cells.map { published(Double($0), .count) } + [published(agreement.kappa, .rate)]
          }),
        footer: DataRow(
          cells: [.text("All")] + (0..<3).map { place in .text(number(rated.agreement.reduce(0) { $0 + $1[place] })) }
            + [.text(number(rated.labelled))])))
  }

  /// Shares that only scored conversations show, with what the unscored could make of them.
  func scoredBounds() -> RenderedBlock {
    let caption = "Shares of scored conversations and their bounds"
    guard let found, let negative = found.shares[.negative] else { return shortfallCard(caption, .representativeness) }
    if found.scored == 0 { return emptyCard(caption, "\(AbsenceWords.noData). No conversation of \(context.periodWords) is scored.") }
    let rows = Representativeness.Share.allCases.compactMap { share -> DataRow? in
      guard let own = found.shares[share], let value = own.share, let low = own.low, let high = own.high else { return nil }
      let line = IntervalCell(min(max(value, low), high), low: low, high: high, axis: 0...1)
      return DataRow(cells: [
        .text(Words.name(share)), .text(shareText(value, of: own.scored)), .text(shareText(low, of: own.conversations)),
        line.map { .markup($0.draw()) } ?? .empty, .text(shareText(high, of: own.conversations)),
      ])
    }
    return card(
      InsightTable(
        title: Words.bounds(negative, statementContext), subtitle: "\(caption), \(context.periodWords)",
        columns: [
          DataColumn(title: "Conversations that end", isNumeric: false), DataColumn(title: "Of scored"),
          DataColumn(title: "Of all, at least"),
          DataColumn(title: "", isDecoration: true), DataColumn(title: "At most"),
        ], rows: rows,
        reading: "\(counted(negative.unscored, .conversation)) of \(number(negative.conversations)) "
          + "\(negative.unscored == 1 ? "is" : "are") not scored. At least: none of them ends so. At most: all of them do.",
        published: PublishedTable(
          id: id, title: caption,
          columns: [
            .init(id: "share", title: "Share"), .init(id: "count", title: "Conversations", unit: .count),
            .init(id: "scored", title: "Scored", unit: .count), .init(id: "conversations", title: "All", unit: .count),
            .init(id: "of_scored", title: "Of scored", unit: .share), .init(id: "low", title: "Of all, at least", unit: .share),
            .init(id: "high", title: "Of all, at most", unit: .share),
          ],
          rows: Representativeness.Share.allCases.compactMap { share in
            found.shares[share].map { own in
              [
                .init(share.rawValue), published(Double(own.count), .count), published(Double(own.scored), .count),
                published(Double(own.conversations), .count), published(own.share, .share), published(own.low, .share),
                published(own.high, .share),
              ]
            }
          }), isWide: true))
  }
}
