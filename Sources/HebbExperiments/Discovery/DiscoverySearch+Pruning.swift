import HebbPlasticity
import HebbTensor

extension DiscoverySearch {
  /// Environments on which terms are judged, and rules compared in the end.
  private static var juryCount: Int { 16 }

  /// Environments that no generation has seen, with the name that their lifetimes' random numbers go by.
  struct Jury: Sendable {
    let name: String
    let environments: [Task.Environment]
  }

  /// - Parameter name: what is judged.
  func jury(_ name: String) -> Jury {
    let path = "discovery.jury.\(name)"
    let environments = evaluated(Self.juryCount) { index in
      var random = RandomStream(seed: settings.seed, "\(path).\(index)")
      return task.environment(using: &random)
    }
    return Jury(name: path, environments: environments)
  }

  /// The fitness of a rule in each of the jury's environments, without the cost of terms.
  func verdicts(on rule: Polynomial, by jury: Jury) -> [Double] {
    evaluated(jury.environments.count) { index in
      var random = RandomStream(seed: settings.seed, "\(jury.name).\(index).lifetime")
      let fitness = task.fitness(of: rule, in: jury.environments[index], using: &random)
      return fitness.isNaN ? -.infinity : fitness
    }
  }

  func meanVerdict(on rule: Polynomial, by jury: Jury) -> Double {
    verdicts(on: rule, by: jury).reduce(0, +) / Double(jury.environments.count)
  }

  /// The rule without the terms that are not worth their cost: the smallest first, each is left out if that lowers the
  /// fitness by less than the cost of a term, until none can be left out.
  func pruned(_ rule: Polynomial) -> Polynomial {
    let jury = jury("stage.\(state.stage)")
    var rule = rule
    var fitness = meanVerdict(on: rule, by: jury)
    var isChanged = true
    while isChanged {
      isChanged = false
      for term in rule.terms.sorted(by: { (abs(rule[$0]), $0.index) < (abs(rule[$1]), $1.index) }) {
        var shorter = rule
        shorter[term] = 0
        let without = meanVerdict(on: shorter, by: jury)
        // Two rules that both fail cannot be told apart by this term.
        guard without > fitness - task.termCost || without == fitness else { continue }
        (rule, fitness, isChanged) = (shorter, without, true)
      }
    }
    return rule
  }
}

extension Polynomial {
  func coefficients(of terms: [Term]) -> [Double] { terms.map { self[$0] } }
}
