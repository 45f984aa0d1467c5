import Foundation
import HebbExchange
import HebbNetworks
import HebbSupport
import HebbTensor
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("A read-out that learns together with the layers")
struct JointReadoutTests {
  private static let (features, classes) = (7, 3)

  private static func batch(_ number: Int, images: Int = 5) -> (activity: Tensor, labels: [Int]) {
    var random = RandomStream(seed: 4, "batch \(number)")
    let activity = Tensor(
      shape: [images, features], elements: (0..<images * features).map { _ in max(0, random.normal()) })
    return (activity, (0..<images).map { _ in random.next(below: classes) })
  }

  /// Softmax regression in double precision, one image after the other.
  private struct Plain {
    var w: [[Double]]
    var first: [[Double]]
    var second: [[Double]]
    var (steps, correct, loss) = (0, 0, 0.0)

    init(_ weights: Tensor) {
      let (rows, columns) = (weights.shape[0], weights.shape[1])
      w = (0..<rows).map { row in (0..<columns).map { Double(weights[row, $0]) } }
      first = w.map { $0.map { _ in 0 } }
      second = first
    }

    mutating func learn(_ activity: Tensor, _ labels: [Int], rate: Double, _ optimiser: ReadoutTraining.Optimiser) {
      var gradient = w.map { $0.map { _ in 0.0 } }
      for (image, label) in labels.enumerated() {
        let z = (0..<activity.shape[1]).map { Double(activity[image, $0]) } + [1]
        let o = w.map { zip($0, z).reduce(0) { $0 + $1.0 * $1.1 } }
        let exponentials = o.map { exp($0 - (o.max() ?? 0)) }
        let p = exponentials.map { $0 / exponentials.reduce(0, +) }
        loss -= log(p[label])
        correct += o.firstIndex(of: o.max() ?? 0) == label ? 1 : 0
        for c in w.indices {
          for j in z.indices { gradient[c][j] += (p[c] - (c == label ? 1 : 0)) * z[j] / Double(labels.count) }
        }
      }
      steps += 1
      for c in w.indices {
        for j in w[c].indices {
          switch optimiser {
          case .sgd(let momentum):
            first[c][j] = momentum * first[c][j] + gradient[c][j]
            w[c][j] -= rate * first[c][j]
          case .adam:
            first[c][j] = 0.9 * first[c][j] + 0.1 * gradient[c][j]
            second[c][j] = 0.999 * second[c][j] + 0.001 * gradient[c][j] * gradient[c][j]
            let (m, v) = (first[c][j] / (1 - pow(0.9, Double(steps))), second[c][j] / (1 - pow(0.999, Double(steps))))
            w[c][j] -= rate * m / (v.squareRoot() + 1e-8)
          }
        }
      }
    }
  }

  @Test(
    "Its steps are those of softmax regression in a plain loop",
    arguments: [ReadoutTraining.Optimiser.sgd(momentum: 0), .sgd(momentum: 0.7), .adam])
  func plain(optimiser: ReadoutTraining.Optimiser) {
    let specification = JointReadoutSpecification(optimiser: optimiser, learningRate: 0.2)
    var readout = JointReadout(specification, features: Self.features, classes: Self.classes, seed: 1)
    var plain = Plain(readout.weights)
    for number in 0..<8 {
      let (activity, labels) = Self.batch(number, images: 1 + number % 5)
      let factor = number == 7 ? 0.5 : 1
      readout.learn(from: activity, labels: labels, rateFactor: factor, parallel: Parallel())
      plain.learn(activity, labels, rate: 0.2 * factor, optimiser)
    }
    for c in 0..<Self.classes {
      for j in 0...Self.features { #expect(abs(Double(readout.weights[c, j]) - plain.w[c][j]) < 1e-4) }
    }
    #expect(readout.tally.correct == plain.correct && abs(readout.tally.loss - plain.loss) < 1e-4)
    #expect(readout.tally.images == (0..<8).reduce(0) { $0 + 1 + $1 % 5 })
  }

  @Test("As a linear read-out it gives the same answers")
  func linear() {
    let readout = JointReadout(
      JointReadoutSpecification(), features: Self.features, classes: Self.classes, seed: 2)
    let (activity, _) = Self.batch(0)
    let scores = readout.linear.scores(activity)
    for image in 0..<5 {
      for c in 0..<Self.classes {
        let sum = (0..<Self.features).reduce(readout.weights[c, Self.features]) {
          $0 + readout.weights[c, $1] * activity[image, $1]
        }
        #expect(abs(scores[image, c] - sum) < 1e-5)
      }
    }
  }

  // MARK: In a session

  private static func specification(_ changes: String...) throws -> ExperimentSpecification {
    try ExperimentSpecification.resolve("hebbnet").setting(
      ["layers.0.channels=30", "training.epochs=2", "training.batch=7", "layers.0.learningRate=0.01"] + changes)
  }

  private static func data() throws -> ExperimentData { try SyntheticImages(channels: 1, side: 28).data() }

  @Test("Training and test accuracy are part of every epoch's metrics, and the last of them of the evaluation")
  func metrics() throws {
    let session = try TinyExperiment.session(
      // Slow layers: with the script's rate most neurons fall silent, and a read-out has nothing to learn from.
      Self.specification(
        "readout.together={optimiser: adam, learningRate: 0.01}", "training.epochs=6", "layers.0.learningRate=1e-4"),
      data: Self.data())
    try session.trainAll()
    let readouts = session.metrics.compactMap(\.readout)
    #expect(readouts.count == 6 && readouts[5].loss < readouts[0].loss)
    #expect(readouts[5].trainingAccuracy > 0.5)
    let evaluation = try session.evaluate(stop: StopRequest())
    #expect(evaluation.byName == ["output": readouts[5].accuracy])
    #expect(evaluation.training == ["output": readouts[5].trainingAccuracy])
    #expect(session.readouts.count == 1)
  }

  @Test("The layers do not learn from its labels")
  func labelFree() throws {
    let (alone, together) = try (
      TinyExperiment.session(Self.specification("readout.together=none"), data: Self.data()),
      TinyExperiment.session(Self.specification(), data: Self.data())
    )
    try alone.trainAll()
    try together.trainAll()
    #expect(alone.network.layers[0].weights == together.network.layers[0].weights)
    #expect(alone.weightsDigest != together.weightsDigest)
  }

  @Test("Training goes on from any batch as if it had never stopped", arguments: [1, 8, 9, 10, 17])
  func resumes(batches: Int) throws {
    let folder = try TemporaryFolder()
    for optimiser in ["{name: sgd, momentum: 0.5}", "adam"] {
      let specification = try Self.specification("readout.together.optimiser=\(optimiser)")
      let whole = try TinyExperiment.session(specification, data: Self.data())
      try whole.trainAll()
      let first = try TinyExperiment.session(specification, data: Self.data())
      let stop = StopRequest()
      var done = 0
      do {
        while first.position.epochs < 2 {
          try first.trainEpoch(stop: stop) { _ in
            done += 1
            if done == batches { stop.request() }
          }
        }
      } catch is Interruption {}
      let file = folder.file("checkpoint.safetensors")
      try Checkpoint.save(first, to: file)
      let second = try TinyExperiment.session(specification, data: Self.data(), threads: 1)
      try Checkpoint.restore(second, from: file)
      #expect(second.weightsDigest == first.weightsDigest && second.readout?.tally == first.readout?.tally)
      try second.trainAll()
      #expect(second.weightsDigest == whole.weightsDigest)
      #expect(second.timelessMetrics == whole.timelessMetrics)
    }
  }

  @Test("A checkpoint without it, or with one of another shape, is a problem")
  func damaged() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("checkpoint.safetensors")
    let session = try TinyExperiment.session(Self.specification(), data: Self.data())
    try session.trainEpoch(stop: StopRequest())
    try Checkpoint.save(session, to: file)
    func problem(_ change: (inout SafeTensors) -> Void) throws -> Problem? {
      var contents = try SafeTensors(contentsOf: file)
      change(&contents)
      let spoiled = folder.file("spoiled.safetensors")
      try contents.write(to: spoiled)
      let fresh = try TinyExperiment.session(Self.specification(), data: Self.data())
      return TestSupport.problem { try Checkpoint.restore(fresh, from: spoiled) }
    }
    #expect(try problem { _ in } == nil)
    #expect(try problem { $0.metadata["readout"] = nil }?.what.contains("read-out") == true)
    #expect(try problem { $0.tensors["readout.weight"] = Tensor(shape: [2, 2]) }?.what.contains("read-out") == true)
    #expect(try problem { $0.tensors["readout.memory.0"] = nil }?.what.contains("read-out") == true)
  }
}
