/// Functions of the rows, that is of all elements along the last axis together.
extension Variable {
  /// e^xᵢ / Σⱼ e^xⱼ along the last axis. The shape stays.
  ///
  /// The largest element is subtracted first, so that nothing overflows.
  public func softmax() -> Variable {
    let length = rowLength(for: "softmax")
    let y = Tensor(shape: shape) { y in
      value.forEachRow(length) { x, start in
        let sum = Rows.exponentials(x, length, into: y + start).sum
        for i in 0..<length { y[start + i] /= sum }
      }
    }
    // dxᵢ = yᵢ (dyᵢ − Σⱼ dyⱼ yⱼ)
    return Variable(
      y,
      from: [
        edge { gradient, sum in
          sum.addRows(gradient, y, length) { dy, y, scratch in
            Summation.sum(length, scratch) { dy[$0] * y[$0] }
          } element: { dy, y, weighted in
            y * (dy - weighted)
          }
        }
      ])
  }

  /// xᵢ − log Σⱼ e^xⱼ along the last axis: the logarithm of `softmax()`, exact also where that is nearly 0. The shape
  /// stays.
  public func logSoftmax() -> Variable {
    let length = rowLength(for: "log-softmax")
    let y = Tensor(shape: shape) { y in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: Summation.chunk) { scratch in
        value.forEachRow(length) { x, start in
          let normaliser = Rows.logSumExp(x, length, scratch: scratch)
          for i in 0..<length { y[start + i] = x[i] - normaliser }
        }
      }
    }
    // dxᵢ = dyᵢ − e^yᵢ Σⱼ dyⱼ
    return Variable(
      y,
      from: [
        edge { gradient, sum in
          sum.addRows(gradient, y, length) { dy, _, _ in
            Summation.sum(dy, length)
          } element: { dy, y, total in
            dy - VectorMath.exp(y) * total
          }
        }
      ])
  }

  /// The mean over the samples of −log softmax(logits)[label], in nats; NaN without samples. Shape: `[samples, classes]`
  /// → `[]`.
  ///
  /// Precondition: there is one label for each sample, in 0..<classes.
  public func crossEntropy(labels: [Int]) -> Variable {
    precondition(shape.count == 2, "cross-entropy needs logits [samples, classes], not shape \(shape)")
    let (samples, classes) = (shape[0], shape[1])
    precondition(labels.count == samples, "\(labels.count) labels for logits of shape \(shape)")
    precondition(
      labels.allSatisfy { 0 <= $0 && $0 < classes },
      "label \(labels.first { $0 < 0 || $0 >= classes } ?? 0) is not one of the \(classes) classes of shape \(shape)")
    let x = value
    let normalisers = Tensor(shape: [samples]) { normalisers in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: Summation.chunk) { scratch in
        x.forEachRow(classes) { x, start in
          normalisers[start / classes] = Rows.logSumExp(x, classes, scratch: scratch)
        }
      }
    }
    var total = 0.0
    for (sample, label) in labels.enumerated() {
      total += Double(normalisers[flat: sample]) - Double(x[flat: sample * classes + label])
    }
    // dx = (softmax(x) − one-hot label) / samples
    return Variable(
      Tensor(shape: [], filledWith: Float(total / Double(samples))),
      from: [
        edge { gradient, sum in
          let share = gradient[flat: 0] / Float(samples)
          sum.scatter { sum in
            x.forEachRow(classes) { x, start in
              let (row, sample) = (sum + start, start / classes)
              let normaliser = normalisers[flat: sample]
              for i in 0..<classes { row[i] += share * VectorMath.exp(x[i] - normaliser) }
              row[labels[sample]] -= share
            }
          }
        }
      ])
  }

  private func rowLength(for operation: String) -> Int {
    guard let length = shape.last else { preconditionFailure("\(operation) needs an axis, and a scalar has none") }
    return length
  }
}

extension Tensor {
  /// Calls `body` with each row of `length` elements, and where it starts.
  @inline(__always)
  fileprivate func forEachRow(_ length: Int, _ body: (_ row: UnsafePointer<Float>, _ start: Int) -> Void) {
    withUnsafePointer { elements in
      for start in stride(from: 0, to: count, by: max(length, 1)) { body(elements + start, start) }
    }
  }
}

extension GradientSum {
  /// Adds, for every row, element(dy, y, summary(row of dy, row of y)).
  @inline(__always)
  fileprivate mutating func addRows(
    _ gradient: Tensor, _ y: Tensor, _ length: Int,
    summary: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutableBufferPointer<Float>) -> Float,
    element: (_ gradient: Float, _ y: Float, _ summary: Float) -> Float
  ) {
    update { sum, adding in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: Summation.chunk) { scratch in
        y.withUnsafePointer { y in
          gradient.forEachRow(length) { dy, start in
            let (row, y) = (sum + start, y + start)
            let summary = summary(dy, y, scratch)
            if adding {
              for i in 0..<length { row[i] += element(dy[i], y[i], summary) }
            } else {
              for i in 0..<length { row[i] = element(dy[i], y[i], summary) }
            }
          }
        }
      }
    }
  }
}
