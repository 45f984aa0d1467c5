extension Variable {
  /// The maps mirrored into a margin around them, their outermost rows and columns not repeated. Shape: `[samples,
  /// channels, height, width]` → `[samples, channels, height + 2 · margin, width + 2 · margin]`.
  ///
  /// Precondition: the margin is less than height and width.
  public func reflected(margin: Int, parallel: Parallel = Parallel()) -> Variable {
    precondition(shape.count == 4, "shape \(shape) is not [samples, channels, height, width]")
    let (maps, height, width) = (shape[0] * shape[1], shape[2], shape[3])
    precondition(0 <= margin && margin < min(height, width), "a margin of \(margin) around shape \(shape)")
    let (outerHeight, outerWidth) = (height + 2 * margin, width + 2 * margin)
    /// Where row or column `index` of the result is taken from.
    func source(_ index: Int, _ length: Int) -> Int {
      let place = Swift.abs(index - margin)
      return place < length ? place : 2 * (length - 1) - place
    }
    let rows = (0..<outerHeight).map { source($0, height) }
    let columns = (0..<outerWidth).map { source($0, width) }
    let places = rows.flatMap { row in columns.map { row * width + $0 } }
    let result = Tensor(shape: [shape[0], shape[1], outerHeight, outerWidth]) { result in
      value.withUnsafePointer { x in
        nonisolated(unsafe) let (x, result) = (x, result)
        parallel.forEach(maps) { map, _ in
          let (x, y) = (x + map * height * width, result + map * places.count)
          for (i, place) in places.enumerated() { y[i] = x[place] }
        }
      }
    }
    return Variable(
      result,
      from: [
        edge { gradient, sum in
          gradient.withUnsafePointer { dy in
            sum.scatter { dx in
              nonisolated(unsafe) let (dy, dx) = (dy, dx)
              parallel.forEach(maps) { map, _ in
                let (dx, dy) = (dx + map * height * width, dy + map * places.count)
                for (i, place) in places.enumerated() { dx[place] += dy[i] }
              }
            }
          }
        }
      ])
  }
}
