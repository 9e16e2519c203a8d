import Foundation

/// Hands files to workers: each begins a file of its own while there are any, later they help with what is still open.
final class FeedQueue: @unchecked Sendable {
  let feeds: [Feed]
  private let lock = NSLock()
  private var next = 0
  private var open: [Int] = []
  private var rows = 0
  private var finishedBytes: Int64 = 0
  private var hasRepeats = false

  init(_ feeds: [Feed]) { self.feeds = feeds }

  /// A file to work on; nil when all are done.
  func take() -> Feed? {
    lock.lock()
    defer { lock.unlock() }
    if next < feeds.count {
      open.append(next)
      next += 1
      return feeds[next - 1]
    }
    return open.first.map { feeds[$0] }
  }

  /// No more blocks in this file.
  func finish(_ feed: Feed) {
    lock.lock()
    open.removeAll { $0 == feed.index }
    lock.unlock()
  }

  /// Counts a block; gives totals so far.
  func count(rows more: Int, bytes: Int) -> (rows: Int, bytes: Int64) {
    lock.lock()
    defer { lock.unlock() }
    rows += more
    finishedBytes += Int64(bytes)
    return (rows, finishedBytes)
  }

  /// Whether some conversation came twice in this pass.
  var repeats: Bool {
    get {
      lock.lock()
      defer { lock.unlock() }
      return hasRepeats
    }
    set {
      lock.lock()
      hasRepeats = newValue
      lock.unlock()
    }
  }
}
