public import Foundation
import HebbSupport
public import HebbTensor

/// A file of named float32 tensors and text metadata in the safetensors format, which PyTorch and NumPy users can open:
/// eight bytes of header length (little-endian), a JSON header, then the raw little-endian values.
///
/// > Reference: https://huggingface.co/docs/safetensors, section "Format".
public struct SafeTensors: Sendable, Equatable {
  public var tensors: [String: Tensor]
  public var metadata: [String: String]

  public init(tensors: [String: Tensor], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  private struct Entry: Codable {
    var dtype: String
    var shape: [Int]
    /// Where its values start and end, counted from the end of the header.
    var dataOffsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case dataOffsets = "data_offsets"
    }
  }

  private enum HeaderValue: Codable {
    case entry(Entry)
    case metadata([String: String])

    init(from decoder: any Decoder) throws {
      if let entry = try? Entry(from: decoder) {
        self = .entry(entry)
      } else {
        self = .metadata(try [String: String](from: decoder))
      }
    }

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .entry(let entry): try entry.encode(to: encoder)
      case .metadata(let metadata): try metadata.encode(to: encoder)
      }
    }
  }

  /// The file's bytes; the same for equal contents.
  public func encoded() throws -> Data {
    var header: [String: HeaderValue] = ["__metadata__": .metadata(metadata)]
    var values = Data()
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let start = values.count
      tensor.elements.map(\.bitPattern.littleEndian).withUnsafeBytes { values.append(contentsOf: $0) }
      header[name] = .entry(Entry(dtype: "F32", shape: tensor.shape, dataOffsets: [start, values.count]))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var json = try encoder.encode(header)
    json.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - json.count % 8) % 8))
    var file = withUnsafeBytes(of: UInt64(json.count).littleEndian) { Data($0) }
    file.append(json)
    file.append(values)
    return file
  }

  /// Writes the file whole or not at all.
  public func write(to url: URL) throws {
    try AtomicFile.write(encoded(), to: url)
  }

  /// - Throws: `Problem` if the file is missing, cut short, or not such a file.
  public init(contentsOf url: URL) throws {
    guard let data = try? Data(contentsOf: url) else {
      throw Problem("the file cannot be read", at: url.path, advice: "Check that it exists.")
    }
    try self.init(data, place: url.path)
  }

  /// The contents of a file's bytes; numbers of other formats than float32 are rounded to it.
  ///
  /// - Throws: `Problem` if they are cut short, or not such a file.
  init(_ data: Data, place: String) throws {
    func damaged(_ what: String) -> Problem {
      Problem("this is not a whole safetensors file: \(what)", at: place, advice: "Use another checkpoint.")
    }
    guard data.count >= 8 else { throw damaged("\(data.count) bytes") }
    let length = data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(data.count - 8) else { throw damaged("the header is cut off") }
    let body = 8 + Int(length)
    guard
      let header = try? JSONDecoder().decode([String: HeaderValue].self, from: data.dropFirst(8).prefix(Int(length)))
    else {
      throw damaged("the header cannot be read")
    }
    (tensors, metadata) = ([:], [:])
    for (name, value) in header {
      switch value {
      case .metadata(let metadata):
        guard name == "__metadata__" else { throw damaged("\(name) is not a tensor") }
        self.metadata = metadata
      case .entry(let entry):
        guard let format = NumberFormat(rawValue: entry.dtype) else {
          throw damaged("\(name) has numbers of the unknown type \(entry.dtype)")
        }
        guard let count = elementCount(entry.shape), entry.dataOffsets.count == 2 else {
          throw damaged("\(name) has the impossible shape \(entry.shape)")
        }
        let (first, last) = (entry.dataOffsets[0], entry.dataOffsets[1])
        // In this order, no difference overflows.
        guard first >= 0, last >= first, last <= data.count - body else {
          throw damaged("the values of \(name) are cut off")
        }
        guard last - first == count * format.byteCount else {
          throw damaged("the values of \(name) do not fill its shape \(entry.shape)")
        }
        tensors[name] = Tensor(
          shape: entry.shape,
          elements: data[body + first..<body + last].withUnsafeBytes { format.floats($0) })
      }
    }
  }
}
