public import HebbTensor

/// A linear read-out of classes: the class is the largest of xᵀW + b.
public struct LinearReadout: Sendable, Equatable {
  /// W `[features, classes]`
  public let weights: Tensor
  /// b `[classes]`
  public let intercept: [Float]

  /// Precondition: as many intercepts as columns.
  public init(weights: Tensor, intercept: [Float]) {
    precondition(weights.shape.count == 2 && weights.shape[1] == intercept.count && !intercept.isEmpty)
    self.weights = weights
    self.intercept = intercept
  }

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
    Self.largest(scores(features, parallel: parallel))
  }

  /// The column of the largest value of each row; the lowest of several that are equal.
  ///
  /// - Parameter scores: `[count, classes]`
  public static func largest(_ scores: Tensor) -> [Int] {
    let classes = scores.shape[1]
    return scores.withUnsafeBufferPointer { scores in
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
