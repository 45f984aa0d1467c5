extension Variable {
  /// The matrix product op(A) op(B), where A is this variable and op transposes or does nothing.
  ///
  /// Shapes: `[m, k]` (or `[k, m]` when transposed) times `[k, n]` (or `[n, k]`) → `[m, n]`. A layer with weights
  /// `[neurons, inputs]` maps `[samples, inputs]` to `x.matmul(w, transposingB: true)`, `[samples, neurons]`.
  ///
  /// Precondition: both are matrices, and the inner lengths agree.
  ///
  /// - Parameter parallel: the threads that compute the product and its gradients; they do not change the results.
  /// - Complexity: O(m n k), and the same again for the gradient of each factor.
  public func matmul(
    _ other: Variable, transposingA: Bool = false, transposingB: Bool = false, parallel: Parallel = Parallel()
  ) -> Variable {
    let (a, b) = (value, other.value)
    let product = LinearAlgebra.multiply(
      a, b, transposingA: transposingA, transposingB: transposingB, parallel: parallel)
    return Variable(
      product,
      from: [
        // With C = A B: dA = dC Bᵀ and dB = Aᵀ dC. If A was transposed, the transpose of dA is wanted: B dCᵀ.
        edge { gradient, sum in
          if transposingA {
            sum.addProduct(b, gradient, transposingA: transposingB, transposingB: true, parallel)
          } else {
            sum.addProduct(gradient, b, transposingA: false, transposingB: !transposingB, parallel)
          }
        },
        other.edge { gradient, sum in
          if transposingB {
            sum.addProduct(gradient, a, transposingA: true, transposingB: transposingA, parallel)
          } else {
            sum.addProduct(a, gradient, transposingA: !transposingA, transposingB: false, parallel)
          }
        },
      ])
  }
}

extension GradientSum {
  /// Adds op(A) op(B), a product with the shape of this sum.
  fileprivate mutating func addProduct(
    _ a: Tensor, _ b: Tensor, transposingA: Bool, transposingB: Bool, _ parallel: Parallel
  ) {
    let inner = a.shape[transposingA ? 0 : 1]
    // An empty sum adds nothing, and BLAS is not asked for it.
    guard inner > 0, !shape.contains(0) else { return }
    let (rows, columns) = (shape[0], shape[1])
    a.withUnsafePointer { a in
      b.withUnsafePointer { b in
        update { sum, adding in
          LinearAlgebra.multiply(
            a, b, into: sum, rows: rows, columns: columns, inner: inner, transposingA: transposingA,
            transposingB: transposingB, adding: adding, parallel: parallel)
        }
      }
    }
  }
}
