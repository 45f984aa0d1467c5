import CHebbKernels
import HebbTensor

/// The memory of a read-out's training: weights with their moments, and what a batch needs on its way.
final class ReadoutState {
  /// Neighbouring features that one thread works on; everything that belongs to them lies together.
  struct Block {
    /// Features, rounded up to whole tiles; what is too much is 0 in features and weights.
    let width: Int
    /// Weights and their moments, `[classes, width]`.
    let weights: UnsafeMutablePointer<Float>
    let first: UnsafeMutablePointer<Float>
    let second: UnsafeMutablePointer<Float>
    /// A batch of features in 16 bits, `[tiles, batch, tile]`.
    let staged: UnsafeMutablePointer<UInt16>
    /// What these features add to the scores, `[batch, classes]`.
    let scores: UnsafeMutablePointer<Float>
  }

  /// Of one worker.
  struct Scratch {
    let rows: UnsafeMutablePointer<UnsafePointer<UInt16>>
    /// `[batch, 32]`
    let bits: UnsafeMutablePointer<UInt16>
  }

  let classes: Int
  /// Rows of the largest batch.
  let batch: Int
  let blocks: [Block]
  let scratch: [Scratch]
  /// ∂loss/∂score `[batch, classes]`, times what the sum over the features is multiplied by.
  let errors: UnsafeMutablePointer<Float>
  private let features: Int
  private let buffers: [AlignedBuffer]
  /// Intercept, its gradient and its moments, rounded up to whole vectors.
  private var intercept: [Float]
  private var interceptGradient: [Float]
  private var interceptFirst: [Float]
  private var interceptSecond: [Float]

  init(features: Int, classes: Int, batch: Int, workers: Int) {
    (self.features, self.classes, self.batch) = (features, classes, batch)
    let (size, tile, group) = (Int(HEBB_READOUT_BLOCK), Int(HEBB_READOUT_TILE), Int(HEBB_READOUT_ROWS))
    let rows = (batch + group - 1) / group * group
    var buffers: [AlignedBuffer] = []
    func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
      // Whole cache lines more than needed: neighbours do not share one.
      let buffer = AlignedBuffer(count: count + 16)
      buffer.elements.initialize(repeating: 0)
      buffers.append(buffer)
      return buffer.elements.baseAddress!
    }
    func halves(_ count: Int) -> UnsafeMutablePointer<UInt16> {
      UnsafeMutableRawPointer(floats((count + 1) / 2)).bindMemory(to: UInt16.self, capacity: count)
    }
    blocks = stride(from: 0, to: features, by: size).map { start in
      let width = (min(size, features - start) + tile - 1) / tile * tile
      return Block(
        width: width, weights: floats(classes * width), first: floats(classes * width),
        second: floats(classes * width), staged: halves(rows * width), scores: floats(rows * classes))
    }
    scratch = (0..<workers).map { _ in
      let pointers = floats(rows * MemoryLayout<UnsafePointer<UInt16>>.stride / MemoryLayout<Float>.stride)
      return Scratch(
        rows: UnsafeMutableRawPointer(pointers).bindMemory(to: UnsafePointer<UInt16>.self, capacity: rows),
        bits: halves(rows * 32))
    }
    errors = floats(rows * classes)
    self.buffers = buffers
    intercept = [Float](repeating: 0, count: (classes + 15) / 16 * 16)
    (interceptGradient, interceptFirst, interceptSecond) = (intercept, intercept, intercept)
  }

  /// The scores of the batch that has been shown, `[count, classes]`: the blocks' sums in their order, times `scale`,
  /// plus the intercept.
  func scores(_ count: Int, scale: Float) -> [Float] {
    var scores = [Float](repeating: 0, count: count * classes)
    scores.withUnsafeMutableBufferPointer { scores in
      for block in blocks { for i in scores.indices { scores[i] += block.scores[i] } }
      for i in scores.indices { scores[i] = scores[i] * scale + intercept[i % classes] }
    }
    return scores
  }

  /// Compares the scores of the batch with its labels, and leaves the errors to learn from.
  ///
  /// - Returns: the sum of the losses, and how many labels have the largest score.
  func judge(_ loss: ReadoutLoss, labels: [Int], scale: Float, parallel: Parallel) -> (loss: Double, correct: Int) {
    let (count, classes) = (labels.count, classes)
    let scores = Tensor(shape: [count, classes], elements: scores(count, scale: scale))
    var losses = [Double](repeating: 0, count: count)
    let errors = errors
    losses.withUnsafeMutableBufferPointer { losses in
      nonisolated(unsafe) let (losses, errors) = (losses, errors)
      scores.withUnsafeBufferPointer { scores in
        guard let scores = scores.baseAddress else { return }
        nonisolated(unsafe) let base = scores
        // Starting threads takes longer than a few exponentials.
        (count * classes < 4096 ? Parallel(threads: 1) : parallel).forEach(count) { row, _ in
          losses[row] = loss.value(
            of: base + row * classes, classes: classes, label: labels[row], errors: errors + row * classes)
        }
      }
    }
    for label in 0..<classes {
      let sum = (0..<count).reduce(Float(0)) { $0 + errors[$1 * classes + label] }
      interceptGradient[label] = sum / Float(count)
    }
    for i in 0..<count * classes { errors[i] *= scale / Float(count) }
    return (losses.reduce(0, +), zip(LinearReadout.largest(scores), labels).count { $0 == $1 })
  }

  /// The optimiser's step for the intercept, which does not decay.
  func descendIntercept(_ step: HebbOptimiserStep, _ kernels: HebbReadoutKernels) {
    var step = step
    step.decay = 0
    kernels.descend(
      &step, interceptGradient, intercept.count, &intercept, &interceptFirst, &interceptSecond)
  }

  /// - Parameter gain: what the weights are multiplied by.
  func readout(gain: Float) -> LinearReadout {
    var weights = Tensor(shape: [features, classes])
    weights.withUnsafeMutableBufferPointer { weights in
      for feature in 0..<features {
        let block = blocks[feature / Int(HEBB_READOUT_BLOCK)]
        for label in 0..<classes {
          weights[feature * classes + label] =
            gain * block.weights[label * block.width + feature % Int(HEBB_READOUT_BLOCK)]
        }
      }
    }
    return LinearReadout(weights: weights, intercept: Array(intercept[..<classes]))
  }
}
