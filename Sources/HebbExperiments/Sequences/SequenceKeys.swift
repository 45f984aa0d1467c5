/// The keys of an experiment on sequences, in the order in which they are written.
enum SequenceKey: String, CaseIterable, CodingKey {
  case name, about, model, task, vocabulary, length, lanes, characters, evaluations, evaluated, schedule, state, layers,
    nonlinearity, residual, positions, lastSymbols, rule, competition, homeostasis, constraints, teaching, eligibility,
    stateEligibility, learningRate, stateRate, coefficientRate, outputRate, inputGain, radius, updater, plastic,
    backpropRate, clip, projection

  /// The keys that mean something for a model.
  static func keys(of model: SequenceSpecification.Model) -> [SequenceKey] {
    let own: [SequenceKey] =
      switch model {
      case .hebbianRNN:
        [
          .layers, .nonlinearity, .residual, .positions, .lastSymbols, .teaching, .eligibility, .stateEligibility,
          .stateRate, .coefficientRate, .outputRate, .inputGain, .radius, .updater, .plastic,
        ]
      case .hebbianGRU: [.projection]
      }
    let others: [SequenceKey] = [
      .name, .about, .model, .task, .vocabulary, .length, .lanes, .characters, .evaluations, .evaluated, .schedule,
      .state, .rule, .competition, .homeostasis, .constraints, .learningRate, .backpropRate, .clip,
    ]
    return allCases.filter { own.contains($0) || others.contains($0) }
  }
}
