import Basics
import Privacy
import Records

/// What remains of all rows: counts, sums and exact distributions by group, with names instead of codes. Merging is associative
/// and commutative, and equal inputs give equal states.
public struct AggregateState: Sendable {
  /// Conversations read.
  public internal(set) var rows = 0
  /// Conversations without a usable time of the last message: they are in no period.
  public internal(set) var undatedRows = 0
  /// Of the plan it was made with.
  let fingerprint: UInt64
  /// One for each table of the plan.
  var tables: [[GroupKey: Cell]]
  /// What happened in each minute; empty unless the plan asks for it.
  var minutes: MinuteTable = [:]
  /// Spellings of each intent, with the number of conversations.
  var spellings: [String: [String: Int64]] = [:]

  init(_ plan: Plan) {
    fingerprint = plan.fingerprint
    tables = [[GroupKey: Cell]](repeating: [:], count: plan.tables.count)
  }

  /// Adds another state of the same plan; a state of another plan adds nothing (it cannot be made by reading: that is checked).
  public mutating func merge(_ other: AggregateState) {
    guard other.fingerprint == fingerprint else { return }
    rows += other.rows
    undatedRows += other.undatedRows
    for t in tables.indices {
      for (key, cell) in other.tables[t] { add(cell, key, to: t) }
    }
    for (source, counts) in other.minutes { for (minute, one) in counts { minutes.add(one, source, minute) } }
    for (form, counts) in other.spellings {
      for (text, count) in counts { spellings[form, default: [:]][text, default: 0] &+= count }
    }
  }

  mutating func add(_ cell: Cell, _ key: GroupKey, to t: Int) {
    if let place = tables[t].index(forKey: key) {
      tables[t].values[place].merge(cell)
    } else {
      tables[t][key] = cell
    }
  }

  /// Moves the groups of a worker here.
  mutating func take(_ worker: inout Worker, _ lexicons: Lexicons) {
    rows += worker.rowCount
    undatedRows += worker.undated
    let names = Names(lexicons, worker)
    for (code, count) in worker.intentCounts.enumerated() where count > 0 && code < lexicons.intent.count {
      guard let form = names.intents[code] else { continue }
      spellings[form, default: [:]][lexicons.intent.texts[code].string, default: 0] += count
    }
    worker.minutes.forEach { source, minute, counts in minutes.add(counts, names.text(.source, source), minute) }
    for t in tables.indices {
      let keys = worker.specs[t].grouping.keys
      worker.takeCells(t) { packed, cell in
        let texts = keys.enumerated().map { names.text($0.element, packed.code($0.offset)) }
        add(cell, GroupKey(time: packed.time, names: texts), to: t)
      }
    }
  }
}

/// Codes of one worker to names.
private struct Names {
  let lexicons: Lexicons
  let intents: [String?]
  let versions: KeyIndex

  init(_ lexicons: Lexicons, _ worker: Worker) {
    self.lexicons = lexicons
    versions = worker.versions
    intents = lexicons.intent.texts.map { IntentForm.normal($0.string) }
  }

  func text(_ column: KeyColumn, _ code: Int32) -> String? {
    if code < 0 { return nil }
    switch column {
    case .hour: return String(code)
    case .weekday: return String(code + 1)
    case .assistant, .participant: return text(lexicons.assistant, code)
    case .inbox: return text(lexicons.inbox, code)
    case .source: return text(lexicons.source, code)
    case .language: return text(lexicons.language, code)
    case .model: return text(lexicons.model, code)
    case .tag: return text(lexicons.tag, code)
    case .skill: return text(lexicons.skill, code)
    case .tool, .failedTool, .succeededTool: return text(lexicons.tool, code)
    case .citedItem: return text(lexicons.item, code)
    case .intent: return Int(code) < intents.count ? intents[Int(code)] : nil
    case .version: return version(code)
    }
  }

  private func text(_ lexicon: Lexicon, _ code: Int32) -> String? {
    Int(code) < lexicon.count ? lexicon.texts[Int(code)].string : nil
  }

  /// `Returns desk v3`; the name alone when the version is not stated.
  private func version(_ code: Int32) -> String? {
    guard Int(code) < versions.count else { return nil }
    let packed = versions.key(Int(code)).a
    let assistant = Int32(bitPattern: UInt32(truncatingIfNeeded: packed >> 32))
    let number = Int32(bitPattern: UInt32(truncatingIfNeeded: packed))
    guard assistant >= 0, let name = text(lexicons.assistant, assistant) else { return number >= 0 ? "v\(number)" : nil }
    return number >= 0 ? "\(name) v\(number)" : name
  }
}
