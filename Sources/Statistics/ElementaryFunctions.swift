#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The C library's functions under one import.
func naturalLogarithm(_ x: Double) -> Double { log(x) }
func exponential(_ x: Double) -> Double { exp(x) }
func complementaryError(_ x: Double) -> Double { erfc(x) }

/// ln Γ(x) for x > 0: Lanczos' approximation with g = 7 and nine terms (about 15 digits), so that no C global (`signgam`) is
/// written from several threads.
func logGamma(_ x: Double) -> Double {
  let shifted = x - 1
  var sum = lanczosTerms[0]
  for (index, term) in lanczosTerms.enumerated().dropFirst() { sum += term / (shifted + Double(index)) }
  let t = shifted + 7.5
  return 0.5 * naturalLogarithm(2 * Double.pi) + (shifted + 0.5) * naturalLogarithm(t) - t + naturalLogarithm(sum)
}

private let lanczosTerms: [Double] = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]
