import HebbFigures
import HebbSequences
import HebbTensor

extension SequenceSession {
  /// What the network looks like now: the lengths of its neurons' weight vectors, and its weights as pictures.
  ///
  /// - Throws: `Problem` if the weights cannot be drawn.
  func snapshot() throws -> (RunSnapshot, [HistoryPicture]) {
    let saved = model.saved
    let layers = WeightPicture.matrices(of: saved).map {
      RunSnapshot.Layer(name: $0.name, weightNorms: $0.weights.rowNorms)
    }
    let pictures = try WeightPicture.pictures(of: saved, targetSide: 300)
    return (
      RunSnapshot(step: position.batches, characters: characters, layers: layers),
      pictures.map { HistoryPicture(name: $0.name, image: $0.image) }
    )
  }
}
