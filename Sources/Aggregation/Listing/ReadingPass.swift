import Records

/// Figures and what a project asks for beside them, from one reading: the list of conversations, what followed each, what to read.
public struct ReadingPass: ConversationSink {
  /// What every figure comes from.
  public private(set) var aggregation: AggregationPass
  /// nil when no list was asked for.
  public private(set) var listing: ConversationListing?
  /// nil when the project names no contact.
  public private(set) var followUps: FollowUpSink?
  /// Which conversations to read first; nil when none are looked for.
  public private(set) var review: ReviewSink?
  /// nil when goals and funnels are not asked for.
  public private(set) var journeys: JourneySink?

  /// All parts, empty.
  public init(
    _ aggregation: AggregationPass, listing: ConversationListing?, followUps: FollowUpSink? = nil, review: ReviewSink? = nil,
    journeys: JourneySink? = nil
  ) {
    self.aggregation = aggregation
    self.listing = listing
    self.followUps = followUps
    self.review = review
    self.journeys = journeys
  }

  /// Takes one block.
  public mutating func consume(_ batch: borrowing ConversationBatch) {
    aggregation.consume(batch)
    listing?.consume(batch)
    followUps?.consume(batch)
    review?.consume(batch)
    journeys?.consume(batch)
  }

  /// Turns the codes of this worker into names.
  public mutating func finish(_ lexicons: Lexicons) {
    aggregation.finish(lexicons)
    listing?.finish(lexicons)
    followUps?.finish(lexicons)
    review?.finish(lexicons)
    journeys?.finish(lexicons)
  }

  /// Adds what another finished worker saw.
  public mutating func merge(_ other: consuming ReadingPass) {
    if let more = other.listing { listing?.merge(more) }
    if let more = other.followUps { followUps?.merge(more) }
    if let more = other.review { review?.merge(more) }
    if let more = other.journeys { journeys?.merge(more) }
    aggregation.merge(other.aggregation)
  }

  /// Takes out what followed each conversation; nothing is left of it here.
  public mutating func takeFollowUps() -> FollowUpBook? {
    guard let sink = followUps else { return nil }
    followUps = nil
    return FollowUpBook(sink)
  }
}
