public import HebbNetworks
import HebbSupport
public import HebbTensor

extension RidgeRegression {
  /// Collects features and labels in chunks and fits the regression to all of them; no feature is kept.
  ///
  /// With x̄ and ȳ the means: (XᵀX − n x̄ x̄ᵀ + λI) W = XᵀY − n x̄ ȳᵀ, b = ȳ − Wᵀx̄. Summed and solved in double precision.
  /// Takes 8 · features² bytes of memory.
  public struct Accumulator: Sendable {
    public let features: Int
    public let classes: Int
    private var sums: GramAccumulator
    /// Rows of each class.
    private var labelCounts: [Int]

    /// Precondition: at least one feature and one class.
    public init(features: Int, classes: Int) {
      precondition(features >= 1 && classes >= 1, "\(features) features, \(classes) classes")
      self.features = features
      self.classes = classes
      sums = GramAccumulator(columns: features, targets: classes)
      labelCounts = [Int](repeating: 0, count: classes)
    }

    /// Rows added so far.
    public var count: Int { sums.count }

    /// Adds rows of features with their labels.
    ///
    /// - Parameters:
    ///   - rows: `[labels.count, features]`
    ///   - labels: classes in 0..<classes.
    /// - Throws: `Problem` when a label is not one of the classes; nothing is added then.
    public mutating func add(
      _ rows: UnsafePointer<Float>, labels: some Collection<Int>, parallel: Parallel = Parallel()
    ) throws {
      var targets = [Float](repeating: 0, count: labels.count * classes)
      for (row, label) in labels.enumerated() {
        guard (0..<classes).contains(label) else {
          throw Problem(
            "label \(label) is not one of the \(classes) classes", at: "row \(count + row)",
            advice: "Labels start at 0; check the number of classes.")
        }
        targets[row * classes + label] = 1
      }
      for label in labels { labelCounts[label] += 1 }
      sums.add(rows, targets: targets, count: labels.count, parallel: parallel)
    }

    /// Adds rows of features `[labels.count, features]` with their labels.
    public mutating func add(_ rows: Tensor, labels: some Collection<Int>, parallel: Parallel = Parallel()) throws {
      precondition(rows.shape == [labels.count, features], "shape \(rows.shape) for \(labels.count) labels")
      guard !labels.isEmpty else { return }
      try rows.withUnsafeBufferPointer { try add($0.baseAddress!, labels: labels, parallel: parallel) }
    }

    /// The regression for all rows added so far.
    ///
    /// - Parameter penalty: λ, at least 0; on the scale of a sum over rows, not of a mean.
    /// - Throws: `Problem` when there are no rows, λ is negative, a feature was not finite, or λ is too small to tell
    ///   apart features that depend on each other.
    /// - Complexity: O(features³)
    public func solve(penalty: Double) throws -> LinearReadout {
      guard penalty >= 0, penalty.isFinite else {
        throw Problem(
          "the penalty \(penalty) is not a number of at least 0", at: "penalty", advice: "Try 1.")
      }
      guard count > 0 else {
        throw Problem("there are no features to fit the read-out to", advice: "Give at least one labelled image.")
      }
      let n = Double(count)
      let labelMeans = labelCounts.map { Double($0) / n }
      // The one-hot labels of a row sum to 1, and so XᵀY over the classes to the sum of X.
      let means = (0..<features).map { feature in
        sums.cross[feature * classes..<(feature + 1) * classes].reduce(0, +) / n
      }
      var (matrix, right) = (sums.gram, sums.cross)
      for i in 0..<features {
        for j in 0..<features { matrix[i * features + j] -= n * means[i] * means[j] }
        matrix[i * features + i] += penalty
        for label in 0..<classes { right[i * classes + label] -= n * means[i] * labelMeans[label] }
      }
      let weights = try LinearAlgebra.solvePositiveDefinite(matrix, size: features, right, columns: classes)
      let intercept = (0..<classes).map { label in
        (0..<features).reduce(labelMeans[label]) { $0 - means[$1] * weights[$1 * classes + label] }
      }
      return LinearReadout(
        weights: Tensor(shape: [features, classes], elements: weights.map { Float($0) }),
        intercept: intercept.map { Float($0) })
    }
  }
}
