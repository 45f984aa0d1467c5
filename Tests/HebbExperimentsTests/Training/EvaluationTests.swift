import HebbNetworks
import HebbSupport
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Evaluation by linear read-outs")
struct EvaluationTests {
  @Test("Classes that are easy to tell apart are told apart", arguments: ["hebbian-cnn", "hebbian-cnn-pruned"])
  func separable(name: String) throws {
    let data = try SyntheticImages().data(training: 120, test: 40)
    let session = try TinyExperiment.session(TinyExperiment.specification(name), data: data)
    try session.trainAll()
    let evaluation = try session.evaluate(stop: StopRequest())
    #expect(evaluation.quadrants.count == 2)
    for accuracy in evaluation.columns { #expect((0.7...1).contains(accuracy), "\(evaluation)") }
    #expect(Set(evaluation.byName.keys) == ["layer1Quadrants", "layer2Quadrants", "output"])
  }

  @Test("Nothing is learned while evaluating, and a second evaluation gives the same")
  func frozen() throws {
    let session = try TinyExperiment.session(TinyExperiment.specification("hebbian-cnn"))
    try session.trainAll()
    let (digest, position) = (session.weightsDigest, session.position)
    let first = try session.evaluate(stop: StopRequest())
    #expect(try session.evaluate(stop: StopRequest()) == first)
    #expect(session.weightsDigest == digest && session.position == position)
  }

  @Test("Evaluating between epochs leaves no trace in what is learned afterwards")
  func between() throws {
    let specification = try TinyExperiment.specification("hebbian-cnn-pruned")
    let (plain, interrupted) = (
      try TinyExperiment.session(specification), try TinyExperiment.session(specification)
    )
    try plain.trainAll()
    try interrupted.settle(stop: StopRequest())
    for _ in 0..<2 {
      _ = try interrupted.evaluate(stop: StopRequest())
      try interrupted.trainEpoch(stop: StopRequest())
    }
    #expect(plain.weightsDigest == interrupted.weightsDigest)
  }

  @Test("Test images sorted by class are recognised as well as mixed ones")
  func sorted() throws {
    var session = try TinyExperiment.session(
      TinyExperiment.layer(), data: try SyntheticImages(sortedByClass: true).data(training: 120, test: 40))
    try session.trainAll()
    let sorted = try session.evaluate(stop: StopRequest()).output
    session = try TinyExperiment.session(
      TinyExperiment.layer(), data: try SyntheticImages().data(training: 120, test: 40))
    try session.trainAll()
    #expect(sorted > 0.9)
    #expect(abs(try session.evaluate(stop: StopRequest()).output - sorted) <= 0.1)
  }

  @Test("A single layer with more values than the read-out holds is summarised by quadrants")
  func largeOutput() throws {
    // 40 channels of 14 x 14 positions: 7,840 values.
    let session = try TinyExperiment.session(TinyExperiment.layer(channels: 40))
    try session.trainAll()
    let evaluation = try session.evaluate(stop: StopRequest())
    #expect(evaluation.quadrants.isEmpty)
    #expect(evaluation.output > 0.7)
  }

  @Test("A read-out that no memory holds is a problem, and so is one without a unique solution")
  func impossibleReadout() throws {
    let large = try TinyExperiment.session(TinyExperiment.layer(channels: 4097))
    #expect(problem { try large.evaluate(stop: StopRequest()) }?.place == "layers.0")
    var specification = TinyExperiment.layer(channels: 40)
    specification.readout.ridge = 0  // with fewer images than features
    let problem = problem { try TinyExperiment.session(specification).evaluate(stop: StopRequest()) }
    #expect(problem?.place == "readout.ridge, for layers.0")
  }

  @Test("Without test images there is nothing to measure")
  func noTestImages() throws {
    let session = try TinyExperiment.session(TinyExperiment.layer(), data: try SyntheticImages().data(test: 0))
    #expect(problem { try session.evaluate(stop: StopRequest()) }?.what == "there are no test images")
  }

  @Test("Progress counts training and test images; a request stops it")
  func progress() throws {
    let session = try TinyExperiment.session(TinyExperiment.layer(), limit: 30)
    var seen: [[Int]] = []
    _ = try session.evaluate(stop: StopRequest()) { seen.append([$0, $1]) }
    #expect(seen == [[30, 50], [50, 50]])
    let stop = StopRequest()
    stop.request()
    #expect(throws: Interruption.self) { try session.evaluate(stop: stop) }
  }
}
