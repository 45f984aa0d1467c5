public import HebbPlasticity
public import HebbSupport

/// What a search for rules is asked to do; together with the task it decides every bit of the result.
public struct DiscoverySettings: Sendable, Equatable, Codable {
  /// Name of the task.
  public var task: String
  public var seed: UInt64
  /// Generations of the search over all terms; after it come shorter ones that adjust the terms that are left.
  public var generations: Int
  /// Members of a generation.
  public var population: Int
  /// The terms that a rule may have.
  public var terms: [Polynomial.Term]

  public static let standardGenerations = 300
  /// More than the strategy's own default, because every generation is judged by other lives: a larger population sees
  /// through that noise.
  public static let standardPopulation = 48
  public static let smallestPopulation = CMAES.smallestPopulation

  /// - Parameters:
  ///   - generations: at least 1.
  ///   - population: at least 4.
  ///   - terms: at least one.
  public init(
    task: String, seed: UInt64 = 1, generations: Int = standardGenerations, population: Int = standardPopulation,
    terms: [Polynomial.Term] = Polynomial.Term.all
  ) {
    (self.task, self.seed, self.generations, self.population) = (task, seed, generations, population)
    self.terms = terms
  }

  var isValid: Bool {
    generations >= 1 && population >= Self.smallestPopulation && !terms.isEmpty && Set(terms).count == terms.count
  }

  /// The terms of a list such as `"x*y, y^2*w"`, in which coefficients do not count, or all terms for `"all"`, or
  /// for `"loss"` the 18 that are gradients of surrogate losses; in the order of `Polynomial.Term.all`, each once.
  ///
  /// - Throws: `Problem` that shows where the list goes wrong.
  public static func terms(parsing text: String) throws(Problem) -> [Polynomial.Term] {
    switch text.lowercased() {
    case "all": return Polynomial.Term.all
    case "loss": return Polynomial.surrogateTerms
    default: break
    }
    var terms: Set<Polynomial.Term> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      terms.formUnion(try Polynomial(parsing: String(part)).terms)
    }
    guard !terms.isEmpty else {
      throw Problem(
        "“\(text)” has no terms", at: "--terms", advice: "Give some, such as “x*y, y^2*w”, “all” or “loss”.")
    }
    return Polynomial.Term.all.filter(terms.contains)
  }
}
