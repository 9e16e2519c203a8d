import Aggregation
import Charts
import Insights
import Notation
import Records

extension InsightBlock {
  private typealias Words = ReviewWords

  private var queue: ReviewQueue? { context.analyses.result(.reviewQueue) }

  /// The conversations to read first, where the project lists conversations; else how to have them listed.
  func reviewQueue() -> RenderedBlock {
    let caption = "Conversations to read first"
    guard let queue else { return shortfallCard(caption, .reviewQueue) }
    guard queue.items.contains(where: { $0.reference != nil }) else {
      return emptyCard(
        caption,
        "Single conversations are not listed. To list them with their ids, set \u{201C}conversations\u{201D}: \u{201C}list\u{201D} under "
          + "privacy in parlance.json.")
    }
    let shown = Array(queue.items.prefix(block.limit ?? ReviewSink.limit))
    let rows = shown.enumerated().map { place, item in
      DataRow(cells: [
        .text(number(place + 1)), .text(item.reference?.string ?? ""), .text(Words.reasons(item)), .text(number(item.score)),
        .text(moment(item.lastAt)), item.assistant.map { .text(PlainEnglish.shortened($0)) } ?? .muted("not stated"),
        item.intent.map { .text(PlainEnglish.shortened(context.figures.intentText($0))) } ?? .muted("not stated"),
      ])
    }
    let covered = Set(shown.flatMap(\.reasons)).count
    let present = ReviewReason.allCases.count { queue.count($0) > 0 }
    return card(
      InsightTable(
        title: "\(counted(shown.count, .conversation)) to read first", subtitle: "\(caption), \(context.periodWords)",
        columns: [
          DataColumn(title: "No.", isNumeric: false), DataColumn(title: "Conversation", isNumeric: false, isRowHeader: true),
          DataColumn(title: "Reasons with their points", isNumeric: false, room: .words), DataColumn(title: "Points"),
          DataColumn(title: "Last message", isNumeric: false, room: .moment), DataColumn(title: "Assistant", isNumeric: false),
          DataColumn(title: "Intent", isNumeric: false),
        ], rows: rows,
        reading: "They cover \(covered) of \(counted(present, .reason)) that occur. Points are the sum of the reasons' weights.",
        notes: [
          "Chosen one by one: a reason counts half as much for each earlier choice of the same assistant and intent, so the order is not "
            + "that of the points alone."
        ], published: publishedQueue(shown, caption), isWide: true))
  }

  private func publishedQueue(_ items: [ReviewQueue.Item], _ caption: String) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    return PublishedTable(
      id: id, title: caption,
      columns: [
        .init(id: "rank", title: "No.", unit: .count), .init(id: "conversation", title: "Conversation"),
        .init(id: "last_message_at", title: "Last message"), .init(id: "assistant", title: "Assistant"),
        .init(id: "intent", title: "Intent"), .init(id: "reasons", title: "Reasons"), .init(id: "points", title: "Points", unit: .count),
      ],
      rows: items.enumerated().map { place, item in
        [
          published(Double(place + 1), .count), Cell(item.reference?.string ?? ""),
          Cell(documents.zone.iso(Instant(microseconds: item.lastAt))), Cell(item.assistant ?? ""),
          Cell(item.intent.map(context.figures.intentText) ?? ""), Cell(item.reasons.map(\.key).joined(separator: " ")),
          published(Double(item.score), .count),
        ]
      })
  }

  private func moment(_ microseconds: Int64) -> String {
    let at = Instant(microseconds: microseconds)
    return "\(day(at)), \(documents.zone.clock(at))"
  }

  /// How many conversations have which reason, and how many of each are in the queue.
  func reviewReasons() -> RenderedBlock {
    let caption = "Reasons to read a conversation"
    guard let queue else { return shortfallCard(caption, .reviewQueue) }
    let reasons = ReviewReason.allCases.sorted { a, b in
      queue.count(a) != queue.count(b) ? queue.count(a) > queue.count(b) : a.rawValue < b.rawValue
    }
    let largest = Double(reasons.map(queue.count).max() ?? 0)
    let needsRating: Set<ReviewReason> = queue.knowsRatings ? [] : [.lowRating, .contradiction]
    func chosen(_ reason: ReviewReason) -> Int { queue.items.count { $0.reasons.contains(reason) } }
    let rows = reasons.map { reason -> DataRow in
      if needsRating.contains(reason) {
        return DataRow(cells: [.text(Words.name(reason)), .text(number(reason.weight)), .muted("no ratings"), .empty, .empty, .empty])
      }
      let count = queue.count(reason)
      return DataRow(cells: [
        .text(Words.name(reason)), .text(number(reason.weight)), .text(number(count)),
        BarCell(Double(count), of: largest).map { .markup($0.draw()) } ?? .empty,
        .text(shareText(Double(count) / Double(max(1, queue.conversations)), of: queue.conversations)), .text(number(chosen(reason))),
      ])
    }
    let combinations =
      (queue.hasMoreKinds ? "the heaviest " : "")
      + counted(queue.kinds, Noun(singular: "different combination", plural: "different combinations"))
    let leads = ReviewQueue.reasonQuota(ReviewSink.limit)
    let intents = ReviewQueue.intentQuota(ReviewSink.limit)
    return card(
      InsightTable(
        title: Words.title(queue, statementContext), subtitle: "\(caption), \(context.periodWords)",
        columns: [
          DataColumn(title: "Reason", isNumeric: false), DataColumn(title: "Points"),
          DataColumn(title: "Conversations", isSortedDescending: true), DataColumn(title: "", isDecoration: true),
          DataColumn(title: "Of all"), DataColumn(title: "In the queue"),
        ], rows: rows,
        reading: "A conversation can have several reasons. The queue holds \(number(queue.items.count)), from \(combinations) of "
          + "assistant, intent and reasons.",
        notes: [
          "As long as others are left, one reason leads at most \(number(leads)) and one intent has at most \(number(intents)) of "
            + "\(number(ReviewSink.limit)) places."
        ],
        published: PublishedTable(
          id: id, title: caption,
          columns: [
            .init(id: "reason", title: "Reason"), .init(id: "points", title: "Points", unit: .count),
            .init(id: "conversations", title: "Conversations", unit: .count), .init(id: "share", title: "Of all", unit: .share),
            .init(id: "queue", title: "In the queue", unit: .count),
          ],
          rows: reasons.map { reason in
            let isKnown = !needsRating.contains(reason)
            let count = Double(queue.count(reason))
            return [
              .init(reason.key), published(Double(reason.weight), .count), published(isKnown ? count : nil, .count),
              published(isKnown ? count / Double(max(1, queue.conversations)) : nil, .share),
              published(isKnown ? Double(chosen(reason)) : nil, .count),
            ]
          })))
  }

  /// How many places of the queue each intent has.
  func reviewIntents() -> RenderedBlock {
    let caption = "Places in the queue by intent"
    guard let queue else { return shortfallCard(caption, .reviewQueue) }
    var counts: [(intent: String?, count: Int, points: Int)] = []
    for item in queue.items {
      if let place = counts.firstIndex(where: { $0.intent == item.intent }) {
        counts[place].count += 1
        counts[place].points += item.score
      } else {
        counts.append((item.intent, 1, item.score))
      }
    }
    // In the order of the queue where equal; those without an intent last.
    let sorted = counts.enumerated().sorted { a, b in
      if (a.element.intent == nil) != (b.element.intent == nil) { return b.element.intent == nil }
      return a.element.count != b.element.count ? a.element.count > b.element.count : a.offset < b.offset
    }.map(\.element)
    func name(_ intent: String?) -> String { intent.map(context.figures.intentText) ?? "Not stated" }
    let named = sorted.filter { $0.intent != nil }.count
    let largest = Double(sorted.map(\.count).max() ?? 0)
    return card(
      InsightTable(
        title: named == 0 ? caption : "The queue spreads over \(counted(named, Noun(singular: "intent", plural: "intents")))",
        subtitle: "\(caption), \(context.periodWords)",
        columns: [
          DataColumn(title: "Intent", isNumeric: false), DataColumn(title: "Places", isSortedDescending: true),
          DataColumn(title: "", isDecoration: true), DataColumn(title: "Points"),
        ],
        rows: sorted.map { row in
          DataRow(
            cells: [
              .text(PlainEnglish.shortened(name(row.intent))), .text(number(row.count)),
              BarCell(Double(row.count), of: largest, isRest: row.intent == nil).map { .markup($0.draw()) } ?? .empty,
              .text(number(row.points)),
            ],
            isRest: row.intent == nil)
        }, reading: "",
        published: PublishedTable(
          id: id, title: caption,
          columns: [
            .init(id: "intent", title: "Intent"), .init(id: "places", title: "Places", unit: .count),
            .init(id: "points", title: "Points", unit: .count),
          ], rows: sorted.map { [.init(name($0.intent)), published(Double($0.count), .count), published(Double($0.points), .count)] }),
        isWide: true))
  }
}

extension Noun {
  static let reason = Noun(singular: "reason", plural: "reasons")
}
