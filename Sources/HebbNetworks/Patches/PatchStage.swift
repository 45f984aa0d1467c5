import CHebbKernels
import HebbPlasticity
import HebbSupport
import HebbTensor

/// Consecutive convolutions whose activity stays in the order [height, width, channels] from one to the next.
final class PatchStage: NetworkStage {
  private let convolutions: [PatchLayer]
  private let parallel: Parallel
  private let kernels: HebbPatchKernels
  /// The batch at hand, `[height, width, channels]`.
  private var interleaved = BatchBuffer<Float>(rows: 0, count: 0)
  private var interleavedImages = 0
  /// What each layer passes on, `[channels, height, width]`, as far as it was asked for.
  private var planes: [BatchBuffer<Float>]
  private var planeImages = 0

  /// Images that go through the layers together while nobody learns, so that memory does not grow with the batch.
  private static let imagesAtRest = 16

  init(_ layers: [PatchLayer], kernels: UnsafePointer<HebbKernels>, parallel: Parallel) {
    convolutions = layers
    self.kernels = kernels.pointee.patches
    self.parallel = parallel
    planes = layers.map { _ in BatchBuffer(rows: 0, count: 0) }
  }

  var layers: [any HebbianLayer] { convolutions }

  func forward(_ batch: ImageBatch, keepsPooled: Bool, learns: Bool) throws(Problem) {
    if keepsPooled, planeImages < batch.count {
      planes = convolutions.map { BatchBuffer(rows: batch.count, count: $0.output.count) }
      planeImages = batch.count
    }
    let size = learns ? batch.count : max(Self.imagesAtRest, 2 * parallel.threads)
    for first in stride(from: 0, to: batch.count, by: max(size, 1)) {
      let part = first..<min(first + size, batch.count)
      interleave(batch, part)
      var source = interleaved
      let images = learns ? batch : batch[part]
      for (index, layer) in convolutions.enumerated() {
        let passesOn = keepsPooled || index < convolutions.count - 1
        try layer.forward(source, images, learns: learns, passesOn: passesOn)
        source = layer.pooled
        if keepsPooled { separate(index, part) }
      }
    }
  }

  func pooled(layer: Int, image: Int) -> UnsafePointer<Float> { UnsafePointer(planes[layer][image]) }

  func learn(plastic: Bool, signals: Signals, rateFactor: Double) throws(Problem) -> [[Int]] {
    var strengthened: [[Int]] = []
    for layer in convolutions { strengthened.append(try layer.learn(plastic: plastic, rateFactor: rateFactor)) }
    return strengthened
  }

  func inspect(layer: Int) throws(Problem) -> LayerInspection {
    let convolution = convolutions[layer]
    guard let pass = convolution.passes.first else { preconditionFailure("no forward pass has been made") }
    let (shape, y) = (convolution.geometry.convolved, pass.response.y.dense)
    let firing = pass.response.y.mapped { $0 > 0 ? 1 : 0 }.columnSums()
    var activity: [Float] = []
    for image in pass.images {
      activity += UnsafeBufferPointer(start: planes[layer][image], count: convolution.output.count)
    }
    let output = convolution.output
    return LayerInspection(
      winners: Tensor(
        shape: [pass.images.count, shape.channels, shape.height, shape.width],
        elements: (0..<pass.images.count * shape.count).map { i in
          let (image, rest) = i.quotientAndRemainder(dividingBy: shape.count)
          let (channel, position) = rest.quotientAndRemainder(dividingBy: shape.positions)
          return y[flat: (image * shape.positions + position) * shape.channels + channel]
        }),
      activity: Tensor(shape: [pass.images.count, output.channels, output.height, output.width], elements: activity),
      weightChange: try convolution.weightChange(),
      firingRates: firing.map { $0 / Float(max(pass.images.count * shape.positions, 1)) })
  }

  /// Images of the batch from planes to positions, mirrored where the batch says so.
  private func interleave(_ batch: ImageBatch, _ part: Range<Int>) {
    let input = convolutions[0].input
    if interleavedImages < part.count {
      interleaved = BatchBuffer(rows: part.count, count: input.count)
      interleavedImages = part.count
    }
    let (target, first) = (interleaved, part.lowerBound)
    parallel.forEach(part.count) { image, _ in
      let (source, isMirrored) = (batch.images[first + image], batch.mirrored[first + image])
      for y in 0..<input.height {
        kernels.interleave_line(
          source + y * input.width, input.positions, Int32(input.width), Int32(input.channels), isMirrored,
          target[image] + y * input.width * input.channels)
      }
    }
  }

  /// What a layer passes on, from positions to planes.
  private func separate(_ index: Int, _ part: Range<Int>) {
    let (layer, target, first) = (convolutions[index], planes[index], part.lowerBound)
    let (channels, positions) = (layer.output.channels, layer.output.positions)
    let source = layer.pooled
    parallel.forEach(part.count) { image, _ in
      let (from, to) = (source[image], target[first + image])
      for position in 0..<positions {
        for channel in 0..<channels { to[channel * positions + position] = from[position * channels + channel] }
      }
    }
  }
}
