import Foundation
import HebbPlasticity
public import HebbSequences
import HebbSupport

/// An experiment on sequences: which network learns what, and how.
public struct SequenceSpecification: Sendable {
  public enum Model: String, Sendable, CaseIterable {
    case hebbianRNN = "hebbian-rnn"
    case hebbianGRU = "hebbian-gru"
  }

  /// Who changes the weights.
  public enum Updater: String, Sendable, CaseIterable {
    /// The rule, after every symbol.
    case local
    /// Back-propagation through time and Adam, after every batch of sequences: the baseline.
    case backprop
  }

  public var name: String
  public var about: String
  public var model: Model
  public var task: any SequenceTask
  /// Of texts: `data` for the characters that occur, `bytes`, or the characters themselves.
  public var vocabulary: String
  /// Steps of a training sequence of a text.
  public var length: Int
  /// Sequences side by side.
  public var lanes: Int
  /// Symbols to learn from.
  public var characters: Int
  /// How often the network is measured on the way, on held-out symbols.
  public var evaluations: Int
  /// Held-out symbols to measure on, at most.
  public var evaluated: Int
  /// Of all learning rates; epochs are the stretches between evaluations.
  public var schedule: Schedule
  /// The network; its number of symbols is the data's.
  public var network: HebbianRNNDescription
  public var updater: Updater
  /// With back-propagation: whether the state's connections are plastic while reading, as much as gradients make them.
  public var isPlastic: Bool
  /// Of Adam.
  public var backpropRate: Double
  /// Longest gradient of back-propagation.
  public var clip: Double
  /// How the projection of a Hebbian GRU learns.
  public var projection: ProjectionLearning

  /// Batches of the whole training.
  public func batches(length: Int) -> Int { max(1, (characters + lanes * length - 1) / (lanes * length)) }
}

extension SequenceSpecification: Equatable {
  public static func == (left: SequenceSpecification, right: SequenceSpecification) -> Bool { left.yaml == right.yaml }
}
