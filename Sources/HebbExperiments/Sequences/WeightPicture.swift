public import Foundation
import HebbExchange
import HebbFigures
import HebbSupport
import HebbTensor

/// The weights of a network on sequences, whose inputs are symbols and states and no images, as a picture: a row for each
/// neuron, a column for each of its inputs.
public struct WeightPicture: Sendable {
  /// As in the checkpoint: `state.weight`.
  public let name: String
  public let rows: Int
  public let columns: Int
  let image: RasterImage

  public var fileName: String { "\(name).png" }
  public var caption: String {
    "\(name): \(rows) neurons (rows) and their \(columns) inputs (columns); grey is zero, lighter is positive."
  }

  /// More rows or columns than this are left out.
  static let mostSide = 512

  /// - Parameter saved: what the network saves; traces, coefficients and Adam's moments in it are not drawn.
  static func pictures(of saved: [String: Tensor], targetSide: Int) throws -> [WeightPicture] {
    try matrices(of: saved).map { name, weights in
      let (rows, columns) = (min(weights.shape[0], mostSide), min(weights.shape[1], mostSide))
      let (elements, width) = (weights.elements, weights.shape[1])
      let tile = Tensor(
        shape: [1, 1, rows, columns], elements: (0..<rows).flatMap { elements[$0 * width..<$0 * width + columns] })
      return WeightPicture(
        name: name, rows: weights.shape[0], columns: width,
        image: try ImageGrid(columns: 1, targetSide: targetSide, separator: 0).render(tile))
    }
  }

  /// The pictures of a run's last checkpoint.
  ///
  /// - Throws: `Problem` if the run has no usable checkpoint.
  public static func pictures(of folder: RunFolder) throws -> [WeightPicture] {
    try pictures(of: SafeTensors(contentsOf: folder.checkpoint).tensors, targetSide: 1000)
  }

  /// Writes the picture into a folder and returns where it is.
  public func write(to folder: URL) throws -> URL {
    do { try Folder.make(folder) } catch {
      throw Problem(
        "the folder for pictures cannot be made: \(error.reason)", at: folder.path,
        advice: "Check that you may write there.")
    }
    let url = folder.appendingPathComponent(fileName)
    try PNGFile.write(image, to: url)
    return url
  }

  static func matrices(of saved: [String: Tensor]) -> [(name: String, weights: Tensor)] {
    saved.filter { name, tensor in
      tensor.shape.count == 2 && tensor.shape.allSatisfy { $0 > 1 } && SequenceWeights.isLearned(name)
    }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
