public import Foundation
import HebbSupport
public import HebbTensor

/// A NumPy array file (.npy): a magic number, a header in the syntax of Python, then the raw values.
///
/// > Reference: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, versions 1.0 to 3.0.
public enum NumPyArray {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The bytes of a file of little-endian float32 in C order.
  public static func encode(_ tensor: Tensor) -> Data {
    let lengths = tensor.shape.map(String.init).joined(separator: ", ") + (tensor.shape.count == 1 ? "," : "")
    var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(lengths)), }"
    // Values begin at a multiple of 64 bytes.
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    var data = Data(magic + [1, 0])
    withUnsafeBytes(of: UInt16(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(contentsOf: header.utf8)
    tensor.elements.map(\.bitPattern.littleEndian).withUnsafeBytes { data.append(contentsOf: $0) }
    return data
  }

  /// Writes a file whole or not at all.
  public static func write(_ tensor: Tensor, to url: URL) throws { try AtomicFile.write(encode(tensor), to: url) }

  /// - Throws: `Problem` if the file is missing, cut short, or holds something else than numbers.
  public static func read(_ url: URL) throws -> Tensor {
    guard let data = try? Data(contentsOf: url) else {
      throw Problem("the file cannot be read", at: url.path, advice: "Check that it exists.")
    }
    return try decode(data, place: url.path)
  }

  static func decode(_ data: Data, place: String) throws -> Tensor {
    func damaged(_ what: String) -> Problem {
      Problem("this is not a whole NumPy file: \(what)", at: place, advice: "Save it again with numpy.save.")
    }
    let bytes = [UInt8](data.prefix(12))
    guard bytes.count >= 10, bytes.starts(with: magic) else { throw damaged("it does not begin as one") }
    let isLong = bytes[6] > 1
    guard (1...3).contains(bytes[6]), !isLong || bytes.count == 12 else { throw damaged("its version is \(bytes[6])") }
    let start = isLong ? 12 : 10
    let length = bytes[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= data.count - start else { throw damaged("the header is cut off") }
    let text = String(decoding: data.dropFirst(start).prefix(length), as: UTF8.self)
    guard let header = NumPyHeader(text) else { throw damaged("the header cannot be read") }
    guard let format = header.format else {
      throw Problem(
        "the elements are of the type \(header.type.isEmpty ? "?" : header.type), not plain numbers", at: place,
        advice: "Save them as numbers: array.astype(numpy.float32).")
    }
    guard let count = elementCount(header.shape) else { throw damaged("it has the impossible shape \(header.shape)") }
    let values = data.dropFirst(start + length)
    guard values.count == count * format.byteCount else {
      throw damaged("there are \(values.count) bytes of values for the shape \(header.shape)")
    }
    let elements = values.withUnsafeBytes { format.floats($0, isBigEndian: header.isBigEndian) }
    guard header.isFortranOrder, header.shape.count > 1 else { return Tensor(shape: header.shape, elements: elements) }
    return Tensor(shape: header.shape, elements: rowMajor(elements, header.shape))
  }

  /// Elements whose first index runs fastest, put in the order in which the last one does.
  private static func rowMajor(_ elements: [Float], _ shape: [Int]) -> [Float] {
    var (stride, strides) = (1, [Int]())
    for length in shape {
      strides.append(stride)
      stride *= length
    }
    var index = [Int](repeating: 0, count: shape.count)
    return elements.indices.map { _ in
      let value = elements[zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }]
      for axis in shape.indices.reversed() {
        index[axis] += 1
        guard index[axis] == shape[axis] else { break }
        index[axis] = 0
      }
      return value
    }
  }
}
