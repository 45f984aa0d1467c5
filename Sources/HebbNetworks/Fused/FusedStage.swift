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
  /// Of the batch at hand, if it is divided.
  private var shards: [Range<Int>] = []
  private var totalCount = 0
  private let sums: ShardedSum?

  /// - Parameter firstIndex: the first layer's place in the network.
  init(_ layers: [FusedLayer], firstIndex: Int, parallel: Parallel, division: BatchDivision?) {
    fused = layers
    self.firstIndex = firstIndex
    self.parallel = parallel
    sums = division.map { ShardedSum(count: layers.reduce(0) { $0 + $1.learnedCount }, $0) }
  }

  var layers: [any HebbianLayer] { fused }

  func forward(_ batch: ImageBatch, keepsPooled: Bool, learns: Bool) throws(Problem) {
    (imageCount, shards, totalCount) = (batch.count, batch.shards, batch.total)
    let workspace = workspace(for: batch.count, keepsPooled: keepsPooled, learns: learns)
    try workspace.forward(batch)
  }

  func pooled(layer: Int, image: Int) -> UnsafePointer<Float> {
    guard let workspace else { preconditionFailure("no forward pass has been made") }
    return UnsafePointer(workspace.activities[layer].pooled[image])
  }

  func learn(plastic: Bool, signals: Signals, rateFactor: Double) throws(Problem) -> [[Int]] {
    guard let workspace else { preconditionFailure("no forward pass has been made") }
    var wins = workspace.wins(imageCount: imageCount)
    guard let sums else {
      if plastic { try workspace.updateWeights(imageCount: imageCount, rateFactor: Float(rateFactor)) }
      workspace.adaptThresholds(to: wins, imageCount: imageCount)
      return wins
    }
    try sums.division.collective.sum(&wins)
    if plastic { try workspace.updateWeights(shards: shards, wins: wins, sums: sums, rateFactor: Float(rateFactor)) }
    workspace.adaptThresholds(to: wins, imageCount: totalCount)
    return wins
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
