import Foundation

/// Sines and cosines of the place in a sequence, of wavelengths from 2π to 10,000 · 2π.
///
/// > Reference: A. Vaswani et al., "Attention is all you need", NeurIPS 2017, section 3.5.
struct PlaceCode {
  let count: Int

  /// Writes the code of a place, `count` values.
  func write(_ place: Int, to out: UnsafeMutablePointer<Float>) {
    for i in 0..<count {
      let angle = Double(place) / pow(10_000, Double(i / 2 * 2) / Double(count))
      out[i] = Float(i.isMultiple(of: 2) ? sin(angle) : cos(angle))
    }
  }
}
