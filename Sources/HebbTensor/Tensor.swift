/// An n-dimensional array of `Float` in row-major order (the last axis is contiguous), with value semantics.
///
/// Storage is aligned to 64 bytes, so that kernels may use full-width vector loads, and is copied on write.
public struct Tensor: Sendable {
  /// The length of each axis; empty for a scalar.
  public private(set) var shape: [Int]
  private var storage: AlignedBuffer

  /// A tensor filled with `value`. Precondition: no axis is negative.
  public init(shape: [Int], filledWith value: Float = 0) {
    self.shape = shape
    storage = AlignedBuffer(count: shape.reduce(1, *))
    storage.elements.initialize(repeating: value)
  }

  /// A tensor holding `elements` in row-major order. Precondition: their number matches the shape.
  public init(shape: [Int], elements: some Collection<Float>) {
    precondition(elements.count == shape.reduce(1, *), "\(elements.count) elements do not fill shape \(shape)")
    self.shape = shape
    storage = AlignedBuffer(count: elements.count)
    _ = storage.elements.initialize(fromContentsOf: elements)
  }

  /// A tensor whose elements have yet to be written, every one of them, before any is read.
  public init(uninitializedShape shape: [Int]) {
    self.shape = shape
    storage = AlignedBuffer(count: shape.reduce(1, *))
  }

  /// A tensor whose elements `fill` computes; it is handed uninitialised memory and must write all of it.
  public init(shape: [Int], filledBy fill: (UnsafeMutablePointer<Float>) -> Void) {
    self.init(uninitializedShape: shape)
    if let elements = storage.elements.baseAddress { fill(elements) }
  }

  public var count: Int { storage.elements.count }

  /// The elements in row-major order.
  public var elements: [Float] { Array(storage.elements) }

  /// The same elements under another shape. Precondition: the count stays the same.
  public func reshaped(_ shape: [Int]) -> Tensor {
    precondition(shape.reduce(1, *) == count, "cannot view shape \(self.shape) as \(shape)")
    var copy = self
    copy.shape = shape
    return copy
  }

  /// The element at a position of the flat, row-major order.
  public subscript(flat index: Int) -> Float {
    get { storage.elements[index] }
    set {
      makeUnique()
      storage.elements[index] = newValue
    }
  }

  public subscript(indices: Int...) -> Float {
    get { storage.elements[offset(of: indices)] }
    set {
      let offset = offset(of: indices)
      makeUnique()
      storage.elements[offset] = newValue
    }
  }

  public func withUnsafeBufferPointer<Result>(_ body: (UnsafeBufferPointer<Float>) throws -> Result) rethrows -> Result
  {
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafeBufferPointer(storage.elements))
  }

  public mutating func withUnsafeMutableBufferPointer<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    makeUnique()
    defer { withExtendedLifetime(storage) {} }
    return try body(storage.elements)
  }

  /// For callers that write every element before it is read: storage that others share is replaced, not copied.
  public mutating func withUnsafeUninitializedBufferPointer<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    if !isKnownUniquelyReferenced(&storage) { storage = AlignedBuffer(count: count) }
    defer { withExtendedLifetime(storage) {} }
    return try body(storage.elements)
  }

  private func offset(of indices: [Int]) -> Int {
    precondition(indices.count == shape.count, "\(indices.count) indices for shape \(shape)")
    var offset = 0
    for (index, length) in zip(indices, shape) {
      precondition(0 <= index && index < length, "index \(indices) outside shape \(shape)")
      offset = offset * length + index
    }
    return offset
  }

  /// Whether nobody else holds these elements, so that writing to them copies nothing.
  mutating func isUniquelyReferenced() -> Bool { isKnownUniquelyReferenced(&storage) }

  private mutating func makeUnique() {
    guard !isKnownUniquelyReferenced(&storage) else { return }
    let copy = AlignedBuffer(count: count)
    _ = copy.elements.initialize(from: storage.elements)
    storage = copy
  }
}

extension Tensor: Equatable {
  /// Same shape and equal elements (so a tensor with NaN differs from itself, as IEEE 754 has it).
  public static func == (left: Tensor, right: Tensor) -> Bool {
    left.shape == right.shape
      && left.withUnsafeBufferPointer { a in right.withUnsafeBufferPointer { b in a.elementsEqual(b) } }
  }
}
