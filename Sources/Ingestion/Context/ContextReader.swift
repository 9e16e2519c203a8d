import Records

/// Finds the context of files: a manifest in the folder or above it (up to the one that holds the source's path), the names of folders and
/// of the file, and for what nothing states the time stamp of the file.
struct ContextReader {
  private let manifests: [String: SnapshotManifest]
  private let sources: [SnapshotSource]
  /// What the names of folders say, by folder, top and zone.
  private var folders: [String: FolderNames] = [:]

  /// Reads every `manifest.json` among the files; one that is something else is no manifest.
  init(files: [FoundFile], settings: IngestionSettings) {
    func manifest(_ folder: String, _ bytes: [UInt8]) -> SnapshotManifest? {
      SnapshotManifest(bytes, origin: .manifest(path: relativePath(folder + "/manifest.json", to: settings.projectRoot)))
    }
    var manifests: [String: SnapshotManifest] = [:]
    for file in files where file.path.hasSuffix("/manifest.json") && file.bytes <= 16 << 20 {
      let place = folder(of: file.path)
      guard manifests[place] == nil, let bytes = contents(file.path) else { continue }
      manifests[place] = manifest(place, bytes)
    }
    // A source may name a file, or a folder inside a snapshot: the manifest then stands beside it or one level above.
    let beside = files.filter { $0.root == $0.path }.map { folder(of: $0.path) }
    for above in Set(files.map { top(of: $0) } + beside) where manifests[above] == nil {
      if let bytes = contents(above + "/manifest.json") { manifests[above] = manifest(above, bytes) }
    }
    self.manifests = manifests
    sources = settings.sources
  }

  /// The context of one file.
  mutating func context(of file: FoundFile) -> FileContext {
    let isManifest = file.path.hasSuffix("/manifest.json") && manifests[folder(of: file.path)] != nil
    if isManifest { return FileContext(isManifest: true) }
    var context = FileContext()
    let top = top(of: file)
    var place = folder(of: file.path)
    var folders: [String] = []
    while true {
      if let manifest = manifests[place], let found = manifest.context(of: relativePath(file.path, to: place)) {
        context.stated = found
        break
      }
      folders.append(place.split(separator: "/").last.map(String.init) ?? "")
      if place.utf8.count <= top.utf8.count { break }
      place = folder(of: place)
    }
    let name = file.path.split(separator: "/").last.map(String.init) ?? ""
    let key = "\(folder(of: file.path))\n\(folders.count)\n\(context.stated.zone ?? "")"
    let known = self.folders[key] ?? FolderNames(folders, zone: context.stated.zone.flatMap { Zone(identifier: $0) } ?? .utc)
    self.folders[key] = known
    context.named = known.with(file: name)
    if let vendor = sources[file.source].vendor.flatMap({ Vendor(rawValue: $0) }) {
      context.named.vendor = vendor
      context.named.origins["vendor"] = .configuration
    }
    if context.stated.capturedAt == nil {
      context.named.capturedAt = Instant(seconds: file.modified)
      context.named.isCaptureGuessed = true
      context.named.origins["captured"] = .fileTime
    }
    return context
  }
}

private func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "" }
  return String(path[..<slash])
}

/// The folder that holds the folder of the source's path.
private func top(of file: FoundFile) -> String {
  if file.root == file.path { return folder(of: folder(of: file.path)) }
  return folder(of: file.root.hasSuffix("/") ? String(file.root.dropLast()) : file.root)
}

private func contents(_ path: String) -> [UInt8]? {
  do throws(ReadFailure) {
    let source = try ByteSource(path: path)
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: Int(min(source.storedBytes, 16 << 20)) + 1, alignment: 16)
    defer { room.deallocate() }
    let got = source.read(into: room)
    return source.failure == nil ? Array(room[..<got]) : nil
  } catch {
    // Read again with all other files, where the failure is reported.
    return nil
  }
}
