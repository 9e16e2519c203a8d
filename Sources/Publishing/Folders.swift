#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Names in a folder, without `.` and `..`, in UTF-8 order.
func names(in folder: String) throws(FileFailure) -> [String] {
  guard let directory = opendir(folder) else { throw FileFailure(action: "list", path: folder, number: errno) }
  defer { closedir(directory) }
  var result: [String] = []
  while true {
    errno = 0
    guard let entry = readdir(directory) else { break }
    // The name lies inside the entry; its address is taken from the entry because the array in the type is too short.
    let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 0
    let name = String(cString: UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self))
    if name != ".", name != ".." { result.append(name) }
  }
  if errno != 0 { throw FileFailure(action: "list", path: folder, number: errno) }
  return result.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// Everything below a folder by relative path, links not followed; a folder comes before what is in it.
func walk(_ root: String) throws(FileFailure) -> [(path: String, kind: FileKind)] {
  var result: [(path: String, kind: FileKind)] = []
  var waiting = [""]
  while let folder = waiting.popLast() {
    for name in try names(in: folder.isEmpty ? root : "\(root)/\(folder)") {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      guard let status = try FileStatus("\(root)/\(path)") else { continue }
      result.append((path, status.kind))
      if status.kind == .folder { waiting.append(path) }
    }
  }
  return result
}

/// Makes a folder and what is missing above it; the folders made, outermost first.
@discardableResult
func makeFolders(_ path: String) throws(FileFailure) -> [String] {
  var missing: [String] = []
  var current = path
  while try FileStatus(current, followingLinks: true) == nil {
    missing.append(current)
    let above = parentFolder(of: current)
    if above == current { break }
    current = above
  }
  for folder in missing.reversed() where mkdir(folder, 0o777) != 0 && errno != EEXIST {
    throw FileFailure(action: "make folder", path: folder, number: errno)
  }
  return missing.reversed()
}

/// Removes a file or a folder with all that is in it; nothing there is no failure. Links are removed, not followed.
func removeTree(_ path: String) throws(FileFailure) {
  guard let status = try FileStatus(path) else { return }
  if status.kind == .folder {
    for name in try names(in: path) { try removeTree("\(path)/\(name)") }
    if rmdir(path) != 0, errno != ENOENT { throw FileFailure(action: "remove", path: path, number: errno) }
  } else if unlink(path) != 0, errno != ENOENT {
    throw FileFailure(action: "remove", path: path, number: errno)
  }
}

/// The folder above: `/a/b` → `/a`, `/a` → `/`, `a` → `.`.
func parentFolder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// The path without links and dots; nil when it leads nowhere.
func resolvedPath(_ path: String) -> String? {
  guard let pointer = realpath(path, nil) else { return nil }
  defer { free(pointer) }
  return String(cString: pointer)
}

/// The path without links and dots where its last parts may not exist yet.
func resolvedEvenIfMissing(_ path: String) -> String {
  if let resolved = resolvedPath(path) { return resolved }
  let above = parentFolder(of: path)
  if above == path { return path }
  let folder = resolvedEvenIfMissing(above)
  let name = path.split(separator: "/").last.map(String.init) ?? path
  return folder == "/" ? "/" + name : "\(folder)/\(name)"
}

/// A second name for the same file; false when the file system cannot.
func linkFile(_ old: String, _ new: String) throws(FileFailure) -> Bool {
  if link(old, new) == 0 { return true }
  switch errno {
  case EPERM, ENOTSUP, EMLINK, EXDEV, ENOSYS: return false
  default: throw FileFailure(action: "link", path: new, number: errno)
  }
}

/// Makes a link that points where another does.
func copyLink(_ old: String, _ new: String) throws(FileFailure) {
  var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
  let length = readlink(old, &buffer, Int(PATH_MAX))
  if length < 0 || symlink(buffer, new) != 0 { throw FileFailure(action: "copy link", path: old, number: errno) }
}

/// Gives a folder the rights of another.
func setMode(_ path: String, _ mode: UInt32) throws(FileFailure) {
  if chmod(path, mode_t(mode)) != 0 { throw FileFailure(action: "set the rights of", path: path, number: errno) }
}

/// Gives a file or folder another name; what had that name is replaced when it is a file or an empty folder.
func moveFile(_ old: String, _ new: String) throws(FileFailure) {
  if rename(old, new) != 0 { throw FileFailure(action: "rename", path: old, number: errno) }
}
