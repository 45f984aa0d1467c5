import CHebbKernels
public import HebbSupport
public import HebbTensor

/// A gated recurrent unit, rectified, with a fully connected layer on top, both of which learn by back-propagation through
/// time: `[batch, steps, inputs]` → `[batch, steps, outputs]`. What a `HebbianGRU` is behind its projection.
public final class GatedNetwork {
  public internal(set) var gru: GatedRecurrentUnit { didSet { isTaken = false } }
  public internal(set) var fc: FullyConnected
  public var training: GatedTraining
  /// Steps of training so far.
  var step = 0
  /// Of the unit and of the layer.
  var optimisers = [GatedPart: Adam]()
  /// The memory for a batch.
  let pass: GatedPass
  private var isTaken = false
  private var isTakenForTraining = false

  /// Random parameters, none of them 0.
  ///
  /// - Throws: `Problem` if a number is below 1.
  public convenience init(
    inputs: Int, hidden: Int, outputs: Int, training: GatedTraining = GatedTraining(), seed: UInt64 = 0,
    parallel: Parallel = Parallel()
  ) throws(Problem) {
    self.init(
      gru: try GatedRecurrentUnit(inputs: inputs, hidden: hidden, seed: seed),
      fc: try FullyConnected(inputs: hidden, outputs: outputs, seed: seed), training: training, parallel: parallel)
  }

  init(gru: GatedRecurrentUnit, fc: FullyConnected, training: GatedTraining, parallel: Parallel) {
    (self.gru, self.fc, self.training) = (gru, fc, training)
    pass = GatedPass(parallel: parallel)
  }

  /// The outputs for every step of every sequence, with everything as it is.
  /// Shapes: `[batch, steps, inputs]` → `[batch, steps, outputs]`.
  ///
  /// - Throws: `Problem` with expected and given shapes.
  public func callAsFunction(_ x: Tensor) throws(Problem) -> Tensor {
    try ShapeCheck.require(x, "x", [nil, nil, gru.inputs], axes: "batch, steps, inputs")
    let (batch, steps) = (x.shape[0], x.shape[1])
    return outputs(.dense(x.reshaped([batch * steps, gru.inputs])), batch: batch, steps: steps)
      .reshaped([batch, steps, fc.outputs])
  }

  /// The outputs for every step, `[batch · steps, outputs]`.
  func outputs(
    _ inputs: GatedInputs, batch: Int, steps: Int, from initial: Tensor? = nil, forTraining: Bool = false
  ) -> Tensor {
    let isOther = gru.hidden != pass.units || gru.inputs != pass.inputs
    pass.reserve(batch: batch, steps: steps, for: gru)
    if isOther || !isTaken || (forTraining && !isTakenForTraining) {
      pass.take(gru, forTraining: forTraining)
      (isTaken, isTakenForTraining) = (true, forTraining)
    }
    pass.drive(inputs)
    pass.forward(from: initial)
    return Tensor(shape: [pass.rows, fc.outputs]) { out in
      fc.apply(
        to: pass.rectified.elements.baseAddress!, rows: pass.rows, stride: pass.width, into: out,
        parallel: pass.parallel)
    }
  }

  /// Replaces outputs by the gradients of their mean cross-entropy.
  func crossEntropy(_ outputs: inout Tensor, targets: [Int32]) -> GatedStep {
    let (classes, rows, block) = (fc.outputs, targets.count, 256)
    let answers = targets.count { $0 >= 0 }
    let factor = 1 / Float(max(answers, 1))
    let blocks = (rows + block - 1) / block
    var losses = [Double](repeating: 0, count: blocks)
    var correct = [Int64](repeating: 0, count: blocks)
    outputs.withUnsafeMutableBufferPointer { outputs in
      losses.withUnsafeMutableBufferPointer { losses in
        correct.withUnsafeMutableBufferPointer { correct in
          targets.withUnsafeBufferPointer { targets in
            pass.parallel.forEach(blocks) { piece, _ in
              let first = piece * block
              losses[piece] = pass.kernels.gates.cross_entropy(
                outputs.baseAddress! + first * classes, min(block, rows - first), classes,
                targets.baseAddress! + first, factor, correct.baseAddress! + piece)
            }
          }
        }
      }
    }
    return GatedStep(
      loss: losses.reduce(0, +) / Double(max(answers, 1)), answers: answers, correct: Int(correct.reduce(0, +)),
      gradientNorm: nil)
  }
}
