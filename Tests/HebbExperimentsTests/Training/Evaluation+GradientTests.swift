import HebbTensor
import HebbNetworks
import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("Evaluation by read-outs that are trained by gradient")
struct EvaluationByGradientTests {
  private func specification(_ kind: ReadoutSpecification.Kind, epochs: Int = 15) -> ExperimentSpecification {
    var specification = TinyExperiment.layer()
    specification.readout = ReadoutSpecification(kind: kind)
    specification.readout.training.epochs = epochs
    specification.readout.training.batch = 10
    return specification
  }

  @Test(
    "Classes that are easy to tell apart are told apart, from one view or two",
    arguments: [ReadoutSpecification.Kind.softmax, .power], [false, true])
  func separable(kind: ReadoutSpecification.Kind, flips: Bool) throws {
    var specification = specification(kind)
    specification.readout.flips = flips
    let data = try SyntheticImages().data(training: 120, test: 40)
    let session = try TinyExperiment.session(specification, data: data)
    try session.trainAll()
    let digest = session.weightsDigest
    let evaluation = try session.evaluate(stop: StopRequest())
    #expect(evaluation.output > 0.8 && evaluation.quadrants.isEmpty)
    #expect(try #require(evaluation.training?["output"]) > 0.9)
    #expect(Set(evaluation.byName.keys) == ["output"])
    #expect(session.weightsDigest == digest)
    #expect(session.readouts.count == 1 && session.readouts[0].flips == flips)
    #expect(session.readouts[0].epochs.count == 15)
  }

  @Test("All layers have a read-out each if the specification asks for it")
  func layers() throws {
    var specification = try TinyExperiment.specification("hebbian-cnn-pruned")
    specification.readout = ReadoutSpecification(kind: .softmax, layers: .all)
    specification.readout.training.epochs = 2
    let session = try TinyExperiment.session(specification)
    var seen: [Int] = []
    let evaluation = try session.evaluate(stop: StopRequest(), readoutProgress: { layer, _ in seen.append(layer) })
    #expect(seen == [0, 0, 1, 1, 2, 2])
    #expect(evaluation.layerOutputs.count == 2)
    #expect(Set(evaluation.byName.keys) == ["layer1Output", "layer2Output", "output"])
    #expect(session.readouts.map(\.features.count) == session.network.layers.map(\.output.count))
  }

  @Test("Any number of threads gives the same, and so does a second evaluation after an interrupted one")
  func repeatable() throws {
    func session(_ threads: Int) throws -> TrainingSession {
      let session = try TinyExperiment.session(specification(.softmax, epochs: 3), threads: threads)
      try session.trainAll()
      return session
    }
    let (one, two) = (try session(1), try session(2))
    let first = try one.evaluate(stop: StopRequest())
    let stop = StopRequest()
    #expect(throws: Interruption.self) {
      try two.evaluate(stop: stop, readoutProgress: { _, _ in stop.request() })
    }
    #expect(try two.evaluate(stop: StopRequest()) == first)
    #expect(one.readouts == two.readouts)
  }

  @Test("Progress counts images through the network, then epochs")
  func progress() throws {
    var specification = specification(.softmax, epochs: 2)
    specification.readout.flips = true
    let session = try TinyExperiment.session(specification, limit: 30)
    var images: [[Int]] = []
    var epochs: [Int] = []
    _ = try session.evaluate(
      stop: StopRequest(), progress: { images.append([$0, $1]) }, readoutProgress: { epochs.append($1.epoch) })
    #expect(images == [[30, 100], [60, 100], [100, 100]])
    #expect(epochs == [1, 2])
  }
}
