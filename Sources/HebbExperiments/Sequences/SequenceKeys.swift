/// The keys of an experiment on sequences, in the order in which they are written.
enum SequenceKey: String, CaseIterable, CodingKey {
  case name, about, model, task, vocabulary, length, lanes, characters, evaluations, evaluated, schedule, state, layers,
    nonlinearity, residual, positions, lastSymbols, rule, competition, homeostasis, constraints, teaching, eligibility,
    stateEligibility, learningRate, stateRate, coefficientRate, outputRate, inputGain, radius, updater, plastic,
    backpropRate, clip
}
