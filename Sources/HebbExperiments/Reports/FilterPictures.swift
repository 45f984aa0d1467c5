public import Foundation
import HebbExchange
public import HebbFigures
import HebbNetworks
import HebbSupport
import HebbTensor

/// The receptive fields of every layer as pictures: what an image must look like for a neuron to respond.
public struct FilterPicture: Sendable {
  /// From 1.
  public let layer: Int
  public let neurons: Int
  /// Rows and columns of the receptive field in pixels.
  public let height: Int
  public let width: Int
  public let image: RasterImage

  public var fileName: String { "layer-\(layer).png" }
  public var caption: String {
    "Layer \(layer): the receptive fields of \(neurons) neurons, \(height) × \(width) pixels; grey is zero."
  }

  /// For snapshots, which are many: some neurons, and small pictures that a page can enlarge.
  static let inSnapshot = 64
  static let snapshotGrid = ImageGrid(targetSide: 200, separator: 1)

  /// - Parameters:
  ///   - weights: one tensor per layer, in the axes of `LayerDescription.weightShape`.
  ///   - most: how many neurons of each layer are drawn at most; the first ones.
  /// - Throws: `Problem` if the weights cannot be drawn.
  static func pictures(
    weights: [Tensor], layers: [LayerDescription], most: Int = .max, grid: ImageGrid = ImageGrid()
  ) throws -> [FilterPicture] {
    var drawn: [ReceptiveFields.Layer] = []
    for (index, (weights, layer)) in zip(weights, layers).enumerated() {
      // The layer above needs all neurons of this one.
      let shown = index == layers.count - 1 ? weights.firstRows(most) : weights
      drawn.append(
        .init(
          weights: drawable(shown, of: layer, below: drawn.last), stride: layer.stride, pool: layer.pool.size,
          poolStride: layer.pool.stride))
    }
    return try ReceptiveFields.reconstruct(drawn).enumerated().map { index, fields in
      let fields = fields.firstRows(most)
      return FilterPicture(
        layer: index + 1, neurons: fields.shape[0], height: fields.shape[2], width: fields.shape[3],
        image: try grid.render(fields))
    }
  }

  /// Weights as rows and columns over the layer below. Of a recurrent layer: those from its input, one row of the
  /// image; in the first layer all channels behind each other.
  private static func drawable(_ weights: Tensor, of layer: LayerDescription, below: ReceptiveFields.Layer?) -> Tensor {
    guard layer.kind == .recurrent else { return weights }
    let (neurons, inputs) = (weights.shape[0], weights.shape[1] - layer.channels)
    let elements = weights.elements
    return Tensor(
      shape: [neurons, below?.weights.shape[0] ?? 1, 1, inputs / (below?.weights.shape[0] ?? 1)],
      elements: (0..<neurons).flatMap { elements[$0 * weights.shape[1]..<$0 * weights.shape[1] + inputs] })
  }

  /// The pictures of a run's last checkpoint.
  ///
  /// - Throws: `Problem` if the run has no usable checkpoint.
  public static func pictures(of folder: RunFolder) throws -> [FilterPicture] {
    let specification = try ExperimentSpecification(contentsOf: folder.specification)
    let file = try SafeTensors(contentsOf: folder.checkpoint)
    let weights = try specification.layers.indices.map { index in
      guard let weights = file.tensors["layers.\(index).weight"] else {
        throw Problem(
          "the checkpoint has no weights for layer \(index)", at: folder.checkpoint.path,
          advice: "Restore the file from a copy, or train the network again.")
      }
      return weights
    }
    return try pictures(weights: weights, layers: specification.layers)
  }

  /// Writes the pictures into a folder and returns where they are.
  public static func write(_ pictures: [FilterPicture], to folder: URL) throws -> [URL] {
    do {
      try Folder.make(folder)
    } catch {
      throw Problem(
        "the folder for pictures cannot be made: \(error.reason)", at: folder.path,
        advice: "Check that you may write there.")
    }
    return try pictures.map { picture in
      let url = folder.appendingPathComponent(picture.fileName)
      try PNGFile.write(picture.image, to: url)
      return url
    }
  }
}
