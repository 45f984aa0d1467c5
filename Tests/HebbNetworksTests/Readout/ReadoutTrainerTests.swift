import CHebbKernels
import HebbSupport
import HebbTensor
import Testing

@testable import HebbNetworks

@Suite("ReadoutTrainer")
struct ReadoutTrainerTests {
  /// Clusters, one per class, with features that half-precision numbers hold exactly.
  private struct Images {
    var rows: Tensor
    var labels: [Int]

    init(_ count: Int, features: Int, classes: Int, noise: Float = 0.5, seed: UInt64 = 1) {
      var random = RandomStream(seed: seed, "images")
      let centres = (0..<classes * features).map { _ in random.normal() }
      labels = (0..<count).map { $0 % classes }
      let values = labels.flatMap { label in
        (0..<features).map { centres[label * features + $0] + noise * random.normal() }
      }
      rows = Tensor(shape: [count, features], elements: values.map { ($0 * 64).rounded() / 64 })
    }

    func cache(views: Int = 1, kernels: String? = nil) throws -> FeatureCache {
      let cache = try FeatureCache(images: labels.count, views: views, features: rows.shape[1], kernels: kernels)
      for view in 0..<views { try cache.write(rows, first: 0, view: view) }
      return cache
    }

    func row(_ image: Int) -> [Double] { (0..<rows.shape[1]).map { Double(rows[image, $0]) } }
  }

  private static let trainings: [ReadoutTraining] = [
    ReadoutTraining(learningRate: 0.001, batch: 7, epochs: 3, halvings: [0.5], dropout: 0, weightDecay: 0.01),
    ReadoutTraining(optimiser: .sgd(momentum: 0.8), learningRate: 0.001, batch: 8, epochs: 3, halvings: [], dropout: 0),
    ReadoutTraining(loss: .power(exponent: 6, steepness: 0.5), learningRate: 0.001, batch: 7, epochs: 3, dropout: 0),
    ReadoutTraining(learningRate: 0.001, batch: 9, epochs: 2, dropout: 0.5),
    ReadoutTraining(learningRate: 0.001, batch: 9, epochs: 2, dropout: 0.3),
  ]

  @Test("Training is that of the equations, dropout included", arguments: trainings, ReferenceTests.instructionSets)
  func plain(training: ReadoutTraining, instructionSet: String) throws {
    let (features, classes) = (600, 3)
    let images = Images(25, features: features, classes: classes)
    let trainer = try ReadoutTrainer(
      images.cache(kernels: instructionSet), labels: images.labels, classes: classes, training: training, seed: 5)
    var plain = PlainReadout(features: features, classes: classes, training)
    var key = RandomStream(seed: 5, "readout.dropout")
    let (word, keep) = (key.next(), training.keptOf65536)
    var steps: UInt32 = 0
    for epoch in 0..<training.epochs {
      let result = try trainer.trainEpoch()
      var random = RandomStream(seed: 5, "readout.epoch.\(epoch).order")
      let order = random.permutation(of: 25)
      var loss = 0.0
      for first in stride(from: 0, to: 25, by: training.batch) {
        let batch = Array(order[first..<min(first + training.batch, 25)])
        let rows = batch.enumerated().map { place, image in
          zip(images.row(image), mask(keep, features, place, steps, word)).map { $0 * $1 }
        }
        for (row, image) in zip(rows, batch) {
          loss += PlainReadout.loss(training.loss, plain.scores(row), images.labels[image])
        }
        plain.learn(rows, labels: batch.map { images.labels[$0] }, rate: training.rate(epoch: epoch))
        steps += 1
      }
      #expect(result.epoch == epoch + 1 && result.learningRate == training.rate(epoch: epoch))
      #expect(abs(result.loss - loss / 25) < 1e-3 * loss / 25)
    }
    let readout = trainer.readout
    // Adam makes steps of one size even where a gradient is all rounding error, as the intercept's is in a batch with as
    // many images of each class: single numbers may differ.
    var squares = 0.0
    for label in 0..<classes {
      #expect(abs(Double(readout.intercept[label]) - plain.intercept[label]) < 1e-3)
      for feature in 0..<features {
        let difference = Double(readout.weights[feature, label]) - plain.weights[label][feature]
        squares += difference * difference
        #expect(abs(difference) < 1e-3)
      }
    }
    #expect((squares / Double(features * classes)).squareRoot() < 1e-4)
  }

  /// 0 for hidden features, for others what makes up for the hidden ones.
  private func mask(_ keep: UInt32, _ features: Int, _ row: Int, _ step: UInt32, _ key: UInt64) -> [Double] {
    guard keep < 65_536 else { return [Double](repeating: 1, count: features) }
    let words = [UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32)]
    return (0..<features).map { feature in
      let (block, place) = (feature / 512, feature % 512)
      var bits = [UInt16](repeating: 0, count: 4 * 32)
      hebb_kernels_named("base").pointee.readout.keep_bits(
        words, [UInt32(block) << 16, UInt32(row / 4), step, 0], keep, &bits)
      return bits[row % 4 * 32 + place % 32] >> (place / 32) & 1 == 1 ? 65_536 / Double(keep) : 0
    }
  }

  @Test("Any number of threads gives the same bits", arguments: [10, 70])
  func threads(classes: Int) throws {
    let images = Images(150, features: 1500, classes: classes)
    let training = ReadoutTraining(batch: 64, epochs: 2)
    let readouts = try [1, 2, 3].map { threads in
      let trainer = try ReadoutTrainer(
        images.cache(views: 2), labels: images.labels, classes: classes, training: training, seed: 2,
        parallel: Parallel(threads: threads))
      for _ in 0..<2 { _ = try trainer.trainEpoch() }
      return trainer.readout
    }
    #expect(readouts[0] == readouts[1] && readouts[0] == readouts[2])
  }

  @Test("The seed and the stream's name decide about order and dropout")
  func seeds() throws {
    let images = Images(40, features: 70, classes: 4)
    func readout(seed: UInt64, stream: String) throws -> LinearReadout {
      let trainer = try ReadoutTrainer(
        images.cache(), labels: images.labels, classes: 4, training: ReadoutTraining(batch: 10), seed: seed,
        stream: stream)
      _ = try trainer.trainEpoch()
      return trainer.readout
    }
    let first = try readout(seed: 1, stream: "a")
    #expect(try readout(seed: 1, stream: "a") == first)
    #expect(try readout(seed: 2, stream: "a") != first)
    #expect(try readout(seed: 1, stream: "b") != first)
  }

  @Test(
    "A linearly separable problem is learned",
    arguments: [
      ReadoutTraining(batch: 20, epochs: 20), ReadoutTraining(optimiser: .sgd(momentum: 0.9), batch: 20, epochs: 20),
      ReadoutTraining(loss: .power(exponent: 6, steepness: 1), batch: 20, epochs: 20, dropout: 0),
    ])
  func separable(training: ReadoutTraining) throws {
    let images = Images(200, features: 90, classes: 5)
    let trainer = try ReadoutTrainer(
      images.cache(), labels: images.labels, classes: 5, training: training, seed: 1)
    let first = try trainer.trainEpoch()
    var last = first
    while trainer.epochs < training.epochs { last = try trainer.trainEpoch() }
    #expect(last.loss < first.loss && last.accuracy > 0.98)
    #expect(try trainer.accuracy() == 1)
    #expect(trainer.readout.accuracy(images.rows, labels: images.labels) == 1)
  }

  @Test("Features in another unit give the same read-out of the unit's own", arguments: [Float(0x1p-20), 0x1p20])
  func units(unit: Float) throws {
    let images = Images(30, features: 20, classes: 3)
    let scaled = images.rows.mapped { $0 * unit }
    // One step from 0, before the intercept could make a difference.
    func weights(_ rows: Tensor, rate: Double) throws -> Tensor {
      let cache = try FeatureCache(images: 30, features: 20)
      try cache.write(rows, first: 0)
      let trainer = try ReadoutTrainer(
        cache, labels: images.labels, classes: 3,
        training: ReadoutTraining(optimiser: .sgd(momentum: 0), learningRate: rate, batch: 30, dropout: 0), seed: 1)
      _ = try trainer.trainEpoch()
      return trainer.readout.weights
    }
    let plain = try weights(images.rows, rate: 0.5)
    let other = try weights(scaled, rate: 0.5 / Double(unit * unit))
    for (a, b) in zip(plain.elements, other.elements) { #expect(a == b * unit) }
  }

  @Test("A label that is no class is a problem, and so is a loss that stops being finite")
  func mistakes() throws {
    let images = Images(20, features: 8, classes: 2)
    let cache = try images.cache()
    #expect {
      _ = try ReadoutTrainer(
        cache, labels: [2] + images.labels.dropFirst(), classes: 2, training: ReadoutTraining(), seed: 1)
    } throws: { ($0 as? Problem)?.place == "image 0" }
    let wild = try ReadoutTrainer(
      cache, labels: images.labels, classes: 2,
      training: ReadoutTraining(optimiser: .sgd(momentum: 0.9), learningRate: 1e38, batch: 2, dropout: 0), seed: 1)
    #expect { for _ in 0..<3 { _ = try wild.trainEpoch() } } throws: {
      ($0 as? Problem)?.place == "readout.learningRate"
    }
  }

  @Test("Progress counts images; what it throws ends the epoch")
  func progress() throws {
    struct Halt: Error {}
    let images = Images(25, features: 8, classes: 2)
    let trainer = try ReadoutTrainer(
      images.cache(), labels: images.labels, classes: 2, training: ReadoutTraining(batch: 10), seed: 1)
    var seen: [Int] = []
    _ = try trainer.trainEpoch { seen.append($0) }
    #expect(seen == [10, 20, 25])
    #expect(throws: Halt.self) { try trainer.trainEpoch { _ in throw Halt() } }
  }
}
