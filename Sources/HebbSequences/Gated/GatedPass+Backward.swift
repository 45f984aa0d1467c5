import CHebbKernels
import HebbTensor

extension GatedPass {
  /// Where the arrays of one step of these sequences are, with h before it as `states`.
  func place(of lanes: Range<Int>, step: Int, hasGradient: Bool = false) -> HebbGateStep {
    let row = lanes.lowerBound * steps + step
    return HebbGateStep(
      sequences: Int32(lanes.count), hidden: Int32(width),
      gates: gates.elements.baseAddress! + row * 3 * width, gates_stride: steps * 3 * width,
      recurrent: recurrent.elements.baseAddress! + row * width, recurrent_stride: steps * width,
      states: before.elements.baseAddress! + row * width, states_stride: steps * width,
      rectified: rectified.elements.baseAddress! + row * width,
      gradient: hasGradient ? UnsafePointer(gradient.elements.baseAddress! + row * width) : nil,
      output_stride: steps * width)
  }

  /// Runs back through all steps from the gradients of the loss in `gradient`; `gates` and `recurrent` become gradients,
  /// `last` that of the states before the first step.
  ///
  /// - Parameter isRectified: whether the gradients are with respect to `rectified` instead of h.
  /// - Returns: the gradients of both biases.
  func backward(isRectified: Bool) -> (input: Tensor, recurrent: Tensor) {
    parallel.forEach(groups) { group, _ in
      let lanes = sequences(of: group)
      let carry = scratch.elements.baseAddress! + group * scratchPerGroup
      let sums = carry + Self.group * width
      let changes = sums + 4 * width
      carry.initialize(repeating: 0, count: (Self.group + 4) * width)
      for step in (0..<steps).reversed() {
        var place = self.place(of: lanes, step: step, hasGradient: true)
        if !isRectified { place.rectified = nil }
        kernels.gates.backward(&place, packedBack.elements.baseAddress, carry, sums, changes)
      }
      (last.elements.baseAddress! + lanes.lowerBound * width).update(from: carry, count: lanes.count * width)
    }
    return biasGradients()
  }

  /// What the groups give to the biases, added up in their order.
  private func biasGradients() -> (input: Tensor, recurrent: Tensor) {
    var (input, recurrent) = ([Float](repeating: 0, count: 3 * units), [Float](repeating: 0, count: 3 * units))
    for group in 0..<groups {
      let sums = scratch.elements.baseAddress! + group * scratchPerGroup + Self.group * width
      for gate in 0..<3 {
        for i in 0..<units {
          input[gate * units + i] += sums[gate * width + i]
          recurrent[gate * units + i] += sums[(gate < 2 ? gate : 3) * width + i]
        }
      }
    }
    return (Tensor(shape: [3 * units], elements: input), Tensor(shape: [3 * units], elements: recurrent))
  }

  /// The products that make the gradient of the recurrent weights, `[3 · units, units]` at `out`.
  func recurrentProducts(into out: UnsafeMutablePointer<Float>) -> [WeightGradient] {
    (0..<3).map { gate in
      WeightGradient(
        left: gate < 2 ? gates.elements.baseAddress! + gate * width : recurrent.elements.baseAddress!,
        leftStride: gate < 2 ? 3 * width : width, right: before.elements.baseAddress!, rightStride: width, rows: rows,
        out: out + gate * units * units, shape: (units, units))
    }
  }

  /// The products that make the gradient of the input weights, `[3 · units, inputs]` at `out`.
  ///
  /// - Parameters:
  ///   - changes: gradients of the gates, `[count, 3 · width]`.
  ///   - x: inputs, `[count, inputs]`.
  func inputProducts(
    _ changes: UnsafePointer<Float>, _ x: UnsafePointer<Float>, count: Int, into out: UnsafeMutablePointer<Float>
  ) -> [WeightGradient] {
    (0..<3).map { gate in
      WeightGradient(
        left: changes + gate * width, leftStride: 3 * width, right: x, rightStride: inputs, rows: count,
        out: out + gate * units * inputs, shape: (units, inputs))
    }
  }
}
