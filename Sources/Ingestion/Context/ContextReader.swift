import Foundation
import Records

/// Finds the context of files: a manifest in the folder or above it (up to the one that holds the source's path), else a month in a folder's
/// name, else one in the file's name.
struct ContextReader {
  private let manifests: [String: SnapshotManifest]
  private let projectRoot: String

  /// Reads every `manifest.json` among the files; one that is something else is no manifest.
  init(files: [FoundFile], projectRoot: String) {
    var manifests: [String: SnapshotManifest] = [:]
    for file in files where file.path.hasSuffix("/manifest.json") && file.bytes <= 16 << 20 {
      guard manifests[folder(of: file.path)] == nil, let bytes = contents(file.path) else { continue }
      manifests[folder(of: file.path)] = SnapshotManifest(bytes)
    }
    // A source may name a file, or a folder inside a snapshot: the manifest then stands beside it or one level above.
    let beside = files.filter { $0.root == $0.path }.map { folder(of: $0.path) }
    for above in Set(files.map { top(of: $0) } + beside) where manifests[above] == nil {
      if let bytes = contents(above + "/manifest.json") { manifests[above] = SnapshotManifest(bytes) }
    }
    self.manifests = manifests
    self.projectRoot = projectRoot
  }

  /// The context of one file.
  func context(of file: FoundFile) -> FileContext {
    if file.path.hasSuffix("/manifest.json"), manifests[folder(of: file.path)] != nil {
      return FileContext(isManifest: true)
    }
    let top = top(of: file)
    var place = folder(of: file.path)
    var months: [Range<Instant>] = []
    while true {
      if let manifest = manifests[place], let found = stated(manifest, in: place, about: file.path) { return found }
      if let month = month(in: place.split(separator: "/").last.map(String.init) ?? "") { months.append(month) }
      if place.utf8.count <= top.utf8.count { break }
      place = folder(of: place)
    }
    if let month = months.first { return FileContext(origin: .folderName, window: month) }
    if let month = month(in: file.path.split(separator: "/").last.map(String.init) ?? "") {
      return FileContext(origin: .fileName, window: month)
    }
    return FileContext()
  }

  private func stated(_ manifest: SnapshotManifest, in folder: String, about path: String) -> FileContext? {
    let relative = relativePath(path, to: folder)
    let entry = (manifest.sources ?? []).lazy.flatMap { $0.files ?? [] }.first { $0.path == relative }
    let period = window(from: manifest.period?.start, to: manifest.period?.end)
    let query = entry?.query
    let asked = window(from: query?.start_date, to: query?.end_date) ?? window(from: query?.from, to: query?.to) ?? period
    let captured = entry?.capturedAt.flatMap { parseTimeStamp($0) }
    guard asked != nil || captured != nil else { return nil }
    return FileContext(
      origin: .manifest(path: relativePath(folder + "/manifest.json", to: projectRoot)), window: asked,
      capturedAt: captured.map { Instant(microseconds: $0.microseconds) })
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

/// The month that a name such as `2026-03`, `export-2026-03` or `2026_03.json` holds, in UTC; nil without one.
func month(in name: String) -> Range<Instant>? {
  let bytes = Array(name.utf8)
  func isDigit(_ i: Int) -> Bool { bytes.indices.contains(i) && bytes[i] >= 0x30 && bytes[i] <= 0x39 }
  guard bytes.count >= 7 else { return nil }
  for start in 0...(bytes.count - 7) where !isDigit(start - 1) && !isDigit(start + 7) {
    guard (0..<4).allSatisfy({ isDigit(start + $0) }), isDigit(start + 5), isDigit(start + 6) else { continue }
    guard bytes[start + 4] == 0x2D || bytes[start + 4] == 0x5F else { continue }
    let year = (0..<4).reduce(0) { $0 * 10 + Int(bytes[start + $1] - 0x30) }
    let month = Int(bytes[start + 5] - 0x30) * 10 + Int(bytes[start + 6] - 0x30)
    guard (1990...2099).contains(year), (1...12).contains(month) else { continue }
    func text(_ y: Int, _ m: Int) -> String { "\(y)-\(m < 10 ? "0" : "")\(m)-01" }
    return window(from: text(year, month), to: month == 12 ? text(year + 1, 1) : text(year, month + 1))
  }
  return nil
}
