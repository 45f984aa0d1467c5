import HebbPlasticity
import HebbTensor

@testable import HebbExperiments

/// A task whose best rule is known, without any lifetimes: to be near a target rule. Noise of the environment and of
/// the member can be added.
struct TargetTask: DiscoveryTask {
  var name = "target"
  var target: Polynomial
  var noise: Double = 0
  /// Whether every rule fails.
  var isHopeless = false

  func environment(using random: inout RandomStream) -> Double { noise * Double(random.normal()) }

  func fitness(of rule: Polynomial, in environment: Double, using random: inout RandomStream) -> Double {
    let distance = zip(rule.coefficients, target.coefficients).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return isHopeless ? .nan : environment + noise * Double(random.normal()) - distance
  }

  var references: [NamedRule] { [NamedRule("target", target)] }

  func scores(of rule: Polynomial, using random: inout RandomStream) -> [DiscoveryScore] {
    [DiscoveryScore("terms", Double(rule.terms.count)), DiscoveryScore("luck", Double(random.uniform()))]
  }
}
