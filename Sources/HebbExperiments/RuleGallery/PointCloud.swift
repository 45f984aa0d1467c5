import HebbFigures
import HebbTensor

/// Points of a Gaussian in the plane, longer in one direction than across.
struct PointCloud {
  /// `[points, 2]`
  let points: Tensor
  /// Directions of the largest and the smallest variance of these very points, of unit length.
  let axes: [[Float]]
  /// The variances along them.
  let variances: [Double]

  /// - Parameters:
  ///   - mean: what is added to points whose own mean is exactly 0.
  ///   - deviations: along the long axis and across.
  ///   - angle: of the long axis, in degrees.
  init(
    count: Int = 400, mean: [Float] = [0, 0], deviations: (Float, Float) = (1, 0.4), angle: Double = 30,
    seed: UInt64 = 1
  ) throws {
    var random = RandomStream(seed: seed, "gallery.cloud")
    let (long, across) = (Vectors.direction(degrees: angle), Vectors.direction(degrees: angle + 90))
    var rows = (0..<count).map { _ -> [Float] in
      let (a, b) = (deviations.0 * random.normal(), deviations.1 * random.normal())
      return (0..<2).map { a * long[$0] + b * across[$0] }
    }
    let center = (0..<2).map { axis in rows.reduce(0) { $0 + $1[axis] } / Float(count) }
    rows = rows.map { row in (0..<2).map { row[$0] - center[$0] } }
    let centered = Tensor(rows: rows)
    let covariance = LinearAlgebra.multiply(centered, centered, transposingA: true).mapped { $0 / Float(count) }
    let (values, vectors) = try LinearAlgebra.symmetricEigen(covariance)
    points = Tensor(rows: rows.map { row in (0..<2).map { row[$0] + mean[$0] } })
    axes = [vectors.row(1), vectors.row(0)]
    variances = [Double(values[1]), Double(values[0])]
  }

  var count: Int { points.shape[0] }

  /// Points in turn, so many at a time, beginning again after the last.
  func batch(_ step: Int, size: Int = 20) -> Tensor {
    Tensor(rows: (0..<size).map { points.row((step * size + $0) % count) })
  }

  var drawn: [PathChart.Point] {
    (0..<count).map { PathChart.Point(Double(points[$0, 0]), Double(points[$0, 1])) }
  }
}

extension PathChart.Guide {
  static func axis(_ direction: [Float]) -> PathChart.Guide {
    .axis(direction: .init(Double(direction[0]), Double(direction[1])))
  }
}
