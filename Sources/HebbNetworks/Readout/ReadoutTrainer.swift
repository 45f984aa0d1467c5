import CHebbKernels
import Foundation
public import HebbSupport
public import HebbTensor

/// Trains a linear read-out by gradient on stored features.
///
/// Weights and intercept start at 0. Features are split into blocks, each worked on by one thread: it learns from the
/// last batch and, while its weights are in the cache, computes what they add to the scores of the next. The blocks'
/// sums are added in their order, and random numbers depend on the step and the place alone, so that results are the
/// same, bit for bit, for any number of threads.
///
/// - Complexity: O(images · features · classes) an epoch, in one pass over the weights and their moments a batch.
public final class ReadoutTrainer {
  public let classes: Int
  public let training: ReadoutTraining
  /// Epochs that are complete.
  public private(set) var epochs = 0

  let cache: FeatureCache
  let labels: [Int]
  let parallel: Parallel
  let kernels: HebbReadoutKernels
  let state: ReadoutState
  private let seed: UInt64
  private let stream: String
  /// Of the random bits by which features are hidden.
  private let dropoutKey: [UInt32]
  private var steps = 0

  /// - Parameters:
  ///   - cache: features of all images; not to be changed while this lives.
  ///   - labels: one class per image.
  ///   - stream: a name for its random numbers.
  /// - Throws: `Problem` if a label is not one of the classes.
  public init(
    _ cache: FeatureCache, labels: [Int], classes: Int, training: ReadoutTraining, seed: UInt64,
    stream: String = "readout", parallel: Parallel = Parallel()
  ) throws(Problem) {
    precondition(labels.count == cache.images && classes >= 1 && cache.gain != nil)
    if let bad = labels.firstIndex(where: { !(0..<classes).contains($0) }) {
      throw Problem(
        "label \(labels[bad]) is not one of the \(classes) classes", at: "image \(bad)",
        advice: "Labels start at 0; check the number of classes.")
    }
    (self.cache, self.labels, self.classes, self.training) = (cache, labels, classes, training)
    (self.seed, self.stream, self.parallel) = (seed, stream, parallel)
    kernels = cache.kernels.pointee.readout
    state = ReadoutState(
      features: cache.features, classes: classes, batch: min(training.batch, cache.images), workers: parallel.threads)
    var random = RandomStream(seed: seed, "\(stream).dropout")
    let key = random.next()
    dropoutKey = [UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32)]
  }

  /// Passes once over all images, in an order of this epoch's own; of two views of an image, one is drawn.
  ///
  /// - Parameter progress: called after each batch with the images that are done. What it throws ends the epoch, and
  ///   the trainer cannot be used any more.
  /// - Throws: `Problem` if the loss stops being finite.
  public func trainEpoch(_ progress: (Int) throws -> Void = { _ in }) throws -> ReadoutEpoch {
    var random = RandomStream(seed: seed, "\(stream).epoch.\(epochs).order")
    let order = random.permutation(of: cache.images)
    var coin = RandomStream(seed: seed, "\(stream).epoch.\(epochs).flips")
    let rows = order.map { image in
      UnsafePointer(cache.row(image: image, view: cache.views == 2 && coin.next() & 1 == 1 ? 1 : 0))
    }
    let rate = training.rate(epoch: epochs)
    let keep = training.keptOf65536
    let scale = cache.scoreScale * 65_536 / Float(keep)
    var (loss, correct) = (0.0, 0)
    var learned: Lesson?
    for first in Swift.stride(from: 0, to: cache.images, by: training.batch) {
      let batch = first..<min(first + training.batch, cache.images)
      show(rows[batch], keep: keep, after: learned)
      let outcome = state.judge(
        training.loss, labels: order[batch].map { labels[$0] }, scale: scale, parallel: parallel)
      (loss, correct) = (loss + outcome.loss, correct + outcome.correct)
      guard loss.isFinite else {
        throw Problem(
          "the read-out's loss is not finite in epoch \(epochs + 1)", at: "readout.learningRate",
          advice: "Choose a smaller learning rate than \(training.learningRate).")
      }
      steps += 1
      let lesson = Lesson(count: batch.count, step: training.step(steps, rate: rate))
      state.descendIntercept(lesson.step, kernels)
      learned = lesson
      try progress(batch.upperBound)
    }
    show([], keep: keep, after: learned)
    epochs += 1
    let count = Double(cache.images)
    return ReadoutEpoch(epoch: epochs, loss: loss / count, accuracy: Double(correct) / count, learningRate: rate)
  }

  /// The read-out as it is now, for features as they were before they were stored.
  public var readout: LinearReadout { state.readout(gain: cache.weightScale) }

  /// The fraction of the stored images whose class is predicted; the scores of two views are added.
  ///
  /// - Parameter progress: called after each batch with the images that are done; what it throws ends the count.
  public func accuracy(_ progress: (Int) throws -> Void = { _ in }) throws -> Double {
    var correct = 0
    for first in Swift.stride(from: 0, to: cache.images, by: state.batch) {
      let batch = first..<min(first + state.batch, cache.images)
      var scores: [Float] = []
      for view in 0..<cache.views {
        show(batch.map { UnsafePointer(cache.row(image: $0, view: view)) }[...], keep: 65_536, after: nil)
        let own = state.scores(batch.count, scale: cache.scoreScale)
        scores = scores.isEmpty ? own : zip(scores, own).map { $0 + $1 }
      }
      let predictions = LinearReadout.largest(Tensor(shape: [batch.count, classes], elements: scores))
      correct += zip(predictions, labels[batch]).count { $0 == $1 }
      try progress(batch.upperBound)
    }
    return Double(correct) / Double(cache.images)
  }

  /// What has been shown and judged, but not learned.
  struct Lesson {
    let count: Int
    let step: HebbOptimiserStep
  }

  /// Learns from the batch that is staged, if a lesson is given, then stages the next and sums its scores block by block.
  private func show(_ rows: ArraySlice<UnsafePointer<UInt16>>, keep: UInt32, after lesson: Lesson?) {
    let (count, group) = (rows.count, Int(HEBB_READOUT_ROWS))
    let (kernels, state, key, classes) = (kernels, state, dropoutKey, Int32(classes))
    let counter = UInt64(steps)
    rows.withUnsafeBufferPointer { rows in
      nonisolated(unsafe) let rows = rows
      parallel.forEach(state.blocks.count) { index, worker in
        let block = state.blocks[index]
        let width = Int32(block.width)
        if let lesson {
          withUnsafePointer(to: lesson.step) {
            kernels.learn(
              block.staged, Int32(lesson.count), width, state.errors, classes, $0, block.weights, block.first,
              block.second)
          }
        }
        guard count > 0 else { return }
        let scratch = state.scratch[worker]
        for row in 0..<count { scratch.rows[row] = rows[row] + index * Int(HEBB_READOUT_BLOCK) }
        if keep < 65_536 {
          for row in Swift.stride(from: 0, to: count, by: group) {
            let place = [
              UInt32(index) << 16, UInt32(row / group), UInt32(truncatingIfNeeded: counter),
              UInt32(truncatingIfNeeded: counter >> 32),
            ]
            kernels.keep_bits(key, place, keep, scratch.bits + row * 32)
          }
        }
        scratch.rows.withMemoryRebound(to: UnsafePointer<UInt16>?.self, capacity: count) {
          kernels.stage($0, Int32(count), width, keep < 65_536 ? scratch.bits : nil, block.staged)
        }
        kernels.scores(block.staged, Int32(count), width, block.weights, classes, block.scores)
      }
    }
  }
}

extension ReadoutTraining {
  /// What the optimiser does in step `count` (from 1).
  fileprivate func step(_ count: Int, rate: Double) -> HebbOptimiserStep {
    switch optimiser {
    case .adam:
      let (first, second) = (0.9, 0.999)
      return HebbOptimiserStep(
        is_adam: 1, rate: Float(rate / (1 - pow(first, Double(count)))), first: Float(first), second: Float(second),
        root: Float(1 / (1 - pow(second, Double(count))).squareRoot()), epsilon: 1e-8, decay: Float(weightDecay))
    case .sgd(let momentum):
      return HebbOptimiserStep(
        is_adam: 0, rate: Float(rate), first: Float(momentum), second: 0, root: 0, epsilon: 0,
        decay: Float(weightDecay))
    }
  }
}
