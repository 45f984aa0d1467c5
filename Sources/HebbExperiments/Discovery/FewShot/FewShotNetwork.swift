import Foundation
import HebbPlasticity

/// A layer of plastic connections from the pixels of a drawing to one neuron for each character of an episode, which
/// learns anew in every episode.
///
/// Weights begin at zero. While a drawing is shown, a teacher sets the neurons' activity: 1 for the neuron of its
/// character, −1 / (ways − 1) for the others, so that the teacher's mean is 0. A drawing is then recognised by the largest
/// output w·x.
///
/// Holds memory for one episode at a time; to be used by one thread.
struct FewShotNetwork: ~Copyable {
  /// How well an episode's queries were recognised.
  struct Outcome: Equatable {
    /// The fraction recognised; a tie between n outputs, the right one among them, counts as 1/n.
    let accuracy: Double
    /// The mean probability of the right answer by the softmax of the outputs, which tells better rules from worse
    /// where the accuracy is the same. As a rule's scale is free, outputs are first divided by half their standard
    /// deviation within queries.
    let probability: Double
  }

  /// Weights of this size count as diverged; ordinary ones are of the size of the inputs.
  private static let bound: Float = 100

  private let ways: Int
  private let inputs: Int
  /// `[ways, inputs]`
  private let weights: UnsafeMutableBufferPointer<Float>

  init(ways: Int, inputs: Int) {
    (self.ways, self.inputs) = (ways, inputs)
    weights = .allocate(capacity: ways * inputs)
    weights.initialize(repeating: 0)
  }

  deinit { weights.deallocate() }

  /// Learns an episode from the beginning, and answers its queries.
  ///
  /// - Returns: nil if the weights diverged.
  func outcome(of episode: FewShotEpisode, by rule: PolynomialStep, _ drawings: FewShotInputs) -> Outcome? {
    precondition(episode.ways == ways && drawings.count == inputs, "an episode of another shape")
    return drawings.activity.withUnsafeBufferPointer { activity in
      guard let activity = activity.baseAddress, learn(episode, by: rule, activity) else { return nil }
      return withUnsafeTemporaryAllocation(of: Float.self, capacity: episode.queries.count * ways) { outputs in
        answer(episode, activity, into: outputs)
        return score(episode, outputs)
      }
    }
  }

  /// - Returns: whether the weights stayed within bounds.
  private func learn(_ episode: FewShotEpisode, by rule: PolynomialStep, _ activity: UnsafePointer<Float>) -> Bool {
    weights.update(repeating: 0)
    guard let weights = weights.baseAddress else { return false }
    let others = -1 / Float(max(ways - 1, 1))
    for sample in episode.presentations {
      let x = activity + sample.drawing * inputs
      for neuron in 0..<ways {
        rule.update(weights + neuron * inputs, x: x, y: neuron == sample.label ? 1 : others, count: inputs)
      }
    }
    // What has overflowed is not below the bound; neither is what is not a number.
    return self.weights.allSatisfy { abs($0) < Self.bound }
  }

  /// - Parameter outputs: `[queries, ways]`
  private func answer(
    _ episode: FewShotEpisode, _ activity: UnsafePointer<Float>, into outputs: UnsafeMutableBufferPointer<Float>
  ) {
    guard let weights = weights.baseAddress else { return }
    for (query, sample) in episode.queries.enumerated() {
      for neuron in 0..<ways {
        outputs[query * ways + neuron] = Self.dot(
          weights + neuron * inputs, activity + sample.drawing * inputs, count: inputs)
      }
    }
  }

  private func score(_ episode: FewShotEpisode, _ outputs: UnsafeMutableBufferPointer<Float>) -> Outcome {
    let queries = episode.queries.count
    var variance = 0.0
    for query in 0..<queries {
      var (sum, squares) = (0.0, 0.0)
      for neuron in 0..<ways {
        let output = Double(outputs[query * ways + neuron])
        sum += output
        squares += output * output
      }
      variance += squares - sum * sum / Double(ways)
    }
    variance /= Double(queries * ways)
    // If no output differs from another, every answer is equally probable whatever the factor.
    let factor = variance > 0 ? 2 / variance.squareRoot() : 0

    var (accuracy, probability) = (0.0, 0.0)
    for (query, sample) in episode.queries.enumerated() {
      let row = UnsafeMutableBufferPointer(rebasing: outputs[query * ways..<(query + 1) * ways])
      let best = row.max() ?? 0
      var (winners, sum) = (0.0, 0.0)
      for output in row {
        winners += output == best ? 1 : 0
        sum += exp(factor * Double(output - best))
      }
      accuracy += row[sample.label] == best ? 1 / winners : 0
      probability += exp(factor * Double(row[sample.label] - best)) / sum
    }
    return Outcome(accuracy: accuracy / Double(queries), probability: probability / Double(queries))
  }

  /// Eight sums side by side, because the compiler may not reorder a single one. No `addProduct`: on processors without
  /// fused multiplication it is a function call for each number.
  static func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int) -> Float {
    var sums = SIMD8<Float>()
    let vectors = count / 8
    for vector in 0..<vectors {
      let (a, b) = (UnsafeRawPointer(a + 8 * vector), UnsafeRawPointer(b + 8 * vector))
      sums += a.loadUnaligned(as: SIMD8<Float>.self) * b.loadUnaligned(as: SIMD8<Float>.self)
    }
    var sum = sums.sum()
    for index in 8 * vectors..<count { sum += a[index] * b[index] }
    return sum
  }
}
