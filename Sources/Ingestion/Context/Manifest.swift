import Records

/// `manifest.json` of a snapshot folder: what bodies do not say about themselves.
struct SnapshotManifest {
  /// What is stated for one path, relative to the manifest.
  let files: [String: BodyContext]
  /// What is stated for files that are not listed, by folder; "" for all.
  let folders: [String: BodyContext]
  /// Window of the whole folder in the days of a zone; "" for files without one.
  private let periods: [String: BodyContext]

  /// The manifest in `bytes`; nil when they hold something else.
  init?(_ bytes: [UInt8], origin: ContextOrigin) {
    guard case .success(let tree) = parseDocument(bytes) else { return nil }
    let root = tree.root
    guard root["format"]?.string == "snapshot-manifest" else { return nil }
    var files: [String: BodyContext] = [:]
    var folders: [String: [BodyContext]] = [:]
    let sources = root["sources"]?.elements ?? []
    var zones: [String: Zone] = ["": .utc]
    for source in sources {
      var shared = BodyContext()
      shared.vendor = source["vendor"]?.string.flatMap { Vendor(rawValue: $0) }
      shared.zone = source["timeZone"]?.string
      shared.readIDs(of: source, except: ["vendor", "name", "timeZone"])
      let zone = shared.zone.flatMap { Zone(identifier: $0) } ?? .utc
      zones[shared.zone ?? ""] = zone
      shared.note(origin)
      var places: Set<String> = []
      for entry in source["files"]?.elements ?? [] {
        guard let path = entry["path"]?.string else { continue }
        places.insert(folderName(path))
        if files[path] == nil { files[path] = Self.context(entry, shared, zone, origin) }
      }
      if let vendor = shared.vendor { places.insert(vendor.rawValue) }
      for place in places { folders[place, default: []].append(shared) }
      if sources.count == 1 { folders[""] = [shared] }
    }
    self.files = files
    // Two sources with files in one folder say nothing about a third file there.
    self.folders = folders.compactMapValues { $0.count == 1 ? $0[0] : nil }
    let start = root["period"]?["start"]?.string
    let end = root["period"]?["end"]?.string
    periods = zones.mapValues { zone in
      var period = BodyContext()
      guard let start, let end else { return period }
      period.window = statedWindow(from: start, to: end, zone: zone)?.range
      period.note(origin)
      return period
    }
  }

  private static func context(_ entry: JSONNode, _ shared: BodyContext, _ zone: Zone, _ origin: ContextOrigin) -> BodyContext {
    var context = BodyContext()
    context.kindHint = entry["kind"]?.string
    context.capturedAt = entry["capturedAt"]?.instant
    context.query = scalarTexts(entry["query"])
    context.zone = entry["timeZone"]?.string
    if let path = entry["request"]?.string ?? entry["endpoint"]?.string { context.readPath(path) }
    context.readIDs(of: entry, except: ["path", "kind", "capturedAt", "timeZone", "request", "endpoint"])
    for (key, value) in context.query where key.hasSuffix("Id") || key == "slug" { context.ids[key] = context.ids[key] ?? value }
    context.settleWindow(context.zone.flatMap { Zone(identifier: $0) } ?? zone)
    context.note(origin)
    return context.over(shared)
  }

  /// What the manifest states about a file; nil when it says nothing.
  func context(of path: String) -> BodyContext? {
    var inner: BodyContext?
    if let listed = files[path] {
      inner = listed
    } else {
      var place = folderName(path)
      while inner == nil {
        inner = folders[place]
        if place.isEmpty { break }
        place = folderName(place)
      }
    }
    let period = periods[inner?.zone ?? ""] ?? periods[""] ?? BodyContext()
    guard let inner else { return period.window == nil ? nil : period }
    return inner.over(period)
  }
}

extension BodyContext {
  fileprivate mutating func readIDs(of node: JSONNode, except known: Set<String>) {
    for (key, value) in scalarTexts(node) where !known.contains(key) { ids[key] = value }
  }
}

private func folderName(_ path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "" }
  return String(path[..<slash])
}
