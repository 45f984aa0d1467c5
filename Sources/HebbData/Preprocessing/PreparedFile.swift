import Foundation
import HebbSupport
import HebbTensor

/// The layout of a file of prepared images.
///
/// A header of 256 bytes: magic, version, key, shape, counts, checksum of the images, and the SHA-256 of all that; then
/// the training images and the test images, `[count, channels, height, width]` Float in the machine's byte order, each
/// set starting at a multiple of 64 bytes, with 64 bytes of slack at the end for full-width loads.
struct PreparedFile {
  /// Changes whenever the layout or the numbers of any preprocessing change.
  static let version: UInt64 = 1
  static let headerLength = 256
  /// "HEBBPREP" on a little-endian machine; another byte order makes another number.
  private static let magic: UInt64 = 0x5045_5250_4242_4548

  let key: String
  let shape: ImageShape
  let trainingCount: Int
  let testCount: Int

  /// Floats from the start of the training images to the start of the test images.
  var testOffset: Int { (trainingCount * shape.count + 15) / 16 * 16 }
  /// Floats of both sets and the slack.
  var floatCount: Int { testOffset + (testCount * shape.count + 15) / 16 * 16 + 16 }
  var length: Int { Self.headerLength + floatCount * MemoryLayout<Float>.stride }

  /// Writes the header for what lies behind it.
  func seal(_ bytes: UnsafeMutableRawBufferPointer, parallel: Parallel) {
    let header = header(checksum: Self.checksum(payload(bytes), parallel))
    bytes.copyBytes(from: header)
  }

  /// Whether `bytes` are such a file, complete and unchanged.
  func accepts(_ bytes: UnsafeRawBufferPointer, parallel: Parallel) -> Bool {
    guard bytes.count == length else { return false }
    let checksum = Self.checksum(payload(bytes), parallel)
    return header(checksum: checksum).elementsEqual(bytes.prefix(Self.headerLength))
  }

  private func payload(_ bytes: UnsafeMutableRawBufferPointer) -> UnsafeRawBufferPointer {
    payload(UnsafeRawBufferPointer(bytes))
  }

  private func payload(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[Self.headerLength...])
  }

  private func header(checksum: UInt64) -> [UInt8] {
    let numbers = [shape.channels, shape.height, shape.width, trainingCount, testCount].map { UInt64($0) }
    var header: [UInt8] = []
    for number in [Self.magic, Self.version, checksum] + numbers {
      withUnsafeBytes(of: number) { header.append(contentsOf: $0) }
    }
    header += key.utf8
    header += header.withUnsafeBytes { SHA256Digest.hash($0) }.utf8
    return header + [UInt8](repeating: 0, count: Self.headerLength - header.count)
  }

  /// A checksum at the speed of memory, against truncation and decay, not against malice. Every step is a bijection of
  /// the running value, so that no change of a single word goes unnoticed. The same for any number of threads.
  ///
  /// Precondition: a multiple of 32 bytes.
  private static func checksum(_ bytes: UnsafeRawBufferPointer, _ parallel: Parallel) -> UInt64 {
    let words = bytes.bindMemory(to: UInt64.self)
    let perBlock = 1 << 17
    var sums = [UInt64](repeating: 0, count: (words.count + perBlock - 1) / perBlock)
    sums.withUnsafeMutableBufferPointer { sums in
      parallel.forEach(sums.count) { block, _ in
        var lanes = (UInt64(1), UInt64(2), UInt64(3), UInt64(4))
        var word = block * perBlock
        let end = min(word + perBlock, words.count)
        while word < end {
          lanes.0 = (lanes.0 ^ words[word]) &* prime
          lanes.1 = (lanes.1 ^ words[word + 1]) &* prime
          lanes.2 = (lanes.2 ^ words[word + 2]) &* prime
          lanes.3 = (lanes.3 ^ words[word + 3]) &* prime
          word += 4
        }
        sums[block] = [lanes.0, lanes.1, lanes.2, lanes.3].reduce(0) { ($0 ^ $1) &* prime }
      }
    }
    return sums.reduce(0) { ($0 ^ $1) &* prime }
  }

  private static let prime: UInt64 = 0x9E37_79B1_85EB_CA87
}
