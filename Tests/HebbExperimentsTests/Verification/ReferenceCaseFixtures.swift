import Foundation
import HebbTensor

@testable import HebbExperiments

/// Reference cases as JSON objects, computed by plain loops in double precision.
enum ReferenceCaseFixtures {
  typealias Object = [String: Any]

  /// A convolution with 2 winners among 4 neurons on two standardised images.
  static func convolution(rule: String = "instar", activation: String = "triangle") -> Object {
    var random = RandomStream(seed: 5, "convolution case")
    let (images, channels, side, neurons, kernel, pool, winners) = (2, 2, 6, 4, 3, 2, 2)
    let outer = side - kernel + 1
    let x = (0..<images).map { _ in
      nested(standardised((0..<channels * side * side).map { _ in Double(random.normal()) }), [channels, side, side])
    }
    let w = (0..<neurons * channels * kernel * kernel).map { _ in Double(random.normal()) }
    let threshold = (0..<neurons).map { _ in 0.3 * Double(random.normal()) }
    var wins = [Double](repeating: 0, count: images * neurons * outer * outer)
    var output = [Double](repeating: 0, count: images * neurons * (outer / pool) * (outer / pool))
    var dw = [Double](repeating: 0, count: w.count)
    for image in 0..<images {
      let pixels = flat(x[image])
      for row in 0..<outer {
        for column in 0..<outer {
          let patch = (0..<channels * kernel * kernel).map { tap in
            let (channel, dy, dx) = (tap / (kernel * kernel), tap / kernel % kernel, tap % kernel)
            return pixels[(channel * side + row + dy) * side + column + dx]
          }
          let u = (0..<neurons).map { neuron in
            patch.indices.reduce(-threshold[neuron]) { $0 + w[neuron * patch.count + $1] * patch[$1] }
          }
          let mean = u.reduce(0, +) / Double(neurons)
          let bar = u.sorted(by: >)[winners - 1]
          for neuron in 0..<neurons {
            let won = u[neuron] >= bar && u[neuron] > 0
            let value = activation == "winners" ? (won ? 1 : 0) : max(0, u[neuron] - mean)
            let cell = (row / pool * (outer / pool)) + column / pool
            output[(image * neurons + neuron) * (outer / pool) * (outer / pool) + cell] += value / Double(pool * pool)
            guard won else { continue }
            wins[(image * neurons + neuron) * outer * outer + row * outer + column] = 1
            for tap in patch.indices {
              let i = neuron * patch.count + tap
              dw[i] += patch[tap] - (rule == "hebb" ? 0 : w[i])
            }
          }
        }
      }
    }
    let rates = (0..<neurons).map { neuron in
      let total = (0..<images).reduce(0) { sum, image in
        sum
          + wins[(image * neurons + neuron) * outer * outer..<(image * neurons + neuron + 1) * outer * outer]
          .reduce(0, +)
      }
      return total / Double(images * outer * outer)
    }
    return [
      "name": "small", "kind": "conv", "rule": rule, "x": x, "threshold": threshold,
      "w": nested(w, [neurons, channels, kernel, kernel]),
      "parameters": ["winners": winners, "activation": activation, "pool": pool],
      "expected": [
        "winners": nested(wins, [images, neurons, outer, outer]),
        "dw": nested(dw, [neurons, channels, kernel, kernel]),
        "output": nested(output, [images, neurons, outer / pool, outer / pool]), "firingRate": rates,
      ],
    ]
  }

  /// One centred feature of two classes: w = Σ x y / (Σ x² + λ) and b = mean y by hand.
  static func ridge() -> Object {
    [
      "name": "line", "kind": "ridge", "features": [[-1], [-2], [1], [2]], "labels": [0, 0, 1, 1], "classes": 2,
      "lambda": 2,
      "expected": ["weights": [[-0.25, 0.25]], "intercept": [0.5, 0.5], "predictions": [0, 0, 1, 1]],
    ]
  }

  /// Uncorrelated columns, so that the matrix is diagonal: (Σ x² / d + ε)^(−1/2).
  static func whitening() -> Object {
    [
      "name": "diagonal", "kind": "zca", "x": [[3, 4], [3, -4], [-3, 4], [-3, -4]], "epsilon": 0.5,
      "expected": ["matrix": [[1 / 18.5.squareRoot(), 0], [0, 1 / 32.5.squareRoot()]]],
    ]
  }

  static func quadrants() -> Object {
    [
      "name": "four", "kind": "quadrants", "x": [[[[1, 2], [3, 4]], [[10, 20], [30, 40]]]],
      "expected": ["features": [[1, 10, 2, 20, 3, 30, 4, 40]]],
    ]
  }

  /// Oja's rule on two samples and two neurons: Σ y x − Σ y² w by hand.
  static func rule() -> Object {
    [
      "name": "oja", "kind": "rule", "rule": "oja", "parameters": Object(), "x": [[1, 2, 0], [0, 1, -1]],
      "w": [[1, 0, 0], [0.5, 0.5, 1]], "y": [[1, 2], [-1, 0.5]],
      "expected": ["dw": [[-1, 1, 1], [2 - 2.125, 4.5 - 2.125, -0.5 - 4.25]]],
    ]
  }

  /// The case as the library reads it.
  static func read(_ object: Object) throws -> ReferenceCase {
    let data = try JSONSerialization.data(withJSONObject: object)
    return try ReferenceCase(JSONDecoder().decode(ReferenceValue.self, from: data), file: "mine.json", index: 0)
  }

  /// A value given as JSON text.
  static func value(_ json: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
  }

  /// A copy of the case with another value at a key path; nil removes the key.
  static func changing(_ object: Object, _ path: String..., to value: Any?) -> Object {
    changing(object, path[...], to: value)
  }

  private static func changing(_ object: Object, _ path: ArraySlice<String>, to value: Any?) -> Object {
    var object = object
    guard let key = path.first else { return object }
    object[key] = path.count == 1 ? value : changing(object[key] as? Object ?? [:], path.dropFirst(), to: value)
    return object
  }

  /// Runs `body` on a file with these contents, and removes it.
  static func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-\(UUID().uuidString).json")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(file.path)
  }

  static func withFile<Result>(of cases: [Object], _ body: (String) throws -> Result) throws -> Result {
    let file: Object = ["format": "hebb-fixture-1", "cases": cases]
    return try withFile(String(decoding: JSONSerialization.data(withJSONObject: file), as: UTF8.self), body)
  }

  private static func standardised(_ values: [Double]) -> [Double] {
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    return values.map { ($0 - mean) / variance.squareRoot() }
  }

  /// Nested lists of a shape, from values in row-major order.
  private static func nested(_ values: [Double], _ shape: [Int]) -> [Any] {
    guard shape.count > 1 else { return values }
    let size = values.count / shape[0]
    return (0..<shape[0]).map { nested(Array(values[$0 * size..<($0 + 1) * size]), Array(shape.dropFirst())) }
  }

  private static func flat(_ list: [Any]) -> [Double] {
    list.flatMap { element in (element as? [Any]).map(flat) ?? [element as? Double ?? .nan] }
  }
}
