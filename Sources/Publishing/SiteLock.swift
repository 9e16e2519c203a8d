import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The right to publish to one folder, held by one process: a locked file beside it, which goes away with the lock. A lock of
/// a killed process is no lock.
struct SiteLock: ~Copyable {
  private let path: String
  private let file: OpenFile
  /// Folders made on the way to the target; removed again when they stayed empty.
  private let madeFolders: [String]

  private init(path: String, file: consuming OpenFile, madeFolders: [String]) {
    self.path = path
    self.file = file
    self.madeFolders = madeFolders
  }

  /// Takes the lock and clears away what a killed build left.
  static func take(beside directory: String, parent: String, name: String) throws(Diagnostic) -> SiteLock {
    do {
      let made = try makeFolders(parent)
      do {
        let path = "\(parent)/.\(name).parlance-lock"
        let file = try takeLock(path, directory: directory)
        try recover(parent: parent, name: name)
        return SiteLock(path: path, file: file, madeFolders: made)
      } catch {
        removeFolders(made)
        throw error
      }
    } catch {
      throw publishingProblem(error, directory)
    }
  }

  deinit {
    unlink(path)
    removeFolders(madeFolders)
  }
}

/// Empty folders are removed, innermost first; one that holds something stays.
private func removeFolders(_ folders: [String]) {
  for folder in folders.reversed() { rmdir(folder) }
}

/// Any failure on the way to the disk as a problem.
func publishingProblem(_ error: any Error, _ directory: String) -> Diagnostic {
  let words = "cannot publish to \"\(directory)\""
  switch error {
  case let problem as Diagnostic: return problem
  case let failure as FileFailure: return failure.diagnostic(code: "output-failed", area: .data, words)
  default: return Diagnostic("output-failed", area: .data, words)
  }
}

/// Takes the lock. Its file goes away with its holder, so after locking it must still be the one at the path.
private func takeLock(_ path: String, directory: String) throws -> OpenFile {
  for _ in 0..<1000 {
    let file = try OpenFile(path, O_RDWR | O_CREAT)
    guard try file.lock() else { break }
    let held = try FileStatus(descriptor: file.descriptor, path: path)
    if let now = try FileStatus(path), now.inode == held.inode, now.device == held.device { return file }
  }
  throw Diagnostic(
    "output-locked", area: .data, "another build is publishing to \"\(directory)\"", help: "wait until it has ended, then build again")
}

/// Clears away what a killed build left beside the target. Called under the lock.
private func recover(parent: String, name: String) throws(FileFailure) {
  for entry in try names(in: parent) {
    let path = "\(parent)/\(entry)"
    if entry.hasPrefix(stagingPrefix(name)) {
      try removeTree(path)
    } else if entry.hasPrefix(oldPrefix(name)) {
      // Killed between the two renames of the fallback: the old site is put back.
      if try FileStatus("\(parent)/\(name)") == nil { try moveFile(path, "\(parent)/\(name)") } else { try removeTree(path) }
    }
  }
}
