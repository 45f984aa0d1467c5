import Foundation

/// How a learning rate changes from the first batch of the training to the last.
public enum Schedule: Sendable, Equatable {
  case constant
  /// Falls to 0 in a straight line.
  case linear
  /// Falls to 0 along half a period of the cosine: slowly at first and at last.
  case cosine
  /// Is multiplied by `factor` after every epoch.
  case exponential(factor: Double)

  public var name: String {
    switch self {
    case .constant: "constant"
    case .linear: "linear"
    case .cosine: "cosine"
    case .exponential: "exponential"
    }
  }

  /// All, with their parameters at the defaults.
  public static let all: [Schedule] = [.constant, .linear, .cosine, .exponential(factor: 0.95)]

  /// What the learning rate is multiplied by.
  ///
  /// - Parameters:
  ///   - epochs: passes over the images that are complete.
  ///   - progress: the fraction of the whole training that is behind, from 0 to 1.
  func factor(epochs: Int, progress: Double) -> Double {
    switch self {
    case .constant: 1
    case .linear: 1 - progress
    case .cosine: (1 + cos(.pi * progress)) / 2
    case .exponential(let factor): pow(factor, Double(epochs))
    }
  }
}
