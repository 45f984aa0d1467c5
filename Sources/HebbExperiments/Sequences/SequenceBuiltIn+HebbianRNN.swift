extension SequenceBuiltIn {
  static let hebbianRNN = """
    # A recurrent network that predicts the next character and learns after every one of them, from what its synapses see
    # and an error that random weights bring to all neurons: no back-propagation, through layers or through time.
    #
    #   hebb train hebbian-rnn --data books/
    #   hebb generate latest --prompt "It is a truth"
    #
    # Change single values with --set rule=oja; an unknown key is an error.

    name: hebbian-rnn                # names the folder of a run
    about: Next characters by local learning
    model: hebbian-rnn

    # What is learned: the next character of a text, or tasks that need memory: {name: copy, lag: 20}, recall, pixels.
    task: text
    vocabulary: data                 # the characters that occur; or bytes, or the characters themselves
    length: 100                      # characters of a sequence
    lanes: 16                        # sequences side by side
    characters: 5000000              # to learn from, with repetition
    evaluations: 20                  # on the way, on held-out text
    evaluated: 100000                # characters of it, at most
    schedule: linear                 # of all learning rates: they fall to 0

    # a0 = [symbols, places, state]; each layer a = f(W a); top = a + a0; next symbol: softmax(W top); state: tanh(W top).
    state: 400
    layers: 0
    nonlinearity: tanh               # f: sigmoid, tanh, rectified, linear
    residual: true                   # add a0 to what the last layer passes on
    positions: 0                     # sines and cosines of the place in the sequence
    lastSymbols: 1                   # how many of the last symbols are seen

    # How layers and state learn. Any rule of "hebb rules".
    rule: hebb
    constraints: none                # or unitNorm: weight vectors of length 1
    teaching: feedback               # y is the error by random weights; or reward: own activity times reward; or none
    eligibility: 0                   # what is left of presynaptic activity a step later: layers
    stateEligibility: 0              # and state
    learningRate: 0.03
    stateRate: 1                     # times learningRate
    coefficientRate: 0               # above 0 each connection learns its own pace: up to 10 times the rate, or less
    outputRate: 0.1                  # of the output's delta rule
    inputGain: 2                     # standard deviation of weights from symbols, at first
    radius: 0.7                      # spectral radius of the state's own weights, at first

    updater: local                   # or backprop: the same network by back-propagation through time and Adam
    plastic: false                   # with backprop: differentiable plasticity of the state's connections
    backpropRate: 0.003
    clip: 1

    """
}
