import Foundation
import HebbSupport
import HebbTensor
import TestSupport
import Testing

@testable import HebbExchange

/// Damaged files are read without a crash, and what is wrong with them is a `Problem`, never another error.
@Suite("Damaged files")
struct FuzzTests {
  /// Changes bytes, cuts, repeats and inserts, as a broken disk or an attacker might.
  private static func mutated(_ data: Data, _ random: inout RandomStream) -> Data {
    var bytes = [UInt8](data)
    for _ in 0..<random.next(below: 4) + 1 {
      let place = random.next(below: max(bytes.count, 1))
      switch random.next(below: 7) {
      case 0: bytes[place] ^= 1 << UInt8(random.next(below: 8))
      case 1: bytes[place] = UInt8(random.next(below: 256))
      case 2: bytes.removeSubrange(place...)
      case 3: bytes.insert(contentsOf: bytes[place...].prefix(random.next(below: 64)), at: place)
      case 4: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.next(below: 16)))
      case 5: bytes.insert(contentsOf: Array("[{\"-9}]:,e1\\u00".utf8).shuffled(by: &random), at: place)
      default:
        let number = ["-1", "0", "9223372036854775807", "18446744073709551616", "1e99", "4294967296"]
        bytes.insert(contentsOf: number[random.next(below: number.count)].utf8, at: place)
      }
      if bytes.isEmpty { bytes = [0] }
    }
    return Data(bytes)
  }

  private static func isAccepted(_ read: () throws -> Void) -> Bool {
    do {
      try read()
      return true
    } catch {
      #expect(error is Problem, "\(error)")
      return false
    }
  }

  private static let tensors = [
    "layers.0.weight": Tensor(shape: [2, 1, 2, 2], elements: [1, 2, 3, 4, 5, 6, 7, 8]),
    "layers.0.threshold": Tensor(shape: [2], elements: [0.5, -1]), "empty": Tensor(shape: [0, 3], elements: []),
  ]

  @Test("100,000 damaged safetensors files, most of them in the header", arguments: 0..<4)
  func safetensors(part: Int) throws {
    let whole = try SafeTensors(
      tensors: Self.tensors, metadata: ["format": "hebb-checkpoint-1", "position": "{\"epochs\":1}"]
    ).encoded()
    let headerEnd = 8 + whole.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    var random = RandomStream(seed: UInt64(part), "safetensors")
    var accepted = 0
    for round in 0..<25_000 {
      let damaged: Data
      if round.isMultiple(of: 4) {
        damaged = Self.mutated(whole, &random)
      } else {
        // A header of the right length, so that it is the header that is read.
        let header = Self.mutated(whole[8..<headerEnd], &random)
        damaged = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) } + header + whole[headerEnd...]
      }
      if Self.isAccepted({ _ = try SafeTensors(damaged, place: "fuzz") }) { accepted += 1 }
    }
    // Some changes leave a file that is whole: a digit of a name, a value.
    #expect(accepted > 100 && accepted < 20_000)
  }

  @Test("Headers nested without end, and lengths beyond all memory")
  func hostile() {
    func file(_ header: String) -> Data {
      withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) } + Data(header.utf8)
    }
    for header in [
      String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000),
      #"{"a":{"dtype":"F32","shape":[9223372036854775807,2],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F64","shape":[2305843009213693951],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[9223372036854775800,9223372036854775807]}}"#,
    ] {
      #expect(!Self.isAccepted { _ = try SafeTensors(file(header), place: "hostile") })
    }
  }

  @Test("100,000 damaged event files: what is whole at the beginning is kept", arguments: 0..<4)
  func events(part: Int) throws {
    let folder = try TemporaryFolder()
    let url = folder.file("events")
    var log = try EventLog(url)
    var ends = [try Data(contentsOf: url).count]
    for step in 1...3 {
      try log.append([
        EventLog.Event("a", step: step, time: 1, .scalar(0.5))
      ])
      ends.append(try Data(contentsOf: url).count)
      try log.append([EventLog.Event("h", step: step, time: 1, .histogram([1, 2, 3]))])
      ends.append(try Data(contentsOf: url).count)
    }
    let whole = try Data(contentsOf: url)
    var random = RandomStream(seed: UInt64(part), "events")
    for _ in 0..<25_000 {
      let damaged = Self.mutated(whole, &random)
      let found = EventLog.wholeRecords(of: damaged)
      #expect(found.length <= damaged.count)
      let same = zip(whole, damaged).prefix { $0 == $1 }.count
      #expect(found.length >= ends.last { $0 <= same } ?? 0)
    }
  }

  @Test("20,000 damaged NumPy files")
  func numpy() throws {
    let whole = NumPyArray.encode(Tensor(shape: [2, 3], elements: [1, 2, 3, 4, 5, 6]))
    var random = RandomStream(seed: 1, "numpy")
    for _ in 0..<20_000 {
      let damaged = Self.mutated(whole, &random)
      _ = Self.isAccepted { _ = try NumPyArray.decode(damaged, place: "fuzz") }
    }
  }

  @Test("2,000 damaged archives")
  func archives() throws {
    let folder = try TemporaryFolder()
    let whole = try NumPyArchive.encode(Self.tensors)
    let url = folder.file("fuzz.npz")
    var random = RandomStream(seed: 1, "archives")
    for _ in 0..<2_000 {
      try Self.mutated(whole, &random).write(to: url)
      _ = Self.isAccepted { _ = try NumPyArchive.read(url) }
    }
  }
}

extension Array {
  fileprivate func shuffled(by random: inout RandomStream) -> [Element] {
    var copy = self
    for index in copy.indices.dropFirst() { copy.swapAt(index, random.next(below: index + 1)) }
    return copy
  }
}
