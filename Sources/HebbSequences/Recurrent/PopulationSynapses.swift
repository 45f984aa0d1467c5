import HebbPlasticity
import HebbSupport
import HebbTensor

/// Synapses that learn by any rule of the library, with its competition, homeostasis and constraints.
final class PopulationSynapses: Synapses {
  private var population: Population
  private let parallel: Parallel
  /// What is learned from.
  private var last: (x: Tensor, response: Population.Response)?

  init(_ plasticity: Plasticity, weights: Tensor, place: String, seed: UInt64, parallel: Parallel) {
    population = Population(plasticity, weights: weights, place: place, seed: seed)
    self.parallel = parallel
  }

  var neurons: Int { population.neurons }
  var inputs: Int { population.inputs }
  var weights: Tensor { population.weights }
  var memory: [String: Tensor] {
    var memory = population.state.tensors
    memory["thresholds"] = Tensor(shape: [neurons], elements: population.thresholds)
    return memory
  }

  func beginSequences() { population.beginSequences() }

  func respond(to x: LaneBuffer, into u: LaneBuffer) {
    let x = x.tensor
    let response = population.respond(to: x, parallel: parallel)
    u.fill(from: response.drive)
    last = (x, response)
  }

  func learn(from lesson: Lesson) throws(Problem) {
    guard let last else { preconditionFailure("nothing has been responded to") }
    let u = lesson.u.tensor
    // Without a competition the neurons' activity is what they pass on.
    let isOwn = !lesson.isTaught && !population.plasticity.competition.isEmpty
    let y = isOwn ? last.response.y : Rows.dense(lesson.post.tensor)
    try population.learn(
      from: lesson.pre.tensor, Population.Response(u: u, drive: u, y: y), lanes: lesson.post.lanes,
      signals: Signals(reward: lesson.reward, outputError: lesson.error.tensor), rateFactor: lesson.rateFactor,
      parallel: parallel)
  }

  func restore(weights: Tensor, memory: [String: Tensor]) {
    var memory = memory
    let thresholds = memory.removeValue(forKey: "thresholds")?.elements ?? population.thresholds
    population.restore(weights: weights, thresholds: thresholds, state: PlasticState(memory))
  }
}
