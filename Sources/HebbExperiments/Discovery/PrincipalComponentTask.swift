public import HebbPlasticity
public import HebbTensor

/// Find the first principal component: a single linear neuron y = w·x is to turn its weights into the direction in which
/// its inputs vary most, and to keep them at unit length.
///
/// A lifetime is a few hundred samples x of a normal distribution with a random covariance, each followed by a small
/// step of the rule, smaller and smaller towards the end. Inputs of several numbers and variances, and starting weights
/// both too short and too long, make sure that a rule is judged by whether it finds length and direction for itself:
/// a constant decay, for example, gives unit length for one variance only.
public struct PrincipalComponentTask: DiscoveryTask {
  /// The lives that all members of a generation live.
  public struct Environment: Sendable {
    let lifetimes: [PrincipalComponentLifetime]
  }

  public let name = "principal-component"

  /// Lifetimes of an environment, of which the fitness is the mean.
  public var lifetimes: Int
  /// Samples of a lifetime.
  public var steps: Int

  /// - Parameters:
  ///   - lifetimes: at least 1.
  ///   - steps: at least 1.
  public init(lifetimes: Int = 8, steps: Int = 400) {
    precondition(lifetimes >= 1 && steps >= 1, "no lifetime")
    (self.lifetimes, self.steps) = (lifetimes, steps)
  }

  public var references: [NamedRule] {
    var (hebb, oja, instar) = (Polynomial(), Polynomial(), Polynomial())
    hebb[x: 1, y: 1, w: 0] = 1
    oja[x: 1, y: 1, w: 0] = 1
    oja[x: 0, y: 2, w: 1] = -1
    instar[x: 1, y: 1, w: 0] = 1
    instar[x: 0, y: 1, w: 1] = -1
    return [NamedRule("oja", oja), NamedRule("instar", instar), NamedRule("hebb", hebb)]
  }

  public func environment(using random: inout RandomStream) -> Environment {
    Environment(lifetimes: (0..<lifetimes).map { _ in PrincipalComponentLifetime(steps: steps, using: &random) })
  }

  /// The mean over lifetimes of |cos| − min(1, 2 (‖w‖ − 1)²) at their end, where cos is that of the angle between the
  /// weights and the first principal component; from −2 to −1 for a lifetime in which the weights diverge, the longer
  /// it took the better.
  public func fitness(of rule: Polynomial, in environment: Environment, using random: inout RandomStream) -> Double {
    let step = PolynomialStep(rule, learningRate: PrincipalComponentLifetime.learningRate)
    let sum = environment.lifetimes.reduce(0) { sum, lifetime in
      switch lifetime.live(by: step) {
      case .learned(let cosine, let length): sum + cosine - min(1, 2 * (length - 1) * (length - 1))
      case .diverged(let fraction): sum - 2 + fraction
      }
    }
    return sum / Double(environment.lifetimes.count)
  }

  /// Angle to the principal component and length of the weights, means over 200 lifetimes; not a number for a rule
  /// under which weights diverge.
  public func scores(of rule: Polynomial, using random: inout RandomStream) -> [DiscoveryScore] {
    let step = PolynomialStep(rule, learningRate: PrincipalComponentLifetime.learningRate)
    var (angles, lengths): ([Double], [Double]) = ([], [])
    for _ in 0..<200 {
      switch PrincipalComponentLifetime(steps: steps, using: &random).live(by: step) {
      case .learned(let cosine, let length):
        angles.append(Self.degrees(cosine))
        lengths.append(length)
      case .diverged:
        angles.append(.nan)
        lengths.append(.nan)
      }
    }
    return [DiscoveryScore("angle (°)", samples: angles), DiscoveryScore("length", samples: lengths)]
  }
}
