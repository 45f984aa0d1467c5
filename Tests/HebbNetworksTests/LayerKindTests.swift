import Foundation
import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@testable import HebbNetworks

/// Every rule in every kind of layer: what a layer learns is what its rule makes of rows that plain loops cut out.
@Suite("Every rule on every kind of layer")
struct LayerKindTests {
  struct Case: CustomStringConvertible {
    var input: ImageShape
    var layer: LayerDescription
    var images: Int
    var description: String {
      "\(images) × \(input) → \(layer.kind) of \(layer.channels), kernel \(layer.kernel), stride \(layer.stride), "
        + "padding \(layer.padding), pool \(layer.pool), \(layer.normalisation), connectivity \(layer.connectivity), "
        + layer.plasticity.competition.map { type(of: $0).name }.joined(separator: "+")
    }
  }

  static let rules: [(name: String, rule: any LearningRule)] = LearningRules.types.map { type in
    let given: [String: ParameterValue] = type.name == "polynomial" ? ["formula": "x*y - y^2*w + 0.1*x^2*w"] : [:]
    // Names and defaults come from the catalog itself: a failure here fails its own tests.
    guard let rule = try? LearningRules.catalog.make(type.name, given) else { preconditionFailure(type.name) }
    return (type.name, rule)
  }

  static func random(_ rule: any LearningRule, _ random: inout RandomStream) -> Case {
    func pick<T>(_ choices: [T]) -> T { choices[Int(random.next() % UInt64(choices.count))] }
    let input = ImageShape(channels: pick([1, 2, 3]), height: pick([5, 6, 8]), width: pick([4, 7, 9]))
    let channels = pick([3, 4, 7])
    let competitions: [[any CompetitionStage]] = [
      [], [WinnerTakeAll()], [WinnerTakeAll(winners: 2)], [SoftWinnerTakeAll()], [LateralInhibition(), Triangle()],
    ]
    let plasticity = Plasticity(
      rule: rule, competition: pick(competitions), homeostasis: pick([nil, AdaptiveThreshold()]),
      constraints: pick([[], [UnitNorm()]]), learningRate: 0.01)
    var layer = LayerDescription(
      kind: pick([.convolution, .convolution, .linear, .recurrent]), channels: channels,
      normalisation: pick(Normalisation.allCases), plasticity: plasticity, activation: pick(Activation.all),
      connectivity: pick([1, 1, 0.4]))
    if layer.kind == .convolution {
      (layer.kernel, layer.stride, layer.padding) = (pick([1, 2, 3]), pick([1, 2, 3]), pick([0, 1, 2]))
      layer.paddingMode = pick(PaddingMode.allCases)
      if layer.connectivity == 1, pick([true, false, false]) {
        (layer.depthwise, layer.channels) = (true, input.channels * 3)
      }
      if layer.stride == 1 { layer.pool = pick([1, 2, Pooling(.maximum, size: 2, stride: 1)]) }
    } else if layer.normalisation == .patch {
      layer.normalisation = .none
    }
    return Case(input: input, layer: layer, images: pick([1, 2, 4]))
  }

  @Test("a layer's update is its rule's on rows cut out by plain loops", arguments: rules.map(\.name))
  func agree(name: String) throws {
    let rule = try #require(Self.rules.first { $0.name == name }?.rule)
    var random = RandomStream(seed: 5, "layer kinds \(name)")
    for index in 0..<25 {
      let example = Self.random(rule, &random)
      let network = try HebbianNetwork(
        input: example.input, layers: [example.layer], seed: UInt64(index), patchWhitening: nil, precision: .float32,
        parallel: Parallel(threads: 2), kernels: nil, execution: .unfolded)
      let layer = try #require(network.layers[0] as? PopulationLayer)
      let thresholds = (0..<example.layer.channels).map { _ in 0.2 * random.normal() }
      try layer.restore(weights: layer.weights, thresholds: thresholds, memory: layer.memory, place: "layer")
      let images = (0..<example.images).map { _ in (0..<example.input.count).map { _ in random.normal() + 0.5 } }
      let signals = Signals(
        reward: (0..<example.images).map { _ in random.normal() },
        outputError: Tensor(
          shape: [example.images, 3], elements: (0..<example.images * 3).map { _ in random.normal() }))
      let plain = PlainRows(example.layer, input: example.input, population: layer.population)
      let (x, response) = plain.rows(images.map { $0.map(Double.init) })
      let place: Comment = "\(name), case \(index): \(example)"

      let memory = Tensor(shape: [images.count, example.input.count], elements: images.flatMap(\.self))
      try memory.withUnsafeBufferPointer { pixels in
        let batch = ImageBatch(
          images: images.indices.map { pixels.baseAddress! + $0 * example.input.count },
          mirrored: images.map { _ in false })
        try layer.forward(batch, keepsPooled: true, learns: true)
      }
      let pass = try #require(layer.passes.first)
      #expect(relativeError(pass.x.elements, x.elements.map(Double.init)) < 1e-5, place)
      #expect(relativeError(pass.response.drive.elements, response.drive.elements.map(Double.init)) < 1e-5, place)

      // The rule's own update on those rows; rules are held against loops of their own elsewhere.
      var expected = layer.population
      expected.beginSequences()
      let taught = layer.expanded(signals, images: images.count)
      let change = try expected.change(
        from: x, response, lanes: layer.lanes(images: images.count), signals: taught)
      let seen = try layer.population.change(
        from: pass.x, pass.response, lanes: layer.lanes(images: images.count), signals: taught)
      #expect(relativeError(seen.elements, change.elements.map(Double.init)) < 2e-5, place)
      _ = try layer.learn(plastic: true, signals: signals, rateFactor: 1)
      #expect(layer.weights.elements.allSatisfy { $0.isFinite }, place)
      if let mask = layer.population.mask {
        #expect(zip(layer.weights.elements, mask.elements).allSatisfy { $1 != 0 || $0 == 0 }, place)
      }
    }
  }

  @Test("an image without contrast, and a batch of no images, do no harm", arguments: rules.map(\.name))
  func empty(name: String) throws {
    let rule = try #require(Self.rules.first { $0.name == name }?.rule)
    let shape = ImageShape(channels: 1, height: 6, width: 6)
    for kind in LayerDescription.Kind.allCases {
      var layer = LayerDescription(
        kind: kind, channels: 3, plasticity: Plasticity(rule: rule, learningRate: 0.01), activation: .linear)
      if kind == .convolution { layer.kernel = 3 }
      let network = try HebbianNetwork(input: shape, layers: [layer], seed: 1)
      let teach = { (output: Tensor) in
        Signals(
          reward: [Float](repeating: 1, count: output.shape[0]), outputError: Tensor(shape: [output.shape[0], 2]))
      }
      try network.learn(from: ImageBatch(images: [], mirrored: []), plastic: true, teach: teach)
      let image = Tensor(shape: [2, shape.count], filledWith: 3)
      try image.withUnsafeBufferPointer { pixels in
        let batch = ImageBatch(
          images: [pixels.baseAddress!, pixels.baseAddress! + shape.count], mirrored: [false, true])
        try network.learn(from: batch, plastic: true, teach: teach)
      }
      #expect(network.layers[0].weights.elements.allSatisfy { $0.isFinite })
    }
  }
}

/// Rows and drives by plain loops.
private struct PlainRows {
  let layer: LayerDescription
  let input: ImageShape
  let population: Population

  init(_ layer: LayerDescription, input: ImageShape, population: Population) {
    (self.layer, self.input, self.population) = (layer, input, population)
  }

  func rows(_ images: [[Double]]) -> (x: Tensor, response: Population.Response) {
    let seen =
      switch layer.normalisation {
      case .image: images.map(standardised)
      case .batch: normalisedOverBatch(images)
      case .patch, .none: images
      }
    var rows: [[Double]] = []
    let isSequential = type(of: population.plasticity.rule).card.needs.contains(.sequence)
    switch layer.kind {
    case .linear: rows = seen
    case .convolution:
      let places = positions
      let patches = seen.map { image in places.map { patch(image, $0.0, $0.1) } }
      rows =
        isSequential
        ? places.indices.flatMap { place in patches.map { $0[place] } } : patches.flatMap(\.self)
    case .recurrent: return unrolled(seen)
    }
    if layer.normalisation == .patch { rows = rows.map(standardised) }
    return (tensor(rows), respond(rows))
  }

  private func unrolled(_ images: [[Double]]) -> (x: Tensor, response: Population.Response) {
    var states = images.map { _ in [Double](repeating: 0, count: population.neurons) }
    var (all, responses): ([[Double]], [Population.Response]) = ([], [])
    for step in 0..<input.height {
      let rows = images.indices.map { n in
        (0..<input.channels).flatMap { c in
          (0..<input.width).map { images[n][(c * input.height + step) * input.width + $0] }
        } + states[n]
      }
      let response = respond(rows)
      for n in images.indices {
        let drive = (0..<population.neurons).map { Double(response.drive[n, $0]) }
        let y = response.y.dense
        let mean = drive.reduce(0, +) / Double(drive.count)
        states[n] = drive.indices.map { i in
          switch layer.activation {
          case .winners: Double(y[n, i])
          case .triangle(let power): pow(max(0, drive[i] - mean), power)
          case .rectified: max(0, drive[i])
          case .tanh: tanh(drive[i])
          case .linear: drive[i]
          }
        }
      }
      all += rows
      responses.append(response)
    }
    return (tensor(all), Population.Response(steps: responses, neurons: population.neurons))
  }

  private var positions: [(Int, Int)] {
    let rows = (input.height + 2 * layer.padding - layer.kernel) / layer.stride + 1
    let columns = (input.width + 2 * layer.padding - layer.kernel) / layer.stride + 1
    return (0..<rows).flatMap { y in (0..<columns).map { (y * layer.stride, $0 * layer.stride) } }
  }

  private func patch(_ image: [Double], _ top: Int, _ left: Int) -> [Double] {
    (0..<input.channels).flatMap { c in
      (0..<layer.kernel).flatMap { i in
        (0..<layer.kernel).map { j in
          let (y, x) = (top + i - layer.padding, left + j - layer.padding)
          if layer.paddingMode == .reflect {
            let (y, x) = (reflected(y, input.height), reflected(x, input.width))
            return image[(c * input.height + y) * input.width + x]
          }
          guard (0..<input.height).contains(y), (0..<input.width).contains(x) else { return 0 }
          return image[(c * input.height + y) * input.width + x]
        }
      }
    }
  }

  /// −1 is 1, and `length` is `length` − 2.
  private func reflected(_ i: Int, _ length: Int) -> Int { i < 0 ? -i : i >= length ? 2 * (length - 1) - i : i }

  private func normalisedOverBatch(_ images: [[Double]]) -> [[Double]] {
    var result = images
    for channel in 0..<input.channels {
      let range = channel * input.positions..<(channel + 1) * input.positions
      let values = images.flatMap { $0[range] }
      let mean = values.reduce(0, +) / Double(values.count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      for n in images.indices {
        for i in range { result[n][i] = (images[n][i] - mean) / (variance + 1e-5).squareRoot() }
      }
    }
    return result
  }

  private func standardised(_ values: [Double]) -> [Double] {
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(values.count - 1, 1))
    return values.map { ($0 - mean) / (1e-10 + variance.squareRoot()) }
  }

  private func respond(_ rows: [[Double]]) -> Population.Response {
    let w = population.weights.elements.map(Double.init)
    let u = rows.map { row in
      (0..<population.neurons).map { o in row.indices.reduce(0.0) { $0 + w[o * row.count + $1] * row[$1] } }
    }
    let drive = u.map { zip($0, population.thresholds).map { $0 - Double($1) } }
    // The competition's stages are held against loops of their own.
    let y = population.plasticity.competition.reduce(Rows.dense(tensor(drive))) {
      $1.compete($0, state: population.state)
    }
    return Population.Response(u: tensor(u), drive: tensor(drive), y: y)
  }

  private func tensor(_ rows: [[Double]]) -> Tensor {
    Tensor(shape: [rows.count, rows.first?.count ?? 0], elements: rows.flatMap { $0.map { Float($0) } })
  }
}
