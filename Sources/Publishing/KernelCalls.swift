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

/// Hands the bytes of a file to the disk without waiting, so that the later `sync` of many files waits about once instead of
/// once a file. Only a hint: without it, `sync` does all of the work.
func startWriting(_ file: borrowing OpenFile) {
  #if os(Linux)
    typealias SyncRange = @convention(c) (Int32, Int64, Int64, UInt32) -> Int32
    guard let symbol = dlsym(nil, "sync_file_range") else { return }
    let write: UInt32 = 2
    _ = unsafeBitCast(symbol, to: SyncRange.self)(file.descriptor, 0, 0, write)
  #endif
}
