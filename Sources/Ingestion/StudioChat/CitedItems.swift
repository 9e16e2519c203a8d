import Privacy
import Records

/// Ids of cited items as codes. They are written as records of the same items write theirs (`Harvest.reference`), so that an analysis can
/// join a cited item with its title. Belongs to one worker.
struct CitedItems: Sendable {
  private var source = ""
  private var seed: UInt64 = 0
  /// Ids of the present source, with the text that stands for each.
  private var known = Lexicon()
  /// Code of each in the lexicon of the batch, -1 while it is not known.
  private var codes: [Int32] = []

  /// Ids that follow belong to this source.
  mutating func begin(source id: String) {
    if id == source { return }
    source = id
    seed = identifierSeed(source: id)
    known = Lexicon()
    codes = []
  }

  /// Adds an item to the list of the present row, once.
  mutating func add(_ id: UnsafeBufferPointer<UInt8>, _ list: inout CodeLists, _ lexicon: inout Lexicon, _ redactor: Redactor) {
    let seed = seed
    let place = Int(
      known.code(for: id) { untrusted in
        let shown = redactor.redact(untrusted)
        if shown.string.utf8.elementsEqual(id) { return shown }
        return redactor.redact(UntrustedText(identifierLetters(fingerprint(id, seed: seed))))
      })
    if place == codes.count { codes.append(-1) }
    if codes[place] < 0 {
      let text = known.texts[place]
      codes[place] = Array(text.string.utf8).withUnsafeBufferPointer { lexicon.code(for: $0) { _ in text } }
    }
    let from = Int(list.offsets.last ?? 0)
    if !list.values[from...].contains(codes[place]) { list.values.append(codes[place]) }
  }
}
