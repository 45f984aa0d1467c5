/// Neurons laid out row by row on a nearly square grid, of which the last row may have gaps.
///
/// The grid is that of the pictures of receptive fields, so that neighbours there are neighbours here.
struct NeuronGrid: Equatable {
  let neurons: Int
  let rows: Int
  let columns: Int

  /// As many columns as make the grid square, or up to 30 % more if that leaves fewer gaps: 96 neurons are 8 × 12.
  init(neurons: Int) {
    let fewest = max(1, Int(Double(neurons).squareRoot().rounded(.up)))
    let most = max(1, min(neurons, fewest + fewest * 3 / 10))
    func gaps(_ columns: Int) -> Int { (columns - neurons % columns) % columns }
    self.neurons = neurons
    columns = (fewest...max(fewest, most)).min { (gaps($0), $0) < (gaps($1), $1) } ?? fewest
    rows = (neurons + columns - 1) / columns
  }

  var places: Int { rows * columns }
}
