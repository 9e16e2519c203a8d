/// The valid names closest to what was written, nearest first, at most `limit`; empty when none is close enough.
///
/// Distance is optimal string alignment (insert, delete, replace, swap neighbours) on lower-cased scalars; a name is close
/// when the distance is at most a third of the longer length (at least 2). Ties are broken by UTF-8 order. A name that
/// starts with the written word, or has it as a dotted or underscored part, is also close.
public func nearestNames(to written: String, in names: some Sequence<String>, limit: Int = 2) -> [String] {
  let wanted = written.lowercased()
  let target = Array(wanted.unicodeScalars)
  guard !target.isEmpty, target.count <= 200 else { return [] }
  var scored: [(distance: Int, name: String)] = []
  for name in Set(names) {
    let candidate = Array(name.lowercased().unicodeScalars)
    let allowed = max(2, max(target.count, candidate.count) / 3)
    let distance = alignmentDistance(target, candidate)
    let lowered = name.lowercased()
    let related = lowered.hasPrefix(wanted) || lowered.split(whereSeparator: { "._-".contains($0) }).contains { $0 == wanted }
    if distance <= allowed {
      scored.append((distance, name))
    } else if related {
      scored.append((allowed + 1, name))
    }
  }
  return scored.sorted { $0.distance != $1.distance ? $0.distance < $1.distance : utf8Precedes($0.name, $1.name) }
    .prefix(limit).map(\.name)
}

/// Optimal string alignment distance: edits of one scalar or a swap of two neighbours.
func alignmentDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  if a.isEmpty { return b.count }
  if b.isEmpty { return a.count }
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in 1...a.count {
    var row = [Int](repeating: 0, count: b.count + 1)
    row[0] = i
    for j in 1...b.count {
      let replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      row[j] = min(last[j] + 1, row[j - 1] + 1, replace)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
