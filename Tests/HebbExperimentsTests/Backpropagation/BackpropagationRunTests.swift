import Foundation
import HebbExchange
import HebbNetworks
import HebbSupport
import HebbTensor
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Runs of back-propagation")
struct BackpropagationRunTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    // Three batches an epoch, the last of them half as large.
    try SyntheticImages.writeCIFAR(to: folder.url, perFile: 50)
  }

  private func options(threads: Int = 2) -> TrainingRun.Options {
    .init(store: folder.file("runs"), data: folder.url, cache: nil, parallel: Parallel(threads: threads))
  }

  private func start(
    _ specification: ExperimentSpecification, threads: Int = 2, stop: StopRequest = StopRequest(),
    observe: @escaping (TrainingEvent) -> Void = { _ in }
  ) throws -> BackpropagationRun {
    try BackpropagationRun.start(specification, options(threads: threads), stop: stop, observe: observe)
  }

  private func resume(
    _ folder: RunFolder, stop: StopRequest = StopRequest(), observe: @escaping (TrainingEvent) -> Void = { _ in }
  ) throws -> BackpropagationRun {
    try BackpropagationRun.resume(folder, cache: nil, parallel: Parallel(threads: 1), stop: stop, observe: observe)
  }

  @Test("The same seed gives the same weights for any number of threads")
  func threads() throws {
    let digests = try [1, 3].map { threads in
      let run = try start(TinyExperiment.specification("hebbian-cnn-pruned"), threads: threads)
      try run.complete()
      return run.record.weightsDigest
    }
    #expect(digests[0] != nil && digests[0] == digests[1])
  }

  @Test(
    "Stopped after every second batch, it comes to the weights, losses and accuracy of a run left alone",
    arguments: ["hebbian-cnn-pruned", "softhebb", "hebbnet-fast"])
  func interrupted(name: String) throws {
    let specification =
      name == "hebbnet-fast"
      ? try ExperimentSpecification.resolve(name).setting([
        "dataset=cifar10", "layers.0.channels=12", "training.epochs=2", "training.batch=10",
      ]) : try TinyExperiment.specification(name)
    let whole = try start(specification)
    try whole.complete()
    func stopping(_ stop: StopRequest) -> (TrainingEvent) -> Void {
      var batches = 0
      return { event in
        guard case .training = event else { return }
        batches += 1
        if batches == 2 { stop.request() }
      }
    }
    var stop = StopRequest()
    var last = try start(specification, stop: stop, observe: stopping(stop))
    var interruptions = 0
    while last.record.status != .finished, interruptions < 10 {
      do { try last.complete() } catch is Interruption {
        interruptions += 1
        #expect(last.record.status == .interrupted)
        stop = StopRequest()
        last = try resume(last.folder, stop: stop, observe: stopping(stop))
      }
    }
    // The last time, perhaps, before it was evaluated.
    #expect((2...3).contains(interruptions) && last.record.epochs == 2)
    #expect(last.record.weightsDigest == whole.record.weightsDigest)
    #expect(last.record.accuracy == whole.record.accuracy)
    let losses = try [whole.folder, last.folder].map { folder in
      try JSONLines.decode(
        BackpropagationMetrics.self, contentsOf: folder.url.appendingPathComponent("backpropagation.jsonl")
      ).map { [$0.loss, $0.trainingAccuracy] }
    }
    #expect(losses[0].count == 2 && losses[0] == losses[1])
  }

  @Test("A checkpoint without its state, or with numbers that do not fit, is a problem; so are several processes")
  func damaged() throws {
    let run = try start(TinyExperiment.layer(epochs: 1))
    try run.complete()
    var warnings: [String] = []
    try resume(run.folder) { if case .warning(let text) = $0 { warnings.append(text) } }.complete()
    #expect(warnings == [RunRecord.finishedWarning])
    #expect(
      problem {
        try TrainingRun.resume(run.folder, cache: nil, parallel: Parallel(threads: 1), stop: StopRequest()) { _ in }
      }?.description.contains("several processes") == true)

    let file = try SafeTensors(contentsOf: run.folder.checkpoint)
    let bad: [(inout [String: Tensor], inout [String: String]) -> Void] = [
      { _, metadata in metadata["backpropagation"] = nil },
      { _, metadata in metadata["backpropagation"] = "{}" },
      { _, metadata in metadata["backpropagation"]?.replace("\"images\":0", with: "\"images\":-1") },
      { tensors, _ in tensors["backpropagation.means.0"] = nil },
      { tensors, _ in tensors["backpropagation.parameters.1"] = Tensor(shape: [1]) },
      { tensors, _ in tensors["backpropagation.squares.0"] = tensors["backpropagation.squares.0"]?.mapped { -1 - $0 } },
    ]
    for spoil in bad {
      var (tensors, metadata) = (file.tensors, file.metadata)
      spoil(&tensors, &metadata)
      try SafeTensors(tensors: tensors, metadata: metadata).write(to: run.folder.checkpoint)
      #expect(problem { _ = try resume(run.folder) }?.what.contains("no usable state of back-propagation") == true)
    }
  }
}
