import HebbData
import HebbFigures
import HebbPlasticity
import HebbTensor

/// Oja's rule among neurons that compete, on whitened patches of natural images: weights become detectors of edges.
struct EdgeFilters {
  private static let side = 10
  private static let neurons = 48

  /// The weights as pictures, `[neurons, 1, side, side]`.
  let fields: Tensor
  let caption: String
  let measures: [RulePicture.Measure]

  init(images: SampleImages) throws {
    let patches = try images.patches(count: 12_000, side: Self.side)
    let x = try Self.whitened(patches.values)
    var random = RandomStream(seed: 1, "gallery.filters")
    let start = Tensor(
      shape: [Self.neurons, x.shape[1]], elements: (0..<Self.neurons * x.shape[1]).map { _ in random.normal() })
    var life = Lifetime(
      Plasticity(
        rule: Oja(), competition: [WinnerTakeAll()], homeostasis: AdaptiveThreshold(rate: 2), constraints: [UnitNorm()],
        learningRate: 0.01), weights: start)
    let (steps, batch) = (600, 200)
    try life.learn(steps: steps, recordingEvery: steps) { step in
      Tensor(rows: (0..<batch).map { x.row((step * batch + $0) % x.shape[0]) })
    }
    let before = Self.meanCoherence(of: start)
    let after = Self.meanCoherence(of: life.population.weights)
    fields = life.population.weights.reshaped([Self.neurons, 1, Self.side, Self.side])
    caption =
      "\(Self.neurons) neurons with winner-take-all, adaptiveThreshold and unitNorm, after \(steps * batch) whitened "
      + "patches of \(Self.side) × \(Self.side) pixels from \(patches.source), become detectors of edges and bars at "
      + "different places and angles, like simple cells (coherence of orientation \(after.rounded(decimals: 2)), "
      + "\(before.rounded(decimals: 2)) before)."
    measures = [.init("coherence of orientation before", before), .init("coherence of orientation after", after)]
  }

  func panel(_ title: String) -> ImagePanel {
    ImagePanel(title, fields: fields, columns: 12, tileSide: 62)
  }

  /// Patches of equal contrast, and then with equal variance in all directions (but for a constant against noise).
  private static func whitened(_ patches: Tensor) throws -> Tensor {
    let contrasts = (0..<patches.shape[0]).map { row -> Float in
      let length = Float(Vectors.length(patches.row(row)))
      return Float(patches.shape[1]).squareRoot() / (length + 0.1)
    }
    let x = patches.scalingRows(by: contrasts)
    // The covariance by the number of patches, which whitening of images divides by the dimension instead.
    let scale = (Float(x.shape[1]) / Float(x.shape[0])).squareRoot()
    let matrix = try ZCAWhitening.matrix(rows: x.mapped { scale * $0 }, epsilon: 0.05)
    return LinearAlgebra.multiply(x, matrix)
  }

  /// How far each field has one orientation: (λ₁ − λ₂) / (λ₁ + λ₂) of the sums of the products of its gradient, from 0 to 1;
  /// the mean over the fields.
  static func meanCoherence(of fields: Tensor) -> Double {
    let count = fields.shape[0]
    return (0..<count).reduce(0) { $0 + coherence(fields.row($1)) } / Double(count)
  }

  private static func coherence(_ field: [Float]) -> Double {
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for row in 0..<side - 1 {
      for column in 0..<side - 1 {
        let (a, b) = (Double(field[row * side + column]), Double(field[row * side + column + 1]))
        let (c, d) = (Double(field[(row + 1) * side + column]), Double(field[(row + 1) * side + column + 1]))
        let (dx, dy) = ((b + d - a - c) / 2, (c + d - a - b) / 2)
        xx += dx * dx
        xy += dx * dy
        yy += dy * dy
      }
    }
    return ((xx - yy) * (xx - yy) + 4 * xy * xy).squareRoot() / max(xx + yy, 1e-30)
  }
}
