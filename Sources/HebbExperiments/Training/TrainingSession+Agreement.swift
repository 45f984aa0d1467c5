import HebbData
import HebbNetworks
import HebbSupport

extension TrainingSession {
  /// Checks that all processes train the same network on the same images, and have come to the same weights.
  ///
  /// - Throws: `Problem` naming a process that differs from the first, on all processes.
  func checkAgreement() throws(Problem) {
    guard collective.ranks > 1 else { return }
    let own = identity
    var all = [UInt8](repeating: 0, count: collective.ranks * own.count)
    for (i, byte) in own.enumerated() { all[collective.rank * own.count + i] = byte }
    var problem: Problem?
    all.withUnsafeMutableBytes { memory in
      guard let base = memory.baseAddress else { return }
      do throws(Problem) {
        try collective.gather(
          base, slices: (0..<collective.ranks).map { $0 * own.count..<($0 + 1) * own.count })
      } catch { problem = error }
    }
    if let problem { throw problem }
    for rank in 1..<collective.ranks
    where !all[..<own.count].elementsEqual(all[rank * own.count..<(rank + 1) * own.count]) {
      throw Problem(
        "process \(rank) has other images, another experiment, other weights or another kind of processor than process 0",
        at: data.name,
        advice: "Give all processes the same files, for example in a folder that all machines share; on processors of "
          + "different kinds, set the environment variable HEBB_ISA to what all of them have (hebb doctor).")
    }
  }

  /// A digest of all that the training follows from.
  private var identity: [UInt8] {
    var digest = SHA256Digest()
    let parts = [
      specification.yaml, data.images.digest, "\(seed) \(imageCount) \(position.settledBatches)",
      "\(position.epochs) \(position.batches) \(data.trainingLabels.hashText)", weightsDigest, network.instructionSet,
    ]
    for part in parts { Array(part.utf8).withUnsafeBytes { digest.update($0) } }
    return Array(digest.finalize().utf8)
  }
}

extension [Int] {
  /// A digest of the numbers.
  fileprivate var hashText: String { withUnsafeBytes { SHA256Digest.hash($0) } }
}
