import HebbTensor

/// k-winner-take-all: 1 for the k neurons with the largest inputs, 0 for all others.
///
/// A winner's input must also be above 0. Of equal inputs the one of the lower index wins.
public struct WinnerTakeAll: CompetitionStage {
  public static let name = "winnerTakeAll"
  public static let about = "1 for the k neurons with the largest inputs, if above 0; 0 for all others"
  public static let parameters = [
    Parameter.whole("winners", 1, in: 1...1_000_000, "k, the neurons that win")
  ]

  public var winners: Int

  public init(winners: Int = 1) { self.winners = winners }
  public init(_ parameters: ParameterValues) { winners = parameters[whole: "winners"] }
  public var values: [String: ParameterValue] { ["winners": .number(Double(winners))] }

  public func compete(_ activity: Rows, state: PlasticState) -> Rows {
    let u = activity.dense
    let (samples, neurons, k) = (u.shape[0], u.shape[1], min(winners, u.shape[1]))
    var indices = [Int32](repeating: -1, count: samples * k)
    var values = [Float](repeating: 0, count: samples * k)
    u.withUnsafeBufferPointer { u in
      for row in 0..<samples {
        let first = row * k
        // Insertion into the short list of the best so far.
        var found = 0
        for neuron in 0..<neurons {
          let value = u[row * neurons + neuron]
          guard value > 0, found < k || value > u[row * neurons + Int(indices[first + k - 1])] else { continue }
          var place = min(found, k - 1)
          while place > 0, value > u[row * neurons + Int(indices[first + place - 1])] {
            indices[first + place] = indices[first + place - 1]
            place -= 1
          }
          indices[first + place] = Int32(neuron)
          found = min(found + 1, k)
        }
        for i in first..<first + found { values[i] = 1 }
      }
    }
    return .sparse(SparseRows(samples: samples, neurons: neurons, perSample: k, indices: indices, values: values))
  }
}
