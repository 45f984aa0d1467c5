import Foundation
import HebbSupport
import HebbTensor
import TestSupport
import Testing

@testable import HebbExchange

private let pythonPath = "/usr/bin/python3"

@Suite("Safetensors files")
struct SafeTensorsTests {
  private let folder: TemporaryFolder
  private let example = SafeTensors(
    tensors: [
      "weights": Tensor(shape: [2, 3], elements: [1, -2, 0.1, .pi, -0.0, .leastNonzeroMagnitude]),
      "scalar": Tensor(shape: [], elements: [7]), "empty": Tensor(shape: [0, 4]),
      "special": Tensor(shape: [2], elements: [.infinity, -.infinity]),
    ], metadata: ["format": "test", "text": "größer\n\"quoted\""])

  init() throws { folder = try TemporaryFolder() }

  private func problem(in data: Data) throws -> Problem? {
    let file = folder.file("damaged.safetensors")
    try data.write(to: file)
    return TestSupport.problem { try SafeTensors(contentsOf: file) }
  }

  /// A file with this header and body.
  private func file(_ header: String, body: Int = 0) -> Data {
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) } + Data(header.utf8) + Data(count: body)
  }

  @Test("What is written is read, bit for bit")
  func roundTrip() throws {
    let file = folder.file("example.safetensors")
    try example.write(to: file)
    let read = try SafeTensors(contentsOf: file)
    #expect(read.metadata == example.metadata)
    #expect(Set(read.tensors.keys) == Set(example.tensors.keys))
    for (name, tensor) in example.tensors {
      #expect(read.tensors[name]?.shape == tensor.shape)
      #expect(read.tensors[name]?.elements.map(\.bitPattern) == tensor.elements.map(\.bitPattern))
    }
    #expect(try read.encoded() == Data(contentsOf: file))
  }

  @Test("A file cut off anywhere is a problem")
  func truncated() throws {
    let whole = try example.encoded()
    for length in 0..<whole.count {
      let problem = try problem(in: whole.prefix(length))
      #expect(problem?.what.contains("not a whole safetensors file") == true, "cut to \(length) of \(whole.count)")
    }
  }

  @Test(
    "Headers that lie are problems",
    arguments: [
      (#"{"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}}"#, "unknown type F8_E4M3"),
      (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, "impossible shape"),
      (#"{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}"#, "impossible shape"),
      (#"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}"#, "impossible shape"),
      (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, "do not fill"),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, "impossible shape"),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, "cut off"),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#, "cut off"),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}"#, "cut off"),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[1,-9223372036854775808]}}"#, "cut off"),
      (#"{"a":{"name":"no tensor"}}"#, "not a tensor"),
      ("[1, 2]", "header cannot be read"), ("{", "header cannot be read"), ("", "header cannot be read"),
    ])
  func headers(header: String, expected: String) throws {
    let problem = try problem(in: file(header, body: 8))
    #expect(problem?.what.contains(expected) == true, "\(String(describing: problem))")
  }

  @Test("Numbers of other types are rounded to float32")
  func types() throws {
    var whole = file(
      #"{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"F64","shape":[1],"data_offsets":[4,12]}}"#)
    whole += Data([0x80, 0x3F, 0x20, 0xC0]) + withUnsafeBytes(of: 0.1.bitPattern.littleEndian) { Data($0) }
    let read = try SafeTensors(whole, place: "")
    #expect(read.tensors["a"]?.elements == [1, -2.5] && read.tensors["b"]?.elements == [0.1])
  }

  @Test("A file of another kind is a problem, and so is none at all")
  func foreign() throws {
    #expect(try problem(in: Data("\u{89}PNG\r\n\u{1A}\n and so on".utf8)) != nil)
    #expect(try problem(in: Data(repeating: 0xFF, count: 100))?.what.contains("header is cut off") == true)
    let missing = folder.file("missing.safetensors")
    let problem = TestSupport.problem { try SafeTensors(contentsOf: missing) }
    #expect(problem?.place == missing.path)
  }

  @Test(
    "Python reads it by the format's description",
    .enabled(if: FileManager.default.isExecutableFile(atPath: pythonPath), "there is no \(pythonPath)"))
  func python() throws {
    let file = folder.file("example.safetensors")
    try SafeTensors(
      tensors: ["a": Tensor(shape: [2, 2], elements: [1, -2.5, 3, 4]), "b": Tensor(shape: [1], elements: [0.5])],
      metadata: ["k": "v"]
    ).write(to: file)
    let script = """
      import json, struct, sys
      data = open(sys.argv[1], "rb").read()
      length = struct.unpack("<Q", data[:8])[0]
      assert (8 + length) % 8 == 0
      header, body = json.loads(data[8:8 + length]), data[8 + length:]
      assert header.pop("__metadata__") == {"k": "v"}
      assert max(t["data_offsets"][1] for t in header.values()) == len(body)
      for name, t in sorted(header.items()):
          first, last = t["data_offsets"]
          print(name, t["dtype"], t["shape"], struct.unpack("<%df" % ((last - first) // 4), body[first:last]))
      """
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: pythonPath)
    process.arguments = ["-c", script, file.path]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(text == "a F32 [2, 2] (1.0, -2.5, 3.0, 4.0)\nb F32 [1] (0.5,)\n")
  }
}
