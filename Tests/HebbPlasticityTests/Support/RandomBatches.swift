import HebbPlasticity
import HebbTensor

/// Shapes of a layer and of the batches that it sees.
struct BatchShape: CustomStringConvertible, Sendable {
  var lanes: Int
  /// Steps of each batch.
  var steps: [Int]
  var neurons: Int
  var inputs: Int
  /// Winners of each row of y; nil for dense activity.
  var winners: Int?
  var outputs = 3

  var description: String {
    "\(lanes) lanes × \(steps) steps, \(inputs) → \(neurons)" + (winners.map { ", \($0) winners" } ?? "")
  }

  /// One neuron, one input, one sample, empty batches, and ragged shapes.
  static let awkward: [BatchShape] = [
    BatchShape(lanes: 1, steps: [1, 1, 1], neurons: 1, inputs: 1),
    BatchShape(lanes: 1, steps: [3, 5], neurons: 1, inputs: 7),
    BatchShape(lanes: 1, steps: [6, 1], neurons: 5, inputs: 1),
    BatchShape(lanes: 3, steps: [2, 0, 4], neurons: 4, inputs: 6),
    BatchShape(lanes: 0, steps: [0], neurons: 3, inputs: 2),
    BatchShape(lanes: 17, steps: [1, 1], neurons: 13, inputs: 11),
    BatchShape(lanes: 8, steps: [1, 1], neurons: 6, inputs: 9, winners: 1),
    BatchShape(lanes: 2, steps: [3, 3], neurons: 7, inputs: 5, winners: 3),
    BatchShape(lanes: 4, steps: [2], neurons: 2, inputs: 3, winners: 2),
  ]

  static func random(_ random: inout RandomStream) -> BatchShape {
    let neurons = 1 + random.next(below: 12)
    return BatchShape(
      lanes: 1 + random.next(below: 5), steps: (0..<3).map { _ in random.next(below: 5) }, neurons: neurons,
      inputs: 1 + random.next(below: 14),
      winners: random.next(below: 2) == 0 ? nil : 1 + random.next(below: neurons))
  }
}

/// A batch drawn at random: once for the library, once for the plain loops.
struct RandomBatch {
  let activity: Activity
  let plain: PlainBatch

  init(_ shape: BatchShape, steps: Int, using random: inout RandomStream) {
    let samples = shape.lanes * steps
    func normal(_ rows: Int, _ columns: Int) -> Tensor {
      Tensor(shape: [rows, columns], elements: (0..<rows * columns).map { _ in random.normal() })
    }
    let (x, w) = (normal(samples, shape.inputs), normal(shape.neurons, shape.inputs))
    let u = LinearAlgebra.multiply(x, w, transposingB: true)
    let y = shape.winners.map { WinnerTakeAll(winners: $0).compete(.dense(u), state: PlasticState()) }
    let signals = Signals(
      reward: (0..<samples).map { _ in random.normal() }, outputError: normal(samples, shape.outputs))
    self.init(x: x, w: w, u: u, y: y ?? .dense(normal(samples, shape.neurons)), lanes: shape.lanes, signals: signals)
  }

  init(x: Tensor, w: Tensor, u: Tensor, y: Rows, lanes: Int, signals: Signals) {
    activity = Activity(x: x, w: w, u: u, y: y, lanes: lanes, signals: signals, place: "layers.1", seed: 5)
    plain = PlainBatch(
      x: x.rows, w: w.rows, u: u.rows, y: y.dense.rows, lanes: lanes,
      reward: (signals.reward ?? []).map { Double($0) }, outputError: signals.outputError?.rows ?? [])
  }
}
