import Records

/// What folders and the file's name say about a file. `folders` are those that count, innermost first.
func nameContext(file name: String, folders: [String], zone: Zone) -> BodyContext {
  var context = BodyContext()
  context.stem = stem(of: name)
  var folderPart = BodyContext()
  folderPart.window = folders.lazy.compactMap { month(in: $0, zone: zone) }.first
  folderPart.vendor = folders.lazy.compactMap { vendor(in: $0) }.first
  let parent = folders.first.map { $0.lowercased() } ?? ""
  folderPart.kindHint = kind(in: parent)
  folderPart.note(.folderName)
  context.window = month(in: name, zone: zone)
  context.kindHint = kind(in: context.stem)
  context.vendor = vendor(in: context.stem)
  if let days = periodDays(in: context.stem) { context.query["period"] = "\(days)d" }
  if let id = idWord(for: parent), isIdentifier(stemAsWritten(name)) {
    context.ids[id] = stemAsWritten(name)
  } else if let above = folders.dropFirst().first, let id = idWord(for: above.lowercased()), isIdentifier(parent),
    let folder = folders.first
  {
    folderPart.ids[id] = folder
    folderPart.origins["id.\(id)"] = .folderName
  }
  context.note(.fileName)
  return folderPart.over(context)
}

/// File name without its extensions, as written.
private func stemAsWritten(_ name: String) -> String {
  var stem = name[...]
  var lower = name.lowercased()[...]
  for ending in [".gz", ".zst", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".txt"] where lower.hasSuffix(ending) {
    stem = stem.dropLast(ending.count)
    lower = lower.dropLast(ending.count)
  }
  return String(stem)
}

/// File name without its extensions, lower case.
func stem(of name: String) -> String { stemAsWritten(name).lowercased() }

/// Whether `part` stands in `text`, byte by byte: of 10,000 small files the general search took a sixth of the whole time.
private func holds(_ text: String, _ part: String) -> Bool {
  let text = text.utf8
  let part = part.utf8
  var rest = text[...]
  while rest.count >= part.count {
    if rest.starts(with: part) { return true }
    rest = rest.dropFirst()
  }
  return part.isEmpty
}

private func vendor(in name: String) -> Vendor? {
  let plain = name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
  return Vendor.allCases.first { holds(plain, $0.rawValue) }
}

/// The longest name of a kind with which a name begins.
private func kind(in stem: String) -> String? {
  guard !stem.isEmpty else { return nil }
  var best: String?
  for format in VendorRegistry.all {
    for kind in format.bodies where stem.hasPrefix(kind.kind) && kind.kind.utf8.count > best?.utf8.count ?? 0 { best = kind.kind }
  }
  return best
}

/// `personas-stats-30d`: 30.
private func periodDays(in stem: String) -> Int? {
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
  return words.first { holds(folder, $0.0) }?.1
}

/// A UUID, a number, or letters and digits that no kind is called: an id.
func isIdentifier(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard bytes.count >= 4, bytes.count <= 80 else { return false }
  let digits = bytes.filter { $0 >= 0x30 && $0 <= 0x39 }.count
  let isPlain = bytes.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x2D || $0 == 0x5F }
  return isPlain && digits >= 3 && monthNumbers(in: text) == nil || isPlain && digits == bytes.count
}
