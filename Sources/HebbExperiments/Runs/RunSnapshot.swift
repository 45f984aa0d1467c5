import Foundation
import HebbSupport

/// What a network looked like at one point of its training: a line of a run's `history.jsonl`.
public struct RunSnapshot: Sendable, Codable, Equatable {
  public struct Layer: Sendable, Codable, Equatable {
    /// “layer 1”, or the name of the weights.
    public var name: String
    /// Of each neuron, the length of its weight vector.
    public var weightNorms: [Float]
    /// Of each neuron; nil where there are none.
    public var thresholds: [Float]?
    /// How often each neuron has won since the epoch began; nil where nothing competes, or nothing was shown yet.
    public var wins: [Int]?

    /// The fraction of the neurons that have not won since the epoch began.
    public var deadNeurons: Double? {
      wins.map { wins in Double(wins.count { $0 == 0 }) / Double(max(wins.count, 1)) }
    }

    private enum DerivedKeys: CodingKey { case deadNeurons }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(weightNorms, forKey: .weightNorms)
      try container.encodeIfPresent(thresholds, forKey: .thresholds)
      try container.encodeIfPresent(wins, forKey: .wins)
      var derived = encoder.container(keyedBy: DerivedKeys.self)
      try derived.encodeIfPresent(deadNeurons, forKey: .deadNeurons)
    }
  }

  /// Batches learned so far.
  public var step: Int
  /// Passes over the images, and parts of them; nil for networks on sequences.
  public var epoch: Double?
  /// Symbols read; nil for networks on images.
  public var characters: Int?
  public var layers: [Layer]
  /// Files of receptive fields or weights, relative to the run's folder.
  public var pictures: [String] = []
}

extension RunFolder {
  /// The snapshots that were taken, in order; lines that cannot be read are left out.
  public func snapshots() -> [RunSnapshot] { JSONLines.readable(RunSnapshot.self, contentsOf: history) }
}
