import Foundation
import HebbFigures
import HebbPlasticity
import HebbTensor

/// Four clusters on the unit circle, and rules whose neurons share them out.
struct ClusterDemonstration: Demonstration {
  enum Subject: CaseIterable { case instar, competitive, softhebb, krotovHopfield }
  let subject: Subject

  private static let directions = [20.0, 105, 190, 285]
  private static let steps = 500

  func picture(images: SampleImages) throws -> RulePicture {
    let (points, centers) = Self.clusters()
    // Short at first, and each 30° off its cluster, so that there is something to learn.
    let starts = [50.0, 75, 220, 255].map { degrees in Vectors.direction(degrees: degrees).map { 0.4 * $0 } }
    var life = Lifetime(plasticity, weights: Tensor(rows: starts))
    try life.learn(steps: Self.steps, recordingEvery: 5) { step in
      Tensor(rows: (0..<10).map { points.row((10 * step + $0) % 240) })
    }

    let final = (0..<4).map { life.population.weights.row($0) }
    let owners = final.map { w in
      centers.indices.min { Vectors.angle(w, centers[$0]) < Vectors.angle(w, centers[$1]) } ?? 0
    }
    let angles = zip(final, owners).map { Vectors.angle($0, centers[$1]) }
    let path = PathChart(
      "Every cluster gets a neuron", xLabel: "w₁", yLabel: "w₂",
      cloud: (0..<points.shape[0]).map { .init(Double(points[$0, 0]), Double(points[$0, 1])) },
      paths: (0..<4).map { .init("neuron \($0 + 1)", points: life.path(of: $0), end: .dot) },
      marks: centers.map { .init(Double($0[0]), Double($0[1])) }, markLabel: "means of the clusters",
      guides: [.circle(radius: 1)], guideLabel: "length 1", reach: 1.5, side: PanelSize.side)
    let distances = zip(final, owners).map { Vectors.distance($0, centers[$1]) }
    let curves = subject == .competitive ? Self.quantisation(life, points, centers) : approach(life, centers, owners)
    let (worstAngle, worstDistance) = (angles.max() ?? 180, distances.max() ?? 2)
    let lengths = final.map { abs(Vectors.length($0) - 1) }.max() ?? 1
    return RulePicture(
      sheet: FigureSheet(
        title, rows: [[path, curves]],
        caption: caption(angle: worstAngle, distance: worstDistance, lengthError: lengths)),
      measures: [
        .init("clusters with a neuron", Double(Set(owners).count)), .init("largest angle", worstAngle),
        .init("largest distance", worstDistance), .init("error of the length", lengths),
      ])
  }

  /// 240 points that take turns among four clusters around the unit circle, and the means of the clusters.
  private static func clusters() -> (points: Tensor, centers: [[Float]]) {
    var random = RandomStream(seed: 2, "gallery.clusters")
    let rows = (0..<240).map { index -> [Float] in
      Vectors.direction(degrees: directions[index % 4]).map { $0 + 0.13 * random.normal() }
    }
    let centers = (0..<4).map { cluster in
      (0..<2).map { axis in
        stride(from: cluster, to: 240, by: 4).reduce(0) { $0 + rows[$1][axis] } / 60
      }
    }
    return (Tensor(rows: rows), centers)
  }

  /// How near each neuron comes to the mean of its cluster.
  private func approach(_ life: Lifetime, _ centers: [[Float]], _ owners: [Int]) -> LineChart {
    LineChart(
      hasUnitLength ? "Angle to the mean of the cluster" : "Distance to the mean of the cluster", xLabel: "updates",
      yLabel: hasUnitLength ? "degrees" : "",
      series: (0..<4).map { neuron in
        let center = centers[owners[neuron]]
        return LineChart.Series(
          "neuron \(neuron + 1)",
          points: life.curve(of: neuron) { hasUnitLength ? Vectors.angle($0, center) : Vectors.distance($0, center) })
      }
    ).sized(PanelSize.half)
  }

  /// What k-means makes as small as possible: the mean squared distance of a point to the nearest weight vector.
  private static func quantisation(_ life: Lifetime, _ points: Tensor, _ centers: [[Float]]) -> LineChart {
    func error(_ vectors: [[Float]]) -> Double {
      (0..<points.shape[0]).reduce(0) { sum, point in
        let nearest = vectors.map { Vectors.distance(points.row(point), $0) }.min() ?? 0
        return sum + nearest * nearest
      } / Double(points.shape[0])
    }
    return LineChart(
      "Distance to the nearest weight vector", xLabel: "updates", yLabel: "mean square over all points",
      series: [
        LineChart.Series(
          "the four neurons",
          points: zip(life.steps, life.weights).map { step, weights in
            LineChart.Point(Double(step), error((0..<4).map { weights.row($0) }))
          })
      ], hasLogarithmicY: true, reference: ChartReference(error(centers), label: "the means of the clusters (k-means)")
    ).sized(PanelSize.half)
  }

  private var plasticity: Plasticity {
    switch subject {
    case .instar: Plasticity(rule: Instar(), competition: [SoftWinnerTakeAll(temperature: 0.4)], learningRate: 0.01)
    case .competitive: Plasticity(rule: Competitive(), competition: [WinnerTakeAll()], learningRate: 0.01)
    case .softhebb: Plasticity(rule: SoftHebb(inverseTemperature: 8), learningRate: 0.01)
    case .krotovHopfield: Plasticity(rule: KrotovHopfield(delta: 0.1), learningRate: 0.01)
    }
  }

  private var hasUnitLength: Bool { subject == .softhebb || subject == .krotovHopfield }

  private var title: String {
    switch subject {
    case .instar: "instar: Δw = y (x − w)"
    case .competitive: "competitive: Δw = y (x − w), y = 1 for the winner"
    case .softhebb: "softhebb: Δw = s (x − u w)"
    case .krotovHopfield: "krotovHopfield: Δw = g (x − q w)"
    }
  }

  private func caption(angle: Double, distance: Double, lengthError: Double) -> String {
    let (degrees, far) = (angle.rounded(decimals: 1) + "°", distance.rounded(decimals: 3))
    return switch subject {
    case .instar:
      "Four neurons that share their activity by a softmax of their inputs (softWinnerTakeAll, temperature 0.4). Each moves "
        + "towards the inputs that it responds to, by as much as it responds, and ends near the mean of a cluster, "
        + "drawn a little to the others, to which it still responds (within \(far); the smaller the temperature, the nearer)."
    case .competitive:
      "Only the winner learns (winnerTakeAll): its weights move to the mean of the points that it wins, as in k-means, one "
        + "point at a time. All four neurons end within \(far) of the means of the clusters."
    case .softhebb:
      "Neurons compete by a softmax of their inputs; the winner learns, the others unlearn. Weights grow to length 1 "
        + "(to within \(lengthError.bound)) and turn to the clusters (within \(degrees) of their means)."
    case .krotovHopfield:
      "The neuron with the largest input learns, the second unlearns a little (Δ = 0.1). Weights grow to length 1 (to "
        + "within \(lengthError.bound)) and turn to the clusters (within \(degrees) of their means)."
    }
  }
}
