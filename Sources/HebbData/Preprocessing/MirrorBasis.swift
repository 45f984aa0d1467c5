import HebbTensor

/// The orthonormal basis of images in which left-right mirroring is diagonal.
///
/// Each pair of mirrored pixels (a, b) becomes a symmetric part (a + b)/√2 and an antisymmetric part (a − b)/√2; the
/// middle column of an odd width is symmetric by itself. Whatever commutes with mirroring keeps the two parts apart.
struct MirrorBasis {
  let shape: ImageShape
  /// Columns left of the middle.
  let half: Int
  /// Columns of the symmetric part: `half`, and one more for an odd width.
  let symmetricWidth: Int

  init(_ shape: ImageShape) {
    self.shape = shape
    half = shape.width / 2
    symmetricWidth = shape.width - half
  }

  /// Values of the symmetric part, `[channels, height, symmetricWidth]`.
  var symmetricCount: Int { shape.channels * shape.height * symmetricWidth }
  /// Values of the antisymmetric part, `[channels, height, half]`.
  var antisymmetricCount: Int { shape.channels * shape.height * half }

  /// Writes the two parts of `image`.
  func split<Value: BinaryFloatingPoint>(
    _ image: UnsafePointer<Value>, symmetric: UnsafeMutablePointer<Value>, antisymmetric: UnsafeMutablePointer<Value>
  ) {
    let scale = Value(0.5).squareRoot()
    for row in 0..<shape.channels * shape.height {
      let line = image + row * shape.width
      for column in 0..<half {
        let (a, b) = (line[column], line[shape.width - 1 - column])
        symmetric[row * symmetricWidth + column] = (a + b) * scale
        antisymmetric[row * half + column] = (a - b) * scale
      }
      if symmetricWidth > half { symmetric[row * symmetricWidth + half] = line[half] }
    }
  }

  /// The inverse of `split`.
  func join<Value: BinaryFloatingPoint>(
    symmetric: UnsafePointer<Value>, antisymmetric: UnsafePointer<Value>, into image: UnsafeMutablePointer<Value>
  ) {
    let scale = Value(0.5).squareRoot()
    for row in 0..<shape.channels * shape.height {
      let line = image + row * shape.width
      for column in 0..<half {
        let (s, d) = (symmetric[row * symmetricWidth + column], antisymmetric[row * half + column])
        line[column] = (s + d) * scale
        line[shape.width - 1 - column] = (s - d) * scale
      }
      if symmetricWidth > half { line[half] = symmetric[row * symmetricWidth + half] }
    }
  }
}
