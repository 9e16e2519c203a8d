import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file of a source.
struct FoundFile: Equatable {
  /// As it can be opened.
  var path: String
  /// Index of its source.
  var source: Int
  /// The path of the source it was found under.
  var root: String
  var bytes: Int64
  /// Last change in seconds since the epoch, as the file system says; differs from copy to copy.
  var modified: Int64 = 0
}

/// Regular files below the paths of all sources, by path in UTF-8 order. Left out: hidden names, folders that were visited
/// already (so that links in a circle end), excluded paths, and folders that hold a published site.
func findFiles(_ settings: IngestionSettings) -> (files: [FoundFile], problems: [Diagnostic]) {
  var finder = Finder(excluded: Set(settings.excludedPaths.compactMap { identity($0) }), projectRoot: settings.projectRoot)
  for (index, source) in settings.sources.enumerated() {
    finder.seenFiles.removeAll()
    finder.seenFolders.removeAll()
    for path in source.paths.sortedByUTF8() { finder.visit(path, source: index, root: path, isRoot: true) }
  }
  finder.files.sort { $0.path != $1.path ? utf8Precedes($0.path, $1.path) : $0.source < $1.source }
  return (finder.files, finder.problems)
}

/// Which file it is, whatever name led to it.
private struct FileIdentity: Hashable {
  var device: UInt64
  var number: UInt64
}

private func seconds(_ status: stat) -> Int64 {
  #if canImport(Darwin)
    Int64(status.st_mtimespec.tv_sec)
  #else
    Int64(status.st_mtim.tv_sec)
  #endif
}

private func identity(_ path: String) -> FileIdentity? {
  var status = stat()
  guard stat(path, &status) == 0 else { return nil }
  return FileIdentity(device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(truncatingIfNeeded: status.st_ino))
}

private struct Finder {
  let excluded: Set<FileIdentity>
  let projectRoot: String
  var seenFiles: Set<FileIdentity> = []
  var seenFolders: Set<FileIdentity> = []
  var files: [FoundFile] = []
  var problems: [Diagnostic] = []

  /// `name` is that of `path` in the open folder, which the system finds more quickly than the whole path.
  mutating func visit(_ path: String, source: Int, root: String, isRoot: Bool, in folder: Int32 = AT_FDCWD, name: String? = nil) {
    var status = stat()
    guard fstatat(folder, name ?? path, &status, 0) == 0 else {
      report("unreadable-file", path, "cannot be opened: \(systemWords(errno))")
      return
    }
    let me = FileIdentity(device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(truncatingIfNeeded: status.st_ino))
    if excluded.contains(me) { return }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      guard seenFolders.insert(me).inserted else { return }
      visitFolder(path, source: source, root: root, isRoot: isRoot)
    case S_IFREG:
      guard seenFiles.insert(me).inserted else { return }
      files.append(FoundFile(path: path, source: source, root: root, bytes: Int64(status.st_size), modified: seconds(status)))
    default: break
    }
  }

  private mutating func visitFolder(_ path: String, source: Int, root: String, isRoot: Bool) {
    guard let folder = opendir(path) else {
      report("unreadable-file", path, "the folder cannot be opened: \(systemWords(errno))")
      return
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    if !isRoot, isPublishedSite(path, names) { return }
    let base = path.hasSuffix("/") ? path : path + "/"
    let descriptor = dirfd(folder)
    for name in names.sortedByUTF8() { visit(base + name, source: source, root: root, isRoot: false, in: descriptor, name: name) }
  }

  /// A folder with pages and no export: what an earlier build wrote.
  private func isPublishedSite(_ path: String, _ names: [String]) -> Bool {
    names.contains("index.html") && (path.hasSuffix("/site") || names.contains("assets") || names.contains("manifest.json"))
  }

  private mutating func report(_ code: String, _ path: String, _ message: String) {
    let location = SourceLocation(file: relativePath(path, to: projectRoot))
    problems.append(
      Diagnostic(code, area: .data, at: location, message, help: "correct the path or the permissions, or leave the file out"))
  }
}

/// What the system says about an error number, in English whatever the locale.
func systemWords(_ code: Int32) -> String {
  switch code {
  case ENOENT: "it does not exist"
  case EACCES, EPERM: "permission denied"
  case ELOOP: "links lead in a circle"
  case EISDIR: "it is a folder"
  case EMFILE, ENFILE: "too many open files"
  case EIO: "the disk reports an error"
  default: "system error \(code)"
  }
}

/// `path` without the leading `root`, when it lies below.
func relativePath(_ path: String, to root: String) -> String {
  if root.isEmpty { return path }
  let base = root.hasSuffix("/") ? root : root + "/"
  guard path.utf8.count > base.utf8.count, path.utf8.starts(with: base.utf8) else { return path }
  return String(path[path.utf8.index(path.startIndex, offsetBy: base.utf8.count)...])
}
