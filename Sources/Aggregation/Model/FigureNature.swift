import Records

/// The shape of a figure: how it behaves when periods are added or compared. Consumers that treat all counts alike ask this instead of
/// the expression.
public enum FigureNature: Sendable, Hashable {
  /// A number of things; days and groups add up.
  case count
  /// A number of different things: days and groups do not add up.
  case distinct
  /// A sum; days and groups add up.
  case sum
  /// 0…1 of a base.
  case share
  /// A difference of shares.
  case net
  case mean
  case quantile
  /// Something over something else.
  case ratio
  /// Largest, smallest, latest, or an age.
  case extreme
}

extension Expression {
  /// The shape of the figure.
  public var nature: FigureNature {
    switch self {
    case .count, .items, .undated: .count
    case .contacts: .distinct
    case .sum: .sum
    case .share, .shareOfTotal, .itemShare, .sumShare: .share
    case .net, .scaled: .net
    case .mean: .mean
    case .quantile: .quantile
    case .maximum: .extreme
    case .perDay, .perWeekdayAdjustedDay, .perHour, .ratio, .perContact: .ratio
    case .records(let expression): expression.measure.nature
    case .followUp(.returningContacts): .distinct
    case .followUp: .share
    case .minutes(let measure): measure.nature
    case .weighted: .mean
    case .weightedSum: .sum
    case .derived(_, let nature): nature
    case .reported(let nature): nature
    }
  }

  /// True when a period is the sum of its days.
  public var isAdditive: Bool { nature == .count || nature == .sum }
}

extension RecordMeasure {
  var nature: FigureNature {
    switch self {
    case .count: .count
    case .distinct, .days: .distinct
    case .share, .loaded: .share
    case .net: .net
    case .sum: .sum
    case .mean, .weightedMean: .mean
    case .quantile: .quantile
    case .maximum, .minimum, .latest, .age, .only: .extreme
    case .ratio, .perRecord, .partOf: .ratio
    case .perDay(_, .mean): .mean
    case .perDay(_, .median): .quantile
    case .perDay: .extreme
    }
  }

  /// Fields it reads.
  var fields: [FieldID] {
    switch self {
    case .count, .days, .loaded: []
    case let .distinct(f), let .sum(f), let .mean(f), let .quantile(f, _), let .maximum(f), let .minimum(f), let .latest(f), let .age(f),
      let .perDay(f, _), let .perRecord(f, _), let .only(f):
      [f]
    case let .ratio(a, b): a + b
    case let .weightedMean(f, w): [f, w]
    case let .partOf(f, of, _): [f, of]
    case let .share(filter): filter.fields
    case let .net(plus, minus): plus.fields + minus.fields
    }
  }
}
