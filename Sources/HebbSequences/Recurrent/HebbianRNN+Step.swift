import CHebbKernels
import HebbSupport
import HebbTensor

extension HebbianRNN {
  /// Reads one symbol of every lane and answers: a₀ = [symbols, place, state], a_l = f(W_l a_{l−1}), top = a_L (+ a₀),
  /// p = softmax(W_o top).
  ///
  /// - Parameter answers: where log Σ exp of each lane's scores goes, so that log p = score − that.
  func answer(_ inputs: UnsafePointer<UInt8>, in flow: Flow, logSums: inout [Float]) {
    see(inputs, in: flow)
    for (layer, synapses) in hidden.enumerated() {
      synapses.respond(to: flow.activity[layer], into: flow.drive[layer])
      apply(description.nonlinearity, flow.drive[layer], to: flow.activity[layer + 1])
    }
    let (last, first, top) = (flow.activity[description.layers], flow.activity[0], flow.top)
    if description.residual, description.layers > 0 {
      for i in 0..<top.total { top.values[i] = last.values[i] + first.values[i] }
    } else {
      top.copy(from: last)
    }
    output.respond(to: top, into: flow.scores)
    for lane in 0..<flow.lanes {
      logSums[lane] = kernels.softmax(flow.scores.lane(lane), description.symbols, flow.probabilities.lane(lane))
    }
  }

  /// h ← tanh(W_h top)
  func advanceState(in flow: Flow) {
    state.respond(to: flow.top, into: flow.stateDrive)
    apply(.tanh, flow.stateDrive, to: flow.state)
    flow.step += 1
  }

  /// Writes a₀.
  private func see(_ inputs: UnsafePointer<UInt8>, in flow: Flow) {
    let (symbols, depth) = (description.symbols, description.lastSymbols)
    for lane in 0..<flow.lanes {
      let row = flow.activity[0].lane(lane)
      let own = lane * depth
      for back in stride(from: depth - 1, through: 0, by: -1) {
        if let old = flow.seen[own + back] { row[back * symbols + Int(old)] = 0 }
        let new = back > 0 ? flow.seen[own + back - 1] : inputs[lane]
        flow.seen[own + back] = new
        if let new { row[back * symbols + Int(new)] = 1 }
      }
      if places.count > 0 { places.write(flow.step, to: row + symbols * depth) }
      (row + description.external).update(from: flow.state.lane(lane), count: description.state)
    }
  }

  private func apply(_ nonlinearity: HebbianRNNDescription.Nonlinearity, _ u: LaneBuffer, to y: LaneBuffer) {
    for lane in 0..<u.lanes {
      let (u, y, count) = (u.lane(lane), y.lane(lane), u.count)
      switch nonlinearity {
      case .sigmoid: kernels.sigmoid(u, count, y)
      case .tanh: kernels.tangent(u, count, y)
      case .rectified: for i in 0..<count { y[i] = max(0, u[i]) }
      case .linear: y.update(from: u, count: count)
      }
    }
  }
}

extension HebbianRNNDescription.Nonlinearity {
  /// a ← a f′(u), with y = f(u).
  func multiplyByDerivative(_ a: LaneBuffer, y: LaneBuffer) {
    let (a, y, total) = (a.values, y.values, a.total)
    switch self {
    case .sigmoid: for i in 0..<total { a[i] *= y[i] * (1 - y[i]) }
    case .tanh: for i in 0..<total { a[i] *= 1 - y[i] * y[i] }
    case .rectified: for i in 0..<total where y[i] <= 0 { a[i] = 0 }
    case .linear: break
    }
  }
}
