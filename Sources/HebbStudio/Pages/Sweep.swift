import Foundation
import HebbSupport

/// A search for the best settings, as its page shows it: what a sweep's folder keeps in `sweep.json`.
struct Sweep: Codable, Sendable, Equatable {
  struct Trial: Codable, Sendable, Equatable {
    let number: Int
    /// Settings that were tried: numbers and texts.
    let parameters: [String: SettingValue]
    let status: String
    /// Of the metric, the mean over seeds; nil before there is one.
    let value: Double?
    let standardError: Double?
    /// Why it failed.
    let problem: String?
    /// Its runs in the store, one for each seed.
    let runs: [String]?
    /// How much of its training is behind it, from 0 to 1.
    let fraction: Double?
  }

  struct Importance: Codable, Sendable, Equatable {
    let key: String
    /// The share of the metric's variation that the setting explains, from 0 to 1.
    let value: Double
  }

  enum Goal: String, Codable, Sendable {
    case maximize, minimize
  }

  let name: String
  let status: String
  let metric: String
  let goal: Goal
  let trials: [Trial]
  let importance: [Importance]?

  static let file = "sweep.json"

  /// - Returns: nil if the folder holds no sweep that can be read.
  init?(_ folder: String, in store: SealedFolder) {
    guard let data = store.read("\(folder)/\(Self.file)", limit: 16 << 20),
      let sweep = try? JSONDecoder().decode(Sweep.self, from: data)
    else { return nil }
    self = sweep
  }
}

/// A setting's value.
enum SettingValue: Codable, Sendable, Equatable {
  case number(Double)
  case text(String)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let flag = try? container.decode(Bool.self) {
      self = .text("\(flag)")
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    }
  }
}
