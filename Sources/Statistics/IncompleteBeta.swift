/// The regularised incomplete beta function I_x(a, b) for a, b > 0 and x in 0…1: the continued fraction of DLMF 8.17.22 by
/// the modified Lentz method, on the side where it converges fast. Clamped to 0…1.
func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  if x <= 0 { return 0 }
  if x >= 1 { return 1 }
  let logFront =
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * naturalLogarithm(x) + b * naturalLogarithm(1 - x)
  let front = exponential(logFront)
  if x < (a + 1) / (a + b + 2) {
    return min(1, max(0, front * betaFraction(x, a, b) / a))
  }
  return min(1, max(0, 1 - front * betaFraction(1 - x, b, a) / b))
}

/// The continued fraction of I_x(a, b); needs about √max(a, b) steps.
private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
  let tiny = 1e-300
  func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
  var c = 1.0
  var d = 1 / away(1 - (a + b) * x / (a + 1))
  var result = d
  for step in 1...20_000 {
    let m = Double(step)
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    result *= d * c
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    let change = d * c
    result *= change
    if abs(change - 1) < 1e-15 { break }
  }
  return result
}

/// P(X <= k) for a binomial count X of n trials with probability p.
func binomialCumulative(_ k: Int, of n: Int, p: Double) -> Double {
  if k < 0 { return 0 }
  if k >= n { return 1 }
  return incompleteBeta(1 - p, Double(n - k), Double(k + 1))
}
