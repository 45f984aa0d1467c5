public import Foundation
import HebbNetworks
import HebbSupport
public import HebbTensor

/// Several finished runs that answer together: the class with the largest mean probability over their read-outs.
public struct Ensemble: Sendable, Encodable {
  public struct Member: Sendable, Encodable {
    public let run: String
    public let spec: String
    public let seed: UInt64
    /// Of the member by itself, as a fraction.
    public let accuracy: Double
  }

  public let members: [Member]
  public let dataset: String
  public let evaluatedOn: EvaluationSplit
  /// How many images the accuracies were measured on.
  public let images: Int
  /// Of all members together, as a fraction.
  public let accuracy: Double

  /// Asks every member about the images that its accuracy was measured on, one member after the other, so that one network
  /// is in memory at a time.
  ///
  /// - Parameters:
  ///   - data: where the data set is; nil for where each run found it.
  ///   - progress: called with the member, the images seen and their total.
  /// - Throws: `Problem` if a run is not finished, has no read-out that was trained by gradient, or was measured on other
  ///   images than the first; `Interruption` on request.
  public static func evaluate(
    _ folders: [RunFolder], data: URL? = nil, parallel: Parallel, stop: StopRequest,
    progress: (_ member: Int, _ images: Int, _ total: Int) -> Void = { _, _, _ in }
  ) throws -> Ensemble {
    let records = try folders.map { try RunRecord.load(from: $0) }
    try check(records, folders)
    var (members, labels): ([Member], [Int]) = ([], [])
    var probabilities: Tensor?
    for (index, folder) in folders.enumerated() {
      let session = try TrainingRun.resume(folder, data: data, parallel: parallel, stop: stop) { _ in }.session
      let readouts = try TrainedReadout.load(from: folder.readout, weightsDigest: session.weightsDigest)
      guard let readout = readouts.last else { throw noReadout(folder) }
      labels = session.data.testLabels
      var own = Tensor(shape: [labels.count, session.data.classNames.count])
      try session.forEachTestChunk(readout, stop: stop) { range, scores in
        var answers = scores
        Softmax.apply(toRowsOf: &answers, inverseTemperature: 1)
        own.withUnsafeMutableBufferPointer { own in
          let first = range.lowerBound * scores.shape[1]
          for (i, value) in answers.elements.enumerated() { own[first + i] = value }
        }
        progress(index, range.upperBound, labels.count)
      }
      let right = zip(LinearReadout.largest(own), labels).count { $0 == $1 }
      members.append(
        Member(
          run: folder.url.path, spec: records[index].spec, seed: records[index].seed,
          accuracy: Double(right) / Double(labels.count)))
      probabilities = probabilities?.combined(with: own, +) ?? own
    }
    guard let probabilities else { throw Problem("there are no runs to ask", advice: "Name at least one.") }
    let right = zip(LinearReadout.largest(probabilities), labels).count { $0 == $1 }
    return Ensemble(
      members: members, dataset: records[0].dataset, evaluatedOn: records[0].evaluatedOn, images: labels.count,
      accuracy: Double(right) / Double(labels.count))
  }

  private static func check(_ records: [RunRecord], _ folders: [RunFolder]) throws {
    for (record, folder) in zip(records, folders) {
      guard record.status == .finished else {
        throw Problem(
          "the run is not finished", at: folder.url.path,
          advice: "Let it finish: \(folder.resumeCommand)")
      }
      guard FileManager.default.fileExists(atPath: folder.readout.path) else { throw noReadout(folder) }
      guard record.dataset == records[0].dataset, record.validation == records[0].validation else {
        throw Problem(
          "the run was measured on other images than \(folders[0].url.lastPathComponent)", at: folder.url.path,
          advice: "Name runs with the same data set and the same --validation.")
      }
    }
  }

  private static func noReadout(_ folder: RunFolder) -> Problem {
    Problem(
      "the run has no read-out to ask", at: folder.url.path,
      advice: "Train with a read-out of kind softmax or power: --set readout.kind=softmax.")
  }
}
