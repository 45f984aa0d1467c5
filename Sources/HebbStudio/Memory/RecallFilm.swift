import HebbExperiments
import HebbMemories
import HebbTensor

/// A recall, state by state, as the memory page plays it.
struct RecallFilm: Encodable, Sendable {
  struct Frame: Encodable, Sendable {
    /// Each unit from −1 to 1, in hundredths.
    let state: [Int]
    let energy: Double
    /// Cosine of the state with each pattern.
    let overlaps: [Double]
    /// Sweeps over all units that are complete.
    let sweep: Int
  }

  let frames: [Frame]
  let isSettled: Bool

  static let sweepLimit = 30
  /// States that are shown of one sweep, at most.
  static let framesPerSweep = 40

  /// Stores the patterns and lets the memory run from the state.
  ///
  /// - Throws: `StudioError` or `Problem` for what cannot be stored or recalled.
  init(_ request: RecallRequest) throws {
    let kind = try request.kind()
    let patterns = request.tensor(of: request.patterns)
    let memory = try kind.memory(
      of: patterns, degree: request.degree ?? 3, inverseTemperature: Float(request.inverseTemperature ?? 1),
      parallel: Parallel(threads: 1))
    var film = Filming(memory: memory, patterns: patterns, units: request.units)
    try film.add(request.tensor(of: [request.state]), sweep: 0)
    isSettled = kind.isContinuous ? try film.runTogether() : try film.runOneByOne(seed: request.seed ?? 1)
    frames = film.frames
  }
}

/// A film that is being made.
private struct Filming {
  let memory: any AutoassociativeMemory
  let patterns: Tensor
  let units: Int
  var frames: [RecallFilm.Frame] = []
  private var last = Tensor(shape: [1, 0])

  init(memory: any AutoassociativeMemory, patterns: Tensor, units: Int) {
    (self.memory, self.patterns, self.units) = (memory, patterns, units)
  }

  /// - Parameter states: `[states, units]`, the last of which the memory goes on from.
  mutating func add(_ states: Tensor, sweep: Int) throws {
    let energies = try memory.energies(of: states, parallel: Parallel(threads: 1))
    for (row, energy) in energies.enumerated() {
      let state = Array(states.elements[row * units..<(row + 1) * units])
      frames.append(
        RecallFilm.Frame(
          state: state.map { Int((100 * $0).rounded()) }, energy: energy, overlaps: overlaps(of: state), sweep: sweep))
      last = Tensor(shape: [1, units], elements: state)
    }
  }

  /// All units at once, as continuous memories have it.
  ///
  /// - Returns: whether the state has settled.
  mutating func runTogether() throws -> Bool {
    for sweep in 1...RecallFilm.sweepLimit {
      let recall = try memory.recall(last, RecallSettings(sweepLimit: 1, parallel: Parallel(threads: 1)))
      if recall.isSettled[0] { return true }
      try add(recall.states, sweep: sweep)
    }
    return false
  }

  /// One unit after the other. The memory computes whole sweeps; since each unit is visited once in a sweep, and in a
  /// known order, the states on the way follow from those at the two ends.
  ///
  /// - Returns: whether the state has settled.
  mutating func runOneByOne(seed: UInt64) throws -> Bool {
    for sweep in 1...RecallFilm.sweepLimit {
      let seed = seed &+ UInt64(sweep)
      let settings = RecallSettings(order: .asynchronous(seed: seed), sweepLimit: 1, parallel: Parallel(threads: 1))
      let recall = try memory.recall(last, settings)
      if recall.isSettled[0] { return true }
      let (before, after) = (last.elements, recall.states.elements)
      let flips = SweepOrder.units(units, seed: seed, sweep: 1).filter { before[$0] != after[$0] }
      let step = (flips.count + RecallFilm.framesPerSweep - 1) / RecallFilm.framesPerSweep
      var (state, shown) = (before, [Float]())
      for (number, unit) in flips.enumerated() {
        state[unit] = after[unit]
        if (number + 1).isMultiple(of: step) || number == flips.count - 1 { shown += state }
      }
      try add(Tensor(shape: [shown.count / units, units], elements: shown), sweep: sweep)
    }
    return false
  }

  private func overlaps(of state: [Float]) -> [Double] {
    let length = Double(state.reduce(0) { $0 + $1 * $1 }).squareRoot() * Double(units).squareRoot()
    return (0..<patterns.shape[0]).map { pattern in
      let product = state.indices.reduce(Float(0)) { $0 + state[$1] * patterns[pattern, $1] }
      return length > 0 ? (1000 * Double(product) / length).rounded() / 1000 : 0
    }
  }
}
