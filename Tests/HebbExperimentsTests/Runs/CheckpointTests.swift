import Foundation
import HebbExchange
import HebbNetworks
import HebbSupport
import HebbTensor
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Checkpoints")
struct CheckpointTests {
  private let folder: TemporaryFolder
  private let data: ExperimentData

  init() throws {
    folder = try TemporaryFolder()
    data = try SyntheticImages().data()
  }

  private var file: URL { folder.file("checkpoint.safetensors") }

  /// Stops after some batches, counting those of the settling too.
  private func stopped(_ session: TrainingSession, after batches: Int) throws {
    let stop = StopRequest()
    var done = 0
    func count() {
      done += 1
      if done == batches { stop.request() }
    }
    if batches == 0 { stop.request() }
    do {
      try session.settle(stop: stop) { _, _ in count() }
      while session.position.epochs < session.specification.training.epochs {
        try session.trainEpoch(stop: stop) { _ in count() }
      }
    } catch is Interruption {}
  }

  // 11 batches of settling (9 to a pass), then two epochs of 9 batches.
  @Test(
    "Training goes on from any batch as if it had never stopped",
    arguments: ["hebbian-cnn", "hebbian-cnn-pruned"], [0, 1, 9, 10, 11, 12, 19, 20, 21, 28, 29])
  func resumes(name: String, batches: Int) throws {
    let specification = try TinyExperiment.specification(name)
    let whole = try TinyExperiment.session(specification, data: data)
    try whole.trainAll()
    let first = try TinyExperiment.session(specification, data: data)
    try stopped(first, after: batches)
    try Checkpoint.save(first, to: file)
    let second = try TinyExperiment.session(specification, data: data, threads: 1)
    try Checkpoint.restore(second, from: file)
    #expect(second.position == first.position && second.metrics == first.metrics)
    #expect(second.weightsDigest == first.weightsDigest)
    try second.trainAll()
    #expect(second.weightsDigest == whole.weightsDigest)
    #expect(second.timelessMetrics == whole.timelessMetrics)
  }

  /// Saves a session in the middle of its first epoch, lets `change` spoil the file, and returns the problem.
  private func problem(_ change: (inout SafeTensors) -> Void) throws -> Problem? {
    let session = try TinyExperiment.session(TinyExperiment.layer(), data: data)
    try stopped(session, after: 5)
    try Checkpoint.save(session, to: file)
    var contents = try SafeTensors(contentsOf: file)
    change(&contents)
    try contents.write(to: file)
    let fresh = try TinyExperiment.session(TinyExperiment.layer(), data: data)
    return TestSupport.problem { try Checkpoint.restore(fresh, from: file) }
  }

  @Test("20,000 damaged checkpoints are restored or refused with a problem, and never crash")
  func fuzzed() throws {
    let session = try TinyExperiment.session(TinyExperiment.layer(), data: data)
    try stopped(session, after: 5)
    try Checkpoint.save(session, to: file)
    let whole = [UInt8](try Data(contentsOf: file))
    let header = 8..<8 + whole[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    let signs = Array("0123456789-[]{}\",:\\eE.".utf8)
    var random = RandomStream(seed: 1, "checkpoints")
    var restored = 0
    for _ in 0..<20_000 {
      var damaged = whole
      for _ in 0...random.next(below: 3) {
        // Digits for digits, mostly: such a header can still be read, and lies.
        let place = header.lowerBound + random.next(below: header.count)
        damaged[place] = signs[random.next(below: random.next(below: 4) == 0 ? signs.count : 10)]
      }
      try Data(damaged).write(to: file)
      do {
        try Checkpoint.restore(session, from: file)
        restored += 1
      } catch {
        #expect(error is Problem, "\(error)")
      }
    }
    #expect(restored > 0, "seconds may be any number")
  }

  @Test("A checkpoint that nobody touched is restored")
  func intact() throws { #expect(try problem { _ in } == nil) }

  @Test("Another seed or number of images is a problem", arguments: ["seed", "images"])
  func otherRun(key: String) throws {
    let problem = try problem { $0.metadata[key] = "17" }
    #expect(problem?.what.contains("another run") == true && problem?.what.contains("17") == true)
  }

  @Test("Missing metadata is a problem", arguments: ["position", "metrics"])
  func missingMetadata(key: String) throws {
    #expect(try problem { $0.metadata[key] = nil }?.what == "the checkpoint has no usable \(key)")
  }

  @Test(
    "A file of another version, of another kind of network, or of no version at all is told apart",
    arguments: [
      (nil, "no checkpoint of Hebb", "--weights"), ("pt", "no checkpoint of Hebb", "--weights"),
      ("hebb-checkpoint-2", "this version of Hebb", "run.json"),
      ("hebb-sequences-1", "a network on sequences", "this experiment"),
    ] as [(String?, String, String)])
  func formats(format: String?, what: String, advice: String) throws {
    let problem = try problem { $0.metadata["format"] = format }
    #expect(problem?.what.contains(what) == true && problem?.advice?.contains(advice) == true)
  }

  @Test(
    "Positions that cannot be are problems",
    arguments: [
      #"{"settledBatches":-1,"epochs":0,"batches":0,"seconds":0}"#,
      #"{"settledBatches":4,"epochs":0,"batches":0,"seconds":0}"#,
      #"{"settledBatches":3,"epochs":-1,"batches":0,"seconds":0}"#,
      #"{"settledBatches":3,"epochs":0,"batches":6,"seconds":0}"#,
      #"{"settledBatches":3,"epochs":0,"batches":-2,"seconds":0}"#, "{}", "",
    ])
  func position(json: String) throws {
    #expect(try problem { $0.metadata["position"] = json }?.what.contains("position") == true)
  }

  @Test("Metrics of other epochs or layers are a problem")
  func metrics() throws {
    let json = #"[{"epoch":1,"imagesPerSecond":1,"layers":[],"seconds":1}]"#
    #expect(try problem { $0.metadata["metrics"] = json }?.what.contains("metrics") == true)
  }

  @Test(
    "A missing tensor is a problem",
    arguments: ["layers.0.weight", "layers.0.threshold", "epoch.layers.0.weight", "epoch.layers.0.wins"])
  func missingTensor(name: String) throws {
    #expect(try problem { $0.tensors[name] = nil }?.what.contains("layer 0") == true)
  }

  @Test(
    "Values that are not finite are a problem",
    arguments: ["layers.0.weight", "layers.0.threshold", "epoch.layers.0.weight", "epoch.layers.0.wins"])
  func notFinite(name: String) throws {
    for value in [Float.nan, .infinity] {
      #expect(try problem { $0.tensors[name]?[flat: 1] = value } != nil)
    }
  }

  @Test("Counts of wins that are negative or huge are a problem", arguments: [-1, 1e30])
  func wins(value: Float) throws {
    #expect(try problem { $0.tensors["epoch.layers.0.wins"]?[flat: 1] = value } != nil)
  }

  @Test("Weights of another geometry are a problem that gives both shapes")
  func geometry() throws {
    let problem = try problem { $0.tensors["layers.0.weight"] = Tensor(shape: [8, 3, 3, 3]) }
    #expect(problem?.what.contains("[8, 3, 3, 3]") == true && problem?.what.contains("[8, 3, 5, 5]") == true)
  }

  @Test("Weights where no connection exists are a problem")
  func connections() throws {
    let specification = try TinyExperiment.specification("hebbian-cnn-pruned")
    try Checkpoint.save(try TinyExperiment.session(specification, data: data), to: file)
    var contents = try SafeTensors(contentsOf: file)
    let weights = try #require(contents.tensors["layers.1.weight"])
    let absent = try #require(weights.elements.firstIndex(of: 0))
    contents.tensors["layers.1.weight"]?[flat: absent] = 0.5
    try contents.write(to: file)
    let fresh = try TinyExperiment.session(specification, data: data)
    let problem = TestSupport.problem { try Checkpoint.restore(fresh, from: file) }
    #expect(problem?.what.contains("connections that this layer does not have") == true)
  }
}
