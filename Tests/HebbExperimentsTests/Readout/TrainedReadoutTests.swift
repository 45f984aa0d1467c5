import Foundation
import HebbData
import HebbExchange
import HebbSupport
import HebbTensor
import TestSupport
import Testing

@testable import HebbExperiments
@testable import HebbNetworks

@Suite("TrainedReadout")
struct TrainedReadoutTests {
  private let readouts = [
    TrainedReadout(
      features: ReadoutFeatures(
        layer: 0, output: ImageShape(channels: 1, height: 2, width: 1), summary: .values, exponent: 4.5),
      flips: true,
      linear: LinearReadout(weights: Tensor(shape: [2, 3], elements: [1, 2, 3, 4, 5, 6]), intercept: [7, 8, 9]),
      epochs: [ReadoutEpoch(epoch: 1, loss: 0.5, accuracy: 0.25, learningRate: 0.1)]),
    TrainedReadout(
      features: ReadoutFeatures(layer: 1, output: ImageShape(channels: 1, height: 3, width: 3), summary: .quadrants),
      flips: false,
      linear: LinearReadout(weights: Tensor(shape: [4, 1], elements: [1, 0, -1, 2]), intercept: [0]), epochs: []),
  ]

  @Test("What was saved is loaded again")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    try TrainedReadout.save(readouts, weightsDigest: "abc", to: folder.file("readout.safetensors"))
    let loaded = try TrainedReadout.load(from: folder.file("readout.safetensors"), weightsDigest: "abc")
    #expect(loaded == readouts)
  }

  @Test("A read-out of other weights, another file and a missing one are problems that name the file")
  func mistakes() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("readout.safetensors")
    func place() -> String? { problem { try TrainedReadout.load(from: file, weightsDigest: "abc") }?.place }
    #expect(place() == file.path)
    try TrainedReadout.save(readouts, weightsDigest: "other", to: file)
    #expect(place() == file.path)
    try SafeTensors(tensors: [:]).write(to: file)
    #expect(place() == file.path)
    // Weights of another size than the description says.
    try TrainedReadout.save(readouts, weightsDigest: "abc", to: file)
    var spoiled = try SafeTensors(contentsOf: file)
    spoiled.tensors["readouts.1.weight"] = Tensor(shape: [3, 1])
    try spoiled.write(to: file)
    #expect(place() == file.path)
  }

  @Test("Flips add the scores of the mirror image, which makes them the same for both")
  func flips() throws {
    let session = try TinyExperiment.session(TinyExperiment.layer())
    let output = session.network.layers[0].output
    var random = RandomStream(seed: 1, "weights")
    let linear = LinearReadout(
      weights: Tensor(shape: [output.count, 2], elements: (0..<output.count * 2).map { _ in random.normal() }),
      intercept: [0, 0])
    func scores(_ flips: Bool, mirrored: Bool) throws -> Tensor {
      let readout = TrainedReadout(
        features: ReadoutFeatures(layer: 0, output: output), flips: flips, linear: linear, epochs: [])
      return try session.data.images.test.withUnsafePointer {
        try readout.scores(of: ImageBatch(images: [$0], mirrored: [mirrored]), by: session.network)
      }
    }
    let (plain, mirrored) = (try scores(false, mirrored: false), try scores(false, mirrored: true))
    #expect(plain != mirrored)
    #expect(try scores(true, mirrored: false) == plain.combined(with: mirrored, +))
    #expect(try scores(true, mirrored: true) == plain.combined(with: mirrored, +))
  }
}
