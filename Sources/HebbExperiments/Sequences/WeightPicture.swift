import HebbFigures
import HebbTensor

/// The weights of networks on sequences, whose inputs are symbols and states and no images: each matrix is one field, a
/// row for each neuron and a column for each of its inputs.
enum WeightPicture {
  /// More rows or columns than this are left out.
  static let mostSide = 256

  /// The matrices of a network, by the names in its checkpoint; traces, coefficients and Adam's moments are none.
  static func matrices(of saved: [String: Tensor]) -> [(name: String, weights: Tensor)] {
    saved.filter { name, tensor in
      tensor.shape.count == 2 && tensor.shape.allSatisfy { $0 > 1 } && !name.hasPrefix("adam.")
        && !name.hasPrefix("projection.state.") && !name.contains(".memory.")
    }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  static func grid(targetSide: Int) -> ImageGrid { ImageGrid(columns: 1, targetSide: targetSide, separator: 0) }

  /// A matrix as a field for `ImageGrid`.
  static func tile(_ weights: Tensor) -> Tensor {
    let (rows, columns) = (min(weights.shape[0], mostSide), min(weights.shape[1], mostSide))
    let (elements, width) = (weights.elements, weights.shape[1])
    return Tensor(
      shape: [1, 1, rows, columns],
      elements: (0..<rows).flatMap { elements[$0 * width..<$0 * width + columns] })
  }
}
