public import Foundation
import HebbData
import HebbNetworks
import HebbSequences
import HebbSupport
public import HebbTensor

/// What a run's network answers, together with what it was shown, for others to compare their own with.
public enum RunOutputs {
  /// Whether a tensor beside weights is one of these.
  static func isOutput(_ name: String) -> Bool {
    ["input", "symbols", "logProbabilities"].contains(name) || name.hasPrefix("layers.") && name.hasSuffix(".output")
  }

  /// `input` `[images, channels, height, width]` as the network sees it, after the preprocessing, and each layer's activity
  /// `layers.N.output` `[images, channels, height, width]`, after its pooling, of the first images that the run was
  /// measured on. For networks on sequences: `symbols` `[count]`, the beginning of the test part, and `logProbabilities`
  /// `[count, symbols]`, the answer to each.
  ///
  /// - Parameter data: the folder of data sets or the text, if it is not where it was.
  /// - Throws: `Problem` if the run or its data cannot be read.
  public static func tensors(
    of folder: RunFolder, count: Int, data: URL? = nil, cache: URL? = ExperimentData.standardCache, parallel: Parallel
  ) throws -> [String: Tensor] {
    if SequenceRecord.isKept(in: folder) {
      let session = try SequenceRun.session(of: folder, data: data?.path, parallel: parallel)
      let symbols = try session.source.held(.test).flatMap(\.inputs).prefix(count)
      session.model.beginReading()
      let answers = symbols.flatMap(session.model.read)
      return [
        "symbols": Tensor(shape: [symbols.count], elements: symbols.map(Float.init)),
        "logProbabilities": Tensor(shape: [symbols.count, session.source.symbols], elements: answers),
      ]
    }
    let session = try TrainingRun.savedSession(
      RunRecord.load(from: folder), in: folder, cache: cache, data: data, parallel: parallel,
      collective: SingleProcess(), stop: StopRequest()
    ) { _ in }
    let (test, shape) = (session.data.images.test, session.data.shape)
    let shown = min(count, test.count)
    return try test.withUnsafePointer { base in
      let batch = ImageBatch(
        images: (0..<shown).map { base + $0 * shape.count }, mirrored: [Bool](repeating: false, count: shown))
      let layers = session.network.layers.indices
      let outputs = try ReadoutFeatures.of(
        batch, layers.map { ReadoutFeatures(layer: $0, output: session.network.layers[$0].output) },
        by: session.network)
      var tensors = Dictionary(
        uniqueKeysWithValues: zip(layers, outputs).map { index, output in
          let shape = session.network.layers[index].output
          return ("layers.\(index).output", output.reshaped([shown, shape.channels, shape.height, shape.width]))
        })
      tensors["input"] = Tensor(
        shape: [shown, shape.channels, shape.height, shape.width],
        elements: Array(UnsafeBufferPointer(start: base, count: shown * shape.count)))
      return tensors
    }
  }
}
