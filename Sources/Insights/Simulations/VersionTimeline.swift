import Basics
import Records

/// Which version of each assistant was live when: one stay per activation, until the next one of the same assistant.
public struct VersionTimeline: Sendable, Hashable {
  /// How a version follows the one before it.
  public enum Step: Sendable, Hashable {
    /// Nothing is known of the time before.
    case first
    /// A higher version.
    case forward
    /// A lower version: a roll-back.
    case rollBack
    /// The same version once more.
    case again
  }

  /// A version while it was live.
  public struct Stay: Sendable, Hashable {
    /// Assistant.
    public var assistant: String
    /// Version.
    public var version: Int
    /// When it went live.
    public var from: Instant
    /// When the next one went live; nil while it is live.
    public var until: Instant?
    /// How it follows the one before.
    public var step: Step
    /// The version before; nil for the first one.
    public var previous: Int?

    /// Microseconds of the stay inside `[span)`; one that has no end lasts to the end of the span.
    public func overlap(_ span: Range<Instant>) -> Int64 {
      let end = min(until ?? span.upperBound, span.upperBound)
      return max(0, end.microseconds - max(from, span.lowerBound).microseconds)
    }
  }

  /// By assistant (UTF-8), then time.
  public let stays: [Stay]

  /// From stays as they are.
  init(stays: [Stay]) { self.stays = stays }

  /// From activations; those without assistant, version or time take no part. The same activation stated twice counts once.
  public init(_ activations: [Record]) {
    var known: Set<Stay> = []
    for record in activations {
      guard let at = record.value("at", .activations).time, let assistant = record.value("assistant", .activations).text?.string,
        let version = record.value("version", .activations).number, abs(version) < 1e9
      else { continue }
      known.insert(Stay(assistant: assistant, version: Int(version), from: at, step: .first))
    }
    var stays = known.sorted { a, b in
      if a.assistant != b.assistant { return utf8Precedes(a.assistant, b.assistant) }
      return (a.from, a.version) < (b.from, b.version)
    }
    for index in stays.indices.dropFirst() where stays[index - 1].assistant == stays[index].assistant {
      let before = stays[index - 1].version
      let now = stays[index].version
      stays[index - 1].until = stays[index].from
      stays[index].previous = before
      stays[index].step = now > before ? .forward : now < before ? .rollBack : .again
    }
    self.stays = stays
  }

  /// The stay of each assistant that has no end.
  public var live: [Stay] { stays.filter { $0.until == nil } }

  /// Stays of which at least a moment lies in `[span)`: those that began there and those that were live when it began.
  public func stays(in span: Range<Instant>) -> [Stay] {
    stays.filter { $0.overlap(span) > 0 || span.contains($0.from) }
  }
}
