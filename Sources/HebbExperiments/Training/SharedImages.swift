import Foundation
import HebbNetworks
import HebbSupport
import HebbTensor
import Synchronization

/// Keeps the images that a training was given last, for others on the same ones that follow: seeds, trials of a sweep.
/// Loading and preparing them can take longer than a short training.
public final class SharedImages: Sendable {
  /// All that preprocessed images depend on.
  private struct Source: Equatable {
    var dataset: String
    var input: InputSpecification
    /// Of the patches that are whitened, if any are.
    var kernel: Int?
    var folder: URL?
    var validation: Int?
  }

  private let last = Mutex<(source: Source, data: ExperimentData)?>(nil)

  public init() {}

  /// The images of an experiment: those of the last one, if they are the same, otherwise those that `load` brings.
  ///
  /// - Throws: what `load` does, and `Problem` if the network does not fit the images.
  func data(
    _ specification: ExperimentSpecification, from folder: URL?, validation: Int?, load: () throws -> ExperimentData
  ) throws -> ExperimentData {
    let source = Source(
      dataset: specification.dataset, input: specification.input,
      kernel: specification.input.whitening == .patch ? specification.layers.first?.kernel : nil,
      folder: folder, validation: validation)
    if let last = last.withLock({ $0 }), last.source == source {
      try ExperimentData.check(specification, fits: last.data.shape)
      return last.data
    }
    // Two data sets could fill the memory.
    last.withLock { $0 = nil }
    let data = try load()
    last.withLock { $0 = (source, data) }
    return data
  }
}
