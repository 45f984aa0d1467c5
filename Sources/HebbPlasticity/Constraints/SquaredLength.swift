extension UnsafeMutableBufferPointer<Float> {
  /// Σ w², in double precision, so that weights on their way to infinity still have a length.
  var squaredLength: Double {
    // Several sums, none of which has to wait for another.
    var sums = SIMD8<Double>(repeating: 0)
    let whole = count / sums.scalarCount * sums.scalarCount
    for start in stride(from: 0, to: whole, by: sums.scalarCount) {
      for lane in sums.indices { sums[lane] += Double(self[start + lane]) * Double(self[start + lane]) }
    }
    return self[whole...].reduce(sums.sum()) { $0 + Double($1) * Double($1) }
  }
}
