import CHebbKernels
import HebbPlasticity
import HebbSupport
import HebbTensor

/// Consecutive convolutions that the fused kernels run, a few images at a time through all of them.
final class FusedStage: NetworkStage {
  let fused: [FusedLayer]
  private let firstIndex: Int
  private let parallel: Parallel
  private var workspace: Workspace?
  private var imageCount = 0

  /// - Parameter firstIndex: the first layer's place in the network.
  init(_ layers: [FusedLayer], firstIndex: Int, parallel: Parallel) {
    fused = layers
    self.firstIndex = firstIndex
    self.parallel = parallel
  }

  var layers: [any HebbianLayer] { fused }

  func forward(_ batch: ImageBatch, keepsPooled: Bool, learns: Bool) throws(Problem) {
    imageCount = batch.count
    let workspace = workspace(for: batch.count, keepsPooled: keepsPooled, learns: learns)
    try workspace.forward(batch)
  }

  func pooled(layer: Int, image: Int) -> UnsafePointer<Float> {
    guard let workspace else { preconditionFailure("no forward pass has been made") }
    return UnsafePointer(workspace.activities[layer].pooled[image])
  }

  func learn(plastic: Bool, signals: Signals, rateFactor: Double) throws(Problem) -> [[Int]] {
    guard let workspace else { preconditionFailure("no forward pass has been made") }
    if plastic { try workspace.updateWeights(imageCount: imageCount, rateFactor: Float(rateFactor)) }
    return workspace.adaptThresholds(imageCount: imageCount)
  }

  func inspect(layer: Int) -> LayerInspection {
    guard let workspace else { preconditionFailure("no forward pass has been made") }
    return workspace.inspect(layer: layer, imageCount: imageCount)
  }

  private func workspace(for batch: Int, keepsPooled: Bool, learns: Bool) -> Workspace {
    if let workspace, workspace.capacity >= batch, workspace.keepsPooled == keepsPooled, workspace.learns == learns {
      return workspace
    }
    workspace = nil
    let made = Workspace(
      layers: fused, firstIndex: firstIndex, batch: batch, keepsPooled: keepsPooled, learns: learns,
      parallel: parallel)
    workspace = made
    return made
  }
}
