public import HebbTensor

/// Dale's law: synapses are excitatory or inhibitory for good. A weight that would change its sign stops at 0, from
/// where it can only return to its own side.
///
/// Signs belong to single weights, which keep the one that they began with, or (as in the brain, where a neuron is
/// excitatory or inhibitory in all its synapses) to the inputs: then all weights of an input have the sign of their
/// initial sum, and take it at the start. Weights that begin at 0 get their sign when they first differ from it.
///
/// > Reference: J. Eccles, P. Fatt and K. Koketsu, "Cholinergic and inhibitory synapses in a pathway from motor-axon
/// > collaterals to motoneurones", J. Physiol. 126 (1954), who name it after H. Dale; in learning networks, H. F. Song,
/// > G. R. Yang and X.-J. Wang, "Training excitatory-inhibitory recurrent neural networks for cognitive tasks", PLoS
/// > Comput. Biol. 12 (2016).
public struct DaleSigns: WeightConstraint {
  public static let name = "dale"
  public static let about = "weights keep their sign: one that would cross 0 stops there"
  public static let parameters = [
    Parameter.word(
      "signs", "weight", oneOf: Carrier.allCases.map(\.rawValue),
      "whether each weight has a sign of its own, or all weights of an input have the same")
  ]

  /// To what a sign belongs.
  public enum Carrier: String, Sendable, CaseIterable {
    case weight
    case input
  }

  public var signs: Carrier

  public init(signs: Carrier = .weight) { self.signs = signs }
  public init(_ parameters: ParameterValues) { signs = Carrier(rawValue: parameters[text: "signs"]) ?? .weight }
  public var values: [String: ParameterValue] { ["signs": .text(signs.rawValue)] }

  /// −1, +1, or 0 for a sign not known yet; `[neurons, inputs]`, or `[1, inputs]`.
  static let stateName = "dale"

  public func begin(with w: inout Tensor, state: inout PlasticState) {
    if signs == .input { takeSignsOfSums(&w, state: &state) }
    apply(to: &w, state: &state)
  }

  public func apply(to w: inout Tensor, state: inout PlasticState) {
    let inputs = w.shape[1]
    var known = state[Self.stateName, shape: signs == .input ? [1, inputs] : w.shape]
    // The state lets go of its tensor, so that it is changed in place.
    state[Self.stateName] = nil
    known.withUnsafeMutableBufferPointer { known in
      w.withUnsafeMutableBufferPointer { w in
        for start in stride(from: 0, to: w.count, by: max(inputs, 1)) {
          let row = UnsafeMutableBufferPointer(rebasing: w[start..<start + inputs])
          let first = signs == .input ? 0 : start
          Self.keep(UnsafeMutableBufferPointer(rebasing: known[first..<first + inputs]), in: row)
        }
      }
    }
    state[Self.stateName] = known
  }

  private static func keep(_ known: UnsafeMutableBufferPointer<Float>, in w: UnsafeMutableBufferPointer<Float>) {
    for i in w.indices {
      let sign = known[i] == 0 ? Self.sign(of: w[i]) : known[i]
      known[i] = sign
      w[i] = w[i] * sign < 0 ? 0 : w[i]
    }
  }

  private func takeSignsOfSums(_ w: inout Tensor, state: inout PlasticState) {
    let inputs = w.shape[1]
    let known = w.columnSums().map(Self.sign)
    w.withUnsafeMutableBufferPointer { w in
      for i in w.indices where known[i % inputs] != 0 { w[i] = known[i % inputs] * w[i].magnitude }
    }
    state[Self.stateName] = Tensor(shape: [1, inputs], elements: known)
  }

  private static func sign(of value: Float) -> Float { value > 0 ? 1 : value < 0 ? -1 : 0 }
}
