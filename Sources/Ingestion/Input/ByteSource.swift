import CArchive

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why reading stopped before the end.
enum ReadFailure: Error, Equatable {
  /// The file cannot be opened or read; the number of the system's error.
  case system(Int32)
  /// Compressed bytes that end early or are damaged.
  case damagedArchive
  /// The file grew, shrank or was rewritten while it was read.
  case changed
}

/// The bytes of one file in order, decompressed when it is gzip or zstd. Reads a piece at a time: memory does not depend on the
/// size of the file.
final class ByteSource {
  let compression: Compression
  let storedBytes: Int64
  private let descriptor: Int32
  private let before: stat
  /// Why reading stopped early.
  private(set) var failure: ReadFailure?
  private var archive: ArchiveReader?
  /// A small file, read at once when it was opened; given back as soon as its end was reached.
  private var whole: UnsafeMutableRawBufferPointer?
  private var wholeRead = 0
  private var plainRead: Int64 = 0
  private var atEnd = false
  /// SHA-256 of a compressed file, whose stored bytes only pass through here, once its end was reached.
  private(set) var archiveDigest: String?

  init(path: String) throws(ReadFailure) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .system(errno) }
    var status = stat()
    guard fstat(file, &status) == 0 else {
      let code = errno
      close(file)
      throw .system(code)
    }
    let isSmall = status.st_mode & S_IFMT == S_IFREG && status.st_size <= Self.smallFile
    // One byte more than there should be: a file that grew, or came in part, is read the usual way, which tells.
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: isSmall ? Int(status.st_size) + 1 : 4, alignment: 16)
    let got = pread(file, room.baseAddress, room.count, 0)
    guard got >= 0 else {
      let code = errno
      room.deallocate()
      close(file)
      throw .system(code)
    }
    descriptor = file
    before = status
    storedBytes = Int64(status.st_size)
    compression =
      got >= 2 && room[0] == 0x1F && room[1] == 0x8B
      ? .gzip : got >= 4 && room[..<4].elementsEqual([0x28, 0xB5, 0x2F, 0xFD]) ? .zstd : .none
    if isSmall && compression == .none && got == Int(status.st_size) {
      whole = UnsafeMutableRawBufferPointer(rebasing: room[..<got])
    } else {
      room.deallocate()
      whole = nil
    }
    archive = compression == .none ? nil : ArchiveReader(descriptor: file)
  }

  deinit {
    if !atEnd { close(descriptor) }
    whole?.deallocate()
  }

  /// Files up to this are read at once.
  private static let smallFile: off_t = 64 << 10

  /// Bytes taken from the disk so far.
  var storedRead: Int64 { archive?.storedRead ?? plainRead }

  /// Fills `buffer` as far as the file goes; fewer bytes than asked for mean the end, or a `failure`: what came before it is
  /// given all the same.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard !atEnd, let base = buffer.baseAddress else { return 0 }
    var filled = 0
    do throws(ReadFailure) {
      while filled < buffer.count {
        let got = try piece(base + filled, buffer.count - filled)
        if got == 0 {
          try end()
          break
        }
        filled += got
      }
    } catch {
      failure = error
    }
    return filled
  }

  private func piece(_ target: UnsafeMutableRawPointer, _ count: Int) throws(ReadFailure) -> Int {
    if let archive { return try archive.read(target, count) }
    if let whole {
      let got = min(count, whole.count - wholeRead)
      if got > 0, let start = whole.baseAddress { target.copyMemory(from: start + wholeRead, byteCount: got) }
      wholeRead += got
      plainRead = Int64(wholeRead)
      return got
    }
    let got = systemRead(descriptor, target, count)
    if got < 0 { throw .system(errno) }
    plainRead += Int64(got)
    return got
  }

  private func end() throws(ReadFailure) {
    atEnd = true
    defer { close(descriptor) }
    plainRead = storedRead
    archiveDigest = archive?.finishDigest()
    archive = nil
    whole?.deallocate()
    whole = nil
    var after = stat()
    guard fstat(descriptor, &after) == 0 else { throw .system(errno) }
    guard storedRead == storedBytes, after.st_size == before.st_size, modified(after) == modified(before) else { throw .changed }
  }

  private func modified(_ s: stat) -> [Int] {
    #if canImport(Darwin)
      [Int(s.st_mtimespec.tv_sec), Int(s.st_mtimespec.tv_nsec)]
    #else
      [Int(s.st_mtim.tv_sec), Int(s.st_mtim.tv_nsec)]
    #endif
  }
}

/// read(2), again when a signal came in between.
private func systemRead(_ descriptor: Int32, _ target: UnsafeMutableRawPointer, _ count: Int) -> Int {
  while true {
    let got = read(descriptor, target, count)
    if got >= 0 || errno != EINTR { return got }
  }
}

/// libarchive as a decompressor: the raw format behind the gzip and zstd filters.
private final class ArchiveReader {
  private let archive: OpaquePointer?
  private let feed: StoredBytes
  private var isOpen = false
  private var hasEntry = true

  init(descriptor: Int32) {
    feed = StoredBytes(descriptor: descriptor)
    archive = archive_read_new()
    archive_read_support_filter_gzip(archive)
    archive_read_support_filter_zstd(archive)
    archive_read_support_format_raw(archive)
    archive_read_support_format_empty(archive)
  }

  deinit { archive_read_free(archive) }

  var storedRead: Int64 { feed.total }

  func finishDigest() -> String? { feed.digest.finish() }

  func read(_ target: UnsafeMutableRawPointer, _ count: Int) throws(ReadFailure) -> Int {
    if !isOpen { try open() }
    guard hasEntry else { return 0 }
    let got = archive_read_data(archive, target, count)
    if got < 0 { throw feed.failure.map { .system($0) } ?? .damagedArchive }
    if got == 0 { feed.drain() }
    return got
  }

  private func open() throws(ReadFailure) {
    isOpen = true
    let callback: @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int = {
      _, context, buffer in
      guard let context, let buffer else { return -1 }
      return Unmanaged<StoredBytes>.fromOpaque(context).takeUnretainedValue().next(buffer)
    }
    guard archive_read_open(archive, Unmanaged.passUnretained(feed).toOpaque(), nil, callback, nil) == ARCHIVE_OK else {
      throw feed.failure.map { .system($0) } ?? .damagedArchive
    }
    // A header that is no more than a beginning is not recognised: bytes would come out as they are.
    guard archive_filter_count(archive) > 1 else { throw .damagedArchive }
    var entry: OpaquePointer?
    let status = archive_read_next_header(archive, &entry)
    if status == ARCHIVE_EOF {
      hasEntry = false
      feed.drain()
    } else if status < ARCHIVE_WARN {
      throw feed.failure.map { .system($0) } ?? .damagedArchive
    }
  }
}

/// Stored bytes on their way to the decompressor, hashed as they pass.
private final class StoredBytes {
  let descriptor: Int32
  var digest = Digest()
  var total: Int64 = 0
  var failure: Int32?
  private let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)

  init(descriptor: Int32) { self.descriptor = descriptor }
  deinit { piece.deallocate() }

  func next(_ buffer: UnsafeMutablePointer<UnsafeRawPointer?>) -> Int {
    guard let base = piece.baseAddress else { return -1 }
    let got = systemRead(descriptor, base, piece.count)
    guard got >= 0 else {
      failure = errno
      return -1
    }
    digest.update(UnsafeRawBufferPointer(start: base, count: got))
    total += Int64(got)
    buffer.pointee = UnsafeRawPointer(base)
    return got
  }

  /// Bytes behind the end of the compressed stream still belong to the file's digest.
  func drain() {
    var ignored: UnsafeRawPointer?
    while next(&ignored) > 0 {}
  }
}
