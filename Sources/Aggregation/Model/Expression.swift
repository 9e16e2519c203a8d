/// Something countable or measurable that metrics add up. Amounts are whole numbers inside, so that sums do not depend on the
/// order of rows: milliseconds, tokens, characters, billionths of a US dollar.
public enum Quantity: UInt8, Sendable, Hashable, CaseIterable {
  /// `message_count` of a conversation.
  case messageCount
  /// First to last message of an engaged conversation, milliseconds.
  case duration
  /// The vendor's mean response latency of a conversation, milliseconds.
  case conversationLatency
  /// Latency of one response, milliseconds.
  case response
  /// A response slower than `AggregationSettings.slowAnswerMilliseconds`.
  case slowResponse
  /// First user message to first answer, milliseconds.
  case firstResponse
  /// Cost of a conversation, billionths of a dollar.
  case conversationCost
  /// Input tokens of one message.
  case inputTokens
  /// Output tokens of one message.
  case outputTokens
  /// An assistant message.
  case answer
  /// An assistant message with a known cost.
  case pricedAnswer
  /// Tokens of a whole conversation, where the vendor does not split them by message.
  case conversationTokens
  /// A message by its own time.
  case message
  /// A user message by its own time.
  case userMessage
  /// An assistant message by its own time, win-back messages apart.
  case assistantMessage
  /// A tool call.
  case toolCall
  /// A tool call that succeeded.
  case toolSuccess
  /// A tool call that failed.
  case toolFailure
  /// Duration of a tool call, milliseconds.
  case toolDuration
  /// First to last message of an engaged conversation without its idle times, milliseconds: each gap counts up to
  /// `AggregationSettings.idleMilliseconds`.
  case activeDuration
  /// Messages of the user up to the message that carries the hand-off.
  case handoffTurn
  /// First message to the message that carries the hand-off, milliseconds.
  case handoffDelay
  /// Characters of one message of the user.
  case userCharacters
  /// A failed tool call at a known time: it can be seen whether it was tried again.
  case toolTimedFailure
  /// Such a call after which the same tool was called again in the conversation within 60 seconds.
  case toolRetry
}

extension RecordMeasure {
  /// As for conversations: 30 for shares, means and quantiles, 1 where a small base takes nothing from the number.
  var minimumSample: Int {
    switch self {
    case .share, .net, .mean, .perRecord: 30
    case let .quantile(_, p): p >= 0.99 ? 100 : 30
    default: 1
    }
  }
}

/// How a metric is computed. Every share's numerator is part of its base by construction: it is counted as "both".
public indirect enum Expression: Sendable, Hashable {
  /// Number of conversations.
  case count(Condition)
  /// Conversations that meet the first condition among those that meet the second.
  case share(Condition, of: Condition)
  /// (plus − minus) over the base; one conversation is plus, minus or neither.
  case net(plus: Condition, minus: Condition, of: Condition)
  /// part/of × times/over: a share of a labelled sample applied to a share of everything.
  case scaled(Condition, of: Condition, times: Condition, over: Condition)
  /// Conversations of a group that meet the first condition, over all conversations of the period that meet the second.
  case shareOfTotal(Condition, of: Condition)
  /// Conversations per covered day.
  case perDay(Condition)
  /// Conversations per hour on the clock: of the period, or of that weekday and hour when cut by them.
  case perHour(Condition)
  /// Sum of quantities.
  case sum([Quantity], where: Condition)
  /// Number of items.
  case items(Quantity)
  /// Items of the first kind over items of the others.
  case itemShare(Quantity, of: [Quantity])
  /// Mean.
  case mean(Quantity, where: Condition)
  /// Quantile by linear interpolation (type 7).
  case quantile(Quantity, Double, where: Condition)
  /// Largest value.
  case maximum(Quantity)
  /// Sum over a number of conversations.
  case ratio(Quantity, over: Condition)
  /// Part of a sum that belongs to conversations of a condition.
  case sumShare(Quantity, Condition)
  /// Distinct contacts.
  case contacts
  /// Conversations with a known contact per distinct contact.
  case perContact
  /// Conversations of all the data without a time of the last message.
  case undated
  /// Computed from records of another kind.
  case records(RecordExpression)
  /// Conversations per covered day, with the weekdays evened out.
  case perWeekdayAdjustedDay(Condition)
  /// What happened in the minutes of the period, held against opening hours where they are asked for.
  case minutes(MinuteMeasure)
  /// What followed the conversations of a contact.
  case followUp(FollowUpMeasure)
  /// Mean of weights over the conversations of a base: each conversation meets one of the conditions at most, and counts 0 when none.
  case weighted([Weighted], of: Condition)
  /// Sum of weights, in the same way.
  case weightedSum([Weighted])
  /// From other figures. The shape of the figure decides how it may be added up.
  case derived(Formula, FigureNature)
  /// Never computed: only vendors know it. The shape of the figure decides how it may be added up.
  case reported(FigureNature)

  /// Base below which a value is "too few" (report-design 9); 1 where a small base takes nothing from the number.
  var minimumSample: Int {
    switch self {
    case .count, .perDay, .perWeekdayAdjustedDay, .perHour, .sum, .items, .maximum, .contacts, .undated, .reported, .weightedSum, .derived:
      1
    case let .records(expression): expression.measure.minimumSample
    case let .followUp(measure): measure.minimumSample
    case let .minutes(measure): measure.minimumSample
    case let .quantile(_, p, _) where p >= 0.99: 100
    default: 30
    }
  }

  /// Base without which there is no value at all: a p95 of 12 values is just the largest.
  var requiredSample: Int {
    switch self {
    case let .quantile(_, p, _): Self.requiredSample(p)
    case let .records(expression):
      if case let .quantile(_, p) = expression.measure { Self.requiredSample(p) } else { 1 }
    default: 1
    }
  }

  private static func requiredSample(_ p: Double) -> Int { p >= 0.99 ? 100 : p >= 0.95 ? 20 : p >= 0.9 ? 10 : 1 }
}
