import Foundation

/// What is recorded of a pass over the training images: one line of a run's `metrics.jsonl`.
public struct EpochMetrics: Sendable, Codable, Equatable {
  public struct Layer: Sendable, Codable, Equatable {
    /// Fraction of the neurons that never won.
    public var deadNeurons: Double
    /// Entropy of who won, divided by its largest possible value: 1 if all neurons won equally often.
    public var winnerEntropy: Double
    /// Mean over the neurons of ‖w after − w before‖; weight vectors have length 1.
    public var weightChange: Double
    /// Mean distance of the neurons' thresholds from their mean.
    public var thresholdSpread: Double
  }

  /// From 1.
  public var epoch: Int
  public var seconds: Double
  public var imagesPerSecond: Double
  public var layers: [Layer]
  /// Of the read-out that learns together with the layers, if there is one.
  public var readout: Readout?

  public struct Readout: Sendable, Codable, Equatable {
    /// Fraction of the training images that were named rightly when they were shown, before learning from them.
    public var trainingAccuracy: Double
    /// Mean cross-entropy of the same answers.
    public var loss: Double
    /// Fraction of the images of `evaluatedOn` that are named rightly at the end of the epoch; nil if there are none.
    public var accuracy: Double?
    public var evaluatedOn = EvaluationSplit.test
  }
}

extension EpochMetrics.Layer {
  init(wins: [Int], before: [Float], after: [Float], thresholds: [Float]) {
    let total = Double(wins.reduce(0, +))
    let entropy = wins.reduce(0.0) { sum, count in
      let p = Double(count) / total
      return count == 0 ? sum : sum - p * log2(p)
    }
    let fanIn = before.count / wins.count
    let changes = wins.indices.map { neuron in
      (neuron * fanIn..<(neuron + 1) * fanIn).reduce(0.0) { sum, i in
        sum + Double(after[i] - before[i]) * Double(after[i] - before[i])
      }.squareRoot()
    }
    let mean = thresholds.reduce(0, +) / Float(thresholds.count)
    self.init(
      deadNeurons: Double(wins.count { $0 == 0 }) / Double(wins.count),
      winnerEntropy: total > 0 && wins.count > 1 ? entropy / log2(Double(wins.count)) : 0,
      weightChange: changes.reduce(0, +) / Double(changes.count),
      thresholdSpread: Double(thresholds.reduce(0) { $0 + abs($1 - mean) }) / Double(thresholds.count))
  }
}
