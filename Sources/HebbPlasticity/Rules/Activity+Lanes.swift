import HebbSupport
import HebbTensor

extension Activity {
  /// - Throws: `Problem` if the rows are not whole steps of all lanes.
  func requireWholeSteps(of rule: String) throws(Problem) {
    guard samples == steps * lanes else {
      throw Problem(
        "the rule “\(rule)” cannot order \(samples) rows in time: they are not whole steps of \(lanes) lanes",
        at: place,
        advice: "Give a multiple of \(max(lanes, 1)) rows, row t · lanes + l being step t of lane l.")
    }
  }
}

extension Rows {
  /// The rows of one lane in the order of time.
  func lane(_ lane: Int, of lanes: Int) -> Rows {
    switch self {
    case .dense(let tensor): return .dense(tensor.lane(lane, of: lanes))
    case .sparse(let rows):
      let (steps, width) = (rows.samples / lanes, rows.perSample)
      let places = (0..<steps).flatMap { step in (0..<width).map { (step * lanes + lane) * width + $0 } }
      return .sparse(
        SparseRows(
          samples: steps, neurons: rows.neurons, perSample: width, indices: places.map { rows.indices[$0] },
          values: places.map { rows.values[$0] }))
    }
  }
}

extension Tensor {
  /// Every `lanes`-th row of a matrix, beginning with row `lane`.
  func lane(_ lane: Int, of lanes: Int) -> Tensor {
    guard lanes > 1 else { return self }
    let (steps, width) = (shape[0] / lanes, shape[1])
    var rows = Tensor(uninitializedShape: [steps, width])
    rows.withUnsafeMutableBufferPointer { rows in
      withUnsafeBufferPointer { all in
        for step in 0..<steps {
          for i in 0..<width { rows[step * width + i] = all[(step * lanes + lane) * width + i] }
        }
      }
    }
    return rows
  }
}
