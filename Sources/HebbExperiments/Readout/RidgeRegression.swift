public import HebbTensor

/// A linear read-out of classes: least squares to one-hot labels with a penalty on the weights.
///
/// W, b minimise Σ ‖xᵀW + b − y‖² + λ ‖W‖², with y the one-hot label; the class is the largest of xᵀW + b. The intercept
/// b is not penalised. Fitted by `RidgeRegression.Accumulator`.
///
/// > Reference: A. E. Hoerl, R. W. Kennard, "Ridge regression", Technometrics 12 (1970),
/// > doi:10.1080/00401706.1970.10488634; as a read-out of Hebbian features: T. Miconi, arXiv:2107.01729.
public struct RidgeRegression: Sendable {
  /// W `[features, classes]`
  public let weights: Tensor
  /// b `[classes]`
  public let intercept: [Float]

  /// xᵀW + b for each row x.
  ///
  /// - Parameter features: `[count, features]`
  /// - Returns: `[count, classes]`
  public func scores(_ features: Tensor, parallel: Parallel = Parallel()) -> Tensor {
    var scores = LinearAlgebra.multiply(features, weights, parallel: parallel)
    let classes = intercept.count
    scores.withUnsafeMutableBufferPointer { scores in
      for index in scores.indices { scores[index] += intercept[index % classes] }
    }
    return scores
  }

  /// The class of each row; the lowest of several with the same score.
  ///
  /// - Parameter features: `[count, features]`
  public func predict(_ features: Tensor, parallel: Parallel = Parallel()) -> [Int] {
    let classes = intercept.count
    return scores(features, parallel: parallel).withUnsafeBufferPointer { scores in
      stride(from: 0, to: scores.count, by: classes).map { row in
        (1..<classes).reduce(0) { scores[row + $1] > scores[row + $0] ? $1 : $0 }
      }
    }
  }

  /// The fraction of rows whose class is predicted, from 0 to 1; 0 for no rows.
  ///
  /// - Parameter features: `[count, features]`
  public func accuracy(_ features: Tensor, labels: [Int], parallel: Parallel = Parallel()) -> Double {
    precondition(labels.count == features.shape[0], "\(labels.count) labels for features of shape \(features.shape)")
    guard !labels.isEmpty else { return 0 }
    let right = zip(predict(features, parallel: parallel), labels).count { $0 == $1 }
    return Double(right) / Double(labels.count)
  }
}
