public import Foundation
public import HebbFigures
import HebbNetworks
import HebbSupport
import HebbTensor

/// The receptive fields of every layer as pictures: what an image must look like for a neuron to respond.
public struct FilterPicture: Sendable {
  /// From 1.
  public let layer: Int
  public let neurons: Int
  /// Side of the receptive field in pixels.
  public let side: Int
  public let image: RasterImage

  public var fileName: String { "layer-\(layer).png" }
  public var caption: String {
    "Layer \(layer): the receptive fields of \(neurons) neurons, \(side) × \(side) pixels; grey is zero."
  }

  /// - Throws: `Problem` if the weights cannot be drawn.
  static func pictures(weights: [Tensor], pools: [Int]) throws -> [FilterPicture] {
    try ReceptiveFields.reconstruct(weights: weights, pools: pools).enumerated().map { index, fields in
      FilterPicture(
        layer: index + 1, neurons: fields.shape[0], side: fields.shape[3], image: try ImageGrid().render(fields))
    }
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
          advice: "Resume the run with hebb train --resume to write a new one.")
      }
      return weights
    }
    return try pictures(weights: weights, pools: specification.layers.map(\.pool))
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
