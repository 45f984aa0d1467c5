public import HebbMemories
import HebbSupport
public import HebbTensor

/// The memories that can be asked for by name.
public enum MemoryKind: String, Sendable, CaseIterable, Encodable {
  case hopfield
  case storkey
  case pseudoInverse = "pseudo-inverse"
  case dense
  case exponential
  case continuous

  /// What it is, in a line.
  public var summary: String {
    switch self {
    case .hopfield: "Hopfield's network, with Hebb's rule"
    case .storkey: "Hopfield's network, with Storkey's rule"
    case .pseudoInverse: "Hopfield's network, with the projection onto the patterns"
    case .dense: "dense memory with a rectified polynomial (Krotov and Hopfield); see --degree"
    case .exponential: "dense memory with an exponential (Demircigil et al.)"
    case .continuous: "modern Hopfield network for real numbers (Ramsauer et al.); see --beta"
    }
  }

  /// Whether it stores grey values, not black and white.
  public var isContinuous: Bool { self == .continuous }

  /// The kinds of these names, each once; “all” stands for every one.
  ///
  /// - Throws: `Problem` with the nearest name, if there is none of one.
  public static func named(_ names: [String]) throws -> [MemoryKind] {
    var kinds: [MemoryKind] = []
    for name in names {
      for kind in name == "all" ? allCases : [try named(name)] where !kinds.contains(kind) { kinds.append(kind) }
    }
    return kinds
  }

  private static func named(_ name: String) throws -> MemoryKind {
    if let kind = MemoryKind(rawValue: name) { return kind }
    let names = allCases.map(\.rawValue)
    let nearest = NearestName.of(name, among: names).map { "Did you mean “\($0)”? " } ?? ""
    throw Problem(
      "there is no memory named “\(name)”", at: "--memory",
      advice: nearest + "Known are \(names.joined(separator: ", ")), and “all”.")
  }

  /// Stores patterns.
  ///
  /// - Parameters:
  ///   - patterns: `[patterns, units]`; +1 and −1 unless the memory is continuous.
  ///   - degree: of the polynomial of `dense`.
  ///   - inverseTemperature: β of `continuous`.
  /// - Throws: `Problem` if the memory cannot store them so.
  public func memory(
    of patterns: Tensor, degree: Int, inverseTemperature: Float, parallel: Parallel
  ) throws -> any AutoassociativeMemory {
    switch self {
    case .hopfield: try HopfieldNetwork(patterns: patterns, learning: .hebbian, parallel: parallel)
    case .storkey: try HopfieldNetwork(patterns: patterns, learning: .storkey, parallel: parallel)
    case .pseudoInverse: try HopfieldNetwork(patterns: patterns, learning: .pseudoInverse, parallel: parallel)
    case .dense: try DenseMemory(patterns: patterns, interaction: .rectifiedPolynomial(degree: degree))
    case .exponential: try DenseMemory(patterns: patterns, interaction: .exponential)
    case .continuous: try ContinuousMemory(patterns: patterns, inverseTemperature: inverseTemperature)
    }
  }
}
