import Foundation

/// Lengths and angles of weight vectors, in double precision.
enum Vectors {
  static func product(_ a: [Float], _ b: [Float]) -> Double {
    zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  static func length(_ a: [Float]) -> Double { product(a, a).squareRoot() }

  /// The angle between the lines along two vectors, in degrees: 0 to 90.
  static func angleBetweenLines(_ a: [Float], _ b: [Float]) -> Double {
    let cosine = abs(product(a, b)) / max(length(a) * length(b), 1e-30)
    return acos(min(1, cosine)) * 180 / .pi
  }

  /// The angle between two vectors, in degrees: 0 to 180.
  static func angle(_ a: [Float], _ b: [Float]) -> Double {
    acos(max(-1, min(1, product(a, b) / max(length(a) * length(b), 1e-30)))) * 180 / .pi
  }

  static func distance(_ a: [Float], _ b: [Float]) -> Double {
    zip(a, b).reduce(0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }.squareRoot()
  }

  /// A unit vector in the plane, at an angle in degrees.
  static func direction(degrees: Double) -> [Float] {
    [Float(cos(degrees * .pi / 180)), Float(sin(degrees * .pi / 180))]
  }
}

extension Double {
  /// The next larger power of ten, for captions that say "to within 0.001".
  var bound: String {
    let digits = self <= 0 ? 7 : min(7, max(0, Int((-log10(self)).rounded(.down))))
    return pow(10, -Double(digits)).rounded(decimals: digits)
  }

  /// For captions: "0.3", "41".
  func rounded(decimals: Int) -> String { String(format: "%.\(decimals)f", self).replacing("-", with: "−") }
}
