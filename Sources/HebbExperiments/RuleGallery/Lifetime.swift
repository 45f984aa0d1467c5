import HebbFigures
import HebbPlasticity
import HebbTensor

/// A population while it learns, and what its weights were on the way.
struct Lifetime {
  var population: Population
  /// The weights `[neurons, inputs]` at the start and after every recorded step.
  private(set) var weights: [Tensor]
  /// The steps at which they were recorded.
  private(set) var steps: [Int] = [0]

  init(_ population: Population) {
    self.population = population
    weights = [population.weights]
  }

  init(_ plasticity: Plasticity, weights: Tensor) {
    self.init(Population(plasticity, weights: weights, place: "demonstration"))
  }

  /// Learns from one batch after the other.
  ///
  /// - Parameters:
  ///   - interval: how many steps apart weights are recorded.
  ///   - rate: multiplies the learning rate at a step, for rates that fall with time; nil for a constant one.
  mutating func learn(steps count: Int, recordingEvery interval: Int = 1, from batch: (Int) -> Tensor) throws {
    for step in 1...count {
      try population.learn(from: batch(step))
      if step.isMultiple(of: interval) { record(at: step) }
    }
  }

  mutating func record(at step: Int) {
    weights.append(population.weights)
    steps.append(step)
  }

  /// How the first two weights of a neuron move.
  func path(of neuron: Int) -> [PathChart.Point] {
    weights.map { PathChart.Point(Double($0[neuron, 0]), Double($0[neuron, 1])) }
  }

  /// A number of each recorded neuron's weights, over time.
  func curve(of neuron: Int, _ measure: ([Float]) -> Double) -> [LineChart.Point] {
    zip(steps, weights).map { LineChart.Point(Double($0), measure($1.row(neuron))) }
  }
}

extension Tensor {
  /// A row of a matrix.
  func row(_ index: Int) -> [Float] {
    let width = shape[1]
    return withUnsafeBufferPointer { Array($0[index * width..<(index + 1) * width]) }
  }

  /// A matrix of rows that are equally long, and at least one.
  init(rows: [[Float]]) { self.init(shape: [rows.count, rows.first?.count ?? 0], elements: rows.flatMap(\.self)) }
}
