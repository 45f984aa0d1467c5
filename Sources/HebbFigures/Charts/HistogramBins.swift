import Foundation

/// Equal intervals and how many values each holds.
struct HistogramBins: Equatable {
  private(set) var lower = 0.0
  private(set) var upper = 1.0
  /// Empty if there is no finite value.
  private(set) var counts: [Int] = []

  /// - Parameter count: the number of intervals; nil chooses 2 · IQR / ∛n as their width, within 5 to 60 intervals.
  ///
  /// > Reference: D. Freedman and P. Diaconis, "On the histogram as a density estimator: L₂ theory", Z.
  /// > Wahrscheinlichkeitstheorie 57 (1981), doi:10.1007/BF01025868.
  init(_ values: [Double], count: Int? = nil) {
    let sorted = values.filter(Axis.isDrawable).sorted()
    guard let least = sorted.first, let greatest = sorted.last else { return }
    (lower, upper) = (least, greatest)
    let span = upper - lower
    guard span > max(abs(lower), abs(upper)) * 1e-9, span > 1e-290 else {
      // One value, many times: a single bar with room around it.
      let room = abs(lower) < 1e-280 ? 0.5 : abs(lower) / 20
      (lower, upper, counts) = (lower - room, upper + room, [sorted.count])
      return
    }
    let quartiles = sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]
    let width = 2 * quartiles / cbrt(Double(sorted.count))
    let chosen = width > span / 60 ? Int((span / width).rounded(.up)) : 60
    counts = [Int](repeating: 0, count: count.map { max(1, $0) } ?? max(5, chosen))
    for value in sorted { counts[min(counts.count - 1, Int((value - lower) / span * Double(counts.count)))] += 1 }
  }

  /// The boundary below interval `index`.
  func edge(_ index: Int) -> Double {
    lower + (upper - lower) * Double(index) / Double(max(1, counts.count))
  }
}
