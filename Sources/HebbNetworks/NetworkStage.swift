import HebbPlasticity
import HebbSupport
import HebbTensor

/// Some consecutive layers of a network that run together on a batch.
///
/// A batch goes forward through all stages; then every stage learns from what it saw.
protocol NetworkStage: AnyObject {
  var layers: [any HebbianLayer] { get }

  /// - Parameters:
  ///   - keepsPooled: whether every layer's pooled activity is wanted, or the last one's alone.
  ///   - learns: whether `learn` will follow.
  /// - Throws: `Problem` naming the layer and image whose input is not finite.
  func forward(_ batch: ImageBatch, keepsPooled: Bool, learns: Bool) throws(Problem)

  /// Pooled activity `[channels, height, width]` of an image after the last forward pass. Up to 64 bytes behind it can
  /// be read.
  func pooled(layer: Int, image: Int) -> UnsafePointer<Float>

  /// Updates weights (if `plastic`) and thresholds from the last forward pass.
  ///
  /// If the batch is divided, all processes make the same update, and return the same.
  ///
  /// - Parameters:
  ///   - signals: what layers are told, with one entry per image of this process.
  ///   - rateFactor: what the layers' learning rates are multiplied by.
  /// - Returns: how often each neuron of each layer was active.
  func learn(plastic: Bool, signals: Signals, rateFactor: Double) throws(Problem) -> [[Int]]

  /// What a layer did and would have learned, after a forward pass with everything kept.
  func inspect(layer: Int) throws(Problem) -> LayerInspection
}
