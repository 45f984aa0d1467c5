import Foundation
public import HebbNetworks
import HebbSupport
public import HebbTensor

/// A read-out as an experiment has trained it, with what it needs to answer for images that it has not seen.
public struct TrainedReadout: Sendable, Equatable {
  public let features: ReadoutFeatures
  /// Whether the scores of an image and its mirror image are added.
  public let flips: Bool
  public let linear: LinearReadout
  /// How training went; empty for a read-out in closed form.
  public let epochs: [ReadoutEpoch]

  /// The scores of each image's classes, `[images, classes]`, from what the network answers.
  ///
  /// - Throws: `Problem` if the network's activity is not finite.
  public func scores(of batch: ImageBatch, by network: HebbianNetwork) throws -> Tensor {
    let direct = linear.scores(try features.of(batch, by: network), parallel: network.parallel)
    guard flips else { return direct }
    let mirrored = ImageBatch(images: batch.images, mirrored: batch.mirrored.map { !$0 })
    return direct.combined(
      with: linear.scores(try features.of(mirrored, by: network), parallel: network.parallel), +)
  }
}

extension ReadoutFeatures {
  /// The features of images, `[images, features]`.
  func of(_ batch: ImageBatch, by network: HebbianNetwork) throws -> Tensor {
    let tensors = try Self.of(batch, [self], by: network)
    return tensors[0]
  }

  /// Several features of the same images, each `[images, features]`, from one pass.
  static func of(_ batch: ImageBatch, _ features: [ReadoutFeatures], by network: HebbianNetwork) throws -> [Tensor] {
    let rows = features.map { AlignedBuffer(count: $0.count * batch.count) }
    try network.respond(to: batch) { image, layer, activity in
      let seen = UnsafeBufferPointer(start: batch.images[image], count: network.input.count)
      for (features, rows) in zip(features, rows) where features.layer == layer {
        guard let base = rows.elements.baseAddress else { continue }
        features.write(activity, image: seen, into: base + image * features.count)
      }
    }
    return zip(features, rows).map { Tensor(shape: [batch.count, $0.count], elements: $1.elements) }
  }
}
