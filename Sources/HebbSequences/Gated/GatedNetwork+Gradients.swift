import CHebbKernels
import HebbSupport
import HebbTensor

extension GatedNetwork {
  /// Gradients of all parameters, and of the inputs if they are wanted, from those of the outputs. To be asked for once
  /// after `outputs`.
  func gradients(
    _ inputs: GatedInputs, outputGradients: Tensor, wantsInputs: Bool
  ) -> (gru: [Tensor], fc: [Tensor], inputs: Tensor?) {
    let (rows, outputs, units) = (pass.rows, fc.outputs, fc.inputs)
    var weights = Tensor(uninitializedShape: fc.weights.shape)
    return outputGradients.withUnsafeBufferPointer { errors in
      fc.weights.withUnsafeBufferPointer { w in
        LinearAlgebra.multiply(
          errors.baseAddress!, w.baseAddress!, into: pass.gradient.elements.baseAddress!, rows: rows, columns: units,
          inner: outputs, strides: (nil, nil, pass.width), parallel: pass.parallel)
      }
      let biases = pass.backward(isRectified: true)
      let gru = weights.withUnsafeMutableBufferPointer { weights in
        pass.weightGradients(
          inputs, wantsInputs: wantsInputs,
          others: [
            WeightGradient(
              left: errors.baseAddress!, leftStride: outputs, right: pass.rectified.elements.baseAddress!,
              rightStride: pass.width, rows: rows, out: weights.baseAddress!, shape: (outputs, units))
          ])
      }
      var sums = [Double](repeating: 0, count: outputs)
      pass.kernels.products.column_sums(
        errors.baseAddress, outputs, rows, outputs, HebbQuadratic(c0: 0, c1: 1, c2: 0), nil, &sums)
      let bias = Tensor(shape: [outputs], elements: sums.map { Float($0) })
      return ([gru.input, gru.recurrent, biases.input, biases.recurrent], [weights, bias], gru.inputs)
    }
  }

  /// A target for every step.
  func checked(_ targets: [Int], batch: Int, steps: Int) throws(Problem) -> [Int32] {
    guard targets.count == batch * steps || targets.count == batch else {
      throw Problem(
        "expected \(batch * steps) targets (batch · steps) or \(batch) (batch, for the last step), given "
          + "\(targets.count)", at: "targets",
        advice: "Give one for every step, sequence by sequence, or one for every sequence.")
    }
    if let wrong = targets.first(where: { !(-1..<fc.outputs).contains($0) }) {
      throw Problem(
        "expected targets from 0 to \(fc.outputs - 1), given \(wrong)", at: "targets",
        advice: "Number the outputs from 0; −1 stands for an answer that does not count.")
    }
    if targets.count == batch * steps { return targets.map(Int32.init) }
    return (0..<batch * steps).map { $0 % steps == steps - 1 ? Int32(targets[$0 / steps]) : -1 }
  }
}
