public import Foundation
import HebbSupport

/// A TensorBoard event file that grows: scalars, images and histograms over steps.
///
/// Each record is its length (8 bytes), a check of the length, an `Event` message, and a check of that; so a file that was
/// cut off by a crash is whole up to its last record. Opening a log drops what is behind it, and the log goes on from there.
///
/// > Reference: tensorflow/core/util/event.proto, tensorflow/core/framework/summary.proto, and the TFRecord format.
public struct EventLog {
  public let url: URL
  /// The last step that has events; nil if there is none.
  public private(set) var lastStep: Int?
  private var length: Int

  /// Opens a log, or begins one.
  ///
  /// - Throws: `Problem` if the file is something else, or cannot be written.
  public init(_ url: URL) throws {
    self.url = url
    guard let data = try? Data(contentsOf: url, options: .alwaysMapped), !data.isEmpty else {
      var version = ProtocolBuffer()
      version.add(1, 0.0)
      version.add(3, "brain.Event:2")
      let record = Self.record(version.data)
      try AtomicFile.write(record, to: url)
      length = record.count
      return
    }
    let whole = Self.wholeRecords(of: data)
    guard whole.length > 0 else {
      throw Problem(
        "this is no event file of TensorBoard", at: url.path, advice: "Move it away, or give another folder.")
    }
    (length, lastStep) = (whole.length, whole.lastStep)
  }

  /// Adds events to the end.
  ///
  /// - Throws: `Problem` if they cannot be written; the log then ends where it did.
  public mutating func append(_ events: [Event]) throws {
    guard !events.isEmpty else { return }
    func failure() -> Problem {
      Problem(
        "cannot write events: \(String(cString: strerror(errno)))", at: url.path,
        advice: "Check that the disk has space and that you may write there.")
    }
    let records = events.reduce(into: Data()) { $0.append(Self.record($1.message)) }
    let descriptor = open(url.path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    guard ftruncate(descriptor, off_t(length)) == 0, lseek(descriptor, off_t(length), SEEK_SET) == length else {
      throw failure()
    }
    var written = 0
    while written < records.count {
      let count = records.withUnsafeBytes { Self.write(descriptor, $0, from: written) }
      guard count > 0 else { throw failure() }
      written += count
    }
    length += written
    lastStep = max(lastStep ?? .min, events.map(\.step).max() ?? .min)
  }

  private static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
    #if canImport(Darwin)
      return Darwin.write(descriptor, rest.baseAddress, rest.count)
    #else
      return Glibc.write(descriptor, rest.baseAddress, rest.count)
    #endif
  }

  private static func record(_ message: Data) -> Data {
    func bytes<Value: FixedWidthInteger>(_ value: Value) -> Data {
      withUnsafeBytes(of: value.littleEndian) { Data($0) }
    }
    let length = bytes(UInt64(message.count))
    return length + bytes(CRC32C.masked(length)) + message + bytes(CRC32C.masked(message))
  }

  /// How many bytes of a file are whole records, and the last step that they tell of.
  static func wholeRecords(of data: Data) -> (length: Int, lastStep: Int?) {
    var (position, lastStep) = (0, Int?.none)
    func number(at place: Int, _ count: Int) -> UInt64 {
      data.dropFirst(place).prefix(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    while data.count - position >= 16 {
      let length = number(at: position, 8)
      guard number(at: position + 8, 4) == UInt64(CRC32C.masked(data.dropFirst(position).prefix(8))),
        length <= UInt64(data.count - position - 16)
      else { break }
      let message = data.dropFirst(position + 12).prefix(Int(length))
      guard number(at: position + 12 + Int(length), 4) == UInt64(CRC32C.masked(message)) else { break }
      for case (2, .number(let step)) in ProtocolBufferFields(message) { lastStep = Int(truncatingIfNeeded: step) }
      position += 16 + Int(length)
    }
    return (position, lastStep)
  }
}
