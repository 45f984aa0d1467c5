import Foundation
import HebbFigures
import HebbPlasticity

/// Hebb's rule on a centred cloud: weights turn to the first principal axis, and grow for ever, as fast as theory says.
struct GrowthDemonstration: Demonstration {
  func picture(images: SampleImages) throws -> RulePicture {
    let cloud = try PointCloud()
    let (rate, steps) = (0.02, 400)
    let starts = [Vectors.direction(degrees: 115), Vectors.direction(degrees: -50)].map { $0.map { 0.3 * $0 } }
    var life = Lifetime(Plasticity(rule: Hebb(), learningRate: rate, scale: .mean), weights: .init(rows: starts))
    try life.learn(steps: steps, recordingEvery: 4) { cloud.batch($0) }

    // Along the axis the mean update is η λ w: (1 + η λ)ᵗ, e^(ηλt) for small rates.
    let axis = cloud.axes[0]
    let growth = log1p(rate * cloud.variances[0])
    let expected = life.steps.map {
      LineChart.Point(Double($0), abs(Vectors.product(starts[0], axis)) * exp(growth * Double($0)))
    }
    let angle = Vectors.angleBetweenLines(life.population.weights.row(0), axis)
    let length = Vectors.length(life.population.weights.row(0))
    let path = PathChart(
      "Weights run away", xLabel: "w₁", yLabel: "w₂", cloud: cloud.drawn,
      paths: (0..<2).map { .init("neuron \($0 + 1)", points: life.path(of: $0)) }, guides: [.axis(axis)],
      guideLabel: "first principal axis", reach: 3, side: PanelSize.side)
    let lengths = LineChart(
      "Length of the weight vectors", xLabel: "updates", yLabel: "‖w‖",
      series: (0..<2).map { LineChart.Series("neuron \($0 + 1)", points: life.curve(of: $0, Vectors.length)) } + [
        LineChart.Series("theory for neuron 1: e^(ηλ₁t)", points: expected)
      ], hasLogarithmicY: true
    ).sized(PanelSize.half)
    return RulePicture(
      sheet: FigureSheet(
        "hebb: Δw = y x", rows: [[path, lengths]],
        caption:
          "Two neurons with y = w·x learn from a cloud of points. Rings mark where their weights begin. They turn "
          + "towards the first principal axis (\(angle.rounded(decimals: 1))° from it after \(steps) updates) and grow "
          + "without end, by the factor e^(ηλ₁) at each update: the first has reached length "
          + "\(length.rounded(decimals: 0)). The constraint unitNorm or Oja's rule keeps them at length 1."),
      measures: [
        .init("angle to the first principal axis", angle), .init("length", length),
        .init("length by theory", expected.last?.y ?? 0),
      ])
  }
}
