public import Foundation
import HebbSupport
import HebbTensor

/// A folder of PNG and JPEG images, one subfolder per class: `train/<class>/*.png|jpg|jpeg`, and optionally
/// `test/<class>/…`.
///
/// Classes are the subfolders of `train`, sorted by name. Training images are taken from the classes in turn, by name
/// within each, so that the first images are of all classes. Hidden files and files of other kinds are passed over. All images must have one size. If every image is grey the set has one channel,
/// otherwise three (grey ones are repeated over the planes).
///
/// Without a `test` folder, every fifth image of each class (the fifth, the tenth, … by name) is held out for it.
public struct ImageFolderReader: DatasetReader {
  public init() {}

  public func missingFiles(in directory: URL) -> [String] {
    InputFile.isFolder(directory.appendingPathComponent(ImageFolderListing.trainingFolder)) ? [] : ["train/CLASS/*.png"]
  }

  public func read(named name: String, from directory: URL) throws -> ImageDataset {
    let listing = try ImageFolderListing(of: directory)
    let images = try Self.decode((listing.training + listing.test).map(\.file))
    let channels = images.contains { $0.channels > 1 } ? 3 : 1
    let (height, width) = (images[0].height, images[0].width)
    func set(_ samples: [ImageFolderListing.Sample], _ images: ArraySlice<DecodedImage>) -> ImageSet {
      var pixels: [UInt8] = []
      pixels.reserveCapacity(images.count * channels * height * width)
      for image in images { pixels += image.pixels(overChannels: channels) }
      return ImageSet(
        channels: channels, height: height, width: width, pixels: pixels, labels: samples.map(\.label))
    }
    return ImageDataset(
      name: name, classNames: listing.classNames,
      training: set(listing.training, images.prefix(listing.training.count)),
      test: set(listing.test, images.suffix(listing.test.count)))
  }

  /// Decodes on all processors, then checks in file order, so that the image a problem names is always the same one.
  private static func decode(_ files: [URL]) throws -> [DecodedImage] {
    var results = [Result<DecodedImage, any Error>?](repeating: nil, count: files.count)
    results.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let slots = buffer  // each call writes to a slot of its own
      Parallel().forEach(files.count) { index, _ in
        slots[index] = Result { try DecodedImage(contentsOf: files[index]) }
      }
    }
    let images = try results.compactMap { try $0?.get() }
    for (image, file) in zip(images, files) where (image.height, image.width) != (images[0].height, images[0].width) {
      throw Problem(
        """
        this image is \(image.height) × \(image.width) (height × width), and \(files[0].path) is \
        \(images[0].height) × \(images[0].width)
        """, at: file.path, advice: "Scale or crop all images of the data set to one size.")
    }
    return images
  }
}
