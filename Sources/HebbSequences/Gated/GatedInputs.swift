import HebbTensor

/// What a gated recurrent unit reads at every step of every sequence.
enum GatedInputs {
  /// `[batch · steps, inputs]`
  case dense(Tensor)
  /// Rows of a table `[symbols, inputs]`, one for each of `batch · steps`: the products of the few rows are then all that
  /// has to be computed.
  case chosen(from: Tensor, rows: [Int32])

  /// The inputs themselves, or the table.
  var tensor: Tensor {
    switch self {
    case .dense(let x): x
    case .chosen(let table, _): table
    }
  }
}

extension GatedPass {
  /// Puts W x into `gates`.
  func drive(_ inputs: GatedInputs) {
    let target = gates.elements.baseAddress!
    inputs.tensor.withUnsafeBufferPointer { x in
      switch inputs {
      case .dense: drive(x.baseAddress!, count: rows, into: target)
      case .chosen(let table, let chosen):
        let (symbols, length) = (table.shape[0], 3 * width)
        let driven = AlignedBuffer(count: symbols * length)
        drive(x.baseAddress!, count: symbols, into: driven.elements.baseAddress!)
        parallel.forEach(batch) { sequence, _ in
          for row in sequence * steps..<(sequence + 1) * steps {
            (target + row * length).update(
              from: driven.elements.baseAddress! + Int(chosen[row]) * length, count: length)
          }
        }
      }
    }
  }

  /// Gradients of the input weights `[3 · units, inputs]`, of the recurrent weights, of what `others` compute beside them,
  /// and of the inputs (of the table, where rows are chosen from one) if they are wanted.
  func weightGradients(
    _ inputs: GatedInputs, wantsInputs: Bool, others: [WeightGradient] = []
  ) -> (input: Tensor, recurrent: Tensor, inputs: Tensor?) {
    let changes: AlignedBuffer
    switch inputs {
    case .dense: changes = gates
    case .chosen(let table, let rows): changes = summed(by: rows, symbols: table.shape[0])
    }
    let x = inputs.tensor
    let (start, count) = (changes.elements.baseAddress!, x.shape[0])
    var recurrent = Tensor(uninitializedShape: [3 * units, units])
    let input = Tensor(shape: [3 * units, self.inputs]) { input in
      recurrent.withUnsafeMutableBufferPointer { recurrent in
        x.withUnsafeBufferPointer { x in
          let products =
            inputProducts(start, x.baseAddress!, count: count, into: input)
            + recurrentProducts(into: recurrent.baseAddress!) + others
          WeightGradient.compute(products, parallel: parallel)
        }
      }
    }
    guard wantsInputs else { return (input, recurrent, nil) }
    return (input, recurrent, Tensor(shape: [count, self.inputs]) { driveBack(start, count: count, into: $0) })
  }

  /// The gradients of the gates `[symbols, 3 · width]`, summed over all rows that chose a symbol, in the rows' order.
  private func summed(by chosen: [Int32], symbols: Int) -> AlignedBuffer {
    let (length, block) = (3 * width, 192)
    let sums = AlignedBuffer(count: symbols * length)
    sums.elements.initialize(repeating: 0)
    parallel.forEach((length + block - 1) / block) { piece, _ in
      let columns = min(block, length - piece * block)
      for (row, symbol) in chosen.enumerated() {
        let (sum, change) = (
          sums.elements.baseAddress! + Int(symbol) * length + piece * block,
          gates.elements.baseAddress! + row * length + piece * block
        )
        for i in 0..<columns { sum[i] += change[i] }
      }
    }
    return sums
  }
}
