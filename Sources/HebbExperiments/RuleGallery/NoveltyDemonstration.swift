import HebbFigures
import HebbPlasticity
import HebbTensor

/// The anti-Hebbian rule: alone, weights shrink along whatever varies; at unit length they turn to the axis of least
/// variance.
struct NoveltyDemonstration: Demonstration {
  func picture(images: SampleImages) throws -> RulePicture {
    let cloud = try PointCloud()
    let start = Tensor(rows: [Vectors.direction(degrees: 12).map { 1.6 * $0 }])
    func life(_ constraints: [any WeightConstraint]) throws -> Lifetime {
      var life = Lifetime(
        Plasticity(rule: AntiHebb(), constraints: constraints, learningRate: 0.03, scale: .mean), weights: start)
      try life.learn(steps: 500, recordingEvery: 5) { cloud.batch($0) }
      return life
    }
    let lives = [("alone", try life([])), ("with unitNorm", try life([UnitNorm()]))]
    let path = PathChart(
      "Away from the longest axis", xLabel: "w₁", yLabel: "w₂", cloud: cloud.drawn,
      paths: lives.map { .init($0, points: $1.path(of: 0)) }, guides: [.axis(cloud.axes[1]), .circle(radius: 1)],
      guideLabel: "axis of least variance", reach: 2, side: PanelSize.side)
    // What the neuron still responds to: the variance of y = w·x over the cloud.
    let response = LineChart(
      "What the neuron still responds to", xLabel: "updates", yLabel: "variance of y",
      series: lives.map { name, life in
        LineChart.Series(
          name,
          points: life.curve(of: 0) { w in
            zip(cloud.axes, cloud.variances).reduce(0) { sum, axis in
              let share = Vectors.product(w, axis.0)
              return sum + axis.1 * share * share
            }
          })
      }, hasLogarithmicY: true, reference: ChartReference(cloud.variances[1], label: "smallest variance of the points")
    ).sized(PanelSize.half)
    let angle = Vectors.angleBetweenLines(lives[1].1.population.weights.row(0), cloud.axes[1])
    let length = Vectors.length(lives[0].1.population.weights.row(0))
    return RulePicture(
      sheet: FigureSheet(
        "antiHebb: Δw = −y x", rows: [[path, response]],
        caption:
          "The neuron unlearns what it responds to. Alone, its weights shrink, fastest along the longest axis (length "
          + "\(length.rounded(decimals: 2)) is left). At unit length they turn to the axis of least variance "
          + "(\(angle.rounded(decimals: 1))° from it): a novelty filter, silent for what is common."),
      measures: [.init("angle to the last principal axis", angle), .init("length alone", length)])
  }
}
