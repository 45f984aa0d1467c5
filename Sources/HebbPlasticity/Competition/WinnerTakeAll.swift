import HebbTensor

/// k-winner-take-all: 1 for the k neurons with the largest inputs, 0 for all others. Graded winners keep their input in
/// place of the 1.
///
/// A winner's input must also be above 0. Of equal inputs the one of the lower index wins.
///
/// - Complexity: O(samples · neurons) for any k.
///
/// > Reference: D. E. Rumelhart and D. Zipser, "Feature discovery by competitive learning", Cognitive Science 9 (1985);
/// > for k > 1, E. Majani, R. Erlanson and Y. Abu-Mostafa, "On the k-winners-take-all network", NIPS 1988.
public struct WinnerTakeAll: CompetitionStage {
  public static let name = "winnerTakeAll"
  public static let about = "1 (or their input) for the k neurons with the largest inputs, if above 0; 0 for all others"
  public static let parameters = [
    Parameter.whole("winners", 1, in: 1...1_000_000, "k, the neurons that win"),
    Parameter.word("activity", Activity.binary.rawValue, oneOf: Activity.allCases.map(\.rawValue), "a winner's y"),
  ]

  /// y of a winner.
  public enum Activity: String, Sendable, CaseIterable {
    /// 1
    case binary
    /// What the neuron won with: its input u − θ.
    case graded
  }

  public var winners: Int
  public var activity: Activity

  public init(winners: Int = 1, activity: Activity = .binary) { (self.winners, self.activity) = (winners, activity) }
  public init(_ parameters: ParameterValues) {
    self.init(
      winners: parameters[whole: "winners"], activity: Activity(rawValue: parameters[text: "activity"]) ?? .binary)
  }
  public var values: [String: ParameterValue] {
    ["winners": .number(Double(winners)), "activity": .text(activity.rawValue)]
  }

  public func compete(_ activity: Rows, state: PlasticState) -> Rows {
    let u = activity.dense
    let (samples, neurons, k) = (u.shape[0], u.shape[1], min(winners, u.shape[1]))
    var indices = [Int32](repeating: -1, count: samples * k)
    var values = [Float](repeating: 0, count: samples * k)
    indices.withUnsafeMutableBufferPointer { indices in
      u.withUnsafeBufferPointer { u in
        for sample in 0..<samples {
          let row = UnsafeBufferPointer(rebasing: u[sample * neurons..<(sample + 1) * neurons])
          let places = UnsafeMutableBufferPointer(rebasing: indices[sample * k..<(sample + 1) * k])
          for i in 0..<find(k, in: row, into: places) {
            values[sample * k + i] = self.activity == .binary ? 1 : row[Int(places[i])]
          }
        }
      }
    }
    return .sparse(SparseRows(samples: samples, neurons: neurons, perSample: k, indices: indices, values: values))
  }

  /// Writes the winners' indices to the first places, and returns how many there are.
  private func find(
    _ k: Int, in row: UnsafeBufferPointer<Float>, into places: UnsafeMutableBufferPointer<Int32>
  ) -> Int {
    guard k == 1 else { return WinnerSearch.largest(k, in: row, into: places) }
    guard let winner = WinnerSearch.largest(in: row) else { return 0 }
    places[0] = Int32(winner)
    return 1
  }
}
