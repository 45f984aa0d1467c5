import CHebbKernels
import HebbPlasticity
import HebbSupport
import HebbTensor
import Synchronization

/// From images to rows of presynaptic activity.
extension PopulationLayer {
  /// Rows per image: positions of a convolution, time steps of a recurrent layer.
  var steps: Int {
    switch description.kind {
    case .convolution: convolved.positions
    case .linear: 1
    case .recurrent: input.height
    }
  }

  /// Whether the rule learns from what follows in time. A convolution's time then runs over the positions of an image
  /// in reading order, that of a linear layer from image to image.
  private var isSequential: Bool { type(of: description.plasticity.rule).card.needs.contains(.sequence) }

  /// Whether rows are ordered by time: row step · images + image instead of image · steps + step.
  private var isTimeMajor: Bool { description.kind == .recurrent || isSequential }

  func lanes(images: Int) -> Int {
    switch description.kind {
    case .convolution: isSequential ? images : images * steps
    case .linear: isSequential ? 1 : images
    case .recurrent: images
    }
  }

  func row(image: Int, step: Int, images: Int) -> Int { isTimeMajor ? step * images + image : image * steps + step }

  /// Every image's signals for each of its rows.
  func expanded(_ signals: Signals, images: Int) -> Signals {
    guard steps > 1 else { return signals }
    var places = [Int](repeating: 0, count: images * steps)
    for image in 0..<images { for step in 0..<steps { places[row(image: image, step: step, images: images)] = image } }
    return Signals(
      reward: signals.reward.map { reward in places.map { reward[$0] } },
      outputError: signals.outputError.map { error in
        let width = error.shape[1]
        let elements = error.elements
        return Tensor(
          shape: [places.count, width], elements: places.flatMap { elements[$0 * width..<($0 + 1) * width] })
      })
  }

  /// Writes every receptive field of every image into a row `[input channels, kernel, kernel]`, normalised and whitened.
  ///
  /// - Throws: `Problem` naming the first image that is not finite.
  func unfold(_ batch: ImageBatch, into x: inout Tensor) throws(Problem) {
    let (size, inputs) = (paddedShape, population.inputs)
    let images = (0..<parallel.threads).map { _ in BatchBuffer<Float>(rows: 1, count: size.count) }
    let faults = Atomic(Int.max)
    x.withUnsafeMutableBufferPointer { x in
      guard let base = x.baseAddress else { return }
      nonisolated(unsafe) let rows = base
      parallel.forEach(batch.count) { image, worker in
        let source = images[worker][0]
        guard normalise(batch, image: image, into: source) else {
          faults.min(image, ordering: .relaxed)
          return
        }
        for step in 0..<steps {
          let target = rows + row(image: image, step: step, images: batch.count) * inputs
          copyPatch(step, of: source, size: size, into: target)
          if description.normalisation == .patch { standardise(target, count: inputs) }
        }
      }
    }
    try report(faults, of: batch)
    if let whitening { x = LinearAlgebra.multiply(x, whitening, transposingB: true, parallel: parallel) }
  }

  func report(_ faults: borrowing Atomic<Int>, of batch: ImageBatch) throws(Problem) {
    let fault = faults.load(ordering: .relaxed)
    guard fault == .max else {
      throw Problem(
        "the activity that enters the layer is not finite (image \(batch.first + fault) of the batch)", at: place,
        advice: "Check the data for NaN, or lower the layer's learning rate; earlier checkpoints are untouched.")
    }
  }

  /// The input with its margin.
  var paddedShape: ImageShape {
    ImageShape(
      channels: input.channels, height: input.height + 2 * description.padding,
      width: input.width + 2 * description.padding)
  }

  /// An image, mirrored if the batch says so, centred and scaled if the layer wants it, within its margin.
  ///
  /// - Returns: whether all values are finite.
  func normalise(_ batch: ImageBatch, image: Int, into target: UnsafeMutablePointer<Float>) -> Bool {
    let (source, isMirrored, size) = (batch.images[image], batch.mirrored[image], paddedShape)
    let (padding, width) = (description.padding, input.width)
    var (mean, scale): (Float, Float) = (0, 1)
    let isFinite = kernels.pointee.standardisation(source, input.count, &mean, &scale)
    guard isFinite else { return false }
    if description.normalisation != .image { (mean, scale) = (0, 1) }
    if padding > 0 { target.update(repeating: 0, count: size.count) }
    for line in 0..<input.channels * input.height {
      let (channel, y) = (line / input.height, line % input.height)
      let from = source + line * width
      let to = target + (channel * size.height + y + padding) * size.width + padding
      if let affine { (mean, scale) = (affine.shift[channel], affine.scale[channel]) }
      if isMirrored {
        for i in 0..<width { to[i] = (from[width - 1 - i] - mean) * scale }
      } else {
        for i in 0..<width { to[i] = (from[i] - mean) * scale }
      }
    }
    if padding > 0, description.paddingMode == .reflect { reflect(target) }
    return true
  }

  /// Fills the margin of every channel with its mirror image: columns of each line first, then whole lines.
  private func reflect(_ image: UnsafeMutablePointer<Float>) {
    let (padding, size) = (description.padding, paddedShape)
    let (lastLine, lastColumn) = (size.height - 1 - padding, size.width - 1 - padding)
    for channel in 0..<size.channels {
      let plane = image + channel * size.height * size.width
      for y in padding...lastLine {
        let line = plane + y * size.width
        for i in 1...padding {
          line[padding - i] = line[padding + i]
          line[lastColumn + i] = line[lastColumn - i]
        }
      }
      for i in 1...padding {
        (plane + (padding - i) * size.width).update(from: plane + (padding + i) * size.width, count: size.width)
        (plane + (lastLine + i) * size.width).update(from: plane + (lastLine - i) * size.width, count: size.width)
      }
    }
  }

  private func copyPatch(
    _ position: Int, of image: UnsafePointer<Float>, size: ImageShape, into row: UnsafeMutablePointer<Float>
  ) {
    guard description.kind == .convolution else {
      row.update(from: image, count: input.count)
      return
    }
    let (kernel, stride) = (description.kernel, description.stride)
    let corner = (position / convolved.width) * stride * size.width + (position % convolved.width) * stride
    var target = row
    for channel in 0..<size.channels {
      var source = image + channel * size.height * size.width + corner
      for _ in 0..<kernel {
        for i in 0..<kernel { target[i] = source[i] }
        target += kernel
        source += size.width
      }
    }
  }

  private func standardise(_ row: UnsafeMutablePointer<Float>, count: Int) {
    var (mean, scale): (Float, Float) = (0, 1)
    _ = kernels.pointee.standardisation(row, count, &mean, &scale)
    for i in 0..<count { row[i] = (row[i] - mean) * scale }
  }
}
