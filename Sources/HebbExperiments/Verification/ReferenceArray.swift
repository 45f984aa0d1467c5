import HebbSupport
import HebbTensor

/// An array of a reference file: nested lists of numbers, all of equal length along each axis.
struct ReferenceArray: Sendable, Equatable {
  let shape: [Int]
  /// In row-major order, in the double precision of the file.
  let values: [Double]

  /// - Parameters:
  ///   - place: file, case and key, for errors.
  ///   - isScalar: whether a single number is expected, an array of shape [].
  /// - Throws: `Problem` if it is not a list, is ragged or empty, or holds something that is not a float32 number.
  init(_ value: ReferenceValue, at place: String, isScalar: Bool = false) throws {
    var (shape, first) = ([Int](), value)
    while case .list(let elements) = first {
      guard let next = elements.first else {
        throw Problem("the array is empty", at: place, advice: "Give it at least one number along each axis.")
      }
      shape.append(elements.count)
      first = next
    }
    guard shape.isEmpty == isScalar else {
      if isScalar { throw Problem("expected a number, found a list", at: place, advice: "Write it without brackets.") }
      throw Problem("expected an array, found \(value.summary)", at: place, advice: "Write it as a list: [1, 2.5].")
    }
    var values: [Double] = []
    values.reserveCapacity(shape.reduce(1, *))
    try Self.append(value, axes: shape[...], index: [], to: &values, at: place)
    self.shape = shape
    self.values = values
  }

  private static func append(
    _ value: ReferenceValue, axes: ArraySlice<Int>, index: [Int], to values: inout [Double], at place: String
  ) throws {
    let position = index.isEmpty ? "" : " at index \(index)"
    switch (value, axes.first) {
    case (.number(let number), nil):
      guard Float(number).isFinite else {
        throw Problem(
          "\(number)\(position) is too large", at: place, advice: "Results are compared in float32, up to 3.4e38.")
      }
      values.append(number)
    case (.list(let elements), let length?):
      guard elements.count == length else {
        throw Problem(
          "the array is ragged: a list of \(elements.count)\(position), where lists before have \(length)", at: place,
          advice: "All lists along an axis must have the same length.")
      }
      for (i, element) in elements.enumerated() {
        try append(element, axes: axes.dropFirst(), index: index + [i], to: &values, at: place)
      }
    case (_, let length):
      let expected = length == nil ? "a number" : "a list"
      throw Problem(
        "expected \(expected)\(position), found \(value.summary)", at: place,
        advice: "An array is nested lists of numbers, equally deep everywhere.")
    }
  }

  /// The values rounded to single precision.
  var tensor: Tensor { Tensor(shape: shape, elements: values.map { Float($0) }) }
}
