import Foundation

/// How a learning rate changes from the first batch of the training to the last.
public enum Schedule: String, Sendable, CaseIterable {
  case constant
  /// Falls to 0 in a straight line.
  case linear
  /// Falls to 0 along half a period of the cosine: slowly at first and at last.
  case cosine

  /// What the learning rate is multiplied by.
  ///
  /// - Parameter progress: the fraction of the training that is behind, from 0 to 1.
  func factor(at progress: Double) -> Double {
    switch self {
    case .constant: 1
    case .linear: 1 - progress
    case .cosine: (1 + cos(.pi * progress)) / 2
    }
  }
}
