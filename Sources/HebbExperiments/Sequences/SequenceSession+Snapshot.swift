import HebbFigures
import HebbSequences
import HebbTensor

extension SequenceSession {
  /// What the network looks like now: the lengths of its neurons' weight vectors, and its weights as pictures.
  ///
  /// - Throws: `Problem` if the weights cannot be drawn.
  func snapshot() throws -> (RunSnapshot, [HistoryPicture]) {
    let matrices = WeightPicture.matrices(of: model.saved)
    let layers = matrices.map { RunSnapshot.Layer(name: $0.name, weightNorms: $0.weights.rowNorms) }
    return (
      RunSnapshot(step: position.batches, characters: characters, layers: layers),
      try matrices.map { name, weights in
        HistoryPicture(name: name, image: try WeightPicture.grid(targetSide: 300).render(WeightPicture.tile(weights)))
      }
    )
  }
}
