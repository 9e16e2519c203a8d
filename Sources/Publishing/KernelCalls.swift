#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// glibc declares these calls only with _GNU_SOURCE, and an older C library does not have them: they are looked up by name.

/// Swaps two names in one step that nobody can see half done; false when the kernel or the file system cannot.
func exchangeNames(_ a: String, _ b: String) throws(FileFailure) -> Bool {
  #if canImport(Darwin)
    let result = renamex_np(a, b, UInt32(RENAME_SWAP))
  #else
    typealias Rename = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    guard let symbol = dlsym(nil, "renameat2") else { return false }
    let exchange: UInt32 = 2
    let result = unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, a, AT_FDCWD, b, exchange)
  #endif
  if result == 0 { return true }
  switch errno {
  case EINVAL, ENOSYS, ENOTSUP: return false
  default: throw FileFailure(action: "swap", path: b, number: errno)
  }
}

/// Waits until everything on the disk of this folder is written; false when the system has no such call.
func syncDisk(of folder: String) throws(FileFailure) -> Bool {
  #if os(Linux)
    typealias SyncDisk = @convention(c) (Int32) -> Int32
    guard let symbol = dlsym(nil, "syncfs") else { return false }
    let file = try OpenFile(folder, O_RDONLY)
    if unsafeBitCast(symbol, to: SyncDisk.self)(file.descriptor) != 0 { throw FileFailure(action: "sync", path: folder, number: errno) }
    return true
  #else
    return false
  #endif
}
