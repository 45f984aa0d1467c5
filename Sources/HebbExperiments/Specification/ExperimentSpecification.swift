public import HebbNetworks

/// Everything that defines an experiment apart from its seed: the images, the network, the training and the read-out.
///
/// Written by hand as a YAML file, printed by `hebb spec`, changed by `--set`, and stored with each run; see
/// `init(contentsOf:)`, `yaml`, `setting(_:)` and `validate(inputShape:)`.
public struct ExperimentSpecification: Sendable, Equatable {
  /// Also the name of the run's folder: letters, digits, "-", "_" and ".".
  public var name: String
  /// One line that lists and reports show.
  public var about: String
  /// The name of a data set, as `hebb data` lists them.
  public var dataset: String
  public var input: InputSpecification
  public var training: TrainingSpecification
  /// From the image upwards.
  public var layers: [LayerDescription]
  public var readout: ReadoutSpecification

  public init(
    name: String, about: String = "", dataset: String, input: InputSpecification = InputSpecification(),
    training: TrainingSpecification = TrainingSpecification(), layers: [LayerDescription],
    readout: ReadoutSpecification = ReadoutSpecification()
  ) {
    self.name = name
    self.about = about
    self.dataset = dataset
    self.input = input
    self.training = training
    self.layers = layers
    self.readout = readout
  }
}
