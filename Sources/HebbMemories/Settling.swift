import HebbTensor

/// Updates a batch of states until each of them has settled; those that have take no further part.
enum Settling {
  /// Updates of all units at once.
  ///
  /// - Parameters:
  ///   - states: `[states, units]`
  ///   - update: from states `[some, units]` to the states that follow.
  ///   - isSettled: whether a state and the one that followed it are as good as equal.
  static func synchronously(
    _ states: Tensor, limit: Int, _ update: (Tensor) -> Tensor,
    isSettled: (UnsafeBufferPointer<Float>, UnsafeBufferPointer<Float>) -> Bool
  ) -> Recall {
    let units = states.shape[1]
    return run(states, limit: limit) { active, sweep in
      let next = update(active)
      let settled = active.withUnsafeBufferPointer { old in
        next.withUnsafeBufferPointer { new in
          (0..<active.shape[0]).map { row in
            let range = row * units..<(row + 1) * units
            return isSettled(UnsafeBufferPointer(rebasing: old[range]), UnsafeBufferPointer(rebasing: new[range]))
          }
        }
      }
      active = next
      return settled
    }
  }

  /// Updates of one unit after the other, for blocks of states side by side.
  ///
  /// - Parameters:
  ///   - block: how many states a piece of work has.
  ///   - sweep: visits all units in the order given; is handed a block `[some, units]`, how many states it has, and where
  ///     to count the units that change in each (from 0).
  static func asynchronously(
    _ states: Tensor, seed: UInt64, limit: Int, block: Int, parallel: Parallel,
    _ sweep: (UnsafeMutablePointer<Float>, Int, [Int], UnsafeMutablePointer<Int>) -> Void
  ) -> Recall {
    let units = states.shape[1]
    return run(states, limit: limit) { active, number in
      let order = SweepOrder.units(units, seed: seed, sweep: number)
      let count = active.shape[0]
      var changes = [Int](repeating: 0, count: count)
      active.withUnsafeMutableBufferPointer { states in
        changes.withUnsafeMutableBufferPointer { changes in
          guard let states = states.baseAddress, let changes = changes.baseAddress else { return }
          parallel.forEach((count + block - 1) / block) { piece, _ in
            let first = piece * block
            sweep(states + first * units, min(block, count - first), order, changes + first)
          }
        }
      }
      return changes.map { $0 == 0 }
    }
  }

  /// - Parameter sweep: updates the active states, and says which of them have settled.
  private static func run(_ states: Tensor, limit: Int, _ sweep: (inout Tensor, Int) -> [Bool]) -> Recall {
    let (count, units) = (states.shape[0], states.shape[1])
    var recall = Recall(
      states: states, sweeps: [Int](repeating: limit, count: count), isSettled: [Bool](repeating: false, count: count))
    var (active, rows) = (states, Array(0..<count))
    for number in 1...limit where !rows.isEmpty {
      let settled = sweep(&active, number)
      for (place, row) in rows.enumerated() where settled[place] {
        (recall.sweeps[row], recall.isSettled[row]) = (number, true)
      }
      let remaining = settled.indices.filter { !settled[$0] }
      let done = number == limit ? Array(settled.indices) : settled.indices.filter { settled[$0] }
      recall.states.replaceRows(done.map { rows[$0] }, by: done, of: active, width: units)
      if remaining.count < rows.count {
        var rest = Tensor(shape: [remaining.count, units])
        rest.replaceRows(Array(remaining.indices), by: remaining, of: active, width: units)
        (active, rows) = (rest, remaining.map { rows[$0] })
      }
    }
    return recall
  }
}

extension Tensor {
  fileprivate mutating func replaceRows(_ rows: [Int], by sources: [Int], of other: Tensor, width: Int) {
    withUnsafeMutableBufferPointer { target in
      other.withUnsafeBufferPointer { source in
        for (row, from) in zip(rows, sources) {
          _ = UnsafeMutableBufferPointer(rebasing: target[row * width..<(row + 1) * width])
            .update(fromContentsOf: source[from * width..<(from + 1) * width])
        }
      }
    }
  }
}
