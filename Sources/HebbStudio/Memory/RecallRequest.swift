import HTTPTypes
import HebbExperiments
import HebbTensor

/// What the memory page asks for: patterns to store, a state to begin with, and a memory.
struct RecallRequest: Decodable, Sendable {
  static let sides = 4...32
  static let patternLimit = 100

  /// Of the square of units.
  let side: Int
  /// A `MemoryKind`.
  let memory: String
  /// Each with one character a unit, row by row: "1" for +1, "0" for −1.
  let patterns: [String]
  let state: String
  /// Of the dense memory.
  let degree: Int?
  /// β of the continuous memory.
  let inverseTemperature: Double?
  let seed: UInt64?

  var units: Int { side * side }

  /// - Throws: `StudioError` for anything that is not as it should be.
  func kind() throws(StudioError) -> MemoryKind {
    guard Self.sides.contains(side) else {
      throw StudioError(.badRequest, "a grid of \(side) × \(side) units is not possible", at: "side")
    }
    guard (1...Self.patternLimit).contains(patterns.count) else {
      throw StudioError(
        .badRequest, "\(patterns.count) patterns cannot be stored", at: "patterns",
        advice: "Store 1 to \(Self.patternLimit).")
    }
    guard (patterns + [state]).allSatisfy({ isPattern($0) }) else {
      throw StudioError(.badRequest, "a pattern must have \(units) characters, each 0 or 1", at: "patterns")
    }
    guard (1...100).contains(degree ?? 3), (0.001...100).contains(inverseTemperature ?? 1) else {
      throw StudioError(
        .badRequest, "the degree must be 1 to 100, the inverse temperature 0.001 to 100", at: "degree")
    }
    guard let kind = MemoryKind(rawValue: memory) else {
      throw StudioError(.badRequest, "there is no memory “\(memory.prefix(40))”", at: "memory")
    }
    return kind
  }

  private func isPattern(_ text: String) -> Bool {
    text.utf8.count == units && text.utf8.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") }
  }

  /// +1 and −1 `[count, units]`.
  func tensor(of texts: [String]) -> Tensor {
    Tensor(
      shape: [texts.count, units],
      elements: texts.flatMap { text in text.utf8.map { $0 == UInt8(ascii: "1") ? 1 : -1 } })
  }
}
