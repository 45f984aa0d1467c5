/// The patches of an image that a convolution's kernel covers, one for each position of its output.
struct PatchGrid: Sendable, Equatable {
  let channels: Int
  let height: Int
  let width: Int
  let kernelHeight: Int
  let kernelWidth: Int
  let stride: Int
  let padding: Int

  /// - Parameter images: `[batch, channels, height, width]`
  init(images shape: [Int], kernelHeight: Int, kernelWidth: Int, stride: Int, padding: Int) {
    precondition(shape.count == 4, "images have the shape [batch, channels, height, width], not \(shape)")
    precondition(stride >= 1 && padding >= 0, "stride \(stride) must be at least 1, and padding \(padding) at least 0")
    (channels, height, width) = (shape[1], shape[2], shape[3])
    (self.kernelHeight, self.kernelWidth) = (kernelHeight, kernelWidth)
    (self.stride, self.padding) = (stride, padding)
    precondition(
      1 <= kernelHeight && kernelHeight <= height + 2 * padding && 1 <= kernelWidth
        && kernelWidth <= width + 2 * padding,
      "a kernel of \(kernelHeight) × \(kernelWidth) does not fit images of shape \(shape) with padding \(padding)")
  }

  var outputHeight: Int { (height + 2 * padding - kernelHeight) / stride + 1 }
  var outputWidth: Int { (width + 2 * padding - kernelWidth) / stride + 1 }
  /// Positions of the output.
  var positions: Int { outputHeight * outputWidth }
  /// Elements of a patch: channels × kernel height × kernel width.
  var patch: Int { channels * kernelHeight * kernelWidth }
  /// Elements of an image.
  var image: Int { channels * height * width }

  /// Copies the patches of an image `[channels, height, width]` into the columns of `[patch, positions]`; what lies
  /// outside the image is 0.
  func unfold(_ image: UnsafePointer<Float>, into patches: UnsafeMutablePointer<Float>) {
    forEachRow { target, source, valid in
      let row = patches + target
      for x in 0..<valid.lowerBound { row[x] = 0 }
      if stride == 1 {
        for x in valid { row[x] = image[source + x] }
      } else {
        for x in valid { row[x] = image[source + x * stride] }
      }
      for x in valid.upperBound..<outputWidth { row[x] = 0 }
    }
  }

  /// Adds the columns of `[patch, positions]` to the places of the image that they would have been copied from.
  func fold(_ patches: UnsafePointer<Float>, addingTo image: UnsafeMutablePointer<Float>) {
    forEachRow { target, source, valid in
      let row = patches + target
      if stride == 1 {
        for x in valid { image[source + x] += row[x] }
      } else {
        for x in valid { image[source + x * stride] += row[x] }
      }
    }
  }

  /// Calls `body` for every row of output positions under every element of the kernel: where the row begins in the
  /// patches, the place in the image (possibly outside) that its position 0 sees, and the positions that see the image.
  @inline(__always)
  private func forEachRow(_ body: (_ target: Int, _ source: Int, _ valid: Range<Int>) -> Void) {
    var target = 0
    for channel in 0..<channels {
      for ky in 0..<kernelHeight {
        for kx in 0..<kernelWidth {
          // Position x sees column x · stride + kx − padding, which must be in 0..<width.
          let first = min(max(0, (padding - kx + stride - 1) / stride), outputWidth)
          let last = (width - 1 + padding - kx) / stride
          let valid = first..<max(first, width + padding > kx ? min(outputWidth, last + 1) : first)
          for y in 0..<outputHeight {
            let row = y * stride + ky - padding
            let inside = 0 <= row && row < height
            body(target, (channel * height + row) * width + kx - padding, inside ? valid : 0..<0)
            target += outputWidth
          }
        }
      }
    }
  }
}
