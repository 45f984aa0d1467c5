import Foundation
import HebbData
import HebbSupport
import HebbTensor
import Testing

private let fixtures = ProcessInfo.processInfo.environment["HEBB_FIXTURES"]

@Suite("ZCAWhitening")
struct ZCAWhiteningTests {
  @Test("A diagonal covariance is whitened value by value")
  func diagonal() throws {
    let matrix = try ZCAWhitening.matrix(covariance: [4, 0, 0, 0.25], size: 2, epsilon: 1e-12)
    #expect(relativeError(matrix.elements, [0.5, 0, 0, 2]) < 1e-6)
  }

  @Test("Whitened data have the identity as their covariance")
  func identity() throws {
    let (count, size) = (50, 5)
    var random = RandomStream(seed: 1, "zca")
    let data = Tensor(
      shape: [count, size],
      elements: (0..<count).flatMap { _ in
        let shared = random.normal()
        return (0..<size).map { Float($0 + 1) * random.normal() + shared }
      })
    let matrix = try ZCAWhitening.matrix(rows: data, epsilon: 1e-9)
    let white = LinearAlgebra.multiply(data, matrix)
    let covariance = LinearAlgebra.multiply(white, white, transposingA: true)
    for i in 0..<size {
      // Divided by the dimension, so the identity times the dimension.
      for j in 0..<size { #expect(abs(covariance[i, j] - (i == j ? Float(size) : 0)) < 1e-3) }
    }
  }

  @Test("A direction without variance is amplified by 1/√ε, not to infinity")
  func degenerate() throws {
    let matrix = try ZCAWhitening.matrix(covariance: [1, 0, 0, 0], size: 2, epsilon: 0.01)
    #expect(abs(matrix[1, 1] - 10) < 1e-4)
    let rounding = try ZCAWhitening.matrix(covariance: [1, 0, 0, -1], size: 2, epsilon: 0.01)
    #expect(abs(rounding[1, 1] - 10) < 1e-4)
  }

  @Test("ε must be a positive number, and the covariance finite", arguments: [0, -1, Double.nan, .infinity])
  func mistakes(epsilon: Double) {
    #expect(throws: Problem.self) { try ZCAWhitening.matrix(covariance: [1], size: 1, epsilon: epsilon) }
    #expect(throws: Problem.self) { try ZCAWhitening.matrix(covariance: [.nan], size: 1, epsilon: 0.1) }
  }

  @Test(
    "The reference case agrees",
    .enabled(if: fixtures != nil, "set HEBB_FIXTURES to the folder of the reference results"))
  func reference() throws {
    let url = URL(fileURLWithPath: try #require(fixtures)).appendingPathComponent("readout.json")
    let file = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any]
    let reference = try #require((file?["cases"] as? [[String: Any]])?.first { $0["name"] as? String == "zca" })
    let x = try #require(reference["x"] as? [[Double]])
    let expected = try #require((reference["expected"] as? [String: Any])?["matrix"] as? [[Double]])
    let matrix = try ZCAWhitening.matrix(
      rows: Tensor(shape: [x.count, x[0].count], elements: x.joined().map { Float($0) }),
      epsilon: try #require(reference["epsilon"] as? Double))
    #expect(relativeError(matrix.elements, Array(expected.joined())) < 1e-5)
  }
}
