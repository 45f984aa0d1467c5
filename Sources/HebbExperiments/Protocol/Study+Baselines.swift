import HebbNetworks
import HebbPlasticity
import HebbSupport

extension Study {
  /// Trains an experiment and, for the same seeds, its matched baselines: the same network with its initial weights, and
  /// the same network trained by back-propagation; all are read out in the same way.
  ///
  /// - Parameter epochs: of back-propagation.
  /// - Throws: as `TrainingRun`; `Problem` if the network has no gradient.
  public static func baselines(
    of specification: ExperimentSpecification, backpropagationEpochs epochs: Int, _ options: SeedSeries.Options,
    stop: StopRequest, observe: @escaping (_ title: String, TrainingEvent) -> Void
  ) throws -> Study {
    let start = ContinuousClock.now
    var (untrained, supervised) = (specification, specification)
    if specification.readout.together == nil {
      untrained.training.epochs = 0
    } else {
      // A read-out that learns together with the layers needs the epochs; only the layers stay as they are.
      for index in untrained.layers.indices { untrained.layers[index].plasticity.learningRate = 0 }
    }
    supervised.training.epochs = epochs
    func title(_ what: String, _ specification: ExperimentSpecification) -> String {
      "\(what), \(StudyTable.counted(specification.training.epochs, "epoch"))"
    }
    let arms: [(name: String, specification: ExperimentSpecification, method: TrainingMethod)] = [
      (title("Hebbian", specification), specification, .hebbian), ("untrained", untrained, .hebbian),
      (title("back-propagation", supervised), supervised, .backpropagation),
    ]
    let series = try arms.map { arm in
      (
        arm.name,
        try SeedSeries.run(
          arm.specification, options, method: arm.method, title: "\(specification.name), \(arm.name)", stop: stop,
          observe: observe)
      )
    }
    return try finish(series, options, kind: "\(specification.name)-baselines", since: start)
  }
}
