public import HebbNetworks

/// What happens in a run, in order; the command line shows progress from it.
public enum TrainingEvent: Sendable {
  /// Images are loaded and preprocessed: the fraction that is done.
  case preparing(Double)
  /// Thresholds settle with frozen weights: batches done, and their total.
  case settling(Int, of: Int)
  /// Images shown in this epoch (from 1), and in each, and how many epochs there are to be.
  case training(epoch: Int, images: Int, of: Int, epochs: Int)
  case finishedEpoch(EpochMetrics)
  /// Images shown to the frozen network, and their total.
  case evaluating(Int, of: Int)
  /// A read-out of a layer (from 0) has passed once over the stored features; passes in all.
  case trainedReadout(layer: Int, ReadoutEpoch, of: Int)
  /// Something that the user should know, but that does not stop the run.
  case warning(String)
}
