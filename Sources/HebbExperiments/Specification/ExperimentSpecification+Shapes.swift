import HebbNetworks
import HebbSupport
import HebbTensor

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
    var input = ImageShape(channels: inputShape[0], height: inputShape[1], width: inputShape[2])
    return try layers.enumerated().map { index, layer in
      let (convolved, pooled) = try layer.shapes(input: input, place: "layers.\(index)")
      defer { input = pooled }
      return LayerShapes(input: input.axes, convolved: convolved.axes, pooled: pooled.axes)
    }
  }
}

extension ImageShape {
  /// `[channels, height, width]`
  fileprivate var axes: [Int] { [channels, height, width] }
}
