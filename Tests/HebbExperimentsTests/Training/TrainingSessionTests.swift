import HebbData
import HebbNetworks
import HebbPlasticity
import HebbSupport
import HebbTensor
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("A training session")
struct TrainingSessionTests {
  @Test(
    "One seed gives the same weights, metrics and accuracy, bit for bit, with 1, 2 and 7 threads",
    arguments: ["hebbian-cnn", "hebbian-cnn-pruned"])
  func threads(name: String) throws {
    let data = try SyntheticImages().data()  // 60 images in batches of 7: the last has 4
    let specification = try TinyExperiment.specification(name)
    let sessions = try [1, 2, 7].map { try TinyExperiment.session(specification, data: data, threads: $0) }
    for session in sessions { try session.trainAll() }
    #expect(Set(sessions.map(\.weightsDigest)).count == 1)
    #expect(sessions.dropFirst().allSatisfy { $0.timelessMetrics == sessions[0].timelessMetrics })
    let evaluations = try sessions.map { try $0.evaluate(stop: StopRequest()) }
    #expect(evaluations.dropFirst().allSatisfy { $0 == evaluations[0] })
    let other = try TinyExperiment.session(specification, data: data, seed: 2)
    try other.trainAll()
    #expect(other.weightsDigest != sessions[0].weightsDigest)
  }

  @Test("Training changes weights and thresholds, and so does each epoch")
  func learns() throws {
    let session = try TinyExperiment.session(TinyExperiment.specification("hebbian-cnn"))
    var digests = [session.weightsDigest]
    let weights = session.network.layers.map(\.weights.elements)
    try session.settle(stop: StopRequest())
    #expect(session.network.layers.map(\.weights.elements) == weights, "thresholds settle with frozen weights")
    digests.append(session.weightsDigest)
    for _ in 0..<2 {
      try session.trainEpoch(stop: StopRequest())
      digests.append(session.weightsDigest)
    }
    #expect(Set(digests).count == 4)
    #expect(session.metrics.map(\.epoch) == [1, 2])
    for layer in session.metrics[0].layers {
      #expect(layer.weightChange > 0 && layer.thresholdSpread > 0 && (0.1...1).contains(layer.winnerEntropy))
    }
    for layer in session.network.layers {
      let fanIn = layer.weights.count / layer.description.channels
      for neuron in 0..<layer.description.channels {
        let norm = layer.weights.elements[neuron * fanIn..<(neuron + 1) * fanIn].reduce(0) { $0 + $1 * $1 }
        #expect(abs(norm - 1) < 1e-4)
      }
    }
  }

  @Test("A batch may be larger than the data, and the limit too", arguments: [1, 59, 60, 61, 1000])
  func largeBatch(batch: Int) throws {
    let session = try TinyExperiment.session(TinyExperiment.layer(batch: batch), limit: 10_000)
    try session.trainAll()
    #expect(session.imageCount == 60)
    #expect(session.batchesPerEpoch == (batch == 1 ? 60 : batch == 59 ? 2 : 1))
    #expect(session.position == TrainingPosition(settledBatches: 3, epochs: 1))
  }

  @Test("A limit uses the first images only, and a limit of none is a problem")
  func limit() throws {
    let session = try TinyExperiment.session(TinyExperiment.layer(), limit: 13)
    #expect(session.imageCount == 13 && session.batchesPerEpoch == 2)
    #expect(
      problem { try TinyExperiment.session(TinyExperiment.layer(), limit: 0) }?.what.contains("no training images")
        == true)
  }

  @Test("Grey images, a single class and no burn-in are trained on like any others")
  func unusualData() throws {
    let data = try SyntheticImages(classes: 1, channels: 1).data(training: 20, test: 5)
    let session = try TinyExperiment.session(TinyExperiment.layer(burnIn: 0), data: data)
    try session.trainAll()
    #expect(try session.evaluate(stop: StopRequest()).output == 1)
  }

  @Test("Weights that stop being finite are a problem that names epoch, batch and layer")
  func divergence() throws {
    var specification = try TinyExperiment.specification("hebbian-cnn-pruned")
    specification.layers[1].plasticity.learningRate = 1e38
    let session = try TinyExperiment.session(specification)
    let problem = try #require(problem { try session.trainAll() })
    #expect(problem.place == "epoch 1, batch 1, layers.1")
    #expect(problem.what.contains("no longer finite") && problem.advice?.contains("learning rate") == true)
  }

  @Test("Images that are not finite are a problem that names the batch", arguments: [0, 1])
  func notFinite(burnIn: Int) throws {
    var data = try SyntheticImages().data(training: 20)
    data = data.replacingFirstValue(by: .nan)
    let session = try TinyExperiment.session(TinyExperiment.layer(batch: 20, burnIn: burnIn), data: data)
    let problem = try #require(problem { try session.trainAll() })
    #expect(problem.place == (burnIn == 0 ? "epoch 1, batch 1, layers.0" : "settling, batch 1, layers.0"))
    #expect(problem.what.contains("not finite"))
  }

  @Test("Progress is told after each batch")
  func progress() throws {
    let session = try TinyExperiment.session(TinyExperiment.layer(batch: 25))
    var (settled, images): ([[Int]], [Int]) = ([], [])
    try session.settle(stop: StopRequest()) { settled.append([$0, $1]) }
    try session.trainEpoch(stop: StopRequest()) { images.append($0) }
    #expect(settled == [[1, 3], [2, 3], [3, 3]])
    #expect(images == [25, 50, 60])
  }
}

extension ExperimentData {
  /// The same data with the first value of the first training image replaced: what no file can hold.
  func replacingFirstValue(by value: Float) -> ExperimentData {
    images.training.withUnsafePointer { UnsafeMutablePointer(mutating: $0).pointee = value }
    return self
  }
}
