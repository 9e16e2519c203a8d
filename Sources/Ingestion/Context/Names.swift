import Basics
import Records

/// What the folders of a file say; the same for all files of one folder.
struct FolderNames {
  let context: BodyContext
  /// Which id a file here is named after.
  let fileID: String?
  private let zone: Zone

  /// `folders` are those that count, innermost first.
  init(_ folders: [String], zone: Zone) {
    self.zone = zone
    var context = BodyContext()
    context.window = folders.lazy.compactMap { month(in: $0, zone: zone) }.first
    context.vendor = folders.lazy.compactMap { vendor(in: $0) }.first
    let parent = folders.first.map { $0.lowercased() } ?? ""
    context.kindHint = kind(in: parent)
    fileID = idWord(for: parent)
    if fileID == nil, let above = folders.dropFirst().first, let id = idWord(for: above.lowercased()), let folder = folders.first,
      isIdentifier(folder)
    {
      context.ids[id] = folder
    }
    context.note(.folderName)
    self.context = context
  }

  /// The same with what the file's name says.
  func with(file name: String) -> BodyContext {
    var result = context
    let written = stemAsWritten(name)
    let stem = written.lowercased()
    result.stem = stem
    if context.window == nil, let window = month(in: name, zone: zone) {
      result.window = window
      result.origins["window"] = .fileName
    }
    if context.kindHint == nil, let kind = kind(in: stem) {
      result.kindHint = kind
      result.origins["kind"] = .fileName
    }
    if context.vendor == nil, let vendor = vendor(in: stem) {
      result.vendor = vendor
      result.origins["vendor"] = .fileName
    }
    if let days = periodDays(in: stem) {
      result.query["period"] = "\(days)d"
      result.origins["query.period"] = .fileName
    }
    if let fileID, context.ids[fileID] == nil, isIdentifier(written) {
      result.ids[fileID] = written
      result.origins["id.\(fileID)"] = .fileName
    }
    return result
  }
}

private let endings = [".gz", ".zst", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".txt"].map { Array($0.utf8) }

/// File name without its extensions, as written.
private func stemAsWritten(_ name: String) -> String {
  var bytes = Array(name.utf8)[...]
  for ending in endings where bytes.count >= ending.count && zip(bytes.suffix(ending.count), ending).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
  {
    bytes = bytes.dropLast(ending.count)
  }
  return String(decoding: bytes, as: UTF8.self)
}

private let vendorNames = Vendor.allCases.map { ($0, Array($0.rawValue.utf8)) }

private func vendor(in name: String) -> Vendor? {
  let plain = name.utf8.filter { $0 != 0x2D && $0 != 0x5F && $0 != 0x20 }.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
  return vendorNames.first { contains(plain, $0.1) }?.0
}

private func contains(_ bytes: [UInt8], _ word: [UInt8]) -> Bool {
  guard bytes.count >= word.count else { return false }
  return (0...bytes.count - word.count).contains { start in
    bytes[start] == word[0] && bytes[start..<start + word.count].elementsEqual(word)
  }
}

/// Names of all kinds by their first byte, longest first.
private let kindNames: [[(name: String, bytes: [UInt8])]] = {
  let names = VendorRegistry.all.flatMap { $0.bodies.map(\.kind) }
  var table = [[(name: String, bytes: [UInt8])]](repeating: [], count: 256)
  for name in names.sorted(by: { $0.utf8.count != $1.utf8.count ? $0.utf8.count > $1.utf8.count : utf8Precedes($0, $1) }) {
    if let first = name.utf8.first { table[Int(first)].append((name, Array(name.utf8))) }
  }
  return table
}()

/// The longest name of a kind with which a name begins.
private func kind(in stem: String) -> String? {
  var stem = stem
  return stem.withUTF8 { bytes in
    guard let first = bytes.first, first > 0x39 else { return nil }
    return kindNames[Int(first)].first { kind in
      kind.bytes.count <= bytes.count && kind.bytes.withUnsafeBufferPointer { $0.elementsEqual(bytes.prefix($0.count)) }
    }?.name
  }
}

/// `personas-stats-30d`: 30.
private func periodDays(in stem: String) -> Int? {
  var last: UInt8 = 0
  let hasDays = stem.utf8.contains { byte in
    defer { last = byte }
    return byte == 0x64 && last >= 0x30 && last <= 0x39
  }
  guard hasDays else { return nil }
  for word in stem.split(whereSeparator: { $0 == "-" || $0 == "_" || $0 == "." || $0 == " " }) where word.last == "d" {
    if let days = Int(word.dropLast()), (1...366).contains(days) { return days }
  }
  return nil
}

/// Which id a file below such a folder is named after.
private func idWord(for folder: String) -> String? {
  let words: [(String, String)] = [
    ("eval", "runId"), ("conversion", "slug"), ("csat", "playbookId"), ("call", "callId"), ("conversation", "conversationId"),
    ("message", "conversationId"), ("transcript", "conversationId"), ("channel", "channelId"), ("avatar", "avatarId"),
    ("kb", "kbId"), ("knowledge", "kbId"), ("tool", "toolId"), ("playbook", "playbookId"), ("history", "playbookId"),
    ("persona", "personaId"), ("chatbot", "chatbotId"),
  ]
  let bytes = Array(folder.utf8)
  return words.first { contains(bytes, Array($0.0.utf8)) }?.1
}

/// A UUID, a number, or letters and digits that no kind is called: an id.
func isIdentifier(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard bytes.count >= 4, bytes.count <= 80 else { return false }
  let digits = bytes.filter { $0 >= 0x30 && $0 <= 0x39 }.count
  let isPlain = bytes.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x2D || $0 == 0x5F }
  return isPlain && digits >= 3 && monthNumbers(in: text) == nil || isPlain && digits == bytes.count
}
