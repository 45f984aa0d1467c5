public import HebbSupport
import HebbTensor

/// Which training images are held out for validation, and which are left to train on.
///
/// Drawn without replacement by a stream of its own that no run's seed enters: every seed and every experiment is then
/// measured on the same images, so that their accuracies can be compared in pairs, and no seed trains on an image that
/// another one's settings were chosen on. The images of a smaller split are among those of a larger one.
public struct ValidationSplit: Sendable, Equatable {
  /// Places of the images to train on and of those held out, both in the order of the data set.
  public let training: [Int]
  public let validation: [Int]

  /// - Parameters:
  ///   - count: how many images are held out.
  ///   - total: how many training images there are.
  /// - Throws: `Problem` unless at least one image is held out and at least one is left.
  public init(holdingOut count: Int, of total: Int) throws(Problem) {
    guard count >= 1, count < total else {
      throw Problem(
        "\(count) of \(total) training images cannot be held out", at: "--validation",
        advice: total > 1
          ? "Choose from 1 to \(total - 1): at least one image must be left to train on."
          : "Use a data set with more training images.")
    }
    var random = RandomStream(seed: 0, "validation")
    var isHeldOut = [Bool](repeating: false, count: total)
    for index in random.permutation(of: total).prefix(count) { isHeldOut[index] = true }
    training = isHeldOut.indices.filter { !isHeldOut[$0] }
    validation = isHeldOut.indices.filter { isHeldOut[$0] }
  }
}

extension ImageDataset {
  /// The data set to choose settings on: a part of the training images takes the place of the test images, which are
  /// left out altogether.
  ///
  /// - Parameter count: how many training images are held out.
  /// - Throws: `Problem` as `ValidationSplit`.
  public func holdingOut(_ count: Int) throws(Problem) -> ImageDataset {
    let split = try ValidationSplit(holdingOut: count, of: training.count)
    return ImageDataset(
      name: name, classNames: classNames, training: training.selecting(split.training),
      test: training.selecting(split.validation))
  }
}
