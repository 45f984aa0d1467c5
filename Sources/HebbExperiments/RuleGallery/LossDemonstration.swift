import HebbFigures
import HebbPlasticity
import HebbTensor

/// A surrogate loss takes the same path as the rule that it was made for.
struct LossDemonstration: Demonstration {
  func picture(images: SampleImages) throws -> RulePicture {
    let cloud = try PointCloud()
    let canonical = try PrincipalAxisDemonstration.life(Oja(), on: cloud)
    let surrogate = try PrincipalAxisDemonstration.life(Surrogate.oja, on: cloud)
    let neurons = 0..<canonical.population.neurons
    // The weights of the rule now and then, over the line of the loss.
    let marks = neurons.flatMap { Self.spaced(canonical.path(of: $0)) }
    let path = PathChart(
      "Two ways, one path", xLabel: "w₁", yLabel: "w₂", cloud: cloud.drawn,
      paths: neurons.map { .init("loss, neuron \($0 + 1)", points: surrogate.path(of: $0), end: .dot) }, marks: marks,
      markLabel: "the rule oja", guides: [.axis(cloud.axes[0])], reach: 2.2, side: PanelSize.side)
    let differences = neurons.map { neuron in
      LineChart.Series(
        "neuron \(neuron + 1)",
        points: zip(canonical.steps, zip(canonical.weights, surrogate.weights)).map { step, pair in
          let (a, b) = (pair.0.row(neuron), pair.1.row(neuron))
          return LineChart.Point(Double(step), Vectors.distance(a, b) / Vectors.length(a))
        })
    }
    let worst = differences.flatMap(\.points).map(\.y).max() ?? 0
    let chart = LineChart(
      "Difference of loss and rule", xLabel: "updates", yLabel: "relative difference of the weights",
      series: differences
    ).sized(PanelSize.half)
    return RulePicture(
      sheet: FigureSheet(
        "surrogate: Δw = −∂L/∂w", rows: [[path, chart]],
        caption:
          "The loss L = −½ Σ y², with y the graph of w·x − ½ y‖w‖² (Miconi 2021), is differentiated automatically; its "
          + "negative gradient is Oja's update. Over the whole course the weights differ from those of the rule oja by "
          + "less than \((worst * 1e7).rounded(.up).rounded(decimals: 0)) parts in ten million: rounding in single precision."
      ),
      measures: [.init("largest relative difference", worst)])
  }

  /// Points of a path that are some distance apart.
  private static func spaced(_ path: [PathChart.Point]) -> [PathChart.Point] {
    path.reduce(into: []) { kept, point in
      guard let last = kept.last else { return kept.append(point) }
      let (dx, dy) = (point.x - last.x, point.y - last.y)
      if (dx * dx + dy * dy).squareRoot() > 0.14 { kept.append(point) }
    }
  }
}
