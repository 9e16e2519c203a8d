import Privacy
import Records

/// One conversation as a list shows it: what its vendor filters and sorts by. No text of anybody.
public struct ListedConversation: Sendable, Equatable {
  /// The vendor's labels, in the order of its documentation.
  public enum Label: Int, Sendable, CaseIterable {
    case sentiment, shift, resources, quality, handoffReason, risk
  }
  /// Fingerprint of (source, project, conversation id).
  public var identity: UInt64
  /// The id, or letters that stand for it.
  public var reference: RedactedText
  /// Microseconds, or `missingInstant`.
  public var firstAt: Int64
  /// Microseconds.
  public var lastAt: Int64
  /// Yes/no facts.
  public var flags: ConversationFlags
  /// Messages of both sides; nil when not stated.
  public var messageCount: Int?
  /// Version of the assistant; nil when not stated.
  public var version: Int?
  /// US dollars of all messages that state a cost; nil when none does.
  public var cost: Double?
  /// Last active assistant.
  public var assistant: RedactedText?
  /// Inbox or channel.
  public var inbox: RedactedText?
  /// Display name of the source.
  public var source: RedactedText?
  /// As delivered: `de`.
  public var language: RedactedText?
  /// Model.
  public var model: RedactedText?
  /// Labels that the vendor gave.
  public var labels: [Label: RedactedText]
  /// Tags, in the vendor's order.
  public var tags: [RedactedText]
  /// Skills loaded, in the vendor's order.
  public var skills: [RedactedText]
}

/// The same while its texts are codes of one worker.
struct CodedConversation: Sendable {
  private let identity: UInt64
  private let identifier: ConversationIdentifier?
  private let firstAt: Int64
  private let lastAt: Int64
  private let flags: ConversationFlags
  private let messageCount: Int32
  private let version: Int32
  private let cost: Int64?
  private let assistant: Int32
  private let inbox: Int32
  private let source: Int32
  private let language: Int32
  private let model: Int32
  private let labels: [Int32]
  private let tags: [Int32]
  private let skills: [Int32]

  init(_ batch: borrowing ConversationBatch, _ at: Int) {
    identity = batch.identity[at]
    identifier = batch.identifiers.identifier(at: at)
    firstAt = batch.firstAt[at]
    lastAt = batch.lastAt[at]
    flags = batch.flags[at]
    messageCount = batch.messageCount[at]
    version = batch.version[at]
    assistant = batch.assistant[at]
    inbox = batch.inbox[at]
    source = batch.source[at]
    language = batch.language[at]
    model = batch.model[at]
    labels = [
      batch.sentiment[at], batch.shift[at], batch.resources[at], batch.quality[at], batch.handoffReason[at], batch.risk[at],
    ]
    tags = Array(batch.tags.values[Int(batch.tags.offsets[at])..<Int(batch.tags.offsets[at + 1])])
    skills = Array(batch.skills.values[Int(batch.skills.offsets[at])..<Int(batch.skills.offsets[at + 1])])
    var cost: Int64?
    for m in Int(batch.messages.offsets[at])..<Int(batch.messages.offsets[at + 1]) {
      // The limits and the billionths of the metrics of cost.
      let dollars = batch.messages.cost[m]
      if dollars >= 0 && dollars < 1e6 { cost = (cost ?? 0) &+ Int64(dollars * 1e9 + 0.5) }
    }
    self.cost = cost
  }

  /// With its texts; nil without an id.
  func named(_ lexicons: Lexicons, _ redactor: Redactor, _ profile: PublishProfile) -> ListedConversation? {
    guard let identifier else { return nil }
    func text(_ code: Int32, _ lexicon: Lexicon) -> RedactedText? {
      code >= 0 && Int(code) < lexicon.texts.count ? lexicon.texts[Int(code)] : nil
    }
    let lists = [lexicons.sentiment, lexicons.shift, lexicons.resources, lexicons.quality, lexicons.handoffReason, lexicons.risk]
    var named: [ListedConversation.Label: RedactedText] = [:]
    for label in ListedConversation.Label.allCases { named[label] = text(labels[label.rawValue], lists[label.rawValue]) }
    return ListedConversation(
      identity: identity, reference: identifier.shown(redactor, for: profile), firstAt: firstAt, lastAt: lastAt, flags: flags,
      messageCount: messageCount < 0 ? nil : Int(messageCount), version: version < 0 ? nil : Int(version),
      cost: cost.map { Double($0) / 1e9 }, assistant: text(assistant, lexicons.assistant), inbox: text(inbox, lexicons.inbox),
      source: text(source, lexicons.source), language: text(language, lexicons.language), model: text(model, lexicons.model),
      labels: named, tags: tags.compactMap { text($0, lexicons.tag) }, skills: skills.compactMap { text($0, lexicons.skill) })
  }
}
