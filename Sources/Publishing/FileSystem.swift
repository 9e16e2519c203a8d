import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A call to the operating system that failed.
struct FileFailure: Error {
  /// What was tried: "write", "rename".
  var action: String
  /// With which file.
  var path: String
  /// `errno`.
  var number: Int32

  /// In words of the C library (untranslated: this process never sets a locale).
  var reason: String { strerror(number).map { String(cString: $0) } ?? "error \(number)" }

  /// As a problem: a full disk and missing rights have codes of their own.
  func diagnostic(code: String, area: ProblemArea, _ words: String) -> Diagnostic {
    let message = "\(words): \(reason) (\(action) \"\(path)\")"
    switch number {
    case ENOSPC, EDQUOT, EFBIG:
      return Diagnostic(
        "disk-full", area: area, message, help: "free some space and build again; the published site was not touched")
    case EACCES, EPERM, EROFS:
      guard code == "output-failed" else { return Diagnostic(code, area: area, message) }
      return Diagnostic(
        "output-not-writable", area: area, message,
        help: "the folder that holds the site must be writable, because the new site is built beside the old")
    default: return Diagnostic(code, area: area, message)
    }
  }
}

/// What a name in a folder stands for; links are not followed.
enum FileKind: Equatable {
  case file(size: Int)
  case folder
  case link
  case other
}

/// Facts of one file.
struct FileStatus {
  var kind: FileKind
  var device: UInt64
  var inode: UInt64
  var mode: UInt32

  /// Nil when nothing is there.
  init?(_ path: String, followingLinks: Bool = false) throws(FileFailure) {
    var status = stat()
    if (followingLinks ? stat(path, &status) : lstat(path, &status)) != 0 {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw FileFailure(action: "look at", path: path, number: errno)
    }
    self.init(status)
  }

  /// Facts of an open file.
  init(descriptor: Int32, path: String) throws(FileFailure) {
    var status = stat()
    if fstat(descriptor, &status) != 0 { throw FileFailure(action: "look at", path: path, number: errno) }
    self.init(status)
  }

  private init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file(size: Int(status.st_size))
    case S_IFDIR: kind = .folder
    case S_IFLNK: kind = .link
    default: kind = .other
    }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
    mode = UInt32(status.st_mode) & 0o7777
  }
}

/// An open file; closed when it goes out of use.
struct OpenFile: ~Copyable {
  let descriptor: Int32
  let path: String

  init(_ path: String, _ flags: Int32, mode: mode_t = 0o666) throws(FileFailure) {
    var opened: Int32 = -1
    repeat { opened = open(path, flags | O_CLOEXEC, mode) } while opened < 0 && errno == EINTR
    if opened < 0 { throw FileFailure(action: "open", path: path, number: errno) }
    descriptor = opened
    self.path = path
  }

  /// Writes all bytes; a short write is continued.
  func write(_ bytes: [UInt8]) throws(FileFailure) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { Self.put(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done) }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileFailure(action: "write", path: path, number: errno)
      }
      done += count
    }
  }

  private static func put(_ descriptor: Int32, _ base: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, base, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, base, count)
    #else
      Darwin.write(descriptor, base, count)
    #endif
  }

  /// Fills the buffer as far as the file goes; the number of bytes read.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
    guard let base = buffer.baseAddress else { return 0 }
    var done = 0
    while done < buffer.count {
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, base + done, buffer.count - done)
      #elseif canImport(Musl)
        let count = Musl.read(descriptor, base + done, buffer.count - done)
      #else
        let count = Darwin.read(descriptor, base + done, buffer.count - done)
      #endif
      if count < 0 {
        if errno == EINTR { continue }
        throw FileFailure(action: "read", path: path, number: errno)
      }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// Waits until the bytes are on the disk.
  func sync() throws(FileFailure) {
    // Some file systems do not know the call for folders; the swap is then as durable as they make it.
    if fsync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP { throw FileFailure(action: "sync", path: path, number: errno) }
  }

  /// True when this process now holds the lock; false when another does.
  func lock() throws(FileFailure) -> Bool {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      if errno != EINTR { throw FileFailure(action: "lock", path: path, number: errno) }
    }
    return true
  }

  deinit { close(descriptor) }
}

/// Calls `body` with the file's bytes, block by block; the length.
func forEachBlock(of path: String, size: Int, _ body: (UnsafeMutableRawBufferPointer) -> Void) throws(FileFailure) -> Int {
  let file = try OpenFile(path, O_RDONLY)
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
  defer { buffer.deallocate() }
  var length = 0
  while true {
    let count = try file.read(into: buffer)
    if count == 0 { return length }
    body(UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
    length += count
    if count < size { return length }
  }
}

/// The whole file.
func readFile(_ path: String) throws(FileFailure) -> [UInt8] {
  var bytes: [UInt8] = []
  _ = try forEachBlock(of: path, size: 1 << 16) { bytes.append(contentsOf: $0) }
  return bytes
}

/// True when the file, whose length is known to be theirs, holds exactly these bytes.
func holds(_ path: String, _ bytes: [UInt8]) throws(FileFailure) -> Bool {
  let file = try OpenFile(path, O_RDONLY)
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: min(bytes.count, 1 << 18), alignment: 64)
  defer { buffer.deallocate() }
  var offset = 0
  while offset < bytes.count {
    let count = min(buffer.count, bytes.count - offset)
    let read = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
    if read < count { return false }
    let isSame = bytes.withUnsafeBytes { all in
      guard let mine = all.baseAddress, let other = buffer.baseAddress else { return true }
      return memcmp(mine + offset, other, count) == 0
    }
    if !isSame { return false }
    offset += count
  }
  return true
}
