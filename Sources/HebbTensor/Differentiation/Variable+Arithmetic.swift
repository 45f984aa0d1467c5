/// Arithmetic, element by element. Two variables broadcast by NumPy's rules: shapes are aligned at their last axes, and
/// an axis that is missing, or has length 1, is repeated. `[samples, neurons] − [neurons]` subtracts a value of each
/// neuron from all samples, and the gradient of that value is the sum over the samples.
extension Variable {
  /// Element-wise sum. Shapes: `a`, `b` → their broadcast.
  public static func + (left: Variable, right: Variable) -> Variable {
    let broadcast = Broadcast.of(left, "+", right)
    return Variable(
      broadcast.combine(left.value, right.value) { $0 + $1 },
      from: [left.edge(broadcast.passing(1)), right.edge(broadcast.swapped.passing(1))])
  }

  /// Element-wise difference. Shapes: `a`, `b` → their broadcast.
  public static func - (left: Variable, right: Variable) -> Variable {
    let broadcast = Broadcast.of(left, "−", right)
    return Variable(
      broadcast.combine(left.value, right.value) { $0 - $1 },
      from: [left.edge(broadcast.passing(1)), right.edge(broadcast.swapped.passing(-1))])
  }

  /// Element-wise product. Shapes: `a`, `b` → their broadcast.
  public static func * (left: Variable, right: Variable) -> Variable {
    let broadcast = Broadcast.of(left, "×", right)
    let (a, b) = (left.value, right.value)
    return Variable(
      broadcast.combine(a, b) { $0 * $1 },
      from: [
        left.edge { broadcast.pullBack($0, a, b, into: &$1) { gradient, _, b in gradient * b } },
        right.edge { broadcast.swapped.pullBack($0, b, a, into: &$1) { gradient, _, a in gradient * a } },
      ])
  }

  /// Element-wise quotient. Shapes: `a`, `b` → their broadcast.
  public static func / (left: Variable, right: Variable) -> Variable {
    let broadcast = Broadcast.of(left, "÷", right)
    let (a, b) = (left.value, right.value)
    return Variable(
      broadcast.combine(a, b) { $0 / $1 },
      from: [
        left.edge { broadcast.pullBack($0, a, b, into: &$1) { gradient, _, b in gradient / b } },
        right.edge { broadcast.swapped.pullBack($0, b, a, into: &$1) { gradient, b, a in -gradient * (a / b) / b } },
      ])
  }

  /// The negative of every element. The shape stays.
  public static prefix func - (operand: Variable) -> Variable { -1 * operand }

  /// Adds a variable, as `+` does.
  public static func += (sum: inout Variable, term: Variable) { sum = sum + term }
}

/// Arithmetic with a number. The shape stays.
extension Variable {
  /// Adds a number to every element.
  public static func + (left: Variable, right: Float) -> Variable {
    Variable(left.value.mapped { $0 + right }, from: [left.edge { $1.add($0) }])
  }

  /// Adds a number to every element.
  public static func + (left: Float, right: Variable) -> Variable { right + left }

  /// Subtracts a number from every element.
  public static func - (left: Variable, right: Float) -> Variable { left + -right }

  /// A number minus every element.
  public static func - (left: Float, right: Variable) -> Variable {
    Variable(right.value.mapped { left - $0 }, from: [right.edge { $1.add($0) { -$0 } }])
  }

  /// Multiplies every element by a number.
  public static func * (left: Float, right: Variable) -> Variable {
    Variable(right.value.mapped { left * $0 }, from: [right.edge { $1.add($0) { left * $0 } }])
  }

  /// Multiplies every element by a number.
  public static func * (left: Variable, right: Float) -> Variable { right * left }

  /// Divides every element by a number.
  public static func / (left: Variable, right: Float) -> Variable {
    Variable(left.value.mapped { $0 / right }, from: [left.edge { $1.add($0) { $0 / right } }])
  }

  /// A number divided by every element.
  public static func / (left: Float, right: Variable) -> Variable {
    let x = right.value
    return Variable(x.mapped { left / $0 }, from: [right.edge { $1.add($0, x) { -$0 * (left / $1) / $1 } }])
  }
}

extension Broadcast {
  /// How the operands of an operator meet. Precondition: their shapes go together.
  static func of(_ left: Variable, _ symbol: String, _ right: Variable) -> Broadcast {
    guard let broadcast = Broadcast(left.shape, right.shape) else {
      preconditionFailure("shapes \(left.shape) and \(right.shape) do not broadcast for \(symbol)")
    }
    return broadcast
  }

  /// Passes a gradient, times 1 or another factor, to the left operand, summed over the axes that it was repeated along.
  func passing(_ factor: Float) -> Node.Pullback {
    { gradient, sum in
      if sum.shape != gradient.shape {
        reduce(gradient, times: factor, into: &sum)
      } else if factor == 1 {
        sum.add(gradient)
      } else {
        sum.add(gradient) { factor * $0 }
      }
    }
  }
}
