import CHebbKernels
import HebbPlasticity
import HebbTensor
import Testing

@testable import HebbNetworks

/// Every fast path against plain loops, over shapes that do not fit the tiles.
@Suite("Convolutions agree with plain loops")
struct ReferenceTests {
  static let instructionSets = ["avx512bf16", "avx512", "avx2", "base"].filter { (name: String) in
    hebb_kernels_named(name) != nil
  }

  struct Case: CustomStringConvertible {
    var input: ImageShape
    var layers: [LayerDescription]
    var images = 3
    var description: String {
      let layers = layers.map {
        "\($0.channels)@\($0.kernel) k=\($0.winners ?? 0) \($0.activation) pool \($0.pool.size) connectivity \($0.connectivity)"
      }
      return "\(images) × \(input.channels)×\(input.height)×\(input.width): \(layers.joined(separator: " → "))"
    }
  }

  /// Random networks of one to three layers: all kernels, windows, winners, activations and connectivities.
  static func randomCases(count: Int, seed: UInt64) -> [Case] {
    var random = RandomStream(seed: seed, "reference cases")
    func pick<T>(_ choices: [T]) -> T { choices[Int(random.next() % UInt64(choices.count))] }
    var cases: [Case] = []
    while cases.count < count {
      let input = ImageShape(
        channels: pick([1, 2, 3, 5]), height: pick([7, 12, 17, 20]), width: pick([7, 11, 16, 20, 32, 41]))
      var shape = input
      var layers: [LayerDescription] = []
      for _ in 0..<pick([1, 2, 2, 3]) {
        let channels = pick([2, 7, 16, 21, 50])
        let layer = LayerDescription.convolution(
          channels: channels, kernel: pick([1, 2, 3, 3, 4, 5, 5]),
          rule: pick([Hebb(), Instar(), Oja()] as [any LearningRule]),
          winners: min(channels - 1, pick([1, 1, 1, 2, 3])),
          activation: pick([.winners, .triangle, .rectified, .linear]),
          pool: pick([1, 2, 2, 2, 3, 4]), connectivity: pick([1, 1, 0.3, 0.02]), learningRate: 0.01)
        let (height, width) = (shape.height - layer.kernel + 1, shape.width - layer.kernel + 1)
        guard height >= layer.pool.size, width >= layer.pool.size else { break }
        layers.append(layer)
        shape = ImageShape(channels: channels, height: height / layer.pool.size, width: width / layer.pool.size)
      }
      if !layers.isEmpty { cases.append(Case(input: input, layers: layers, images: pick([1, 2, 3]))) }
    }
    return cases
  }

  @Test("winners, activity and updates of random networks", arguments: instructionSets)
  func randomNetworks(instructionSet: String) throws {
    for (index, example) in Self.randomCases(count: 120, seed: 11).enumerated() {
      try check(example, seed: UInt64(index), instructionSet: instructionSet)
    }
  }

  @Test("the networks of the paper", arguments: [Activation.winners, .triangle])
  func paper(activation: Activation) throws {
    let connectivity = activation == .winners ? 1 : 0.01
    try check(
      Case(
        input: ImageShape(channels: 3, height: 32, width: 32),
        layers: [
          LayerDescription.convolution(channels: 100, kernel: 5, activation: activation),
          LayerDescription.convolution(channels: 196, kernel: 3, activation: activation, connectivity: connectivity),
          LayerDescription.convolution(channels: 400, kernel: 3, activation: activation, connectivity: connectivity),
        ]),
      seed: 3, instructionSet: Self.instructionSets[0])
  }

  /// Layer by layer, so that each is judged on the input that it really had.
  private func check(_ example: Case, seed: UInt64, instructionSet: String) throws {
    let network = try HebbianNetwork(
      input: example.input, layers: example.layers, seed: seed, parallel: Parallel(threads: 2),
      kernels: instructionSet)
    var random = RandomStream(seed: seed, "images and thresholds")
    let layers = network.layers.compactMap { $0 as? FusedLayer }
    #expect(layers.count == example.layers.count)
    for layer in layers {
      for i in 0..<layer.plan.neurons { layer.thresholdBuffer[0][i] = 0.3 * random.normal() }
    }
    let images = (0..<example.images).map { _ in (0..<example.input.count).map { _ in 2 * random.normal() + 1 } }
    let mirrored = (0..<example.images).map { $0 % 2 == 1 }
    let memory = BatchBuffer<Float>(rows: images.count, count: example.input.count)
    for (i, image) in images.enumerated() { for (j, value) in image.enumerated() { memory[i][j] = value } }
    let batch = ImageBatch(images: images.indices.map { UnsafePointer(memory[$0]) }, mirrored: mirrored)
    let inspections = try network.inspect(batch)

    var inputs = zip(images, mirrored).map { $1 ? PlainReference.mirrored($0, example.input) : $0 }
    for (index, (layer, seen)) in zip(layers, inspections).enumerated() {
      let weights = layer.weights.elements
      let reference = PlainReference(
        description: layer.description, input: layer.input, weights: weights.map(Double.init),
        thresholds: layer.thresholds.map(Double.init))
      let expected = reference.run(inputs)
      let place: Comment = "\(instructionSet), case \(seed), layer \(index) of \(example)"
      let winnersAgree = winnersAgree(seen.winners.elements, expected, layer: layer.description)
      #expect(winnersAgree, place)
      if layer.description.activation != .winners {
        let error = relativeError(seen.activity.elements, expected.activity)
        #expect(error < 1e-5, place)
      } else {
        let isPooled = pooledWinners(seen, layer: layer.description) == seen.activity.elements
        #expect(isPooled, place)
      }
      var connected = [Bool](repeating: true, count: weights.count)
      if let connections = layer.connections {
        connected = [Bool](repeating: false, count: weights.count)
        for neuron in 0..<layer.plan.neurons {
          for i in connections.starts[neuron]..<connections.starts[neuron + 1] {
            connected[neuron * layer.plan.fanIn + Int(connections.places[Int(i)])] = true
          }
        }
      }
      let change = reference.weightChange(inputs, winners: seen.winners.elements, connected: connected)
      let error = relativeError(seen.weightChange.elements, change)
      #expect(error < 1e-5, place)
      let size = layer.output.count
      inputs = inputs.indices.map { Array(seen.activity.elements[$0 * size..<($0 + 1) * size]) }
    }
  }

  /// Winners must be the strongest; where the reference has a near tie, either will do.
  private func winnersAgree(_ winners: [Float], _ expected: PlainReference.Result, layer: LayerDescription) -> Bool {
    let (o, positions) = (layer.channels, expected.height * expected.width)
    guard let k = layer.winners else { return false }
    for n in 0..<winners.count / (o * positions) {
      for position in 0..<positions {
        let drive = (0..<o).map { expected.drive[(n * o + $0) * positions + position] }
        let bar = max(0, drive.sorted(by: >)[k - 1])
        let next = drive.sorted(by: >)[k]
        let won = (0..<o).filter { winners[(n * o + $0) * positions + position] == 1 }
        guard won.count <= k else { return false }
        for neuron in 0..<o {
          let isNear = abs(drive[neuron] - bar) < 1e-4 || abs(drive[neuron] - next) < 1e-4 && abs(bar - next) < 1e-4
          if !isNear, won.contains(neuron) != (drive[neuron] > bar) { return false }
        }
      }
    }
    return true
  }

  private func pooledWinners(_ seen: LayerInspection, layer: LayerDescription) -> [Float] {
    let shape = seen.winners.shape
    let p = layer.pool.size
    let (height, width) = (shape[2] / p, shape[3] / p)
    let winners = seen.winners.elements
    var counts = [Int](repeating: 0, count: shape[0] * shape[1] * height * width)
    for plane in 0..<shape[0] * shape[1] {
      for y in 0..<height * p {
        for x in 0..<width * p where winners[(plane * shape[2] + y) * shape[3] + x] == 1 {
          counts[(plane * height + y / p) * width + x / p] += 1
        }
      }
    }
    // Shares are added one by one, as the kernel does, so that thirds round alike.
    return counts.map { (0..<$0).reduce(Float(0)) { sum, _ in sum + 1 / Float(p * p) } }
  }
}
