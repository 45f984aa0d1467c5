import HebbFigures
import HebbPlasticity
import HebbTensor

/// The BCM rule: neurons that respond to each of four orthogonal patterns become selective to one.
struct SelectivityDemonstration: Demonstration {
  private static let steps = 480

  func picture(images: SampleImages) throws -> RulePicture {
    let patterns = Tensor(
      rows: [[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]].map { $0.map { $0 / 2 } })
    // The responses at the start: nearly equal, so that small differences decide.
    let responses = Tensor(rows: [[0.9, 1, 0.8, 0.7], [0.8, 0.75, 1.1, 1]])
    let start = LinearAlgebra.multiply(responses, patterns)
    var life = Lifetime(Plasticity(rule: BCM(rate: 0.2), learningRate: 0.05, scale: .mean), weights: start)
    var thresholds: [[LineChart.Point]] = [[], []]
    for step in 1...Self.steps {
      try life.population.learn(from: patterns)
      guard step.isMultiple(of: 4) else { continue }
      life.record(at: step)
      for (neuron, value) in (life.population.state["bcm.threshold"]?.elements ?? []).enumerated() {
        thresholds[neuron].append(.init(Double(step), Double(value)))
      }
    }
    let charts = (0..<2).map { neuron in
      LineChart(
        "Neuron \(neuron + 1)", xLabel: "updates", yLabel: "response y",
        series: (0..<4).map { pattern in
          LineChart.Series(
            "pattern \(pattern + 1)",
            points: life.curve(of: neuron) { Self.drawn(Vectors.product($0, patterns.row(pattern))) })
        } + [LineChart.Series("threshold θ", points: thresholds[neuron])]
      ).sized(PanelSize.half)
    }
    let final = (0..<2).map { neuron in
      (0..<4).map { Vectors.product(life.population.weights.row(neuron), patterns.row($0)) }
    }
    let favourites = final.map { responses in responses.indices.max { responses[$0] < responses[$1] } ?? 0 }
    let strongest = final.compactMap { $0.max() }.min() ?? 0
    let rest = final.flatMap { $0.sorted().dropLast().map(abs) }.max() ?? 0
    return RulePicture(
      sheet: FigureSheet(
        "bcm: Δw = y (y − θ) x", rows: [charts],
        caption:
          "Two neurons see four orthogonal patterns equally often. At first both respond to all of them. Responses "
          + "above the threshold grow and those below shrink, and the threshold θ follows the mean of y², so that one pattern "
          + "after the other loses: neuron 1 ends with pattern \(favourites[0] + 1), neuron 2 with pattern "
          + "\(favourites[1] + 1) (response \(strongest.rounded(decimals: 2)), all others below "
          + "\(max(rest, 0.01).rounded(decimals: 2)))."),
      measures: [.init("response to the favourite pattern", strongest), .init("largest response to another", rest)])
  }

  /// Responses that have died out as 0 sharp, or the axis would begin below it.
  private static func drawn(_ response: Double) -> Double { abs(response) < 1e-3 ? 0 : response }
}
