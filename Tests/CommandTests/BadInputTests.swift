import Foundation
import Testing

/// Whatever a user gets wrong is explained, with exit code 1, and never ends in a crash.
@Suite("Bad input")
struct BadInputTests {
  private let tiny: TinyTraining

  init() throws { tiny = try TinyTraining(perFile: 4) }

  private func expect(
    _ result: CommandResult, _ words: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(result.exitCode == 1 && result.output.isEmpty, "\(result)", sourceLocation: sourceLocation)
    #expect(result.errors.hasPrefix("error: "), "\(result.errors)", sourceLocation: sourceLocation)
    #expect(result.errors.contains("\n  advice: "), "\(result.errors)", sourceLocation: sourceLocation)
    #expect(result.errors.count { $0 == "\n" } < 8, "\(result.errors)", sourceLocation: sourceLocation)
    for word in words { #expect(result.errors.contains(word), "\(result.errors)", sourceLocation: sourceLocation) }
  }

  private func write(_ data: Data, to path: String) throws {
    let url = tiny.data.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
  }

  @Test("A missing data file: which one, and how to get it")
  func missing() throws {
    try FileManager.default.removeItem(at: tiny.data.appendingPathComponent("cifar-10-batches-bin/data_batch_4.bin"))
    expect(try tiny.run("train", "hebbian-cnn"), "data_batch_4.bin", "hebb data fetch cifar10", "--data")
    expect(try tiny.run("train", "hebbian-cnn", "--dataset", "cifar11"), "cifar11", "Did you mean cifar10?")
  }

  @Test("A truncated data file")
  func truncated() throws {
    try write(Data(count: 5000), to: "cifar-10-batches-bin/data_batch_3.bin")
    expect(try tiny.run("train", "hebbian-cnn"), "data_batch_3.bin", "truncated")
  }

  @Test("An image whose header claims a size that no memory holds")
  func hugeImage() throws {
    // A PNG header for 1,000,000 × 1,000,000 grey pixels, and nothing behind it.
    let header: [UInt8] = [
      0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0x00, 0x0F, 0x42, 0x40, 0x00,
      0x0F, 0x42, 0x40, 8, 0, 0, 0, 0,
    ]
    var file = Data(header)
    file.append(contentsOf: crc32(of: Array(header[12...])))
    for split in ["train", "test"] { try write(file, to: "photographs/\(split)/cat/1.png") }
    let result = try tiny.run("train", "hebbian-cnn", "--dataset", "photographs")
    expect(result, "photographs/train/cat/1.png")
  }

  /// As PNG has it, most significant byte first.
  private func crc32(of bytes: [UInt8]) -> [UInt8] {
    let sum = bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return withUnsafeBytes(of: (~sum).bigEndian) { Array($0) }
  }

  @Test("A wrong magic number")
  func magic() throws {
    for split in ["train", "t10k"] {
      try write(Data([1, 2, 3, 4]), to: "mnist/\(split)-images-idx3-ubyte")
      try write(Data([0, 0, 8, 1, 0, 0, 0, 0]), to: "mnist/\(split)-labels-idx1-ubyte")
    }
    expect(try tiny.run("train", "hebbian-cnn", "--dataset", "mnist"), "magic number", "01 02 03 04")
  }

  @Test("An image that cannot be read")
  func image() throws {
    try write(Data("no picture".utf8), to: "mine/train/cat/1.png")
    try write(Data("no picture".utf8), to: "mine/test/cat/1.png")
    expect(try tiny.run("train", "hebbian-cnn", "--dataset", "mine"), "mine/train/cat/1.png")
  }

  @Test(
    "A mistake in the YAML file: the line, and the nearest valid key",
    arguments: [
      ("layers:\n  - chanels: 8\n    kernel: 3", ["mine.yaml:4", "chanels", "Did you mean “channels”?"]),
      ("layers:\n  - channels: many\n    kernel: 3", ["mine.yaml:4", "many"]),
      ("layers: 3", ["mine.yaml:3"]), ("layers: [", ["mine.yaml:"]), ("layers: []", ["no layers"]),
    ])
  func yaml(text: String, words: [String]) throws {
    let file = tiny.folder.appendingPathComponent("mine.yaml")
    try Data("name: mine\ndataset: cifar10\n\(text)\n".utf8).write(to: file)
    let result = try hebb(["train", file.path] + tiny.places, environment: tiny.environment)
    expect(result)
    for word in words { #expect(result.errors.contains(word), "\(result.errors)") }
  }

  @Test(
    "Networks that cannot be",
    arguments: [
      ("layers.0.kernel=33", ["33", "32"]), ("layers.2.kernel=7", ["layers.2", "7"]),
      ("layers.0.channels=0", ["layers.0.channels=0", "0"]),
      ("layers.0.competition.winners=16", ["16 winners among 16 channels"]),
      ("layers.0.competition.winners=0", ["layers.0.competition.winners"]), ("layers.0.pool=40", ["pool"]),
      ("layers.1.learningRate=1e38", ["1e+38"]),
      ("layers.1.learningRate=.nan", ["learningRate"]), ("layers.0.connectivity=0", ["connectivity"]),
      ("layers.1.channels=60000", ["layers.1", "read-out"]), ("layers.2.channels=9000", ["layers.2", "read-out"]),
      ("training.batch=0", ["batch"]), ("layers.7.kernel=3", ["layers.7"]),
      ("training.epoch=3", ["Did you mean “epochs”?"]),
      ("input.whitening=zac", ["zca"]),
    ])
  func geometry(change: String, words: [String]) throws {
    let arguments = ["train", "hebbian-cnn", "--epochs", "1"] + tiny.places + TinyTraining.changes + ["--set", change]
    let bad = try hebb(arguments, environment: tiny.environment)
    expect(bad)
    for word in words { #expect(bad.errors.contains(word), "\(bad.errors)") }
  }

  @Test("A store that cannot be written to")
  func store() throws {
    let file = tiny.folder.appendingPathComponent("file")
    try Data().write(to: file)
    let result = try hebb(
      ["train", "hebbian-cnn", "--data", tiny.data.path, "--store", file.path + "/runs"] + TinyTraining.changes,
      environment: tiny.environment)
    expect(result, "Not a directory", "--store")
  }

  @Test(
    "A run that is not there",
    arguments: [["figures", "nowhere"], ["train", "--resume", "nowhere"], ["figures", "latest"]])
  func unknownRun(arguments: [String]) throws {
    expect(try hebb(arguments + ["--store", tiny.store.path], environment: tiny.environment), tiny.store.path)
  }

  @Test("A damaged run: each file is named", arguments: ["checkpoint.safetensors", "run.json", "spec.yaml"])
  func damaged(file: String) throws {
    _ = try tiny.run("train", "hebbian-cnn", "--epochs", "1")
    let run = try #require(try tiny.runs().first)
    let url = run.appendingPathComponent(file)
    try Data(contentsOf: url).prefix(40).write(to: url)
    expect(try tiny.plain("train", "--resume", run.path), file)
    try FileManager.default.removeItem(at: url)
    if file != "checkpoint.safetensors" { expect(try tiny.plain("train", "--resume", run.path)) }
  }
}
