extension RandomStream {
  /// Uniform in 0..<bound, without bias. Precondition: `bound` is at least 1.
  ///
  /// Written out instead of calling `Int.random(in:using:)`, whose use of the generator may change between versions of
  /// the standard library: a seed must give the same run for ever.
  ///
  /// > Reference: D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019),
  /// > doi:10.1145/3230636.
  public mutating func next(below bound: Int) -> Int {
    precondition(bound >= 1, "a bound of at least 1")
    let bound = UInt64(bound)
    var product = bound.multipliedFullWidth(by: next())
    if product.low < bound {
      // 2⁶⁴ mod bound: the products below it are the surplus that would favour small results.
      let surplus = (0 &- bound) % bound
      while product.low < surplus { product = bound.multipliedFullWidth(by: next()) }
    }
    return Int(product.high)
  }

  /// A permutation of 0..<count, all equally likely (Fisher–Yates).
  ///
  /// - Complexity: O(count)
  public mutating func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    var last = count - 1
    while last > 0 {
      order.swapAt(last, next(below: last + 1))
      last -= 1
    }
    return order
  }
}
