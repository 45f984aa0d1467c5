public import Foundation
public import HebbData
import HebbTensor

/// Where demonstrations take small patches of natural images from: CIFAR-10 if it is found on this machine, otherwise
/// images of dead leaves, which are computed.
public struct SampleImages: Sendable {
  private let data: URL?
  private let folders: DataFolders

  /// - Parameters:
  ///   - data: the folder of data sets, if the user gave one.
  ///   - folders: where to look otherwise.
  public init(data: URL? = nil, folders: DataFolders = .current) {
    self.data = data
    self.folders = folders
  }

  /// Images of dead leaves, whatever data sets there are.
  public static let computed = SampleImages(
    folders: DataFolders(
      environment: [:], home: URL(fileURLWithPath: "/nonexistent"), system: URL(fileURLWithPath: "/nonexistent")))

  struct Patches {
    /// Grey values `[count, side · side]`, each patch with mean 0.
    let values: Tensor
    /// For captions: "CIFAR-10".
    let source: String
  }

  /// Square patches from random places of random images, always the same ones.
  func patches(count: Int, side: Int) throws -> Patches {
    var random = RandomStream(seed: 1, "gallery.patches")
    if let images = try photographs(), images.count > 0, min(images.height, images.width) >= side {
      let values = (0..<count).map { _ in Self.patch(of: images, side: side, using: &random) }
      // A folder of other images may go by the name, too.
      let source = images.shape.dropFirst() == [3, 32, 32] ? "CIFAR-10" : "the images given"
      return Patches(values: Tensor(rows: values.map(Self.centered)), source: source)
    }
    let leaves = DeadLeaves(side: 160, using: &random)
    let values = (0..<count).map { _ in leaves.patch(side: side, using: &random) }
    return Patches(values: Tensor(rows: values.map(Self.centered)), source: "computed images of dead leaves")
  }

  /// Nil if there are none.
  private func photographs() throws -> ImageSet? {
    guard try DatasetCatalog.standard.locate("cifar10", data: data, in: folders) != nil else { return nil }
    return try DatasetCatalog.standard.load("cifar10", data: data, in: folders).training
  }

  private static func patch(of images: ImageSet, side: Int, using random: inout RandomStream) -> [Float] {
    let pixels = images.pixels(ofImage: random.next(below: images.count))
    let (top, left) = (random.next(below: images.height - side + 1), random.next(below: images.width - side + 1))
    let plane = images.height * images.width
    return (0..<side * side).map { i in
      let place = (top + i / side) * images.width + left + i % side
      let sum = (0..<images.channels).reduce(0) { $0 + Int(pixels[pixels.startIndex + $1 * plane + place]) }
      return Float(sum) / Float(255 * images.channels)
    }
  }

  private static func centered(_ patch: [Float]) -> [Float] {
    let mean = patch.reduce(0, +) / Float(patch.count)
    return patch.map { $0 - mean }
  }
}
