public import Foundation
import HebbExchange
import HebbNetworks
import HebbSupport
import HebbTensor

/// The file `readout.safetensors` of a run.
extension TrainedReadout {
  private struct Entry: Codable {
    var features: ReadoutFeatures
    var flips: Bool
    var epochs: [ReadoutEpoch]
  }

  /// Writes read-outs whole or not at all.
  ///
  /// - Parameter weightsDigest: of the network that they belong to.
  static func save(_ readouts: [TrainedReadout], weightsDigest: String, to url: URL) throws {
    var tensors: [String: Tensor] = [:]
    for (index, readout) in readouts.enumerated() {
      tensors["readouts.\(index).weight"] = readout.linear.weights
      tensors["readouts.\(index).intercept"] = Tensor(
        shape: [readout.linear.intercept.count], elements: readout.linear.intercept)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let entries = try encoder.encode(
      readouts.map { Entry(features: $0.features, flips: $0.flips, epochs: $0.epochs) })
    try SafeTensors(
      tensors: tensors,
      metadata: [
        "format": "hebb-readout-1", "weightsDigest": weightsDigest,
        "readouts": String(decoding: entries, as: UTF8.self),
      ]
    ).write(to: url)
  }

  /// The read-outs of a run, that of the lowest layer first.
  ///
  /// - Parameter weightsDigest: of the network that is to use them.
  /// - Throws: `Problem` if the file is missing or damaged, or belongs to other weights.
  public static func load(from url: URL, weightsDigest: String) throws -> [TrainedReadout] {
    let file = try SafeTensors(contentsOf: url)
    func damaged(_ what: String) -> Problem {
      Problem("the file is no read-out: \(what)", at: url.path, advice: "Train the read-out again with hebb train.")
    }
    guard file.metadata["format"] == "hebb-readout-1",
      let entries = file.metadata["readouts"].map({ Data($0.utf8) }),
      let entries = try? JSONDecoder().decode([Entry].self, from: entries)
    else { throw damaged("its description cannot be read") }
    guard file.metadata["weightsDigest"] == weightsDigest else {
      throw Problem(
        "the read-out was trained on other weights than the checkpoint's", at: url.path,
        advice: "Let the run finish: hebb train --resume.")
    }
    return try entries.enumerated().map { index, entry in
      guard let weights = file.tensors["readouts.\(index).weight"],
        let intercept = file.tensors["readouts.\(index).intercept"],
        weights.shape == [entry.features.count, intercept.count], intercept.count > 0
      else { throw damaged("weights of read-out \(index) are missing or of another size") }
      return TrainedReadout(
        features: entry.features, flips: entry.flips,
        linear: LinearReadout(weights: weights, intercept: intercept.elements), epochs: entry.epochs)
    }
  }
}
