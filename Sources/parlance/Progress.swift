import Dispatch

/// Shows how far the work is. May be told from any thread.
final class Progress: @unchecked Sendable {
  private let console: Console
  private let style: Manner.ProgressStyle
  private let queue = DispatchQueue(label: "parlance.progress")
  // Touched on `queue` alone.
  private var last: ProgressUpdate?
  private var stageStart = 0
  private var drawnAt = Int.min / 2
  private var isDrawn = false

  init(_ console: Console, style: Manner.ProgressStyle) {
    self.console = console
    self.style = style
  }

  /// Takes note; draws at most ten times a second.
  func show(_ update: ProgressUpdate) {
    if style == .none { return }
    queue.sync {
      let now = console.milliseconds()
      if last?.stage != update.stage {
        finishStage(now)
        stageStart = now
        drawnAt = Int.min / 2
      }
      last = update
      guard case .rewriting(let width) = style, now - drawnAt >= 100 else { return }
      drawnAt = now
      isDrawn = true
      console.error("\r" + String(progressText(update, elapsed: now - stageStart).prefix(width - 1)) + "\u{1B}[K")
    }
  }

  /// Ends the last stage; on a terminal the line is cleared. What is written after this starts on a clean line.
  func finish() {
    queue.sync {
      finishStage(console.milliseconds())
      last = nil
      if isDrawn { console.error("\r\u{1B}[K") }
      isDrawn = false
    }
  }

  private func finishStage(_ now: Int) {
    guard style == .plain, let last else { return }
    console.error(progressText(last, elapsed: now - stageStart) + "\n")
  }
}

/// `reading: 412,000 rows, 610 of 1,469 MB, 980 MB/s`. `elapsed` is in milliseconds since the stage began.
func progressText(_ update: ProgressUpdate, elapsed: Int) -> String {
  var parts: [String] = []
  if let rows = update.rows { parts.append(counted(rows, "row")) }
  if let bytes = update.bytes {
    let total = update.totalBytes.map { " of \(megabytes($0))" } ?? ""
    parts.append("\(megabytes(bytes))\(total) MB")
    if elapsed >= 200 { parts.append("\(megabytes(bytes * 1000 / elapsed)) MB/s") }
  }
  if let pages = update.pages { parts.append(grouped(pages) + (update.totalPages.map { " of \(grouped($0))" } ?? "") + " files") }
  return parts.isEmpty ? update.stage : update.stage + ": " + parts.joined(separator: ", ")
}

/// Whole megabytes (10^6 bytes), one decimal below 10.
private func megabytes(_ bytes: Int) -> String {
  let tenths = (bytes + 50_000) / 100_000
  return tenths >= 100 ? grouped((bytes + 500_000) / 1_000_000) : "\(tenths / 10).\(tenths % 10)"
}

/// `412,000`.
func grouped(_ number: Int) -> String {
  let digits = Array(String(number.magnitude))
  var text = number < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return text
}

/// `1 row`, `2,000 rows`.
func counted(_ number: Int, _ noun: String) -> String { "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")" }
