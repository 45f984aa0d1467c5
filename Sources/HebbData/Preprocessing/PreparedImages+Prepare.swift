public import Foundation
import HebbSupport
public import HebbTensor

extension PreparedImages {
  /// Preprocesses images, or finds them in the cache.
  ///
  /// The file's name holds the SHA-256 of the pixels, the preprocessing and the format, so that nothing stale is ever
  /// used. A file that is truncated or damaged is computed again. Several processes may prepare the same images at a
  /// time: each writes a file of its own and renames it when it is complete. Without space for the file the images stay
  /// in memory. Both are told in `warnings`.
  ///
  /// - Parameters:
  ///   - training: `[count, channels, height, width]`; whatever is fitted is fitted to these alone.
  ///   - test: the same for the test images; may be empty.
  ///   - cache: a folder, made if it does not exist; nil to compute in memory.
  ///   - progress: called on the calling thread with the fraction done; what it throws ends the work, with nothing left
  ///     behind.
  /// - Throws: `Problem` when pixels do not fill whole images, or the whitening cannot be fitted.
  public static func prepare(
    training: [UInt8], test: [UInt8], shape: ImageShape, preprocessing: Preprocessing, cache: URL?,
    parallel: Parallel = Parallel(), progress: (Double) throws -> Void = { _ in }
  ) throws -> PreparedImages {
    for (name, pixels) in [("training", training), ("test", test)] {
      guard shape.count > 0, pixels.count.isMultiple(of: shape.count) else {
        throw Problem(
          "\(pixels.count) pixels do not make whole images of \(shape)", at: name,
          advice: "Check the shape of the dataset, and whether its file is complete.")
      }
    }
    let layout = PreparedFile(
      key: key(training, test, shape, preprocessing), shape: shape, trainingCount: training.count / shape.count,
      testCount: test.count / shape.count)
    let work = Work(training: training, test: test, layout: layout, preprocessing: preprocessing, parallel: parallel)
    guard let cache else { return try work.inMemory(warnings: [], progress) }

    let url = cache.appendingPathComponent("prepared-\(layout.key.prefix(32)).images")
    var warnings: [String] = []
    if let file = MappedFile(reading: url) {
      if layout.accepts(UnsafeRawBufferPointer(file.bytes), parallel: parallel) {
        try progress(1)
        return PreparedImages(Storage(file), layout, wasCached: true, warnings: [])
      }
      warnings.append("\(url.path) is damaged or incomplete; the images are prepared again")
    }
    let temporary = cache.appendingPathComponent(".\(url.lastPathComponent).\(UUID().uuidString).partial")
    let file: MappedFile
    do {
      try? FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
      file = try MappedFile(creating: temporary, length: layout.length)
    } catch let problem as Problem {
      warnings.append("the prepared images are not cached but kept in memory: \(problem.what)")
      return try work.inMemory(warnings: warnings, progress)
    }
    do {
      try work.fill(file.bytes.baseAddress! + PreparedFile.headerLength, progress)
    } catch {
      unlink(temporary.path)
      throw error
    }
    do {
      layout.seal(file.bytes, parallel: parallel)
      try file.seal(temporary)
      try AtomicFile.land(temporary, at: url)
    } catch let problem as Problem {
      // The file has lost its name, but the images are still mapped.
      unlink(temporary.path)
      warnings.append("the prepared images are not cached: \(problem.what)")
    }
    return PreparedImages(Storage(file), layout, wasCached: false, warnings: warnings)
  }

  private static func key(
    _ training: [UInt8], _ test: [UInt8], _ shape: ImageShape, _ preprocessing: Preprocessing
  ) -> String {
    let parameters = "\(PreparedFile.version); \(shape); \(training.count); \(test.count); \(preprocessing.identity)\n"
    var digest = SHA256Digest()
    for bytes in [Array(parameters.utf8), training, test] { bytes.withUnsafeBytes { digest.update($0) } }
    return digest.finalize()
  }

  /// What there is to compute.
  private struct Work {
    let training: [UInt8]
    let test: [UInt8]
    let layout: PreparedFile
    let preprocessing: Preprocessing
    let parallel: Parallel

    func inMemory(warnings: [String], _ progress: (Double) throws -> Void) throws -> PreparedImages {
      let buffer = AlignedBuffer(count: layout.floatCount)
      for gap in [training.count..<layout.testOffset, layout.testOffset + test.count..<layout.floatCount] {
        buffer.elements[gap].update(repeating: 0)
      }
      try fill(UnsafeMutableRawPointer(buffer.elements.baseAddress!), progress)
      return PreparedImages(Storage(buffer), layout, wasCached: false, warnings: warnings)
    }

    /// Writes both splits from `start` on; what lies between and behind them is left alone.
    func fill(_ start: UnsafeMutableRawPointer, _ progress: (Double) throws -> Void) throws {
      let floats = start.bindMemory(to: Float.self, capacity: layout.floatCount)
      let preprocessor = try ImagePreprocessor(
        preprocessing, fittedTo: training, shape: layout.shape, parallel: parallel)
      try progress(0)
      let total = layout.trainingCount + layout.testCount
      var done = 0
      for (pixels, target) in [(training, floats), (test, floats + layout.testOffset)] {
        let count = pixels.count / layout.shape.count
        let chunk = 4 * ImageWhitening.imagesPerProduct * parallel.threads
        for first in stride(from: 0, to: count, by: chunk) {
          let images = first..<min(first + chunk, count)
          preprocessor.apply(to: pixels, images: images, into: target + first * layout.shape.count, parallel: parallel)
          done += images.count
          try progress(Double(done) / Double(total))
        }
      }
    }
  }
}
