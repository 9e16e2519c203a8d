import Records
public struct Plan: Sendable {
  public let settings: AggregationSettings
  public init(_ queries: [Query], settings: AggregationSettings) { self.settings = settings }
}
public struct AggregateState: Sendable {
  public internal(set) var rows = 0
  public internal(set) var undatedRows = 0
}
public struct AggregationPass: ConversationSink {
  public private(set) var state = AggregateState()
  public init(plan: Plan) {}
  public mutating func consume(_ batch: borrowing ConversationBatch) {}
  public mutating func finish(_ lexicons: Lexicons) {}
  public mutating func merge(_ other: consuming AggregationPass) {}
}
public struct Figures: Sendable {
  public init(_ state: AggregateState, plan: Plan) {}
  public var periods: [Period] { [] }
  public func coveredDays(_ p: Period) -> Range<CalendarDay>? { nil }
  public func estimate(_ m: MetricID, in p: Period, days: Range<CalendarDay>? = nil, where filters: [Filter] = []) -> Estimate {
    .unavailable(.notRequested)
  }
  public func daily(_ m: MetricID, in p: Period, where filters: [Filter] = []) -> [(day: CalendarDay, estimate: Estimate)] { [] }
  public func groups(_ m: [MetricID], by d: DimensionID, in p: Period, where filters: [Filter] = []) -> [GroupRow] { [] }
  public func cross(_ m: MetricID, by first: DimensionID, _ second: DimensionID, in p: Period, where filters: [Filter] = []) -> [CrossRow] {
    []
  }
  public func histogram(_ m: MetricID, in p: Period, where filters: [Filter] = []) -> [(value: Int, count: Int)] { [] }
}
