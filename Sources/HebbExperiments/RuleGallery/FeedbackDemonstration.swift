import Foundation
import HebbFigures
import HebbPlasticity
import HebbTensor

/// Direct feedback alignment: a hidden layer that learns by random feedback, and output weights that come to agree with it.
struct FeedbackDemonstration: Demonstration {
  private static let steps = 1_200

  func picture(images: SampleImages) throws -> RulePicture {
    let learned = try Self.run(rate: 0.3)
    let fixed = try Self.run(rate: 0)
    let errors = LineChart(
      "Error of the output", xLabel: "updates", yLabel: "mean square, as a share of the variance",
      series: [
        LineChart.Series("hidden layer learns", points: learned.errors),
        LineChart.Series("hidden layer fixed", points: fixed.errors),
      ], hasLogarithmicY: true
    ).sized(PanelSize.half)
    let angles = LineChart(
      "Angle between feedback and output weights", xLabel: "updates", yLabel: "degrees",
      series: [LineChart.Series("Bᵀ to the output's weights", points: learned.angles)],
      reference: ChartReference(90, label: "right angle: unrelated")
    ).sized(PanelSize.half)
    let ends = [learned, fixed].map { $0.errors.last?.y ?? 1 }
    let angle = learned.angles.last?.y ?? 90
    return RulePicture(
      sheet: FigureSheet(
        "feedbackAlignment: Δw = (B e) f′(u) x", rows: [[errors, angles]],
        caption:
          "A network of 30 hidden tanh neurons learns two non-linear functions of four inputs. The error reaches the "
          + "hidden layer by fixed random weights B, not by those of the output. Even so it falls to "
          + "\((100 * ends[0]).rounded(decimals: 1)) % (\((100 * ends[1]).rounded(decimals: 0)) % with a hidden layer that "
          + "stays random), because the output's weights turn towards the feedback: from about 90° to "
          + "\(angle.rounded(decimals: 0))°."),
      measures: [
        .init("final error", ends[0]), .init("final error of a fixed hidden layer", ends[1]),
        .init("final angle", angle),
      ])
  }

  private static func run(rate: Double) throws -> (errors: [LineChart.Point], angles: [LineChart.Point]) {
    let (samples, hiddenCount, outputs) = (80, 30, 2)
    var random = RandomStream(seed: 3, "gallery.feedback")
    let x = Tensor(rows: (0..<samples).map { _ in (0..<4).map { _ in random.normal() } })
    let raw = (0..<samples).map { n in [x[n, 0] * x[n, 1], abs(x[n, 2])] }
    let means = (0..<outputs).map { output in raw.reduce(0) { $0 + $1[output] } / Float(samples) }
    let target = Tensor(rows: raw.map { row in (0..<outputs).map { row[$0] - means[$0] } })
    let variance = target.elements.reduce(0) { $0 + Double($1 * $1) }
    var hidden = Population(
      Plasticity(rule: FeedbackAlignment(derivative: .tanh), learningRate: rate, scale: .mean),
      weights: Tensor(rows: (0..<hiddenCount).map { _ in (0..<4).map { _ in 0.5 * random.normal() } }),
      place: "gallery.hidden", seed: 1)
    var output = Tensor(shape: [outputs, hiddenCount])
    var (errors, angles) = ([LineChart.Point](), [LineChart.Point]())
    for step in 0...steps {
      let y = hidden.respond(to: x).u.mapped { tanh($0) }
      let error = target.combined(with: LinearAlgebra.multiply(y, output, transposingB: true), -)
      if step.isMultiple(of: 10) {
        errors.append(.init(Double(step), error.elements.reduce(0) { $0 + Double($1 * $1) } / variance))
        if step > 0, let feedback = hidden.state["feedbackAlignment.feedback"] {
          let transposed = (0..<outputs * hiddenCount).map { feedback[$0 % hiddenCount, $0 / hiddenCount] }
          angles.append(.init(Double(step), Vectors.angle(transposed, output.elements)))
        }
      }
      // The delta rule.
      let change = LinearAlgebra.multiply(error, y, transposingA: true)
      try hidden.learn(from: x, signals: Signals(outputError: error))
      output = output.combined(with: change) { $0 + 0.2 / Float(samples) * $1 }
    }
    return (errors, angles)
  }
}
