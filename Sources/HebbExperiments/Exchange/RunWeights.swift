import Foundation
import HebbExchange
import HebbNetworks
import HebbSupport
public import HebbTensor

/// What a run has learned, by the names and in the layouts of PyTorch's modules.
///
/// | Hebb | PyTorch |
/// | --- | --- |
/// | convolution | `layers.N.weight` `[out, in, height, width]`, `layers.N.bias` `[out]`: of `Conv2d` |
/// | linear, recurrent | `layers.N.weight` `[out, in]`, `layers.N.bias`: of `Linear` |
/// | thresholds θ | `bias` = −θ: what a neuron compares is w · x − θ |
/// | read-outs | `readouts.N.weight` `[classes, features]`, `readouts.N.bias` `[classes]`: of `Linear` |
/// | networks on sequences | their own names; a GRU has those of `GRU` and `Linear` |
public enum RunWeights {
  /// The weights of a run's last checkpoint, and of its read-outs if they were trained.
  ///
  /// - Throws: `Problem` if the run has no usable checkpoint.
  public static func tensors(of folder: RunFolder) throws -> [String: Tensor] {
    let checkpoint = try SafeTensors(contentsOf: folder.checkpoint).tensors
    if SequenceRecord.isKept(in: folder) { return checkpoint.filter { SequenceWeights.isLearned($0.key) } }
    let layers = try ExperimentSpecification(contentsOf: folder.specification).layers
    var tensors: [String: Tensor] = [:]
    for (index, layer) in layers.enumerated() {
      guard let weights = checkpoint["layers.\(index).weight"], let rows = weights.shape.first, rows > 0 else {
        throw Problem(
          "the checkpoint has no weights for layer \(index)", at: folder.checkpoint.path,
          advice: "Restore the file from a copy, or train the network again.")
      }
      tensors["layers.\(index).weight"] =
        layer.kind == .convolution ? weights : weights.reshaped([rows, weights.count / rows])
      tensors["layers.\(index).bias"] = checkpoint["layers.\(index).threshold"].map { $0.mapped { -$0 } }
    }
    guard FileManager.default.fileExists(atPath: folder.readout.path) else { return tensors }
    for (name, tensor) in try SafeTensors(contentsOf: folder.readout).tensors {
      if name.hasSuffix(".weight"), tensor.shape.count == 2 {
        tensors[name] = transposed(tensor)
      } else if name.hasSuffix(".intercept") {
        tensors[name.replacing(".intercept", with: ".bias")] = tensor
      }
    }
    return tensors
  }

  private static func transposed(_ matrix: Tensor) -> Tensor {
    let (rows, columns, elements) = (matrix.shape[0], matrix.shape[1], matrix.elements)
    return Tensor(
      shape: [columns, rows],
      elements: (0..<columns).flatMap { column in (0..<rows).map { elements[$0 * columns + column] } })
  }
}

/// Which of the tensors that a network on sequences saves are its weights.
enum SequenceWeights {
  /// Traces, running means and Adam's moments are not.
  static func isLearned(_ name: String) -> Bool {
    !name.hasPrefix("adam.") && !name.hasPrefix("projection.state.") && !name.contains(".memory.")
      && name != "expectedReward"
  }
}
