/// Agreement of two raters beyond chance (J. Cohen, Educational and Psychological Measurement 1960).
public enum Kappa {
  /// Observed agreement and kappa of a square table of counts (row: first rater, column: second). nil when the table is not
  /// square, empty or has negative counts; kappa is nil when chance alone explains everything (one category).
  public static func cohen(_ table: [[Int]]) -> (observed: Double, kappa: Double?)? {
    guard !table.isEmpty, table.allSatisfy({ $0.count == table.count && $0.allSatisfy { $0 >= 0 } }) else { return nil }
    let counts = table.map { $0.map(Double.init) }
    let total = counts.joined().reduce(0, +)
    guard total > 0 else { return nil }
    let observed = counts.indices.reduce(0) { $0 + counts[$1][$1] } / total
    let expected = counts.indices.reduce(0) { sum, index in
      sum + counts[index].reduce(0, +) * counts.reduce(0) { $0 + $1[index] } / (total * total)
    }
    return (observed, expected < 1 ? (observed - expected) / (1 - expected) : nil)
  }
}
