import HebbFigures
import HebbPlasticity
import HebbTensor

/// A cloud away from the origin: what depends on raw activity learns the mean, what depends on deviations the shape.
struct MeanDemonstration: Demonstration {
  enum Subject { case covariance, abcd }
  let subject: Subject

  func picture(images: SampleImages) throws -> RulePicture {
    let offset: Float = 1.2
    let cloud = try PointCloud(mean: [offset, offset], deviations: (0.8, 0.25), angle: -35)
    let start = Tensor(rows: [Vectors.direction(degrees: 95).map { 0.7 * $0 }])
    func life(_ rule: any LearningRule) throws -> Lifetime {
      var life = Lifetime(
        Plasticity(rule: rule, constraints: [UnitNorm()], learningRate: 0.03, scale: .mean), weights: start)
      try life.learn(steps: 400, recordingEvery: 4) { cloud.batch($0, size: 50) }
      return life
    }
    let lives: [(name: String, life: Lifetime)] =
      switch subject {
      case .covariance:
        [("covariance", try life(Covariance())), ("hebb", try life(Hebb()))]
      case .abcd:
        [
          ("A = 1, C = −1.2", try life(ABCD(a: 1, c: Double(-offset)))), ("A = 1 (hebb)", try life(ABCD(a: 1))),
        ]
      }
    let axis = cloud.axes[0]
    let path = PathChart(
      "With and without the mean", xLabel: "w₁", yLabel: "w₂", cloud: cloud.drawn,
      paths: lives.map { .init($0.name, points: $0.life.path(of: 0)) }, marks: [.init(Double(offset), Double(offset))],
      markLabel: "mean", guides: [.axis(axis)],
      guideLabel: "first principal axis", reach: 2.4, side: PanelSize.side)
    let angles = LineChart(
      "Angle to the first principal axis", xLabel: "updates", yLabel: "degrees",
      series: lives.map { name, life in
        LineChart.Series(name, points: life.curve(of: 0) { Vectors.angleBetweenLines($0, axis) })
      }
    ).sized(PanelSize.half)
    let ends = lives.map { Vectors.angleBetweenLines($0.life.population.weights.row(0), axis) }
    let toMean = Vectors.angle(lives[1].life.population.weights.row(0), [1, 1])
    let title: String
    let caption: String
    switch subject {
    case .covariance:
      title = "covariance: Δw = (y − ȳ) (x − x̄)"
      caption =
        "All points lie to the upper right. Hebb's rule learns just that: its weights point to the mean "
        + "(\(toMean.rounded(decimals: 0))° from it). The covariance rule subtracts the means of both sides and finds the "
        + "direction in which the points differ most (\(ends[0].rounded(decimals: 1))° from it). Both with unitNorm."
    case .abcd:
      title = "abcd: Δw = A x y + B x + C y + D"
      caption =
        "The mean of both inputs is 1.2. With A = 1 alone the rule is Hebb's, and its weights point to the mean of the "
        + "points (\(toMean.rounded(decimals: 0))° from it). C = −1.2 makes it Δw = y (x − 1.2), which leaves the mean out: "
        + "the weights end \(ends[0].rounded(decimals: 1))° from the first principal axis. Both with unitNorm."
    }
    return RulePicture(
      sheet: FigureSheet(title, rows: [[path, angles]], caption: caption),
      measures: [
        .init("angle to the first principal axis", ends[0]), .init("angle of hebb to the axis", ends[1]),
        .init("angle of hebb to the mean", toMean),
      ])
  }
}
