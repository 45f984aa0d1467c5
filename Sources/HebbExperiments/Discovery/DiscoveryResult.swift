import Foundation
public import HebbPlasticity
import HebbTensor

/// What a search has found: what `hebb discover --json` prints.
public struct DiscoveryResult: Sendable, Equatable, Encodable {
  /// A term of the rule that was found.
  public struct Term: Sendable, Equatable, Encodable {
    public let term: Polynomial.Term
    public let coefficient: Double
    /// Coefficient divided by the largest magnitude of all.
    public let relative: Double
    /// The fitness that the rule loses without this term.
    public let worth: Double
  }

  /// A rule of the comparison.
  public struct Candidate: Sendable, Equatable, Encodable {
    /// "discovered", or the name of a known rule.
    public let name: String
    /// With the largest coefficient as 1 or −1.
    public let formula: Polynomial
    /// What the formula was multiplied by.
    public let scale: Double
    /// In environments that the search has not seen, without the cost of terms.
    public let fitness: DiscoveryScore
    public let scores: [DiscoveryScore]
  }

  public let task: String
  public let seed: UInt64
  public let population: Int
  /// Generations in all stages.
  public let generations: Int
  /// The rule with its largest coefficient as 1 or −1, the others rounded to four digits.
  public let formula: String
  /// The graph of y in the loss −½ Σ y² whose negative gradient the rule is; nil if a term has no y.
  public let loss: String?
  /// Those of the rule, the largest first.
  public let terms: [Term]
  /// The rule that was found, then the task's references.
  public let rules: [Candidate]
  /// The search's folder.
  public let folder: String

  /// Scales at which a known rule is tried: powers of two around those that searches begin with.
  private static let scales = (-6...6).map { pow(2, Double($0)) }

  init<Task: DiscoveryTask>(of search: DiscoverySearch<Task>, in folder: DiscoveryFolder) {
    let rule = search.state.rule
    let jury = search.jury("result")
    func candidate(_ name: String, _ rule: Polynomial, verdicts: [Double]) -> Candidate {
      var random = RandomStream(seed: search.settings.seed, "discovery.scores")
      return Candidate(
        name: name, formula: rule.normalised, scale: rule.scale, fitness: DiscoveryScore("fitness", samples: verdicts),
        scores: search.task.scores(of: rule, using: &random))
    }
    let discovered = candidate("discovered", rule, verdicts: search.verdicts(on: rule, by: jury))
    let references = search.task.references.compactMap { reference in
      let trials = Self.scales.map { scale in
        let rule = reference.rule.scaled(by: scale)
        return (rule: rule, verdicts: search.verdicts(on: rule, by: jury))
      }
      let best = trials.max { $0.verdicts.reduce(0, +) < $1.verdicts.reduce(0, +) }
      return best.map { candidate(reference.name, $0.rule, verdicts: $0.verdicts) }
    }
    let sorted = rule.terms.sorted { (-abs(rule[$0]), $0.index) < (-abs(rule[$1]), $1.index) }
    terms = sorted.map { term in
      var without = rule
      without[term] = 0
      let worth = discovered.fitness.value - search.meanVerdict(on: without, by: jury)
      return Term(term: term, coefficient: rule[term], relative: rule[term] / rule.scale, worth: worth)
    }
    rules = [discovered] + references
    formula = rule.normalised.formula(digits: 4)
    loss = try? Polynomial(parsing: formula).surrogateFormula
    (task, seed, population) = (search.task.name, search.settings.seed, search.settings.population)
    generations = search.state.history.count
    self.folder = folder.url.path
  }
}

extension Polynomial {
  /// The rule with its largest coefficient as 1 or −1; the rule that changes nothing stays as it is.
  var normalised: Polynomial { scale > 0 ? scaled(by: 1 / scale) : self }
}
