public import Foundation

/// A tiny data set in the layout of CIFAR-10: four classes of stripes, which differ in direction and width, under noise.
public enum TinyCIFAR {
  /// Writes `cifar-10-batches-bin` into a folder.
  ///
  /// - Parameter perFile: images in each of the five training files and the test file.
  public static func write(to folder: URL, perFile: Int) throws {
    let batches = folder.appendingPathComponent("cifar-10-batches-bin")
    try FileManager.default.createDirectory(at: batches, withIntermediateDirectories: true)
    var state: UInt32 = 1
    for name in (1...5).map({ "data_batch_\($0)" }) + ["test_batch"] {
      var records: [UInt8] = []
      for image in 0..<perFile {
        let label = image % 4
        records.append(UInt8(label))
        for pixel in 0..<3072 {
          state = state &* 1_664_525 &+ 1_013_904_223
          let along = label.isMultiple(of: 2) ? pixel / 32 : pixel % 32
          records.append(UInt8(along / (1 + label / 2) % 2 * 90) + UInt8(state >> 24) / 4)
        }
      }
      try Data(records).write(to: batches.appendingPathComponent("\(name).bin"))
    }
  }
}
