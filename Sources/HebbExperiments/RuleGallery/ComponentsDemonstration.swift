import HebbFigures
import HebbPlasticity
import HebbTensor

/// Two neurons that share out the principal axes: in order by Sanger's rule, in any rotation by the subspace rule.
struct ComponentsDemonstration: Demonstration {
  let isOrdered: Bool

  func picture(images: SampleImages) throws -> RulePicture {
    let cloud = try PointCloud(deviations: (1, 0.55))
    let starts = [Vectors.direction(degrees: 140), Vectors.direction(degrees: 75)].map { $0.map { 0.5 * $0 } }
    let rule: any LearningRule = isOrdered ? Sanger() : Subspace()
    var life = Lifetime(Plasticity(rule: rule, learningRate: 0.05, scale: .mean), weights: Tensor(rows: starts))
    try life.learn(steps: 500, recordingEvery: 5) { cloud.batch($0) }

    let path = PathChart(
      isOrdered ? "One axis for each neuron" : "Any rotation will do", xLabel: "w₁", yLabel: "w₂", cloud: cloud.drawn,
      paths: (0..<2).map { .init("neuron \($0 + 1)", points: life.path(of: $0)) },
      guides: [.axis(cloud.axes[0]), .axis(cloud.axes[1]), .circle(radius: 1)], guideLabel: "principal axes, length 1",
      reach: 2, side: PanelSize.side)
    let final = (0..<2).map { life.population.weights.row($0) }
    let angles = (0..<2).map { Vectors.angleBetweenLines(final[$0], cloud.axes[$0]) }
    let between = Vectors.angleBetweenLines(final[0], final[1])
    let measures = [
      RulePicture.Measure("angle of neuron 1 to axis 1", angles[0]), .init("angle of neuron 2 to axis 2", angles[1]),
      .init("angle between the neurons", between),
    ]
    let ends = angles.map { $0.rounded(decimals: 1) + "°" }.joined(separator: " and ")
    guard isOrdered else {
      let nearest = final.flatMap { w in cloud.axes.map { Vectors.angleBetweenLines(w, $0) } }.min() ?? 0
      let highDimensional = try SubspaceAngles()
      return RulePicture(
        sheet: FigureSheet(
          "subspace: Δwᵢ = yᵢ (x − Σ_k y_k w_k)", rows: [[path, highDimensional.chart]],
          caption:
            "Left: two neurons in the plane become orthogonal (\(between.rounded(decimals: 0))°) and of length 1, "
            + "but stand \(nearest.rounded(decimals: 0))° off the principal axes. Right: three neurons with ten inputs. The space that they span "
            + "becomes that of the first three principal components, while each for itself is a mixture of them."),
        measures: measures + highDimensional.measures)
    }
    let turning = LineChart(
      "Angle to its principal axis", xLabel: "updates", yLabel: "degrees",
      series: (0..<2).map { neuron in
        LineChart.Series(
          "neuron \(neuron + 1) to axis \(neuron + 1)",
          points: life.curve(of: neuron) { Vectors.angleBetweenLines($0, cloud.axes[neuron]) })
      }
    ).sized(PanelSize.half)
    let components = try PatchComponents(images: images)
    return RulePicture(
      sheet: FigureSheet(
        "sanger: Δwᵢ = yᵢ (x − Σ_{k≤i} y_k w_k)", rows: [[path, turning], components.panels],
        caption:
          "Above: the first neuron learns the first principal axis, the second what the first leaves unexplained: "
          + "they end \(ends) from their axes. Below: \(components.caption)"),
      measures: measures + components.measures)
  }
}
