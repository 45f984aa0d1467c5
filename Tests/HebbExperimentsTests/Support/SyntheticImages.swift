import Foundation
import HebbData
import HebbNetworks
import HebbTensor

@testable import HebbExperiments

/// Noisy stripes whose width and direction tell the class, so that any sensible network can tell them apart.
struct SyntheticImages {
  var classes = 4
  var channels = 3
  var side = 32
  var noise: Float = 40
  var sortedByClass = false

  /// Bytes `[count, channels, side, side]` and their labels.
  func make(_ count: Int, seed: UInt64) -> (pixels: [UInt8], labels: [Int]) {
    var random = RandomStream(seed: seed, "synthetic images")
    let labels = (0..<count).map { sortedByClass ? $0 * classes / count : $0 % classes }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(count * channels * side * side)
    for label in labels {
      let phase = Int(random.next() % 8)
      for channel in 0..<channels {
        for y in 0..<side {
          for x in 0..<side {
            let along = label.isMultiple(of: 2) ? y : x
            let isBright = (along + phase) / (1 + label / 2) % 2 == 0
            let level = (isBright ? 150 : 60) + Float(10 * channel) + noise * random.uniform()
            pixels.append(UInt8(level))
          }
        }
      }
    }
    return (pixels, labels)
  }

  /// As a network sees them.
  func data(training: Int = 60, test: Int = 20, seed: UInt64 = 1) throws -> ExperimentData {
    let (training, test) = (make(training, seed: seed), make(test, seed: seed + 1))
    let shape = ImageShape(channels: channels, height: side, width: side)
    return ExperimentData(
      name: "synthetic", classNames: (0..<classes).map { "class \($0)" },
      images: try PreparedImages.prepare(
        training: training.pixels, test: test.pixels, shape: shape, preprocessing: .standardised, cache: nil),
      trainingLabels: training.labels, testLabels: test.labels,
      shape: ImageShape(channels: channels, height: side, width: side), patchWhitening: nil)
  }

  /// Writes them in the layout of CIFAR-10: five files of training images and one of test images, each with `perFile`.
  static func writeCIFAR(to folder: URL, perFile: Int = 12) throws {
    let batches = folder.appendingPathComponent("cifar-10-batches-bin")
    try FileManager.default.createDirectory(at: batches, withIntermediateDirectories: true)
    for (index, name) in ((1...5).map { "data_batch_\($0)" } + ["test_batch"]).enumerated() {
      let (pixels, labels) = SyntheticImages().make(perFile, seed: UInt64(index))
      var records = Data()
      for (image, label) in labels.enumerated() {
        records.append(UInt8(label))
        records.append(contentsOf: pixels[image * 3072..<(image + 1) * 3072])
      }
      try records.write(to: batches.appendingPathComponent("\(name).bin"))
    }
  }
}
