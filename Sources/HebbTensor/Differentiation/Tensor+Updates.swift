/// Loops over all elements. They are inlined together with the closure, so that the compiler makes vector instructions of
/// both.
extension Tensor {
  /// Replaces every element by f of itself.
  @inline(__always)
  mutating func update(_ f: (Float) -> Float) {
    let count = count
    withUnsafeMutablePointer { x in
      for i in 0..<count { x[i] = f(x[i]) }
    }
  }

  /// Replaces every element by f of itself and that of a tensor of the same size.
  @inline(__always)
  mutating func update(with other: Tensor, _ f: (Float, Float) -> Float) {
    let count = count
    withUnsafeMutablePointer { x in
      other.withUnsafePointer { y in
        for i in 0..<count { x[i] = f(x[i], y[i]) }
      }
    }
  }

  /// Replaces every element by f of itself and those of two tensors of the same size.
  @inline(__always)
  mutating func update(with y: Tensor, _ z: Tensor, _ f: (Float, Float, Float) -> Float) {
    let count = count
    withUnsafeMutablePointer { x in
      y.withUnsafePointer { y in
        z.withUnsafePointer { z in
          for i in 0..<count { x[i] = f(x[i], y[i], z[i]) }
        }
      }
    }
  }

  /// The address of the first element: memory is allocated even for an empty tensor.
  @inline(__always)
  func withUnsafePointer<Result>(_ body: (UnsafePointer<Float>) -> Result) -> Result {
    withUnsafeBufferPointer { body($0.baseAddress.unsafelyUnwrapped) }
  }

  @inline(__always)
  mutating func withUnsafeMutablePointer<Result>(_ body: (UnsafeMutablePointer<Float>) -> Result) -> Result {
    withUnsafeMutableBufferPointer { body($0.baseAddress.unsafelyUnwrapped) }
  }
}
