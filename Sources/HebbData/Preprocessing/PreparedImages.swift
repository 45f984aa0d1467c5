import Foundation
import HebbSupport
public import HebbTensor

/// Preprocessed training and test images, ready for a network: computed once, kept in a file, and mapped into memory.
public struct PreparedImages: Sendable {
  /// The images of one split, `[count, channels, height, width]`.
  public struct Split: Sendable {
    public let count: Int
    public let shape: ImageShape
    fileprivate let storage: Storage
    fileprivate let offset: Int

    /// Calls `body` with the values of image `index`, `[channels, height, width]`. A full vector may be read beyond its
    /// end; the first image starts at a multiple of 64 bytes.
    public func withUnsafePointer<Result>(
      toImage index: Int, _ body: (UnsafePointer<Float>) throws -> Result
    ) rethrows -> Result {
      precondition((0..<count).contains(index), "image \(index) of \(count)")
      return try withUnsafePointer { try body($0 + index * shape.count) }
    }

    /// Calls `body` with the first value of the first image.
    public func withUnsafePointer<Result>(_ body: (UnsafePointer<Float>) throws -> Result) rethrows -> Result {
      try withExtendedLifetime(storage) { try body(storage.start + offset) }
    }

    /// A copy of one image, `[channels, height, width]`.
    public subscript(index: Int) -> Tensor {
      withUnsafePointer(toImage: index) {
        Tensor(
          shape: [shape.channels, shape.height, shape.width],
          elements: UnsafeBufferPointer(start: $0, count: shape.count))
      }
    }
  }

  /// Where the values live. `@unchecked Sendable`: nobody writes after `prepare` has returned.
  final class Storage: @unchecked Sendable {
    let start: UnsafePointer<Float>
    private let owner: any Sendable & AnyObject

    init(_ buffer: AlignedBuffer) {
      owner = buffer
      start = UnsafePointer(buffer.elements.baseAddress!)
    }

    init(_ file: MappedFile) {
      owner = file
      start = UnsafeRawPointer(file.bytes.baseAddress! + PreparedFile.headerLength).assumingMemoryBound(to: Float.self)
    }
  }

  public let shape: ImageShape
  public let training: Split
  public let test: Split
  /// SHA-256 of the pixels and the preprocessing: equal for equal prepared images.
  public let digest: String
  /// Whether the images were found in the cache.
  public let wasCached: Bool
  /// What the user should know: a damaged cache file that was replaced, a disk without space.
  public let warnings: [String]

  init(_ storage: Storage, _ layout: PreparedFile, wasCached: Bool, warnings: [String]) {
    shape = layout.shape
    digest = layout.key
    training = Split(count: layout.trainingCount, shape: shape, storage: storage, offset: 0)
    test = Split(count: layout.testCount, shape: shape, storage: storage, offset: layout.testOffset)
    self.wasCached = wasCached
    self.warnings = warnings
  }
}
