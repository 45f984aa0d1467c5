import HebbNetworks
import HebbTensor

/// The ridge read-out of one-hot labels.
///
/// Inputs: features `[rows, features]`, labels `[rows]` from 0, the number of `classes`, and the penalty `lambda`.
struct RidgeKind: ReferenceKind {
  let name = "ridge"

  func results(of reference: ReferenceCase) throws -> [ReferenceResult] {
    let content = reference.content
    let features = try content.array("features", axes: ["rows", "features"])
    let labels = try content.integers("labels", axis: "rows")
    let classes = try content.integer("classes", in: 1...65_536)
    let penalty = try content.number("lambda")
    let (rows, size) = (features.shape[0], features.shape[1])
    try content.require(
      features, "features", shape: [labels.count, size], because: "There are \(labels.count) labels, one for each row.")
    let ridge = try reference.locating {
      var accumulator = RidgeRegression.Accumulator(features: size, classes: classes)
      try accumulator.add(features.tensor, labels: labels)
      return try accumulator.solve(penalty: penalty)
    }
    let predictions = ridge.predict(features.tensor).map { Float($0) }
    return [
      ReferenceResult(name: "weights", values: ridge.weights),
      ReferenceResult(name: "intercept", values: Tensor(shape: [classes], elements: ridge.intercept)),
      ReferenceResult(name: "predictions", values: Tensor(shape: [rows], elements: predictions), isExact: true),
    ]
  }
}
