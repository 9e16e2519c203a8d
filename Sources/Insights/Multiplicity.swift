import Statistics

/// Takes back clear changes that a list of this length would bring by chance: Benjamini–Hochberg with q = 0.10 over all of the list that
/// have a test. What is taken back is no clear change; comparisons without a test stay as they are.
public func correctedForMultiplicity(_ comparisons: [Comparison]) -> [Comparison] {
  var made = comparisons
  let tested = made.indices.filter { made[$0].p != nil }
  let discovered = BenjaminiHochberg.rejected(tested.map { made[$0].p ?? 1 })
  for (index, discovered) in zip(tested, discovered) where !discovered && made[index].isClear {
    made[index].verdict = .noClearChange
    made[index].strength = .tooClose
  }
  return made
}
