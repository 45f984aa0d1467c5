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
  ///   - batch: which images these are.
  ///   - learns: whether the batch's own mean and variance count, and the response is kept for `learn`.
  /// - Throws: `Problem` naming the first image that is not finite.
  func forward(_ source: BatchBuffer<Float>, _ batch: ImageBatch, learns: Bool, passesOn: Bool) throws(Problem) {
    try makeRoom(for: batch.count)
    statistics = batchNormalisation != nil && learns ? try channelStatistics(of: source, batch) : nil
    try store(source, batch, statistics: statistics)
    totalCount = batch.total
    passes = []
    for shard in batch.shards {
      let response = response(to: shard, learns: learns)
      if passesOn { pool(description.activation.apply(to: response, parallel: parallel), images: shard) }
      if learns { passes.append(Pass(images: shard, response: response)) }
    }
  }

  private func response(to images: Range<Int>, learns: Bool) -> Population.Response {
    let u = respond(images: images)
    let drive = thresholds.contains(where: { $0 != 0 }) ? u.subtractingFromColumns(thresholds) : u
    let competes = learns || description.activation == .winners
    let y =
      competes
      ? description.plasticity.competition.reduce(Rows.dense(drive)) { $1.compete($0, state: state) } : .dense(drive)
    return Population.Response(u: u, drive: drive, y: y)
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

  /// Mean and variance of every channel over all images and positions of the whole batch, image by image.
  private func channelStatistics(
    of source: BatchBuffer<Float>, _ batch: ImageBatch
  ) throws(Problem) -> BatchNormalisation.Statistics {
    let (channels, positions, count) = (input.channels, input.positions, batch.count)
    func moments(_ shift: [Float], power: Int32) throws(Problem) -> [Double] {
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
      let values = Double(batch.total * positions)
      let sums = batch.shards.map { shard in
        (0..<channels).map { c in shard.reduce(0) { $0 + parts[$1 * channels + c] } }
      }
      guard batch.isDivided, let division = self.sums?.division else { return sums[0].map { $0 / values } }
      return try division.sum(sums).map { $0 / values }
    }
    let mean = try moments([Float](repeating: 0, count: channels), power: 1)
    let statistics = BatchNormalisation.Statistics(
      mean: mean, variance: try moments(mean.map { Float($0) }, power: 2), count: batch.total * positions)
    // An image that is not finite shows in the statistics of all processes, so that none waits for another's.
    guard sums == nil || statistics.isFinite else { throw BatchNormalisation.problem(at: place) }
    return statistics
  }

  private func store(
    _ source: BatchBuffer<Float>, _ batch: ImageBatch, statistics: BatchNormalisation.Statistics?
  ) throws(Problem) {
    let common =
      statistics.map(BatchNormalisation.affine) ?? batchNormalisation?.affine
      ?? .identity(channels: input.channels)
    let fault = Atomic(Int.max)
    parallel.forEach(batch.count) { image, _ in
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
        "the activity that enters the layer is not finite (image \(batch.first + first) of the batch)", at: place,
        advice: "Check the data for NaN, or lower the layer's learning rate; earlier checkpoints are untouched.")
    }
  }

  /// u `[images · positions, neurons]`: tasks are a block of neurons and an image, so that a block's weights stay in the
  /// cache for all images.
  func respond(images range: Range<Int>) -> Tensor {
    let count = range.count
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
            to: images, from: (range.lowerBound + image) * geometry.imageCount, block: block, what,
            into: u + image * positions * neurons + block * blockSize, kernels)
        }
      }
    }
  }

  /// Brings the activity `[images · positions, neurons]` of each window together.
  private func pool(_ activity: Tensor, images range: Range<Int>) {
    let (first, count) = (range.lowerBound, range.count)
    let (neurons, windows) = (neurons, geometry.windows)
    let share = 1 / Float(description.pool.size * description.pool.size)
    activity.withUnsafeBufferPointer { activity in
      nonisolated(unsafe) let activity = activity
      parallel.forEach(count * output.height) { line, _ in
        let (image, row) = line.quotientAndRemainder(dividingBy: output.height)
        let source = activity.baseAddress! + image * geometry.offsets.count * neurons
        for cell in row * output.width..<(row + 1) * output.width {
          windows[cell].withUnsafeBufferPointer { window in
            let target = pooled[first + image] + cell * neurons
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
