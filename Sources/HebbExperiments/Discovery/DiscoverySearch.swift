import HebbPlasticity
import HebbSupport
public import HebbTensor

/// A search for the rule that makes a network learn best on a task.
///
/// It begins with a random rule and all terms. Every member of a generation is a rule that is tried over whole
/// lifetimes; its fitness is charged for each term, counted by weight, so that useless ones wither. When its generations
/// are over, terms that are not worth their cost are removed, and shorter searches adjust what is left, until no more
/// terms can be removed.
///
/// Every random number comes from a stream named by stage, generation and member. So the result is the same, bit for
/// bit, for any number of threads and however often the search was interrupted.
public struct DiscoverySearch<Task: DiscoveryTask>: Sendable {
  public let task: Task
  public let settings: DiscoverySettings
  public private(set) var state: DiscoveryState
  let parallel: Parallel

  /// Standard deviation of the coefficients of the rule that the search begins with, and of the first generation
  /// around it.
  private static var firstSpread: Double { 0.3 }
  /// Standard deviation at the beginning of an adjustment, as a fraction of the largest coefficient.
  private static var adjustmentSpread: Double { 0.1 }

  /// A search that begins.
  public init(_ task: Task, _ settings: DiscoverySettings, parallel: Parallel = Parallel()) {
    precondition(settings.isValid, "a search needs terms, generations and a population")
    var random = RandomStream(seed: settings.seed, "discovery.start")
    let start = settings.terms.map { _ in Self.firstSpread * Double(random.normal()) }
    let strategy = CMAES(mean: start, stepSize: Self.firstSpread, population: settings.population)
    self.init(task, settings, DiscoveryState(terms: settings.terms, strategy: strategy), parallel: parallel)
  }

  /// A search that goes on from where it was.
  public init(_ task: Task, _ settings: DiscoverySettings, _ state: DiscoveryState, parallel: Parallel = Parallel()) {
    (self.task, self.settings, self.state, self.parallel) = (task, settings, state, parallel)
  }

  /// The generations of the present stage.
  public var stageGenerations: Int {
    state.stage == 0 ? settings.generations : max(1, settings.generations / 5)
  }

  /// Runs one generation, and at the end of a stage removes terms. Does nothing once the search is finished.
  ///
  /// - Throws: `Problem` if the distribution is no longer finite.
  public mutating func advance() throws {
    guard !state.isFinished else { return }
    let axes = try state.strategy.axes()
    let place = "discovery.\(state.stage).\(state.strategy.generation)"
    var random = RandomStream(seed: settings.seed, place)
    let environment = task.environment(using: &random)
    let members = evaluated(settings.population) { member in
      var random = RandomStream(seed: settings.seed, "\(place).\(member)")
      let candidate = state.strategy.candidate(along: axes, using: &random)
      let rule = Polynomial(state.terms, candidate)
      let fitness = task.fitness(of: rule, in: environment, using: &random) - task.termCost * rule.effectiveTerms
      return (candidate: candidate, fitness: fitness)
    }
    let fitness = members.map(\.fitness)
    state.strategy.update(members.map(\.candidate), fitness: fitness, axes: axes)
    let mean = fitness.reduce(0, +) / Double(fitness.count)
    let best = fitness.reduce(-.infinity) { $1 > $0 ? $1 : $0 }
    state.history.append(
      .init(
        stage: state.stage, bestFitness: best.isFinite ? best : nil, meanFitness: mean.isFinite ? mean : nil))
    guard state.strategy.isValid else {
      throw Problem(
        "the search has run away: its coefficients are no longer finite", at: "generation \(state.history.count)",
        advice: "Try another --seed, or allow fewer --terms.")
    }
    if state.strategy.generation >= stageGenerations { finishStage() }
  }

  private mutating func finishStage() {
    let rule = pruned(state.rule)
    let isUnchanged = rule.terms.count == state.terms.count
    // The first adjustment is always made: the search over all terms leaves the coefficients blurred.
    guard !rule.terms.isEmpty, state.stage == 0 || !isUnchanged else {
      state.outcome = rule
      return
    }
    state.stage += 1
    state.terms = rule.terms
    state.strategy = CMAES(
      mean: rule.coefficients(of: rule.terms), stepSize: Self.adjustmentSpread * rule.scale,
      population: settings.population)
  }

  /// `body` of each index, computed on several threads.
  func evaluated<Value: Sendable>(_ count: Int, _ body: (Int) -> Value) -> [Value] {
    var values = [Value?](repeating: nil, count: count)
    values.withUnsafeMutableBufferPointer { values in
      nonisolated(unsafe) let values = values
      parallel.forEach(count) { index, _ in values[index] = body(index) }
    }
    return values.compactMap(\.self)
  }
}
