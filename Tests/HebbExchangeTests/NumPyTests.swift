import Foundation
import HebbSupport
import HebbTensor
import TestSupport
import Testing

@testable import HebbExchange

@Suite("NumPy files")
struct NumPyTests {
  private let folder: TemporaryFolder
  private let matrix = Tensor(shape: [2, 3], elements: [1, -2, 0.1, .pi, -0.0, .leastNonzeroMagnitude])

  init() throws { folder = try TemporaryFolder() }

  private func header(_ text: String, version: UInt8 = 1, values: [UInt8]) -> Data {
    let length = withUnsafeBytes(of: UInt16(text.utf8.count).littleEndian) { Data($0) }
    return Data([0x93] + Array("NUMPY".utf8) + [version, 0]) + (version == 1 ? length : length + [0, 0])
      + Data(text.utf8) + Data(values)
  }

  @Test(
    "What is written is read, bit for bit, whatever the shape",
    arguments: [[2, 3], [6], [1, 6, 1], [3, 2, 1]])
  func roundTrip(shape: [Int]) throws {
    let tensor = matrix.reshaped(shape)
    let file = folder.file("a.npy")
    try NumPyArray.write(tensor, to: file)
    let read = try NumPyArray.read(file)
    #expect(read.shape == shape && read.elements.map(\.bitPattern) == tensor.elements.map(\.bitPattern))
    #expect(try Data(contentsOf: file).count == 128 + 24, "values begin at a multiple of 64 bytes")
  }

  @Test("A single number and no numbers at all have shapes, too")
  func corners() throws {
    for tensor in [Tensor(shape: [], elements: [7]), Tensor(shape: [0, 4], elements: [])] {
      #expect(try NumPyArray.decode(NumPyArray.encode(tensor), place: "") == tensor)
    }
  }

  @Test("An array in Fortran's order is turned round, of any version of the format", arguments: [1, 2, 3] as [UInt8])
  func fortran(version: UInt8) throws {
    let file = header(
      "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }\n", version: version, values: [1, 4, 2, 5, 3, 6])
    #expect(try NumPyArray.decode(file, place: "") == Tensor(shape: [2, 3], elements: [1, 2, 3, 4, 5, 6]))
  }

  @Test(
    "Numbers of other types are rounded to float32",
    arguments: [
      ("<f8", [0, 0, 0, 0, 0, 0, 0xF8, 0x3F]), (">f4", [0x3F, 0xC0, 0, 0]), ("<f2", [0, 0x3E]),
      (">f8", [0x3F, 0xF8, 0, 0, 0, 0, 0, 0]),
    ] as [(String, [UInt8])])
  func types(type: String, bytes: [UInt8]) throws {
    let file = header("{'descr': '\(type)', 'fortran_order': False, 'shape': (1,), }\n", values: bytes)
    #expect(try NumPyArray.decode(file, place: "").elements == [1.5])
  }

  @Test("Half precision: all kinds of numbers")
  func half() {
    let bits: [UInt16] = [0, 0x8000, 1, 0x0400, 0x3C00, 0xC000, 0x7BFF, 0x7C00, 0xFC00]
    let floats = bits.withUnsafeBytes { NumberFormat.float16.floats($0) }
    #expect(floats == [0, -0.0, 0x1p-24, 0x1p-14, 1, -2, 65504, .infinity, -.infinity])
    #expect([0x7E00 as UInt16].withUnsafeBytes { NumberFormat.float16.floats($0) }[0].isNaN)
  }

  @Test(
    "What is no array of numbers is a problem that says so",
    arguments: [
      ("<U5", "not plain numbers"), ("<c8", "not plain numbers"), ("O", "not plain numbers"),
    ])
  func objects(type: String, what: String) {
    let file = header("{'descr': '\(type)', 'fortran_order': False, 'shape': (1,), }\n", values: [0, 0, 0, 0])
    #expect(problem { try NumPyArray.decode(file, place: "x.npy") }?.what.contains(what) == true)
  }

  @Test("A file cut off anywhere is a problem")
  func truncated() {
    let whole = NumPyArray.encode(matrix)
    for length in 0..<whole.count {
      #expect(problem { try NumPyArray.decode(whole.prefix(length), place: "x.npy") }?.place == "x.npy")
    }
  }

  @Test("An archive holds arrays by their names, and equal contents make equal files")
  func archive() throws {
    let tensors = ["layers.0.weight": matrix, "b": Tensor(shape: [1], elements: [3])]
    let file = folder.file("a.npz")
    try TensorFile.write(tensors, metadata: [:], to: file)
    #expect(try TensorFile.read(file) == tensors)
    #expect(try NumPyArchive.encode(tensors) == Data(contentsOf: file))
  }

  @Test("A folder holds a file for each array; other endings are a problem")
  func folders() throws {
    let tensors = ["layers.0.weight": matrix, "b": Tensor(shape: [1], elements: [3])]
    try TensorFile.write(tensors, metadata: [:], to: folder.file("arrays"))
    #expect(try TensorFile.read(folder.file("arrays")) == tensors)
    #expect(problem { try TensorFile.read(folder.file("a.pt")) }?.what.contains(".pt") == true)
    #expect(problem { try TensorFile.read(folder.file("none")) }?.what.contains("no such folder") == true)
  }
}
