import Records
import Synchronization

/// Finds the context of files: a manifest in the folder or above it (up to the one that holds the source's path), the names of folders and
/// of the file, and for what nothing states the time stamp of the file. Workers ask it as they open files.
final class ContextReader: Sendable {
  private let manifests: [String: SnapshotManifest]
  private let sources: [SnapshotSource]
  /// What the names of folders say.
  private let folders = Mutex<[FolderKey: FolderNames]>([:])

  /// Files with equal keys lie in folders whose names say the same: how many count and in which zone is for a manifest to say.
  private struct FolderKey: Hashable {
    var home: Substring
    var top: Substring
    var counted = 0
    var zone: String?
  }

  /// Reads every `manifest.json` among the files; one that is something else is no manifest.
  init(files: [FoundFile], settings: IngestionSettings) {
    func manifest(_ folder: String, _ bytes: [UInt8]) -> SnapshotManifest? {
      SnapshotManifest(bytes, origin: .manifest(path: relativePath(folder + "/manifest.json", to: settings.projectRoot)))
    }
    var manifests: [String: SnapshotManifest] = [:]
    for file in files where file.path.hasSuffix("/manifest.json") && file.bytes <= 16 << 20 {
      let place = String(folder(of: file.path))
      guard manifests[place] == nil, let bytes = contents(file.path) else { continue }
      manifests[place] = manifest(place, bytes)
    }
    // A source may name a file, or a folder inside a snapshot: the manifest then stands beside it or one level above.
    var aboves: Set<Substring> = []
    var last = (root: "", isFile: true)
    for file in files {
      let isFile = file.root == file.path
      // Files of one folder one after another: the same folder above.
      if !isFile, !last.isFile, file.root == last.root { continue }
      last = (file.root, isFile)
      aboves.insert(top(of: file))
      if isFile { aboves.insert(folder(of: file.path)) }
    }
    for above in aboves.map({ String($0) }) where manifests[above] == nil {
      if let bytes = contents(above + "/manifest.json") { manifests[above] = manifest(above, bytes) }
    }
    self.manifests = manifests
    sources = settings.sources
  }

  /// The context of one file.
  func context(of file: FoundFile) -> FileContext {
    let home = folder(of: file.path)
    if !manifests.isEmpty, manifests[String(home)] != nil, file.path.hasSuffix("/manifest.json") { return FileContext(isManifest: true) }
    var stated = BodyContext()
    let top = top(of: file)
    let name = fileName(of: file.path)
    // Without any manifest a folder says the same about all its files.
    var key = FolderKey(home: home, top: top)
    if manifests.isEmpty, let known = folders.withLock({ $0[key] }) { return context(of: file, stated, known.with(file: name)) }
    var place = String(home)
    var folders: [String] = []
    while true {
      if let manifest = manifests[place], let found = manifest.context(of: relativePath(file.path, to: place)) {
        stated = found
        break
      }
      folders.append(place.split(separator: "/").last.map(String.init) ?? "")
      if place.utf8.count <= top.utf8.count { break }
      place = String(folder(of: place))
    }
    if !manifests.isEmpty {
      key.counted = folders.count
      key.zone = stated.zone
    }
    let names = self.folders.withLock { $0[key] } ?? FolderNames(folders, zone: stated.zone.flatMap { Zone(identifier: $0) } ?? .utc)
    self.folders.withLock { $0[key] = names }
    return context(of: file, stated, names.with(file: name))
  }

  /// Both layers, with what the configuration and the file system say.
  private func context(of file: FoundFile, _ stated: BodyContext, _ names: BodyContext) -> FileContext {
    var context = FileContext()
    context.stated = stated
    context.named = names
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

private func folder(of path: some StringProtocol) -> Substring {
  let path = Substring(path)
  guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "" }
  return path[..<slash]
}

private func fileName(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: 0x2F) else { return path }
  return String(path[path.utf8.index(after: slash)...])
}

/// The folder that holds the folder of the source's path.
private func top(of file: FoundFile) -> Substring {
  if file.root == file.path { return folder(of: folder(of: file.path)) }
  return folder(of: file.root.utf8.last == 0x2F ? file.root.dropLast() : Substring(file.root))
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
