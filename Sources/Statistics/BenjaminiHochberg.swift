/// Control of the false discovery rate over a list of tests (Y. Benjamini and Y. Hochberg, JRSS B 1995).
public enum BenjaminiHochberg {
  /// Which p values count as discoveries when at most a share `q` of the discoveries may be false; same order as given. A p
  /// value that is not a number in 0…1 counts as 1.
  public static func rejected(_ p: [Double], q: Double = 0.10) -> [Bool] {
    let clean = p.map { $0 >= 0 && $0 <= 1 ? $0 : 1 }
    let ascending = clean.sorted()
    var threshold: Double?
    for (index, value) in ascending.enumerated() where value <= q * Double(index + 1) / Double(clean.count) {
      threshold = value
    }
    guard let threshold else { return clean.map { _ in false } }
    return clean.map { $0 <= threshold }
  }
}
