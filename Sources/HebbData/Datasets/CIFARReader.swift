public import Foundation
import HebbSupport

/// CIFAR-10 and CIFAR-100 in their binary layout: records of one or two label bytes and 3,072 pixel bytes (red, green and
/// blue planes of 32 × 32, row by row), without any header.
///
/// A file may hold any whole number of records, so that excerpts can be read too.
///
/// > Reference: A. Krizhevsky, "Learning multiple layers of features from tiny images" (2009),
/// > <https://www.cs.toronto.edu/~kriz/cifar.html>, section "Binary version".
public struct CIFARReader: DatasetReader {
  /// The folder in the official archive. The files are looked for in it, and directly in the given directory.
  let folder: String
  let trainingFiles: [String]
  let testFiles: [String]
  /// CIFAR-100 records start with the coarse label; the fine label, the last of these bytes, is the one used.
  let labelBytes: Int
  let classNames: [String]
  /// Names the classes, one a line. Optional; the official names are built in.
  let classNamesFile: String

  private static let (channels, height, width) = (3, 32, 32)
  private static let imageSize = channels * height * width
  private var recordSize: Int { labelBytes + Self.imageSize }

  /// What is unpacked from the official archive.
  var archive: ArchiveContents {
    ArchiveContents(folder: folder, files: trainingFiles + testFiles + [classNamesFile])
  }

  public func missingFiles(in directory: URL) -> [String] {
    let root = root(in: directory)
    return (trainingFiles + testFiles).filter { !InputFile.exists(root.appendingPathComponent($0)) }
  }

  public func read(named name: String, from directory: URL) throws -> ImageDataset {
    let root = root(in: directory)
    let classNames = try classNames(in: root)
    return ImageDataset(
      name: name, classNames: classNames,
      training: try images(of: trainingFiles, in: root), test: try images(of: testFiles, in: root))
  }

  private func root(in directory: URL) -> URL {
    let nested = directory.appendingPathComponent(folder)
    return InputFile.isFolder(nested) ? nested : directory
  }

  private func classNames(in root: URL) throws -> [String] {
    let file = root.appendingPathComponent(classNamesFile)
    guard InputFile.exists(file) else { return classNames }
    let names = String(decoding: try InputFile.contents(of: file), as: UTF8.self)
      .split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    guard names.count == classNames.count else {
      throw Problem(
        "expected \(classNames.count) class names, one a line, and found \(names.count)", at: file.path,
        advice: "Remove the file (the official names are built in) or unpack the archive again.")
    }
    return names
  }

  private func images(of files: [String], in root: URL) throws -> ImageSet {
    let batches = try files.map { try batch(root.appendingPathComponent($0)) }
    let count = batches.reduce(0) { $0 + $1.count / recordSize }
    var labels: [Int] = []
    labels.reserveCapacity(count)
    let pixels = [UInt8](unsafeUninitializedCapacity: count * Self.imageSize) { buffer, initializedCount in
      var target = UnsafeMutableRawBufferPointer(buffer)
      for batch in batches {
        batch.withUnsafeBytes { bytes in
          for start in stride(from: 0, to: bytes.count, by: recordSize) {
            labels.append(Int(bytes[start + labelBytes - 1]))
            target.copyMemory(from: .init(rebasing: bytes[start + labelBytes..<start + recordSize]))
            target = .init(rebasing: target.dropFirst(Self.imageSize))
          }
        }
      }
      initializedCount = count * Self.imageSize
    }
    return ImageSet(
      channels: Self.channels, height: Self.height, width: Self.width, pixels: pixels, labels: labels)
  }

  /// The checked bytes of one file.
  private func batch(_ file: URL) throws -> Data {
    let batch = try InputFile.contents(of: file)
    guard !batch.isEmpty, batch.count.isMultiple(of: recordSize) else {
      throw Problem(
        """
        expected whole records of \(recordSize) bytes and found \(batch.count) bytes, which is \
        \(batch.count / recordSize) records and \(batch.count % recordSize) bytes
        """, at: file.path,
        advice: "The file is truncated or not in the binary layout of CIFAR: unpack the official archive again.")
    }
    try batch.withUnsafeBytes { bytes in
      for (record, start) in stride(from: 0, to: bytes.count, by: recordSize).enumerated() {
        let label = Int(bytes[start + labelBytes - 1])
        guard label < classNames.count else {
          throw Problem(
            "record \(record) has label \(label), and labels go from 0 to \(classNames.count - 1)", at: file.path,
            advice: "The file is damaged or of another data set (CIFAR-10 and CIFAR-100 differ): unpack it again.")
        }
      }
    }
    return batch
  }
}
