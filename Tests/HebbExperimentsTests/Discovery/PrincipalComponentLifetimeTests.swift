import Foundation
import HebbPlasticity
import HebbTensor
import Testing

@testable import HebbExperiments

@Suite("Lifetimes of the principal-component task")
struct PrincipalComponentLifetimeTests {
  private func life(_ formula: String, in lifetime: PrincipalComponentLifetime) throws -> PrincipalComponentLifetime.End
  {
    lifetime.live(
      by: PolynomialStep(try Polynomial(parsing: formula), learningRate: PrincipalComponentLifetime.learningRate))
  }

  private func lifetime(_ seed: UInt64, steps: Int = 400) -> PrincipalComponentLifetime {
    var random = RandomStream(seed: seed, "lifetime")
    return PrincipalComponentLifetime(steps: steps, using: &random)
  }

  @Test("The component is the leading eigenvector of the samples' covariance, well ahead of the others")
  func component() throws {
    let lifetime = lifetime(1, steps: 4000)
    let (n, steps) = (lifetime.inputs, 4000)
    #expect((8...16).contains(n) && lifetime.samples.count == n * steps && lifetime.start.count == n)
    let samples = Tensor(shape: [steps, n], elements: lifetime.samples)
    let covariance = LinearAlgebra.multiply(samples, samples, transposingA: true)
    let (values, vectors) = try LinearAlgebra.symmetricEigen(covariance)
    let leading = vectors.elements[(n * (n - 1))...]
    let cosine = zip(leading, lifetime.component).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(cosine) > 0.99 && values[n - 1] > 2 * values[n - 2])
    let variance = values[n - 1] / Float(steps)
    #expect((0.4...2.5).contains(variance), "\(variance)")
  }

  @Test("Lives differ in inputs, variance and starting length, and come from the stream alone")
  func variety() {
    let lives = (1...30).map { lifetime($0, steps: 1) }
    #expect(Set(lives.map(\.inputs)).count > 4)
    let lengths = lives.map { $0.start.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    #expect(
      (lengths.min() ?? 0) < 0.7 && (lengths.max() ?? 0) > 1.5 && lengths.allSatisfy { (0.49...2.01).contains($0) })
    #expect(lifetime(3, steps: 7).samples == lifetime(3, steps: 7).samples)
  }

  // Longer lives than the task's: now and then a neuron is born at a right angle to the component.
  @Test("By Oja's rule a neuron finds the component and unit length", arguments: 1...5 as ClosedRange<UInt64>)
  func oja(seed: UInt64) throws {
    guard case .learned(let cosine, let length) = try life("2 x y - 2 y^2 w", in: lifetime(seed, steps: 1600)) else {
      Issue.record("diverged")
      return
    }
    #expect(cosine > 0.9 && abs(length - 1) < 0.1, "\(cosine), \(length)")
  }

  @Test("Without a rule it stays as it was born")
  func unchanged() throws {
    let lifetime = lifetime(2)
    guard case .learned(_, let length) = try life("0", in: lifetime) else {
      Issue.record("diverged")
      return
    }
    let start = lifetime.start.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(abs(length - Double(start)) < 1e-6)
  }

  @Test("Runaway growth ends a life early, the sooner the faster; infinite and undefined weights count as that")
  func divergence() throws {
    func fraction(_ formula: String) throws -> Double? {
      guard case .diverged(let fraction) = try life(formula, in: lifetime(4)) else { return nil }
      return fraction
    }
    let slow = try #require(try fraction("3 w"))
    let fast = try #require(try fraction("30 w"))
    #expect(fast < slow && fast >= 0 && slow <= 1)
    #expect(try #require(try fraction("1e30 x^2*y^2*w^2")) < 0.1)
    #expect(try #require(try fraction("1e30 x*y - 1e30 y^2 w")) < 0.1)
  }

  @Test("Weights that vanish point nowhere")
  func vanished() throws {
    // η = 0.05, so that the first step takes the weights to 0.
    #expect(try life("-20 w", in: lifetime(5, steps: 1)) == .learned(cosine: 0, length: 0))
  }
}
