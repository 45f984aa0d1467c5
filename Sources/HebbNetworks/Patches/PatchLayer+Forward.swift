import CHebbKernels
import HebbPlasticity
import HebbSupport
import HebbTensor
import Synchronization

/// From images to responses, and to what the layer passes on.
extension PatchLayer {
  /// Carries a batch through the layer; `pooled` then holds what it passes on, if that is wanted.
  ///
  /// - Parameters:
  ///   - source: the images `[height, width, channels]`.
  ///   - learns: whether the batch's own mean and variance count, and the response is kept for `learn`.
  /// - Throws: `Problem` naming the first image that is not finite.
  func forward(_ source: BatchBuffer<Float>, images count: Int, learns: Bool, passesOn: Bool) throws(Problem) {
    try makeRoom(for: count)
    let statistics = batchNormalisation != nil && learns ? channelStatistics(of: source, images: count) : nil
    try store(source, images: count, statistics: statistics)
    let u = respond(images: count)
    let drive = thresholds.contains(where: { $0 != 0 }) ? u.subtractingFromColumns(thresholds) : u
    let competes = learns || description.activation == .winners
    let y =
      competes
      ? description.plasticity.competition.reduce(Rows.dense(drive)) { $1.compete($0, state: state) } : .dense(drive)
    let response = Population.Response(u: u, drive: drive, y: y)
    pass = learns ? Pass(images: count, response: response, statistics: statistics) : nil
    if passesOn { pool(description.activation.apply(to: response, parallel: parallel), images: count) }
  }

  private func makeRoom(for count: Int) throws(Problem) {
    guard count > imageCapacity else { return }
    guard count <= Int(Int32.max) / max(geometry.imageCount, 1) else {
      throw Problem(
        "a batch of \(count) images is too large for the layer", at: place, advice: "Lower training.batch.")
    }
    images = StoredImages(precision, count: count * geometry.imageCount)
    pooled = BatchBuffer(rows: count, count: output.count)
    imageCapacity = count
  }

  /// Mean and variance of every channel over all images and positions, image by image.
  private func channelStatistics(of source: BatchBuffer<Float>, images count: Int) -> BatchNormalisation.Statistics {
    let (channels, positions) = (input.channels, input.positions)
    func moments(_ shift: [Float], power: Int32) -> [Double] {
      var parts = [Double](repeating: 0, count: count * channels)
      parts.withUnsafeMutableBufferPointer { parts in
        shift.withUnsafeBufferPointer { shift in
          parallel.forEach(count) { image, _ in
            kernels.moments(
              source[image], positions, Int32(channels), shift.baseAddress, power,
              parts.baseAddress! + image * channels)
          }
        }
      }
      let values = Double(count * positions)
      return (0..<channels).map { c in (0..<count).reduce(0) { $0 + parts[$1 * channels + c] } / values }
    }
    let mean = moments([Float](repeating: 0, count: channels), power: 1)
    return BatchNormalisation.Statistics(
      mean: mean, variance: moments(mean.map { Float($0) }, power: 2), count: count * positions)
  }

  private func store(
    _ source: BatchBuffer<Float>, images count: Int, statistics: BatchNormalisation.Statistics?
  ) throws(Problem) {
    let common =
      statistics.map(BatchNormalisation.affine) ?? batchNormalisation?.affine
      ?? .identity(channels: input.channels)
    let fault = Atomic(Int.max)
    parallel.forEach(count) { image, _ in
      var (affine, mean, scale): (BatchNormalisation.Affine, Float, Float) = (common, 0, 1)
      if !table.pointee.standardisation(source[image], input.count, &mean, &scale) {
        fault.min(image, ordering: .relaxed)
      }
      if description.normalisation == .image {
        affine = BatchNormalisation.Affine(
          shift: [Float](repeating: mean, count: input.channels),
          scale: [Float](repeating: scale, count: input.channels))
      }
      images.store(source[image], at: image, affine, geometry, mode: description.paddingMode, kernels)
    }
    let first = fault.load(ordering: .relaxed)
    guard first == .max else {
      throw Problem(
        "the activity that enters the layer is not finite (image \(first) of the batch)", at: place,
        advice: "Check the data for NaN, or lower the layer's learning rate; earlier checkpoints are untouched.")
    }
  }

  /// u `[images · positions, neurons]`: tasks are a block of neurons and an image, so that a block's weights stay in the
  /// cache for all images.
  func respond(images count: Int) -> Tensor {
    let (positions, neurons, blockSize) = (geometry.offsets.count, neurons, PackedWeights.blockSize)
    let blocks = (neurons + blockSize - 1) / blockSize
    return Tensor(shape: [count * positions, neurons]) { u in
      geometry.offsets.withUnsafeBufferPointer { offsets in
        nonisolated(unsafe) let (u, offsets) = (u, offsets)
        parallel.forEach(blocks * count) { piece, _ in
          let (block, image) = piece.quotientAndRemainder(dividingBy: count)
          let what = HebbResponses(
            patch: geometry.patch, offsets: offsets.baseAddress, positions: Int32(positions),
            neurons: Int32(min(blockSize, neurons - block * blockSize)), stride: neurons)
          packed.respond(
            to: images, from: image * geometry.imageCount, block: block, what,
            into: u + image * positions * neurons + block * blockSize, kernels)
        }
      }
    }
  }

  /// Brings the activity `[images · positions, neurons]` of each window together.
  private func pool(_ activity: Tensor, images count: Int) {
    let (neurons, windows) = (neurons, geometry.windows)
    let share = 1 / Float(description.pool.size * description.pool.size)
    activity.withUnsafeBufferPointer { activity in
      nonisolated(unsafe) let activity = activity
      parallel.forEach(count * output.height) { line, _ in
        let (image, row) = line.quotientAndRemainder(dividingBy: output.height)
        let source = activity.baseAddress! + image * geometry.offsets.count * neurons
        for cell in row * output.width..<(row + 1) * output.width {
          windows[cell].withUnsafeBufferPointer { window in
            let target = pooled[image] + cell * neurons
            if description.pool.kind == .maximum {
              kernels.pool_largest(source, window.baseAddress, Int32(window.count), Int32(neurons), target)
            } else {
              kernels.pool_sum(source, window.baseAddress, Int32(window.count), Int32(neurons), share, target)
            }
          }
        }
      }
    }
  }
}

extension Tensor {
  /// Subtracts one value from every element of a column of a matrix `[rows, columns]`.
  func subtractingFromColumns(_ values: [Float]) -> Tensor {
    var result = self
    result.withUnsafeMutableBufferPointer { x in
      for row in stride(from: 0, to: x.count, by: values.count) {
        for column in values.indices { x[row + column] -= values[column] }
      }
    }
    return result
  }
}
