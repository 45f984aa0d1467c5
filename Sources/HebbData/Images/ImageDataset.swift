/// A labelled image data set with its official split.
public struct ImageDataset: Sendable, Equatable {
  /// The name it was asked for by, such as "cifar10".
  public let name: String
  /// What each label stands for, indexed by label.
  public let classNames: [String]
  public let training: ImageSet
  public let test: ImageSet

  /// Precondition: both halves have images of one shape, and no label is outside `classNames`.
  public init(name: String, classNames: [String], training: ImageSet, test: ImageSet) {
    precondition(
      (training.channels, training.height, training.width) == (test.channels, test.height, test.width),
      "training and test images differ in shape")
    for set in [training, test] {
      precondition(
        set.labels.allSatisfy(classNames.indices.contains), "a label is outside the \(classNames.count) classes")
    }
    (self.name, self.classNames, self.training, self.test) = (name, classNames, training, test)
  }
}
