/// The gradient with respect to one value, gathered from the operations that used it.
///
/// The first contribution is kept as it is, and later ones are added to it in place, unless somebody else still reads
/// it. A first contribution that is computed from a gradient which nobody else holds takes its place: fresh memory is
/// what large gradients would spend most of their time on.
struct GradientSum: Sendable {
  let shape: [Int]
  private var total: Tensor?

  /// Nothing so far, which stands for zero.
  init(shape: [Int]) { self.shape = shape }

  /// The sum, which is left empty; nil if nothing was added.
  mutating func take() -> Tensor? {
    defer { total = nil }
    return total
  }

  /// Adds a gradient of the same shape.
  mutating func add(_ gradient: consuming Tensor) {
    guard var sum = take() else {
      total = gradient
      return
    }
    if sum.isUniquelyReferenced() {
      sum.update(with: gradient) { $0 + $1 }
      total = sum
    } else if gradient.isUniquelyReferenced() {
      gradient.update(with: sum) { $1 + $0 }
      total = gradient
    } else {
      total = sum.combined(with: gradient) { $0 + $1 }
    }
  }

  /// Adds f(gradient) for every element.
  @inline(__always)
  mutating func add(_ gradient: consuming Tensor, _ f: (Float) -> Float) {
    if var sum = take() {
      sum.update(with: gradient) { $0 + f($1) }
      total = sum
    } else if gradient.isUniquelyReferenced() {
      gradient.update(f)
      total = gradient
    } else {
      total = gradient.mapped(f)
    }
  }

  /// Adds f(gradient, other) for every element.
  @inline(__always)
  mutating func add(_ gradient: consuming Tensor, _ other: Tensor, _ f: (Float, Float) -> Float) {
    if var sum = take() {
      sum.update(with: gradient, other) { $0 + f($1, $2) }
      total = sum
    } else if gradient.isUniquelyReferenced() {
      gradient.update(with: other, f)
      total = gradient
    } else {
      total = gradient.combined(with: other, f)
    }
  }

  /// Calls `body` with the elements, which it sets, or adds to when `adding`.
  @inline(__always)
  mutating func update(_ body: (_ elements: UnsafeMutablePointer<Float>, _ adding: Bool) -> Void) {
    guard var sum = take() else {
      total = Tensor(shape: shape) { body($0, false) }
      return
    }
    sum.withUnsafeMutableBufferPointer { elements in
      if let elements = elements.baseAddress { body(elements, true) }
    }
    total = sum
  }

  /// Calls `body` with the elements so far, for it to add to some of them.
  @inline(__always)
  mutating func scatter(_ body: (_ elements: UnsafeMutablePointer<Float>) -> Void) {
    if total == nil { total = Tensor(shape: shape) }
    update { elements, _ in body(elements) }
  }
}
