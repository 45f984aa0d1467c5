public import HebbPlasticity
public import HebbTensor

/// What a rule is to be good at: a search for rules judges every candidate by whole lifetimes of a network that learns
/// by it.
///
/// In each generation the search draws one environment, the same for all members of the population so that they are
/// compared on equal terms, and asks for the fitness of each member in it. Members are evaluated at the same time on
/// several threads. A fitness must be a function of its arguments alone, so that a seed gives the same search for any
/// number of threads and across interruptions.
public protocol DiscoveryTask: Sendable {
  /// What the members of one generation have in common: the data, the starting weights, the episodes.
  associatedtype Environment: Sendable

  /// The name on the command line: "principal-component".
  var name: String { get }

  /// Draws an environment.
  ///
  /// - Parameter random: a stream of the search's seed and the generation.
  func environment(using random: inout RandomStream) -> Environment

  /// How well a network learns by a rule; more is better. A rule under which weights diverge is to get a finite fitness
  /// that is worse than that of every rule under which they do not; NaN counts as the worst of all.
  ///
  /// The cost of the rule's terms is not part of it: the search subtracts it (`termCost`).
  ///
  /// - Parameters:
  ///   - rule: without learning rate. Its scale is free, and the search finds one that suits the task; it starts from
  ///     coefficients of about 0.3, which should change something but not all.
  ///   - random: a stream of the search's seed, the generation and the member, for what members need not have in common.
  func fitness(of rule: Polynomial, in environment: Environment, using random: inout RandomStream) -> Double

  /// The fitness that one more term of the rule must be worth; at least 0.
  var termCost: Double { get }

  /// Known rules, to which the report compares the rule that was found, each at the scale that suits it best.
  var references: [NamedRule] { get }

  /// Figures on a rule for the report, measured on what the search has never seen: accuracy on held-out classes.
  ///
  /// - Parameter random: the same stream for every rule of a report.
  /// - Returns: the same figures in the same order for every rule.
  func scores(of rule: Polynomial, using random: inout RandomStream) -> [DiscoveryScore]
}

extension DiscoveryTask {
  public var termCost: Double { 0.01 }
  public var references: [NamedRule] { [] }
  public func scores(of rule: Polynomial, using random: inout RandomStream) -> [DiscoveryScore] { [] }
}

/// A rule that has a name: "hebb", `x*y`.
public struct NamedRule: Sendable, Equatable {
  public let name: String
  public let rule: Polynomial

  public init(_ name: String, _ rule: Polynomial) { (self.name, self.rule) = (name, rule) }
}
