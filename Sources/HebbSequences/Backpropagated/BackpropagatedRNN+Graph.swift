import HebbTensor

extension BackpropagatedRNN {
  /// A state in time, as something that can be differentiated.
  struct Moment {
    var state: Variable
    /// H of each lane, `[lanes, state, state]`.
    var trace: Variable?
  }

  func begin(lanes: Int) -> Moment {
    let n = description.state
    return Moment(
      state: .constant(Tensor(shape: [lanes, n])),
      trace: isPlastic ? .constant(Tensor(shape: [lanes, n, n])) : nil)
  }

  /// One step: scores `[lanes, symbols]`, and the next moment.
  ///
  /// - Parameter external: symbols and place, `[lanes, external]`.
  func step(_ external: Tensor, _ moment: Moment, _ w: [Variable]) -> (scores: Variable, next: Moment) {
    let layers = description.layers
    let first = Variable.concatenated([.constant(external), moment.state], along: 1)
    var a = first
    for layer in 0..<layers {
      a = apply(a.matmul(w[layer], transposingB: true, parallel: parallel))
    }
    let top = description.residual && layers > 0 ? a + first : a
    let scores = top.matmul(w[layers + 1], transposingB: true, parallel: parallel)
    var drive = top.matmul(w[layers], transposingB: true, parallel: parallel)
    guard let trace = moment.trace else { return (scores, Moment(state: drive.tanh())) }
    let (lanes, n) = (moment.state.shape[0], description.state)
    let before = moment.state.reshaped([lanes, 1, n])
    drive = drive + (trace * w[layers + 2] * before).sum(along: 2)
    let state = drive.tanh()
    let eta = w[layers + 3]
    let next = trace * (1 - eta) + eta * (state.reshaped([lanes, n, 1]) * before)
    return (scores, Moment(state: state, trace: next))
  }

  private func apply(_ u: Variable) -> Variable {
    switch description.nonlinearity {
    case .sigmoid: u.sigmoid()
    case .tanh: u.tanh()
    case .rectified: u.rectified()
    case .linear: u
    }
  }

  /// Symbols and place of a step, `[lanes, external]`.
  ///
  /// - Parameter seen: the last symbols of a lane, the newest first.
  func external(lanes: Int, step: Int, seen: (_ lane: Int, _ back: Int) -> UInt8?) -> Tensor {
    let (d, width) = (description, description.external)
    return Tensor(shape: [lanes, width]) { out in
      out.update(repeating: 0, count: lanes * width)
      for lane in 0..<lanes {
        for back in 0..<d.lastSymbols {
          if let symbol = seen(lane, back) { out[lane * width + back * d.symbols + Int(symbol)] = 1 }
        }
        PlaceCode(count: d.positions).write(step, to: out + lane * width + d.symbols * d.lastSymbols)
      }
    }
  }

  /// log probabilities of every step, `[lanes, symbols]` each.
  func answers(to batch: SequenceBatch, _ w: [Variable]) -> [Variable] {
    var moment = begin(lanes: batch.lanes)
    return (0..<batch.length).map { step in
      let external = external(lanes: batch.lanes, step: step) { lane, back in
        step >= back ? batch.inputs[(step - back) * batch.lanes + lane] : nil
      }
      let (scores, next) = self.step(external, moment, w)
      moment = next
      return scores.logSoftmax()
    }
  }
}
