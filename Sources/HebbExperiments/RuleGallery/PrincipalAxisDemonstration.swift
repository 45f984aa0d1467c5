import HebbFigures
import HebbPlasticity
import HebbTensor

/// Oja's rule: wherever weights begin, they end at length 1 on the first principal axis. With neurons that compete, on
/// patches of photographs, they become detectors of edges.
struct PrincipalAxisDemonstration: Demonstration {
  func picture(images: SampleImages) throws -> RulePicture {
    let cloud = try PointCloud()
    let life = try Self.life(Oja(), on: cloud)
    let axis = cloud.axes[0]
    let neurons = 0..<life.population.neurons
    let path = PathChart(
      "Weights find the longest axis", xLabel: "w₁", yLabel: "w₂", cloud: cloud.drawn,
      paths: neurons.map { .init("neuron \($0 + 1)", points: life.path(of: $0)) },
      guides: [.axis(axis), .circle(radius: 1)], guideLabel: "axis, length 1", reach: 2.2, side: PanelSize.side)
    let lengths = LineChart(
      "Length of the weight vectors", xLabel: "updates", yLabel: "‖w‖",
      series: neurons.map { LineChart.Series("neuron \($0 + 1)", points: life.curve(of: $0, Vectors.length)) },
      reference: ChartReference(1, label: "length 1")
    ).sized(PanelSize.half)
    let final = life.population.weights
    let angle = neurons.map { Vectors.angleBetweenLines(final.row($0), axis) }.max() ?? 0
    let error = neurons.map { abs(Vectors.length(final.row($0)) - 1) }.max() ?? 0

    let filters = try EdgeFilters(images: images)
    return RulePicture(
      sheet: FigureSheet(
        "oja: Δw = y (x − y w)", rows: [[path, lengths], [filters.panel("Oja's rule with winner-take-all")]],
        caption:
          "Above: three neurons with y = w·x, wherever their weights begin (rings), end on the first principal axis "
          + "of the points (\(angle.rounded(decimals: 1))° from it at most) at length 1 (to within \(error.bound)). "
          + "All find the same one; sanger finds the others, too. Below: \(filters.caption)"),
      measures: [.init("angle to the first principal axis", angle), .init("error of the length", error)]
        + filters.measures)
  }

  /// Three neurons: short, too long, and across.
  static func life(_ rule: any LearningRule, on cloud: PointCloud, steps: Int = 400) throws -> Lifetime {
    let starts = zip([0.25, 1.9, 0.9], [160, -35, 115]).map { length, degrees in
      Vectors.direction(degrees: degrees).map { Float(length) * $0 }
    }
    var life = Lifetime(Plasticity(rule: rule, learningRate: 0.03, scale: .mean), weights: Tensor(rows: starts))
    try life.learn(steps: steps, recordingEvery: 4) { cloud.batch($0) }
    return life
  }
}
