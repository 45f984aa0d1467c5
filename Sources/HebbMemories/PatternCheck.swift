import HebbSupport
import HebbTensor

/// What memories ask of the matrices that they are given.
enum PatternCheck {
  /// - Parameters:
  ///   - matrix: `[rows, units]`
  ///   - name: what the rows are, for messages: "patterns".
  ///   - units: how many columns there have to be, if that is known.
  /// - Throws: `Problem` unless it is a matrix of that width with at least one row and column, all of whose elements are
  ///   finite.
  static func finite(_ matrix: Tensor, _ name: String, units: Int? = nil) throws {
    try shape(of: matrix, name, units: units)
    try elements(of: matrix, name, advice: "Look for NaN or infinity in the data.") { $0.isFinite }
  }

  /// The same for units that are +1 or −1.
  static func bipolar(_ matrix: Tensor, _ name: String, units: Int? = nil) throws {
    try shape(of: matrix, name, units: units)
    try elements(of: matrix, name, advice: "Give +1 and −1 only; 0 and 1 become these as 2x − 1.") { $0.magnitude == 1 }
  }

  /// - Throws: `Problem` unless there is an output for every input.
  static func paired(_ inputs: Tensor, _ outputs: Tensor) throws {
    guard inputs.shape[0] == outputs.shape[0] else {
      throw Problem(
        "\(inputs.shape[0]) inputs and \(outputs.shape[0]) outputs do not make pairs",
        advice: "Give one output for each input.")
    }
  }

  private static func shape(of matrix: Tensor, _ name: String, units: Int?) throws {
    guard matrix.shape.count == 2 else {
      throw Problem("\(name) of shape \(matrix.shape) are no matrix", advice: "Give them as [count, units].")
    }
    guard matrix.shape[0] > 0, matrix.shape[1] > 0 else {
      throw Problem("\(name) of shape \(matrix.shape) are empty", advice: "Give at least one, of at least one unit.")
    }
    if let units, matrix.shape[1] != units {
      throw Problem(
        "\(name) of \(matrix.shape[1]) units do not fit a memory of \(units) units",
        advice: "Give \(units) values for each.")
    }
  }

  private static func elements(
    of matrix: Tensor, _ name: String, advice: String, satisfy isValid: (Float) -> Bool
  ) throws {
    guard let wrong = matrix.withUnsafeBufferPointer({ $0.firstIndex { !isValid($0) } }) else { return }
    let width = matrix.shape[1]
    throw Problem(
      "\(name) have the value \(matrix[flat: wrong]) in row \(wrong / width), unit \(wrong % width)", advice: advice)
  }
}
