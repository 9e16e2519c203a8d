/// Labels at the ends of lines: each wants the height of its line and keeps a distance from the others.
enum EndLabels {
  /// Positions in the given order: sorted by wish (ties keep their order), pushed apart to `gap` pixels, kept within
  /// 0…`height` as a block.
  static func spread(_ wishes: [Double], gap: Double = 18, height: Double) -> [Double] {
    let order = wishes.indices.sorted { wishes[$0] != wishes[$1] ? wishes[$0] < wishes[$1] : $0 < $1 }
    var result = wishes
    var floor = -Double.infinity
    for index in order {
      result[index] = max(min(max(wishes[index], 0), height), floor)
      floor = result[index] + gap
    }
    var ceiling = height
    for index in order.reversed() {
      result[index] = min(result[index], ceiling)
      ceiling = result[index] - gap
    }
    return result
  }
}
