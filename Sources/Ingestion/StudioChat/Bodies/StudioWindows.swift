import Records

/// The stretch that a series without gaps covers; nil when nothing shows that empty buckets are sent, so that a gap at either end may only
/// be a quiet time.
func coveredSpan(_ root: JSONNode, counts: [String]) -> Range<Instant>? {
  let seconds = bucketSeconds(root)
  let length = Int64(seconds) * 1_000_000
  let series = root["time_series"]?.elements ?? []
  let starts = series.compactMap { $0.first(["date", "timestamp"])?.instant?.microseconds }
  guard let first = starts.first, let last = starts.last, starts.count == series.count else { return nil }
  guard zip(starts, starts.dropFirst()).allSatisfy({ $0 + length == $1 }) else { return nil }
  // Hours are only sent for short windows.
  let sendsEmpty = seconds < 86_400 || series.contains { bucket in counts.allSatisfy { (bucket[$0]?.number ?? 0) == 0 } }
  return sendsEmpty ? Instant(microseconds: first)..<Instant(microseconds: last + length) : nil
}

extension BodyContext {
  /// True when the request itself names the window, not only a folder or a manifest around the file.
  var namesDates: Bool { query.keys.contains { ["start_date", "end_date", "from", "to", "start", "end"].contains($0) } }

  /// What a series shows against a window that only the surroundings state: the part of it that the body is about. nil when it shows nothing.
  func narrowed(_ root: JSONNode, counts: [String]) -> Range<Instant>? {
    guard !namesDates, let window, let span = coveredSpan(root, counts: counts) else { return nil }
    return span != window && window.lowerBound <= span.lowerBound && span.upperBound <= window.upperBound ? span : nil
  }
}
