import Notation

/// The facts of groups whose share of the whole moved by more than chance.
struct ShiftFacts: Sendable {
  /// A group with its shares.
  struct Moved: Sendable, Hashable {
    var label: String
    var current: Double
    var previous: Double
  }

  /// The share that rose most; nil when none rose by more than chance.
  var riser: Moved?
  /// The share that fell most; nil when none fell by more than chance.
  var faller: Moved?
  /// Of what: `conversations`.
  var of: String
  /// `August`.
  var previousWords: String
  var notation: Notation
}

/// Sentences over shares that moved.
enum ShiftWords {
  /// `Where is my parcel rose most, from 14.7% to 17.7% of conversations; Returns fell most, …`. Guard: one of both exists and
  /// its shares differ as written.
  static func sentence(_ facts: ShiftFacts) -> String? {
    let parts = [
      facts.riser.flatMap { part($0, "rose most", facts) }, facts.faller.flatMap { part($0, "fell most", facts) },
    ].compactMap { $0 }
    if parts.isEmpty { return nil }
    return "Since \(facts.previousWords), " + parts.joined(separator: "; ") + "."
  }

  private static func part(_ moved: ShiftFacts.Moved, _ verb: String, _ facts: ShiftFacts) -> String? {
    let from = facts.notation.text(moved.previous, .share)
    let to = facts.notation.text(moved.current, .share)
    guard from != to else { return nil }
    return "the share of \(PlainEnglish.shortened(moved.label)) \(verb), from \(from) to \(to) of \(facts.of)"
  }
}
