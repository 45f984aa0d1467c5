/// What the header of a NumPy file says: `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`.
struct NumPyHeader {
  private(set) var type = ""
  private(set) var isFortranOrder = false
  private(set) var shape: [Int] = []

  /// Nil if it is not of that form.
  init?(_ text: String) {
    guard let type = Self.value(of: "descr", in: text)?.quoted, let order = Self.value(of: "fortran_order", in: text),
      let shape = Self.value(of: "shape", in: text)?.tuple
    else { return nil }
    guard order.hasPrefix("True") || order.hasPrefix("False") else { return nil }
    (self.type, isFortranOrder, self.shape) = (type, order.hasPrefix("True"), shape)
  }

  var isBigEndian: Bool { type.hasPrefix(">") }

  /// Nil for structures, texts, dates and complex numbers.
  var format: NumberFormat? {
    switch type.drop(while: { "<>=|".contains($0) }) {
    case "f2": .float16
    case "f4": .float32
    case "f8": .float64
    case "i1": .int8
    case "i2": .int16
    case "i4": .int32
    case "i8": .int64
    case "u1": .uint8
    case "u2": .uint16
    case "u4": .uint32
    case "u8": .uint64
    case "b1": .bool
    default: nil
    }
  }

  /// What stands behind a key.
  private static func value(of key: String, in text: String) -> Substring? {
    guard let range = text.firstRange(of: "'\(key)':") else { return nil }
    return text[range.upperBound...].drop { $0 == " " }
  }
}

extension Substring {
  /// A text in single quotes at the beginning.
  fileprivate var quoted: String? {
    guard first == "'", let end = dropFirst().firstIndex(of: "'") else { return nil }
    return String(dropFirst()[..<end])
  }

  /// Whole numbers in parentheses at the beginning.
  fileprivate var tuple: [Int]? {
    guard first == "(", let end = firstIndex(of: ")") else { return nil }
    let parts = dropFirst()[..<end].split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    let lengths = parts.compactMap { Int($0) }
    return lengths.count == parts.count ? lengths : nil
  }
}
