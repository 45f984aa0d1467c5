import Foundation
import HebbFigures
import HebbPlasticity
import HebbTensor

/// The predictive Sanger rule on a film of eight frames that repeats: activity comes to predict the next frame.
struct PredictionDemonstration: Demonstration {
  private static let side = 9
  private static let frames = 8
  private static let passes = 60

  func picture(images: SampleImages) throws -> RulePicture {
    let film = Self.film()
    let code = Self.code()
    let next = Tensor(rows: (0..<Self.frames).map { film.row(($0 + 1) % Self.frames) })
    let predictive = try Self.run(PredictiveSanger(), film: film, code: code, next: next)
    let present = try Self.run(Sanger(), film: film, code: code, next: next)

    let shown = [0, 3, Self.passes]
    let rows = [film] + shown.map { predictive.predictions[$0] } + [next]
    let tiles = ImagePanel(
      "Predictions of the next frame",
      fields: Tensor(rows: rows.flatMap { frames in (0..<6).map { frames.row($0) } })
        .reshaped([rows.count * 6, 1, Self.side, Self.side]), columns: 6,
      columnLabels: (1...6).map { "t = \($0)" },
      rowLabels: ["frame"] + shown.map { $0 == 0 ? "before" : "after \($0)" } + ["next frame"], scaling: .common,
      tileSide: 64)
    let errors = LineChart(
      "Error of the prediction", xLabel: "passes over the film", yLabel: "squared, as a share of the frames",
      series: [
        LineChart.Series("predictiveSanger", points: predictive.errors),
        LineChart.Series("sanger", points: present.errors),
      ]
    ).sized(PanelSize.half)
    let ends = [predictive, present].map { $0.errors.last?.y ?? 1 }
    return RulePicture(
      sheet: FigureSheet(
        "predictiveSanger: Δwᵢ = yᵢ(t) (x(t+1) − Σ_{k≤i} y_k(t) w_k)", rows: [[tiles, errors]],
        caption:
          "A bar turns, in eight frames that repeat. The activity of eight neurons is a fixed code of the frame at t, "
          + "and y(t) W is read as the prediction of the next. The rule compares what it reconstructs with the frame that "
          + "comes: after \(Self.passes) passes its error is below \(max(100 * ends[0], 0.01).bound) %. Sanger's rule "
          + "with the same code reconstructs the present frame, which predicts the next one badly "
          + "(\((100 * ends[1]).rounded(decimals: 0)) %)."),
      measures: [.init("final error", ends[0]), .init("final error of sanger", ends[1])])
  }

  /// A bar that turns by half a circle, a row for each frame; each frame has mean 0.
  private static func film() -> Tensor {
    let center = Double(side - 1) / 2
    return Tensor(
      rows: (0..<frames).map { frame in
        let angle = Double(frame) * .pi / Double(frames)
        let pixels = (0..<side * side).map { place -> Float in
          let (dx, dy) = (Double(place % side) - center, Double(place / side) - center)
          let across = -dx * sin(angle) + dy * cos(angle)
          return (dx * dx + dy * dy).squareRoot() < center + 0.5 ? Float(exp(-across * across / 1.3)) : 0
        }
        let mean = pixels.reduce(0, +) / Float(pixels.count)
        return pixels.map { $0 - mean }
      })
  }

  /// An orthonormal row for each frame, in which every neuron takes part: Walsh functions.
  private static func code() -> Tensor {
    Tensor(
      rows: (0..<frames).map { frame in
        (0..<frames).map { (frame & $0).nonzeroBitCount.isMultiple(of: 2) ? 1 : -1 }.map {
          $0 / Float(frames).squareRoot()
        }
      })
  }

  private static func run(
    _ rule: any LearningRule, film: Tensor, code: Tensor, next: Tensor
  ) throws -> (errors: [LineChart.Point], predictions: [Tensor]) {
    var random = RandomStream(seed: 1, "gallery.prediction")
    var network = Population(
      Plasticity(rule: rule, learningRate: 0.15),
      weights: Tensor(rows: (0..<frames).map { _ in (0..<side * side).map { _ in 0.1 * random.normal() } }))
    let response = Population.Response(u: code, drive: code, y: .dense(code))
    let size = next.elements.reduce(0) { $0 + Double($1 * $1) }
    var (errors, predictions) = ([LineChart.Point](), [Tensor]())
    for pass in 0...passes {
      let prediction = LinearAlgebra.multiply(code, network.weights)
      predictions.append(prediction)
      let error = zip(prediction.elements, next.elements).reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
      errors.append(.init(Double(pass), error / size))
      try network.learn(from: film, response, lanes: 1)
    }
    return (errors, predictions)
  }
}
