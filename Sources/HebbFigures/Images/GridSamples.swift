/// The samples of a grid of fields, reduced to the one (grey) or three (RGB) channels that are drawn.
struct GridSamples {
  let count, channels, height, width: Int
  /// `[count, channels, height, width]`
  let values: [Float]

  init(_ fields: UnsafeBufferPointer<Float>, shape: [Int]) {
    (count, height, width) = (shape[0], shape[2], shape[3])
    channels = shape[1] == 3 ? 3 : 1
    guard shape[1] != channels else {
      values = Array(fields)
      return
    }
    let (area, share) = (height * width, 1 / Float(shape[1]))
    var means = [Float](repeating: 0, count: count * area)
    for tile in 0..<count {
      for channel in 0..<shape[1] {
        for pixel in 0..<area {
          means[tile * area + pixel] += share * fields[(tile * shape[1] + channel) * area + pixel]
        }
      }
    }
    values = means
  }

  func range(of tile: Int) -> Range<Int> {
    let length = channels * height * width
    return (tile * length)..<((tile + 1) * length)
  }

  /// The largest absolute value among the finite ones; 0 if there are none.
  func largestMagnitude(in range: Range<Int>) -> Float {
    var largest: Float = 0
    for value in values[range] where value.isFinite { largest = max(largest, abs(value)) }
    return largest
  }

  /// Maps −scale … scale to 1 … 255, zero to 128.
  func color(tile: Int, x: Int, y: Int, scale: Float) -> RasterImage.Color {
    let first = range(of: tile).lowerBound + y * width + x
    func sample(_ channel: Int) -> UInt8? {
      let value = values[first + channel * height * width]
      guard value.isFinite else { return nil }
      guard scale > 0 else { return 128 }
      return UInt8(128 + (127 * min(1, max(-1, value / scale))).rounded())
    }
    guard let red = sample(0) else { return ImageGrid.notFinite }
    guard channels == 3 else { return .gray(red) }
    guard let green = sample(1), let blue = sample(2) else { return ImageGrid.notFinite }
    return RasterImage.Color(red: red, green: green, blue: blue)
  }
}
