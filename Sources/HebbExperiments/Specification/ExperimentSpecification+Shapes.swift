import HebbNetworks
import HebbSupport

/// The sizes of what goes into a layer and comes out of it, each `[channels, height, width]`.
public struct LayerShapes: Sendable, Equatable {
  public let input: [Int]
  /// After the convolution, which keeps only positions where the whole kernel lies within the input.
  public let convolved: [Int]
  /// After pooling, which leaves out rows and columns that do not fill a window.
  public let pooled: [Int]
}

extension ExperimentSpecification {
  /// The shapes of every layer for an input of `[channels, height, width]`.
  ///
  /// - Throws: `Problem` that names the first layer whose kernel or pooling window is larger than what it is laid on.
  public func shapes(inputShape: [Int]) throws -> [LayerShapes] {
    guard inputShape.count == 3, inputShape.allSatisfy({ $0 > 0 }) else {
      throw Problem(
        "an image of shape \(inputShape) is not [channels, height, width]", at: "input",
        advice: "Choose a data set of images.")
    }
    var input = inputShape
    return try layers.enumerated().map { index, layer in
      let shapes = try layer.shapes(input: input, place: "layers.\(index)")
      input = shapes.pooled
      return shapes
    }
  }
}

extension HebbianConvolution {
  fileprivate func shapes(input: [Int], place: String) throws -> LayerShapes {
    let (height, width) = (input[1], input[2])
    guard kernel >= 1, pool >= 1 else {
      throw Problem("a kernel of \(kernel) or a pool of \(pool) is no size", at: place, advice: "Choose at least 1.")
    }
    guard kernel <= height, kernel <= width else {
      throw Problem(
        "a \(kernel) × \(kernel) kernel does not fit the \(height) × \(width) input", at: place,
        advice: "Set \(place).kernel to at most \(min(height, width)), or pool less in the layers below.")
    }
    let (rows, columns) = (height - kernel + 1, width - kernel + 1)
    guard pool <= rows, pool <= columns else {
      throw Problem(
        "pooling by \(pool) × \(pool) leaves nothing of the \(rows) × \(columns) positions", at: place,
        advice: "Set \(place).pool to at most \(min(rows, columns)).")
    }
    return LayerShapes(
      input: input, convolved: [channels, rows, columns], pooled: [channels, rows / pool, columns / pool])
  }
}
