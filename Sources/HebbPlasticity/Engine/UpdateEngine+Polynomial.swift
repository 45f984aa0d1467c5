import CHebbKernels
import HebbTensor

extension UpdateEngine {
  /// The polynomial rule ΔW = factor Σ c(a,b,c) xᵃ yᵇ wᶜ, summed over samples, with exponents 0 to 2.
  ///
  /// At most two products of samples × neurons × inputs for each power of w, one for x and one for x², and none for
  /// terms without x or without y: those are sums over samples.
  ///
  /// - Parameters:
  ///   - x: `[samples, inputs]`
  ///   - y: `[samples, neurons]`
  func sum(of rule: Polynomial, x: Tensor, y: Tensor, factor: Float) -> ProductSum {
    precondition(x.shape[0] == y.shape[0], "\(x.shape[0]) and \(y.shape[0]) samples")
    var sum = ProductSum(neurons: y.shape[1], inputs: x.shape[1])
    for weightPower in 0...2 {
      func quadratic(ofInputPower power: Int) -> HebbQuadratic {
        HebbQuadratic(
          c0: Float(rule[x: power, y: 0, w: weightPower]), c1: Float(rule[x: power, y: 1, w: weightPower]),
          c2: Float(rule[x: power, y: 2, w: weightPower]))
      }
      // Terms without y, xᵃ alone, which no product takes along.
      var inputsAlone = HebbQuadratic.linear(0)
      for power in 1...2 {
        let f = quadratic(ofInputPower: power)
        if f.c1 != 0 || f.c2 != 0 {
          sum.add(
            ProductTerm(
              weightPower: weightPower, left: y, quadratic: f.scaled(by: factor), right: x, inputPower: power))
        } else if power == 1 {
          inputsAlone.c1 = f.c0
        } else {
          inputsAlone.c2 = f.c0
        }
      }
      if !inputsAlone.isZero {
        sum.addPerInput(columnSums(x, of: inputsAlone), factor: factor, weightPower: weightPower)
      }
      let neuronsAlone = quadratic(ofInputPower: 0)
      if !neuronsAlone.isZero {
        sum.addPerNeuron(columnSums(y, of: neuronsAlone), factor: factor, weightPower: weightPower)
      }
    }
    return sum
  }
}
