/// Levels of the source → levels of the page: the outermost become `first`, a deeper one is exactly one deeper than the
/// heading above it, 6 is the deepest.
func shiftedLevels(_ levels: [Int], first: Int) -> [Int] {
  var open: [(source: Int, shown: Int)] = []
  return levels.map { level in
    while let last = open.last, last.source >= level { open.removeLast() }
    let shown = min(6, open.last.map { $0.shown + 1 } ?? first)
    open.append((level, shown))
    return shown
  }
}

/// Letters and digits in lower case, everything else as single hyphens; `section` when nothing is left.
func slug(_ text: String) -> String {
  var result = ""
  var pending = false
  for scalar in text.lowercased().unicodeScalars {
    guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else {
      pending = true
      continue
    }
    if pending, !result.isEmpty { result += "-" }
    pending = false
    result.unicodeScalars.append(scalar)
  }
  return result.isEmpty ? "section" : result
}

/// Slugs made different by `-2`, `-3`, … in document order.
func uniqueSlugs(_ texts: [String]) -> [String] {
  var taken: Set<String> = []
  var counts: [String: Int] = [:]
  return texts.map { text in
    let base = slug(text)
    var count = counts[base] ?? 1
    var candidate = count == 1 ? base : "\(base)-\(count)"
    while taken.contains(candidate) {
      count += 1
      candidate = "\(base)-\(count)"
    }
    counts[base] = count
    taken.insert(candidate)
    return candidate
  }
}
