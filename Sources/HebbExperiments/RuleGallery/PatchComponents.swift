import HebbFigures
import HebbPlasticity
import HebbTensor

/// Sanger's rule on patches of natural images: neurons become the principal components, in order.
struct PatchComponents {
  private static let side = 10
  private static let neurons = 8

  let panels: [any Chart]
  let caption: String
  let measures: [RulePicture.Measure]

  init(images: SampleImages) throws {
    let patches = try images.patches(count: 12_000, side: Self.side)
    let size = patches.values.shape[1]
    let covariance = LinearAlgebra.multiply(patches.values, patches.values, transposingA: true)
    let (values, vectors) = try LinearAlgebra.symmetricEigen(covariance)
    // The largest variance is 1, so that one learning rate serves any images.
    let scale = (Float(patches.values.shape[0]) / (values.last ?? 1)).squareRoot()
    let x = patches.values.mapped { scale * $0 }

    var random = RandomStream(seed: 1, "gallery.components")
    var weights = Tensor(
      shape: [Self.neurons, size], elements: (0..<Self.neurons * size).map { _ in 0.05 * random.normal() })
    let batch = 100
    var shown = 0
    // Smaller and smaller steps, for the noise of the batches to fade.
    for (rate, steps) in [(0.2, 1_500), (0.1, 1_000), (0.03, 800), (0.01, 700)] {
      var life = Lifetime(Plasticity(rule: Sanger(), learningRate: rate, scale: .mean), weights: weights)
      try life.learn(steps: steps, recordingEvery: steps) { step in
        Tensor(rows: (0..<batch).map { x.row(((shown + step) * batch + $0) % x.shape[0]) })
      }
      weights = life.population.weights
      shown += steps
    }

    let learned = (0..<Self.neurons).map { weights.row($0) }
    // The sign of a component is arbitrary: that of the neuron is taken.
    let exact = learned.enumerated().map { index, w -> [Float] in
      let vector = vectors.row(size - 1 - index)
      return Vectors.product(vector, w) < 0 ? vector.map { -$0 } : vector
    }
    let angles = zip(learned, exact).map(Vectors.angleBetweenLines)
    let tiles = Tensor(rows: learned + exact).reshaped([2 * Self.neurons, 1, Self.side, Self.side])
    panels = [
      ImagePanel(
        "Sanger's neurons beside the principal components", fields: tiles, columns: Self.neurons,
        columnLabels: (1...Self.neurons).map { "\($0)" }, rowLabels: ["learned", "exact"], tileSide: 84)
    ]
    let firstFour = angles.prefix(4).max() ?? 90
    caption =
      "\(Self.neurons) neurons on patches of \(Self.side) × \(Self.side) pixels from \(patches.source), above the principal "
      + "components by eigen-decomposition: the first four are within \(firstFour.rounded(decimals: 1))° of theirs."
    measures = [.init("largest angle of the first four to their components", firstFour)]
  }
}
