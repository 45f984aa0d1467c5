import Foundation
import HebbFigures
import HebbPlasticity
import HebbTensor

/// Three neurons with ten inputs under the subspace rule: the angle of what they span to the leading principal components,
/// and that of each neuron.
struct SubspaceAngles {
  let chart: LineChart
  let measures: [RulePicture.Measure]

  init() throws {
    let (inputs, neurons, samples) = (10, 3, 400)
    var random = RandomStream(seed: 1, "gallery.subspace")
    func normal(_ rows: Int, _ columns: Int) -> Tensor {
      Tensor(shape: [rows, columns], elements: (0..<rows * columns).map { _ in random.normal() })
    }
    // Mixed sources of falling variance.
    let mixing = normal(inputs, inputs).mapped { $0 / Float(inputs).squareRoot() }
    var sources = normal(samples, inputs)
    for i in 0..<sources.count {
      sources[flat: i] *= [1.6, 1.3, 1.1][min(i % inputs, 2)] * (i % inputs < 3 ? 1 : 0.35)
    }
    let x = LinearAlgebra.multiply(sources, mixing)
    let (_, vectors) = try LinearAlgebra.symmetricEigen(LinearAlgebra.multiply(x, x, transposingA: true))
    let components = (0..<neurons).map { vectors.row(inputs - 1 - $0) }

    var life = Lifetime(
      Plasticity(rule: Subspace(), learningRate: 0.02, scale: .mean),
      weights: normal(neurons, inputs).mapped { 0.2 * $0 })
    try life.learn(steps: 1_500, recordingEvery: 10) { step in
      Tensor(rows: (0..<20).map { x.row((20 * step + $0) % samples) })
    }
    let span = zip(life.steps, life.weights).map { step, weights in
      LineChart.Point(Double(step), Self.largestAngle(of: weights, to: components))
    }
    let single = (0..<neurons).map { neuron in
      LineChart.Series(
        "neuron \(neuron + 1) to the nearest component",
        points: life.curve(of: neuron) { w in components.map { Vectors.angleBetweenLines(w, $0) }.min() ?? 90 })
    }
    chart = LineChart(
      "Angles to the principal components", xLabel: "updates", yLabel: "degrees",
      series: [LineChart.Series("what the neurons span to the first three", points: span)] + single
    ).sized(PanelSize.half)
    measures = [
      .init("angle of the subspaces", span.last?.y ?? 90),
      .init("angle of a neuron to the nearest component", single.compactMap { $0.points.last?.y }.max() ?? 0),
    ]
  }

  /// The largest principal angle between what the rows of `weights` and the components span, in degrees: its cosine is the
  /// smallest singular value of the product of their orthonormal bases.
  static func largestAngle(of weights: Tensor, to components: [[Float]]) -> Double {
    let basis = orthonormal((0..<weights.shape[0]).map { weights.row($0) })
    let products = Tensor(rows: basis.map { row in components.map { Float(Vectors.product(row, $0)) } })
    let gram = LinearAlgebra.multiply(products, products, transposingB: true)
    guard let smallest = (try? LinearAlgebra.symmetricEigen(gram))?.values.first else { return 90 }
    return acos(min(1, max(0, Double(smallest)).squareRoot())) * 180 / .pi
  }

  /// Gram and Schmidt.
  private static func orthonormal(_ rows: [[Float]]) -> [[Float]] {
    rows.reduce(into: []) { basis, row in
      let rest = basis.reduce(row) { rest, known in
        let share = Float(Vectors.product(row, known))
        return zip(rest, known).map { $0 - share * $1 }
      }
      let length = Float(max(Vectors.length(rest), 1e-12))
      basis.append(rest.map { $0 / length })
    }
  }
}
