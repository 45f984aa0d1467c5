import Foundation
import HebbPlasticity
import HebbTensor
import Testing

@testable import HebbExperiments

@Suite("The principal-component task")
struct PrincipalComponentTaskTests {
  private let task = PrincipalComponentTask(lifetimes: 12)

  private func fitness(_ formula: String, seed: UInt64 = 1) throws -> Double {
    var random = RandomStream(seed: seed, "environment")
    let environment = task.environment(using: &random)
    return task.fitness(of: try Polynomial(parsing: formula), in: environment, using: &random)
  }

  @Test("Oja's rule beats rules that find only direction or length, or unit length for one variance only")
  func honest() throws {
    let oja = try fitness("2 x y - 2 y^2 w")
    #expect(oja > 0.9 && oja <= 1)
    let others = [
      "0", "x y", "x y - y w", "x y - w", "2 x y - w", "2 x y - x^2 w", "w - y^2 w", "x y - x y w^2", "2 x y - 2 y^2",
      "2 x y + 2 y^2 w", "-2 x y + 2 y^2 w", "y^2 w",
    ]
    for other in others { #expect(try fitness(other) < oja - 0.1, "\(other)") }
  }

  @Test("The two coefficients have to be equal: off by a fifth, the length is wrong")
  func balance() throws {
    let oja = try fitness("2 x y - 2 y^2 w")
    for other in ["2 x y - 2.4 y^2 w", "2.4 x y - 2 y^2 w", "2 x y - 1.6 y^2 w"] {
      #expect(try fitness(other) < oja, "\(other)")
    }
  }

  @Test("Divergence is worse than every life that ends well, and finite")
  func divergence() throws {
    for formula in ["10 w", "1e30 x y", "x^2 y^2 w^2 + 10 x y"] {
      let fitness = try fitness(formula)
      #expect(fitness >= -2 && fitness <= 1, "\(formula): \(fitness)")
    }
    #expect(try fitness("1e30 w") < -1.9)
  }

  @Test("Scores are the angle and the length, and undefined for rules under which weights diverge")
  func scores() throws {
    var random = RandomStream(seed: 1, "scores")
    let oja = task.scores(of: try Polynomial(parsing: "2 x y - 2 y^2 w"), using: &random)
    #expect(oja.map(\.name) == ["angle (°)", "length"])
    #expect(oja[0].value > 0 && oja[0].value < 12 && abs(oja[1].value - 1) < 0.02)
    let runaway = task.scores(of: try Polynomial(parsing: "30 w"), using: &random)
    #expect(runaway.allSatisfy { $0.value.isNaN })
  }

  @Test("Its references are the rules that they are called")
  func references() {
    #expect(task.references.map { "\($0.name): \($0.rule)" } == ["oja: x*y - y^2*w", "instar: x*y - y*w", "hebb: x*y"])
  }

  @Test("Angles", arguments: [(1, 0), (0, 90), (0.5, 60), (1.0000001, 0)])
  func degrees(cosine: Double, angle: Double) {
    #expect(abs(PrincipalComponentTask.degrees(cosine) - angle) < 1e-9)
  }
}
