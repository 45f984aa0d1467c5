import HebbTensor

/// What flows through the network in one step of some sequences side by side.
final class Flow {
  let lanes: Int
  /// Steps since the sequences began.
  var step = 0
  /// The last symbols of each lane, the newest first, `[lanes, lastSymbols]`; nil before the first.
  var seen: [UInt8?]
  /// a₀ to a_L, `[lanes, width]`.
  let activity: [LaneBuffer]
  /// Inputs of the hidden layers' neurons.
  let drive: [LaneBuffer]
  /// What output and state see.
  let top: LaneBuffer
  /// Before the softmax, and after.
  let scores: LaneBuffer
  let probabilities: LaneBuffer
  /// Of the state that is in use.
  let stateDrive: LaneBuffer
  let state: LaneBuffer
  /// Target − probabilities.
  let error: LaneBuffer
  /// Eligibility traces: of what each hidden layer and the state have seen.
  let traces: [LaneBuffer]
  let stateTrace: LaneBuffer
  /// What drives the plasticity of each hidden layer, and of the state.
  let post: [LaneBuffer]
  let statePost: LaneBuffer

  init(_ description: HebbianRNNDescription, lanes: Int) {
    let (width, layers) = (description.width, description.layers)
    func buffers(_ count: Int) -> [LaneBuffer] { (0..<count).map { _ in LaneBuffer(lanes: lanes, count: width) } }
    self.lanes = lanes
    seen = Array(repeating: nil, count: lanes * description.lastSymbols)
    activity = buffers(layers + 1)
    (drive, traces, post) = (buffers(layers), buffers(layers), buffers(layers))
    top = LaneBuffer(lanes: lanes, count: width)
    scores = LaneBuffer(lanes: lanes, count: description.symbols)
    probabilities = LaneBuffer(lanes: lanes, count: description.symbols)
    error = LaneBuffer(lanes: lanes, count: description.symbols)
    state = LaneBuffer(lanes: lanes, count: description.state)
    stateDrive = LaneBuffer(lanes: lanes, count: description.state)
    statePost = LaneBuffer(lanes: lanes, count: description.state)
    stateTrace = LaneBuffer(lanes: lanes, count: width)
  }

  /// The sequences begin.
  func begin() {
    step = 0
    for i in seen.indices { seen[i] = nil }
    for trace in traces { trace.clear() }
    for buffer in [state, stateDrive, stateTrace] { buffer.clear() }
  }
}
