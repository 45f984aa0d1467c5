import HebbData
import HebbTensor

/// Images of random bytes, smoothed a little so that neighbouring pixels are correlated, `[count, shape]`.
func randomImages(_ count: Int, _ shape: ImageShape, seed: UInt64 = 1) -> [UInt8] {
  var random = RandomStream(seed: seed, "images")
  var last = 128
  return (0..<count * shape.count).map { _ in
    last = (last + random.next(below: 256)) / 2
    return UInt8(last)
  }
}

/// The mirror image of each image, `[count, shape]`.
func mirrored<Value>(_ images: [Value], _ shape: ImageShape) -> [Value] {
  stride(from: 0, to: images.count, by: shape.width).flatMap { images[$0..<$0 + shape.width].reversed() }
}

/// ‖a − b‖ / ‖b‖
func relativeError(_ a: some Collection<Float>, _ b: some Collection<Double>) -> Double {
  let difference = zip(a, b).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
  return (difference / b.reduce(0) { $0 + $1 * $1 }).squareRoot()
}
