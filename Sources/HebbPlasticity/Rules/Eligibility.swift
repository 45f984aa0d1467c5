import HebbSupport
import HebbTensor

/// What a batch leaves eligible for the rewards of later ones: e `[neurons, inputs]` of the last step, in every lane.
struct Eligibility {
  static let name = "rewardModulated.eligibility"
  /// A gibibyte: more is rather a mistake (samples taken for lanes) than a wish.
  private static let mostElements = 1 << 28

  /// λ, what is left a step later.
  let decay: Float

  /// - Throws: `Problem` if the traces would fill the memory.
  func requireRoom(for activity: Activity) throws(Problem) {
    let elements = activity.lanes * activity.w.count
    guard elements <= Self.mostElements else {
      throw Problem(
        "the eligibility traces of \(activity.lanes) lanes of \(activity.neurons) × \(activity.inputs) weights would fill "
          + "\(elements >> 28) GiB", at: activity.place,
        advice: "Use fewer lanes or a smaller layer, or set decay to 0 so that nothing is remembered.")
    }
  }

  /// Adds what earlier batches left eligible, Σ e R(0) λ over all lanes, and brings e up to date.
  ///
  /// - Parameters:
  ///   - update: the wrapped rule's, without reward.
  ///   - returns: R of every row; the first row of a lane has Σ_t λᵗ r(t), so that e counts λ R(0) = Σ_t λ^(t+1) r(t).
  func carry(
    _ update: CanonicalUpdate, of activity: Activity, returns: [Float], into delta: inout Tensor,
    state: inout PlasticState
  ) {
    let (lanes, weights) = (activity.lanes, activity.w.count)
    var eligible = state[Self.name, shape: [lanes, activity.neurons, activity.inputs]]
    // The copy that the state holds must go, or writing to this one would copy it.
    state[Self.name] = nil
    let recency = (0..<activity.samples).map { power(activity.steps - 1 - $0 / lanes) }
    let remembered = update.scalingSamples(by: recency)
    for lane in 0..<lanes {
      let fresh = PlasticUpdate.canonical(remembered.lane(lane, of: lanes))
        .delta(x: activity.x.lane(lane, of: lanes), w: activity.w)
      let (due, left) = (decay * returns[lane], power(activity.steps))
      eligible.withUnsafeMutableBufferPointer { eligible in
        delta.withUnsafeMutableBufferPointer { delta in
          fresh.withUnsafeBufferPointer { fresh in
            for i in 0..<weights {
              let old = eligible[lane * weights + i]
              delta[i] += due * old
              eligible[lane * weights + i] = left * old + fresh[i]
            }
          }
        }
      }
    }
    state[Self.name] = eligible
  }

  private func power(_ exponent: Int) -> Float { (0..<exponent).reduce(1) { product, _ in product * decay } }
}

extension CanonicalUpdate {
  /// One lane's share. Precondition: a decay that is given for the whole batch is the same for all lanes.
  fileprivate func lane(_ lane: Int, of lanes: Int) -> CanonicalUpdate {
    var share = self
    share.post = post.lane(lane, of: lanes)
    share.decay =
      switch decay {
      case .none: .none
      case .uniform(let total): .uniform(total / Float(lanes))
      case .perNeuron(let rows): .perNeuron(rows.lane(lane, of: lanes))
      case .diagonal(let y): .diagonal(y.lane(lane, of: lanes))
      case .reconstruction(let y, let extent): .reconstruction(y.lane(lane, of: lanes), extent)
      case .perInput(let factors):
        .perInput(sampleFactors: stride(from: lane, to: factors.count, by: lanes).map { factors[$0] })
      }
    return share
  }
}
