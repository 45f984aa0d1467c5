public import HebbData
public import HebbPlasticity
import HebbSupport
public import HebbTensor

/// Learn new characters from one or five drawings of each: a network of one plastic layer is taught the characters of an
/// episode, which the rule has to make possible whatever they are, and then recognises other drawings of them.
///
/// Rules are searched for with the characters of some alphabets and reported with those of others.
///
/// > Reference: the problem is that of O. Vinyals et al., "Matching networks for one shot learning", NeurIPS 2016,
/// > arXiv:1606.04080, section 4.1; here without any training by gradients.
public struct FewShotTask: DiscoveryTask {
  /// The episodes that all members of a generation learn.
  public struct Environment: Sendable {
    let episodes: [FewShotEpisode]
  }

  public let name = "few-shot"
  /// Characters of an episode.
  public static let ways = 5
  /// Half of the episodes have one drawing of each character to learn from, half have five.
  public static let shots = [1, 5]
  private static let queriesEach = 5
  /// Each character is shown five times: one drawing repeatedly, or five once.
  private static let presentationsEach = 5
  /// η: makes the update of a whole episode that of a presentation on average.
  static let learningRate = 1 / Double(presentationsEach)

  /// A term is to be worth at least 0.3 % of accuracy.
  public var termCost = 0.003
  /// Episodes of an environment.
  public var episodes: Int
  /// Episodes for each number of shots on which the scores are measured.
  public var scoredEpisodes: Int
  private let training: FewShotInputs
  private let heldOut: FewShotInputs

  /// - Parameters:
  ///   - training: the characters to search with.
  ///   - heldOut: those of other alphabets, to measure scores on; of the same size and number of drawings.
  ///   - episodes: at least 2.
  ///   - scoredEpisodes: at least 2.
  /// - Throws: `Problem` if there are too few characters or drawings for an episode, or if the two differ in size.
  public init(
    training: CharacterDrawings, heldOut: CharacterDrawings, episodes: Int = 40, scoredEpisodes: Int = 1000
  ) throws {
    precondition(episodes >= 2 && scoredEpisodes >= 2, "no episodes")
    (self.episodes, self.scoredEpisodes) = (episodes, scoredEpisodes)
    let needed = (Self.shots.max() ?? 0) + Self.queriesEach
    for (set, role) in [(training, "to search with"), (heldOut, "held out")] {
      guard set.count >= Self.ways, set.drawingsEach >= needed else {
        throw Problem(
          "\(set.count) characters with \(set.drawingsEach) drawings each are \(role)", at: "few-shot",
          advice: "Episodes need at least \(Self.ways) characters with \(needed) drawings each: add alphabets.")
      }
    }
    guard training.side == heldOut.side else {
      throw Problem(
        "drawings to search with have a side of \(training.side), and those held out one of \(heldOut.side)",
        at: "few-shot", advice: "Shrink all drawings to the same side.")
    }
    let smoothed = FewShotInputs.smoothed(training)
    // Nothing is known of what is held out, not even its mean.
    let scale = FewShotInputs.Scale(of: smoothed)
    self.training = FewShotInputs(training, smoothed: smoothed, scale: scale)
    self.heldOut = FewShotInputs(heldOut, smoothed: FewShotInputs.smoothed(heldOut), scale: scale)
  }

  public var references: [NamedRule] {
    var (hebb, oja, instar) = (Polynomial(), Polynomial(), Polynomial())
    hebb[x: 1, y: 1, w: 0] = 1
    oja[x: 1, y: 1, w: 0] = 1
    oja[x: 0, y: 2, w: 1] = -1
    instar[x: 1, y: 1, w: 0] = 1
    instar[x: 0, y: 1, w: 1] = -1
    return [NamedRule("hebb", hebb), NamedRule("oja", oja), NamedRule("instar", instar)]
  }

  public func environment(using random: inout RandomStream) -> Environment {
    Environment(
      episodes: (0..<episodes).map { index in
        Self.episode(shots: Self.shots[index % Self.shots.count], of: training, using: &random)
      })
  }

  /// The mean over episodes of half the accuracy and half the probability of the right answer, from 0 to 1; below 0 if
  /// the weights diverge in any episode, the more the lower.
  public func fitness(of rule: Polynomial, in environment: Environment, using random: inout RandomStream) -> Double {
    let network = FewShotNetwork(ways: Self.ways, inputs: training.count)
    let step = PolynomialStep(rule, learningRate: Self.learningRate)
    var (sum, diverged) = (0.0, 0)
    for episode in environment.episodes {
      if let outcome = network.outcome(of: episode, by: step, training) {
        sum += (outcome.accuracy + outcome.probability) / 2
      } else {
        diverged += 1
      }
    }
    return (diverged > 0 ? -Double(diverged) : sum) / Double(environment.episodes.count)
  }

  /// Accuracy on the characters held out, for one shot and for five. An episode in which weights diverge counts as 0.
  public func scores(of rule: Polynomial, using random: inout RandomStream) -> [DiscoveryScore] {
    let network = FewShotNetwork(ways: Self.ways, inputs: heldOut.count)
    let step = PolynomialStep(rule, learningRate: Self.learningRate)
    return Self.shots.map { shots in
      let accuracies = (0..<scoredEpisodes).map { _ in
        let episode = Self.episode(shots: shots, of: heldOut, using: &random)
        return network.outcome(of: episode, by: step, heldOut)?.accuracy ?? 0
      }
      return DiscoveryScore("\(Self.ways)-way \(shots)-shot accuracy", samples: accuracies)
    }
  }

  private static func episode(shots: Int, of inputs: FewShotInputs, using random: inout RandomStream) -> FewShotEpisode
  {
    let shape = FewShotEpisode.Shape(
      ways: ways, shots: shots, queriesEach: queriesEach, presentationsEach: presentationsEach)
    return FewShotEpisode(
      shape, characters: inputs.characters, drawingsEach: inputs.drawingsEach, using: &random)
  }
}
