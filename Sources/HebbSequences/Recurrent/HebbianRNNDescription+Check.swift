import HebbPlasticity
import HebbSupport

extension HebbianRNNDescription {
  /// - Throws: `Problem` if a size or rate is out of range.
  func check() throws(Problem) {
    func require(_ condition: Bool, _ what: @autoclosure () -> String, at place: String, _ advice: String)
      throws(Problem)
    {
      guard condition else { throw Problem(what(), at: place, advice: advice) }
    }
    try require((2...256).contains(symbols), "\(symbols) symbols", at: "symbols", "Choose from 2 to 256.")
    try require((1...1 << 14).contains(state), "a state of \(state) neurons", at: "state", "Choose from 1 to 16384.")
    try require((0...64).contains(layers), "\(layers) hidden layers", at: "layers", "Choose from 0 to 64.")
    try require(
      (0...1024).contains(positions), "\(positions) values for the place", at: "positions", "Choose from 0 to 1024.")
    try require((1...8).contains(lastSymbols), "\(lastSymbols) symbols seen", at: "lastSymbols", "Choose from 1 to 8.")
    for (name, decay) in [("eligibility.hidden", eligibility.hidden), ("eligibility.state", eligibility.state)] {
      try require((0..<1).contains(decay), "a decay of \(decay)", at: name, "Choose from 0 to below 1.")
    }
    try require(
      (0..<1).contains(coefficientRate), "a rate of \(coefficientRate)", at: "coefficientRate",
      "Choose from 0 (no coefficients) to below 1.")
    try require(
      coefficientRate == 0 || FusedRule(plasticity) != nil,
      "plasticity coefficients with the rule “\(type(of: plasticity.rule).name)”, a competition or homeostasis",
      at: "coefficientRate", "Use hebb, antiHebb, oja or instar alone, or coefficientRate 0.")
    let rates = [
      ("learningRate", plasticity.learningRate), ("stateRate", stateRate), ("outputRate", outputRate),
      ("inputGain", inputGain), ("radius", radius),
    ]
    for (name, rate) in rates {
      try require(rate.isFinite && rate >= 0, "\(rate)", at: name, "Choose a number that is at least 0.")
    }
  }
}
