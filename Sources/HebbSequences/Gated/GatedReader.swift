import Foundation
import HebbTensor

/// Reads one sequence symbol by symbol with the weights that a network had when reading began.
final class GatedReader {
  private let pass: GatedPass
  private let fc: FullyConnected
  /// `[symbols, 3 · width]`: what each symbol gives to the gates.
  private let driven: AlignedBuffer
  /// `[1, hidden]`
  private(set) var state: Tensor

  /// - Parameters:
  ///   - table: the projection's response to each symbol, `[symbols, hidden]`.
  ///   - state: h after what was read before; zeros if nil.
  init(_ network: HebbianGRU, responses table: Tensor, state: Tensor?) {
    let pass = GatedPass(parallel: Parallel(threads: 1))
    pass.reserve(batch: 1, steps: 1, for: network.gru)
    pass.take(network.gru, forTraining: false)
    let driven = AlignedBuffer(count: table.shape[0] * 3 * pass.width)
    table.withUnsafeBufferPointer {
      pass.drive($0.baseAddress!, count: table.shape[0], into: driven.elements.baseAddress!)
    }
    (self.pass, self.driven, fc) = (pass, driven, network.fc)
    self.state = state ?? Tensor(shape: [1, pass.units])
  }

  /// - Returns: log probabilities of what comes next.
  func read(_ symbol: Int) -> [Float] {
    let length = 3 * pass.width
    pass.gates.elements.baseAddress!.update(
      from: driven.elements.baseAddress! + symbol * length, count: length)
    pass.forward(from: state)
    state = pass.lastRows
    let logits = Tensor(shape: [1, fc.outputs]) {
      fc.apply(
        to: pass.rectified.elements.baseAddress!, rows: 1, stride: pass.width, into: $0, parallel: pass.parallel)
    }.elements
    let most = logits.max() ?? 0
    let total = most + log(logits.reduce(0) { $0 + exp($1 - most) })
    return logits.map { $0 - total }
  }
}
