import CHebbKernels
import HebbTensor

/// A scattered update as the kernel for one row of weights takes it: pointers to the inputs to add, and factors.
struct ScatteredSums {
  let inputs: Int
  let starts: [Int]
  let rate: Float
  let decays: [Float]?
  let rows: UnsafePointer<UnsafePointer<Float>?>?
  let amounts: UnsafePointer<Float>?
  let inputDecays: UnsafePointer<Float>?
  let mask: UnsafePointer<Float>?

  /// The sum for one neuron; `out` has room for its weights.
  func row(of neuron: Int, weights: UnsafePointer<Float>, out: UnsafeMutablePointer<Float>) -> HebbRowSum {
    HebbRowSum(
      columns: inputs, count: Int32(starts[neuron + 1] - starts[neuron]), inputs: rows.map { $0 + starts[neuron] },
      amounts: amounts.map { $0 + starts[neuron] }, decay: rate * (decays.map { $0[neuron] } ?? 0),
      input_decays: inputDecays, input_rate: rate, weights: weights + neuron * inputs,
      mask: mask.map { $0 + neuron * inputs }, adds: 1, out: out)
  }
}

extension ScatteredUpdate {
  /// Calls `body` with the sums, whose pointers are valid until it returns.
  func withSums<Result>(rate: Float, mask: Tensor?, _ body: (ScatteredSums) -> Result) -> Result {
    let inputs = x.shape[1]
    return withPointers([x] + [mean, mask].compactMap(\.self)) { pointers in
      // The mean is one more input, subtracted as often as all others are added.
      let extra = mean == nil ? 0 : 1
      var rows: [UnsafePointer<Float>?] = []
      var factors: [Float] = []
      rows.reserveCapacity(samples.count + extra * starts.count)
      factors.reserveCapacity(samples.count + extra * starts.count)
      for neuron in 0..<starts.count - 1 {
        var total: Float = 0
        for place in Int(starts[neuron])..<Int(starts[neuron + 1]) {
          rows.append(pointers[0] + Int(samples[place]) * inputs)
          factors.append(rate * amounts[place])
          total += amounts[place]
        }
        if extra > 0 {
          rows.append(pointers[1])
          factors.append(-rate * total)
        }
      }
      return rows.withUnsafeBufferPointer { rows in
        factors.withUnsafeBufferPointer { factors in
          (inputDecays ?? []).withUnsafeBufferPointer { decays in
            body(
              ScatteredSums(
                inputs: inputs, starts: starts.enumerated().map { Int($1) + extra * $0 }, rate: rate,
                decays: self.decays, rows: rows.baseAddress, amounts: factors.baseAddress,
                inputDecays: inputDecays == nil ? nil : decays.baseAddress,
                mask: mask == nil ? nil : pointers[pointers.count - 1]))
          }
        }
      }
    }
  }
}
