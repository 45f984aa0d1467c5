/// How a file writes the numbers of an array; all are read as float32.
enum NumberFormat: String, CaseIterable, Sendable {
  case float16 = "F16"
  case bfloat16 = "BF16"
  case float32 = "F32"
  case float64 = "F64"
  case int8 = "I8"
  case int16 = "I16"
  case int32 = "I32"
  case int64 = "I64"
  case uint8 = "U8"
  case uint16 = "U16"
  case uint32 = "U32"
  case uint64 = "U64"
  case bool = "BOOL"

  var byteCount: Int {
    switch self {
    case .int8, .uint8, .bool: 1
    case .float16, .bfloat16, .int16, .uint16: 2
    case .float32, .int32, .uint32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  /// The numbers that bytes stand for, rounded to float32. Precondition: a whole number of them.
  func floats(_ bytes: UnsafeRawBufferPointer, isBigEndian: Bool = false) -> [Float] {
    func read<Bits: FixedWidthInteger>(_: Bits.Type, _ value: (Bits) -> Float) -> [Float] {
      (0..<bytes.count / byteCount).map {
        let bits = bytes.loadUnaligned(fromByteOffset: $0 * byteCount, as: Bits.self)
        return value(isBigEndian ? Bits(bigEndian: bits) : Bits(littleEndian: bits))
      }
    }
    switch self {
    case .float16: return read(UInt16.self, Self.half)
    case .bfloat16: return read(UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
    case .float32: return read(UInt32.self) { Float(bitPattern: $0) }
    case .float64: return read(UInt64.self) { Float(Double(bitPattern: $0)) }
    case .int8: return read(Int8.self) { Float($0) }
    case .int16: return read(Int16.self) { Float($0) }
    case .int32: return read(Int32.self) { Float($0) }
    case .int64: return read(Int64.self) { Float($0) }
    case .uint8: return read(UInt8.self) { Float($0) }
    case .uint16: return read(UInt16.self) { Float($0) }
    case .uint32: return read(UInt32.self) { Float($0) }
    case .uint64: return read(UInt64.self) { Float($0) }
    case .bool: return read(UInt8.self) { $0 == 0 ? 0 : 1 }
    }
  }

  /// IEEE 754 binary16. (Swift's own Float16 does not exist on Intel Macs.)
  private static func half(_ bits: UInt16) -> Float {
    let sign: Float = bits >> 15 == 0 ? 1 : -1
    let (exponent, fraction) = (Int(bits >> 10 & 31), Float(bits & 1023))
    switch exponent {
    case 0: return sign * fraction * 0x1p-24
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * (1 + fraction / 1024) * Float(sign: .plus, exponent: exponent - 15, significand: 1)
    }
  }
}

/// The number of elements of an array of a shape; nil if a length is negative or no memory could hold them.
func elementCount(_ shape: [Int]) -> Int? {
  var count = 1
  for length in shape {
    let product = count.multipliedReportingOverflow(by: length)
    guard length >= 0, !product.overflow, product.partialValue <= Int.max / 8 else { return nil }
    count = product.partialValue
  }
  return count
}
