/// The same elements in another arrangement.
extension Variable {
  /// The same elements in the same order under another shape. Shape: any → `shape`.
  ///
  /// Precondition: the count stays the same.
  public func reshaped(_ shape: [Int]) -> Variable {
    let original = self.shape
    return Variable(value.reshaped(shape), from: [edge { $1.add($0.reshaped(original)) }])
  }

  /// The transposed matrix. Shape: `[a, b]` → `[b, a]`. (A product needs no copy: `matmul` has flags for it.)
  public func transposed() -> Variable {
    precondition(shape.count == 2, "only a matrix has a transpose, not shape \(shape): use permuted(_:)")
    return permuted([1, 0])
  }

  /// The axes in another order: axis i of the result is axis `order[i]` of this variable. Shape: `[a, b, c]` in the order
  /// `[2, 0, 1]` → `[c, a, b]`.
  ///
  /// Precondition: `order` names every axis once.
  public func permuted(_ order: [Int]) -> Variable {
    let permutation = Permutation(order, of: shape)
    return Variable(permutation.apply(to: value), from: [edge { $1.add(permutation.inverse.apply(to: $0)) }])
  }
}
