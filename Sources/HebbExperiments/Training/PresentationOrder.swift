import HebbTensor

/// In which order the images of an epoch are shown, and which of them mirrored: a function of the seed and the epoch
/// alone, so that training can go on from any batch.
struct PresentationOrder: Sendable {
  let images: [Int]
  let mirrored: [Bool]

  /// - Parameter epoch: from 0; `nil` for the settling of the thresholds before training.
  init(count: Int, seed: UInt64, epoch: Int?, pass: Int = 0, flips: Bool) {
    let name = epoch.map { "epoch.\($0)" } ?? "settling.\(pass)"
    var order = RandomStream(seed: seed, "\(name).order")
    images = order.permutation(of: count)
    var coin = RandomStream(seed: seed, "\(name).flips")
    mirrored = (0..<count).map { _ in flips && coin.next() & 1 == 1 }
  }
}
