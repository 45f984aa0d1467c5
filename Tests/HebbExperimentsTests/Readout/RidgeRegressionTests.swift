import Foundation
import HebbExperiments
import HebbNetworks
import HebbSupport
import HebbTensor
import Testing

@Suite("RidgeRegression")
struct RidgeRegressionTests {
  @Test("Chunks of any size give the regression of all rows", arguments: [1, 7, 60])
  func chunks(size: Int) throws {
    let (rows, labels) = clusters(60)
    let whole = try fit(rows, labels, chunk: 60).solve(penalty: 0.5)
    let chunked = try fit(rows, labels, chunk: size).solve(penalty: 0.5)
    #expect(relativeError(chunked.weights.elements, whole.weights.elements.map { Double($0) }) < 1e-5)
    #expect(relativeError(chunked.intercept, whole.intercept.map { Double($0) }) < 1e-5)
  }

  @Test("At the solution the gradient of the penalised error vanishes, and the intercept carries no penalty")
  func stationary() throws {
    let (rows, labels) = clusters(60)
    let penalty = 2.5
    let ridge = try fit(rows, labels, chunk: 20).solve(penalty: penalty)
    let scores = ridge.scores(rows)
    for label in 0..<3 {
      let residuals = (0..<60).map { Double(scores[$0, label]) - (labels[$0] == label ? 1 : 0) }
      #expect(abs(residuals.reduce(0, +)) < 1e-4)
      for feature in 0..<4 {
        let slope = (0..<60).reduce(penalty * Double(ridge.weights[feature, label])) {
          $0 + residuals[$1] * Double(rows[$1, feature])
        }
        #expect(abs(slope) < 1e-3)
      }
    }
  }

  @Test("Adding a constant to the features changes the intercept alone")
  func shifted() throws {
    let (rows, labels) = clusters(60)
    let moved = Tensor(shape: rows.shape, elements: rows.elements.map { $0 + 10 })
    let (before, after) = (
      try fit(rows, labels, chunk: 60).solve(penalty: 1), try fit(moved, labels, chunk: 60).solve(penalty: 1)
    )
    #expect(relativeError(after.weights.elements, before.weights.elements.map { Double($0) }) < 1e-3)
    #expect(after.predict(moved) == before.predict(rows))
  }

  @Test("Separate clusters are told apart, and an overwhelming penalty leaves the commonest class")
  func accuracy() throws {
    let (rows, labels) = clusters(60)
    let accumulator = try fit(rows, labels, chunk: 60)
    #expect(try accumulator.solve(penalty: 0.1).accuracy(rows, labels: labels) == 1)
    var biased = RidgeRegression.Accumulator(features: 1, classes: 2)
    try biased.add([1, 2, 3], labels: [1, 1, 0])
    #expect(try biased.solve(penalty: 1e12).predict(Tensor(shape: [2, 1], elements: [5, -5])) == [1, 1])
  }

  @Test("The weights have the same bits for any number of threads")
  func deterministic() throws {
    let (rows, labels) = clusters(60)
    var alone = RidgeRegression.Accumulator(features: 4, classes: 3)
    try alone.add(rows, labels: labels, parallel: Parallel(threads: 1))
    var many = RidgeRegression.Accumulator(features: 4, classes: 3)
    try many.add(rows, labels: labels, parallel: Parallel(threads: 4))
    #expect(try alone.solve(penalty: 1).weights == many.solve(penalty: 1).weights)
  }

  @Test("Equal scores go to the lowest class")
  func ties() throws {
    var accumulator = RidgeRegression.Accumulator(features: 1, classes: 2)
    try accumulator.add([1, -1], labels: [0, 1])
    #expect(try accumulator.solve(penalty: 1).predict(Tensor(shape: [1, 1], elements: [0])) == [0])
  }

  @Test("A label that is no class, no rows, a bad penalty and NaN are refused")
  func mistakes() throws {
    var accumulator = RidgeRegression.Accumulator(features: 1, classes: 2)
    #expect(throws: Problem.self) { try accumulator.solve(penalty: 1) }
    for label in [-1, 2] {
      #expect(throws: Problem.self) { try accumulator.add([1, 1], labels: [0, label]) }
    }
    #expect(accumulator.count == 0)
    try accumulator.add([1, 1], labels: [0, 1])
    for penalty in [-1, Double.nan, .infinity] {
      #expect(throws: Problem.self) { try accumulator.solve(penalty: penalty) }
    }
    // The only feature is constant: without a penalty it cannot be told from the intercept.
    #expect(throws: Problem.self) { try accumulator.solve(penalty: 0) }
    try accumulator.add([.nan], labels: [0])
    #expect(throws: Problem.self) { try accumulator.solve(penalty: 1) }
  }

  @Test("The reference case agrees", .enabled(if: ReadoutFixture.folder != nil, Comment(rawValue: skipped)))
  func reference() throws {
    let reference = try #require(try ReadoutFixture.named("ridge"))
    let features = try #require(reference.features)
    let rows = Tensor(shape: [features.count, features[0].count], elements: features.joined().map { Float($0) })
    var accumulator = RidgeRegression.Accumulator(features: features[0].count, classes: try #require(reference.classes))
    try accumulator.add(rows, labels: try #require(reference.labels))
    let ridge = try accumulator.solve(penalty: try #require(reference.lambda))
    let (weights, intercept) = (try #require(reference.expected.weights), try #require(reference.expected.intercept))
    #expect(relativeError(ridge.weights.elements, Array(weights.joined())) < 1e-5)
    #expect(relativeError(ridge.intercept, intercept) < 1e-5)
    #expect(ridge.predict(rows) == reference.expected.predictions)
  }

  /// Three clusters in four dimensions, in turn.
  private func clusters(_ count: Int) -> (rows: Tensor, labels: [Int]) {
    var random = RandomStream(seed: 2, "clusters")
    let labels = (0..<count).map { $0 % 3 }
    let rows = labels.flatMap { label in
      (0..<4).map { 0.3 * random.normal() + ($0 == label ? 2 : 0.5) }
    }
    return (Tensor(shape: [count, 4], elements: rows), labels)
  }

  private func fit(_ rows: Tensor, _ labels: [Int], chunk: Int) throws -> RidgeRegression.Accumulator {
    var accumulator = RidgeRegression.Accumulator(features: rows.shape[1], classes: 3)
    for start in stride(from: 0, to: labels.count, by: chunk) {
      let part = start..<min(start + chunk, labels.count)
      let elements = rows.elements[part.lowerBound * 4..<part.upperBound * 4]
      try accumulator.add(Array(elements), labels: labels[part])
    }
    return accumulator
  }

  /// ‖a − b‖ / ‖b‖
  private func relativeError(_ a: [Float], _ b: [Double]) -> Double {
    let difference = zip(a, b).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
    return (difference / b.reduce(0) { $0 + $1 * $1 }).squareRoot()
  }
}
