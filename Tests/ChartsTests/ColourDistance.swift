import Foundation

/// Simulated colour vision: matrices of Machado, Oliveira, Fernandes 2009 at severity 1, on linear RGB.
struct ColourVision {
  var name: String
  var matrix: [[Double]]

  func seen(_ rgb: [Double]) -> [Double] {
    matrix.map { row in min(1, max(0, zip(row, rgb).map(*).reduce(0, +))) }
  }

  static let all = [
    ColourVision(name: "normal", matrix: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    ColourVision(
      name: "protan", matrix: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    ColourVision(
      name: "deutan", matrix: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    ColourVision(
      name: "tritan", matrix: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
  ]
}

/// CIE L*a*b* (D65) of linear sRGB.
func lab(_ rgb: [Double]) -> [Double] {
  let x = (0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047
  let y = 0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]
  let z = (0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883
  let f = { (t: Double) in t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116 }
  return [116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))]
}

/// Colour difference CIEDE2000 (Sharma, Wu, Dalal 2005).
func ciede2000(_ one: [Double], _ two: [Double]) -> Double {
  let radians = Double.pi / 180
  let meanC = (hypot(one[1], one[2]) + hypot(two[1], two[2])) / 2
  let g = 0.5 * (1 - (pow(meanC, 7) / (pow(meanC, 7) + pow(25, 7))).squareRoot())
  let (a1, a2) = ((1 + g) * one[1], (1 + g) * two[1])
  let (c1, c2) = (hypot(a1, one[2]), hypot(a2, two[2]))
  let hue = { (a: Double, b: Double) -> Double in
    if a == 0, b == 0 { return 0 }
    let angle = atan2(b, a) / radians
    return angle < 0 ? angle + 360 : angle
  }
  let (h1, h2) = (hue(a1, one[2]), hue(a2, two[2]))
  let deltaL = two[0] - one[0]
  let deltaC = c2 - c1
  var deltaAngle = 0.0
  if c1 * c2 != 0 {
    deltaAngle = h2 - h1
    if deltaAngle > 180 { deltaAngle -= 360 } else if deltaAngle < -180 { deltaAngle += 360 }
  }
  let deltaH = 2 * (c1 * c2).squareRoot() * sin(deltaAngle / 2 * radians)
  let l = (one[0] + two[0]) / 2
  let c = (c1 + c2) / 2
  var h = h1 + h2
  if c1 * c2 != 0 {
    if abs(h1 - h2) <= 180 { h /= 2 } else { h = h < 360 ? (h + 360) / 2 : (h - 360) / 2 }
  }
  let t =
    1 - 0.17 * cos((h - 30) * radians) + 0.24 * cos(2 * h * radians) + 0.32 * cos((3 * h + 6) * radians)
    - 0.20 * cos((4 * h - 63) * radians)
  let theta = 30 * exp(-pow((h - 275) / 25, 2))
  let rotation = -sin(2 * theta * radians) * 2 * (pow(c, 7) / (pow(c, 7) + pow(25, 7))).squareRoot()
  let scaleL = 1 + 0.015 * pow(l - 50, 2) / (20 + pow(l - 50, 2)).squareRoot()
  let (scaleC, scaleH) = (1 + 0.045 * c, 1 + 0.015 * c * t)
  let (x, y, z) = (deltaL / scaleL, deltaC / scaleC, deltaH / scaleH)
  return (x * x + y * y + z * z + rotation * y * z).squareRoot()
}
