import HebbFigures
import HebbPlasticity
import HebbTensor

/// Three formulas of the polynomial rule, and where they take the same weights.
struct FormulaDemonstration: Demonstration {
  func picture(images: SampleImages) throws -> RulePicture {
    let cloud = try PointCloud(angle: 20)
    let formulas = ["x*y", "x*y - y^2*w", "x*y - y^2*w^2"]
    let start = Tensor(rows: [Vectors.direction(degrees: 75).map { 0.35 * $0 }])
    let lives = try formulas.map { formula in
      var life = Lifetime(
        Plasticity(rule: try PolynomialRule(formula: formula), learningRate: 0.03, scale: .mean), weights: start)
      try life.learn(steps: 300, recordingEvery: 3) { cloud.batch($0) }
      return life
    }
    let paths = PathChart(
      "One start, three formulas", xLabel: "w₁", yLabel: "w₂", cloud: cloud.drawn,
      paths: zip(formulas, lives).map { .init($0, points: $1.path(of: 0)) },
      guides: [.axis(cloud.axes[0]), .circle(radius: 1)], guideLabel: "axis, length 1", reach: 2.2, side: PanelSize.side
    )
    let lengths = LineChart(
      "Length of the weight vector", xLabel: "updates", yLabel: "‖w‖",
      series: zip(formulas, lives).map { LineChart.Series($0, points: $1.curve(of: 0, Vectors.length)) },
      hasLogarithmicY: true, reference: ChartReference(1, label: "length 1")
    ).sized(PanelSize.half)

    var oja = Lifetime(Plasticity(rule: Oja(), learningRate: 0.03, scale: .mean), weights: start)
    try oja.learn(steps: 300, recordingEvery: 3) { cloud.batch($0) }
    let difference = Vectors.distance(oja.population.weights.row(0), lives[1].population.weights.row(0))
    let final = lives.map { $0.population.weights.row(0) }
    // Each coordinate of the third settles where C w = (wᵀC w) w², so that Σ w³ = 1.
    let cubes = final[2].reduce(0.0) { $0 + Double($1 * $1 * $1) }
    return RulePicture(
      sheet: FigureSheet(
        "polynomial: Δw = Σ c xᵃ yᵇ wᶜ", rows: [[paths, lengths]],
        caption:
          "Each line is a rule, written as text. x*y is Hebb's and grows for ever; − y^2*w makes it Oja's, of length "
          + "1 on the first principal axis (the rule oja ends at the same weights, to within \(difference.bound)); "
          + "− y^2*w^2, where large weights forget more, settles where the cubes of the weights add up to 1 "
          + "(\(cubes.rounded(decimals: 2)))."),
      measures: [
        .init("distance to the rule oja", difference), .init("sum of cubes", cubes),
        .init("angle of oja's formula", Vectors.angleBetweenLines(final[1], cloud.axes[0])),
        .init("length of x*y", Vectors.length(final[0])),
      ])
  }
}
