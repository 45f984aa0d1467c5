import Foundation
import HebbExchange
import HebbFigures
import HebbNetworks
import HebbPlasticity
import HebbSupport
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Pictures of receptive fields")
struct FilterPicturesTests {
  private let temporary: TemporaryFolder
  private var folder: RunFolder { RunFolder(temporary.url) }

  init() throws { temporary = try TemporaryFolder() }

  /// Leaves specification and checkpoint of an untrained network.
  private func save(_ specification: ExperimentSpecification, channels: Int = 3) throws {
    try Data(specification.yaml.utf8).write(to: folder.specification)
    let data = try SyntheticImages(channels: channels).data(training: 4, test: 0)
    try Checkpoint.save(try TinyExperiment.session(specification, data: data), to: folder.checkpoint)
  }

  @Test("Each layer has one, of 5, 10 and 20 pixels a side", arguments: ["hebbian-cnn", "hebbian-cnn-pruned"])
  func sides(name: String) throws {
    try save(TinyExperiment.specification(name))
    let pictures = try FilterPicture.pictures(of: folder)
    #expect(pictures.map(\.layer) == [1, 2, 3])
    #expect(pictures.map(\.width) == [5, 10, 20])
    #expect(pictures.map(\.neurons) == [16, 20, 24])
    #expect(pictures[1].fileName == "layer-2.png")
    #expect(pictures[1].caption == "Layer 2: the receptive fields of 20 neurons, 10 × 10 pixels; grey is zero.")
    #expect(Set(pictures[2].image.pixels).count > 10)
  }

  @Test("Any activation, grey images and no pooling can be drawn", arguments: Activation.all)
  func activations(activation: Activation) throws {
    var specification = TinyExperiment.layer()
    specification.layers[0].activation = activation
    specification.layers[0].pool = 1
    specification.layers.append(LayerDescription.convolution(channels: 3, kernel: 2, activation: activation))
    try save(specification, channels: 1)
    #expect(try FilterPicture.pictures(of: folder).map(\.width) == [5, 6])
  }

  @Test("Layers of every kind can be drawn, with stride and padding")
  func kinds() throws {
    var specification = TinyExperiment.layer()
    (specification.layers[0].stride, specification.layers[0].padding) = (2, 1)
    specification.layers.append(.recurrent(neurons: 6, .standard(for: Oja())))
    specification.layers.append(.linear(neurons: 4, .standard(for: Sanger())))
    try save(specification)
    let pictures = try FilterPicture.pictures(of: folder)
    // 32 pixels with a margin of 1 leave 15 positions of 5 pixels, two apart; 7 after pooling.
    #expect(pictures.map(\.width) == [5, 7 + 4 * 6, 7 + 4 * 6])
    #expect(pictures.map(\.height) == [5, 7, 7])
  }

  @Test("They are written as PNG files, into a folder that is made")
  func write() throws {
    try save(TinyExperiment.layer())
    let into = temporary.file("a/b")
    let files = try FilterPicture.write(try FilterPicture.pictures(of: folder), to: into)
    #expect(files == [into.appendingPathComponent("layer-1.png")])
    #expect(try Data(contentsOf: files[0]).starts(with: [0x89, 0x50, 0x4E, 0x47]))
    let problem = problem {
      try FilterPicture.write([], to: folder.checkpoint.appendingPathComponent("under a file"))
    }
    #expect(problem?.what.contains("Not a directory") == true, "\(String(describing: problem))")
  }

  @Test("Without a checkpoint, or without a layer's weights in it, there is a problem")
  func missing() throws {
    try Data(TinyExperiment.layer().yaml.utf8).write(to: folder.specification)
    #expect(problem { try FilterPicture.pictures(of: folder) }?.place == folder.checkpoint.path)
    try SafeTensors(tensors: [:]).write(to: folder.checkpoint)
    #expect(problem { try FilterPicture.pictures(of: folder) }?.what.contains("no weights for layer 0") == true)
  }
}
