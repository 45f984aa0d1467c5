import HebbPlasticity
import HebbSupport
import HebbTensor

/// One update by a learning rule, summed over the samples: learning rate 1, no constraint.
///
/// Inputs: x `[samples, inputs]`, w `[neurons, inputs]`, the `rule`, its `parameters`, and y `[samples, neurons]`, or null
/// for y = x wᵀ. For rules that need them: a `reward` `[samples]`, an `outputError` `[samples, outputs]`, and the number of
/// `lanes`, sequences side by side (1: all samples follow each other; without it none do).
struct RuleKind: ReferenceKind {
  let name = "rule"

  func results(of reference: ReferenceCase) throws -> [ReferenceResult] {
    let content = reference.content
    let x = try content.array("x", axes: ["samples", "inputs"])
    let w = try content.array("w", axes: ["neurons", "inputs"])
    let (samples, neurons) = (x.shape[0], w.shape[0])
    try content.require(w, "w", shape: [neurons, x.shape[1]], because: "x has \(x.shape[1]) inputs.")
    let u = LinearAlgebra.multiply(x.tensor, w.tensor, transposingB: true)
    var y = u
    if try content.has("y") {
      let given = try content.array("y", axes: ["samples", "neurons"])
      try content.require(
        given, "y", shape: [samples, neurons], because: "x has \(samples) samples, and w \(neurons) neurons.")
      y = given.tensor
    }
    let activity = Activity(
      x: x.tensor, w: w.tensor, u: u, y: .dense(y),
      lanes: try content.has("lanes") ? content.integer("lanes", in: 1...samples) : nil,
      signals: try signals(of: content, samples: samples))
    let rule = try rule(of: reference)
    let change = try reference.locating {
      var state = PlasticState()
      return try rule.update(for: activity, state: &state).delta(x: activity.x, w: activity.w)
    }
    return [ReferenceResult(name: "dw", values: change)]
  }

  private func rule(of reference: ReferenceCase) throws -> any LearningRule {
    let name = try reference.content.text("rule")
    guard let type = LearningRules.catalog.type(named: name) else { throw NotSupported(reason: "the rule “\(name)”") }
    var given: [String: ParameterValue] = [:]
    if try reference.content.has("parameters") {
      let parameters = try reference.content.record("parameters")
      for key in parameters.keys {
        guard type.parameters.contains(where: { $0.name == key }) else {
          throw NotSupported(reason: "the parameter “\(key)” of “\(name)”")
        }
        given[key] = try parameters.parameter(key)
      }
    }
    do {
      return try LearningRules.catalog.make(name, given)
    } catch {
      let keys = ["parameters"] + (error.place.map { [$0] } ?? [])
      throw Problem(
        error.what, at: reference.content.place(of: keys.joined(separator: ".")), advice: error.advice)
    }
  }

  private func signals(of content: ReferenceRecord, samples: Int) throws -> Signals {
    var signals = Signals()
    if try content.has("reward") {
      let reward = try content.array("reward", axes: ["samples"])
      try content.require(reward, "reward", shape: [samples], because: "Give one for each of \(samples) samples.")
      signals.reward = reward.tensor.elements
    }
    if try content.has("outputError") {
      signals.outputError = try content.array("outputError", axes: ["samples", "outputs"]).tensor
    }
    return signals
  }
}

extension ReferenceRecord {
  /// Whether there is a value, other than null.
  fileprivate func has(_ key: String) throws -> Bool { keys.contains(key) ? try value(key) != .null : false }

  /// A value that a parameter of a rule can have.
  fileprivate func parameter(_ key: String) throws -> ParameterValue {
    switch try value(key) {
    case .number(let number): .number(number)
    case .text(let text): .text(text)
    case .list: .numbers(try array(key, axes: ["neurons"]).values)
    case let other:
      throw Problem(
        "expected a number, a text or a list of numbers, found \(other.summary)", at: place(of: key),
        advice: "Write \"\(key)\": VALUE.")
    }
  }
}
