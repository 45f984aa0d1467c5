import Foundation

/// Writes the few kinds of fields that TensorBoard's messages are made of.
///
/// > Reference: https://protobuf.dev/programming-guides/encoding
struct ProtocolBuffer {
  private(set) var data = Data()

  mutating func add(_ field: Int, _ value: Double) {
    tag(field, wireType: 1)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
  }

  mutating func add(_ field: Int, _ value: Float) {
    tag(field, wireType: 5)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
  }

  mutating func add(_ field: Int, _ value: Int) {
    tag(field, wireType: 0)
    variable(UInt64(bitPattern: Int64(value)))
  }

  mutating func add(_ field: Int, _ bytes: Data) {
    tag(field, wireType: 2)
    variable(UInt64(bytes.count))
    data.append(bytes)
  }

  mutating func add(_ field: Int, _ text: String) { add(field, Data(text.utf8)) }
  mutating func add(_ field: Int, _ message: ProtocolBuffer) { add(field, message.data) }

  /// Repeated numbers in one field.
  mutating func add(_ field: Int, packed values: [Double]) {
    var bytes = Data()
    for value in values { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) } }
    add(field, bytes)
  }

  private mutating func tag(_ field: Int, wireType: Int) { variable(UInt64(field << 3 | wireType)) }

  /// Seven bits a byte, the lowest first.
  private mutating func variable(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      data.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    data.append(UInt8(rest))
  }
}

/// Reads the fields of a message, in order; nil behind the last, and where the bytes make no sense.
struct ProtocolBufferFields: Sequence, IteratorProtocol {
  enum Value {
    case number(UInt64)
    case bytes(Data)
  }

  private var rest: Data

  init(_ data: Data) { rest = data }

  mutating func next() -> (field: Int, value: Value)? {
    guard let tag = variable(), let field = Int(exactly: tag >> 3) else { return nil }
    switch tag & 7 {
    case 0: return variable().map { (field, .number($0)) }
    case 1: return fixed(8).map { (field, .number($0)) }
    case 5: return fixed(4).map { (field, .number($0)) }
    case 2:
      guard let length = variable(), length <= UInt64(rest.count) else { return nil }
      defer { rest = rest.dropFirst(Int(length)) }
      return (field, .bytes(Data(rest.prefix(Int(length)))))
    default: return nil
    }
  }

  private mutating func variable() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }

  private mutating func fixed(_ count: Int) -> UInt64? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
