/// Where a part of an axis lies in memory: blocks of equal length at equal distances.
struct Blocks: Sendable {
  let count: Int
  /// Elements of a block.
  let length: Int
  /// From the start of one block to that of the next.
  let stride: Int
  /// The start of the first block.
  let offset: Int

  /// Copies the blocks of `whole` into `part`, where they follow each other, or adds them to what is there.
  func extract(from whole: UnsafePointer<Float>, to part: UnsafeMutablePointer<Float>, adding: Bool = false) {
    for block in 0..<count {
      let (source, target) = (whole + offset + block * stride, part + block * length)
      if adding {
        for i in 0..<length { target[i] += source[i] }
      } else {
        target.update(from: source, count: length)
      }
    }
  }

  /// Copies `part` into the blocks of `whole`.
  func insert(_ part: UnsafePointer<Float>, into whole: UnsafeMutablePointer<Float>) {
    for block in 0..<count {
      (whole + offset + block * stride).update(from: part + block * length, count: length)
    }
  }

  /// Adds `part` to the blocks of `whole`.
  func add(_ part: UnsafePointer<Float>, to whole: UnsafeMutablePointer<Float>) {
    for block in 0..<count {
      let (target, source) = (whole + offset + block * stride, part + block * length)
      for i in 0..<length { target[i] += source[i] }
    }
  }
}
