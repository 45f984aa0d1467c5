import Foundation
import HebbNetworks
import HebbSupport
import HebbTensor
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Images for several trainings")
struct SharedImagesTests {
  private let specification = TinyExperiment.layer()

  /// How often images were loaded for experiments one after the other.
  private func loads(_ experiments: [(ExperimentSpecification, URL?, Int?)]) throws -> Int {
    let (images, data) = (SharedImages(), try SyntheticImages().data())
    var count = 0
    for (specification, folder, validation) in experiments {
      _ = try images.data(specification, from: folder, validation: validation) {
        count += 1
        return data
      }
    }
    return count
  }

  @Test("The same images are loaded once, whatever the layers and the training")
  func same() throws {
    var other = specification
    other.layers[0].channels = 3
    other.training.epochs = 7
    #expect(try loads([(specification, nil, 10), (other, nil, 10), (specification, nil, 10)]) == 1)
  }

  @Test("Others are loaded: another data set, folder, part that is held out, or preprocessing")
  func others() throws {
    var (dataset, input) = (specification, specification)
    dataset.dataset = "mnist"
    input.input.flips.toggle()
    let elsewhere = URL(fileURLWithPath: "/elsewhere")
    #expect(
      try loads([
        (specification, nil, nil), (dataset, nil, nil), (specification, nil, nil), (input, nil, nil),
        (input, elsewhere, nil), (input, elsewhere, 10),
      ]) == 6)
  }

  @Test("A network that does not fit them is a problem, as it is where they are loaded")
  func fit() throws {
    var wrong = specification
    wrong.layers[0].kernel = 200
    let problem = problem { try loads([(specification, nil, nil), (wrong, nil, nil)]) }
    #expect(problem?.what.contains("does not fit") == true)
  }
}
