import Foundation
import HebbSupport

/// An experiment on sequences that comes with Hebb.
public struct SequenceBuiltIn: Sendable {
  public let name: String
  /// The file's text, comments included.
  public let yaml: String

  public static let all = [SequenceBuiltIn(name: "hebbian-rnn", yaml: hebbianRNN)]

  public func specification() throws -> SequenceSpecification { try SequenceSpecification(yaml: yaml, source: name) }

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
    inputGain: 1                     # standard deviation of weights from symbols, at first
    radius: 0.7                      # spectral radius of the state's own weights, at first

    updater: local                   # or backprop: the same network by back-propagation through time and Adam
    plastic: false                   # with backprop: differentiable plasticity of the state's connections
    backpropRate: 0.003
    clip: 1

    """
}

/// An experiment of either kind.
public enum ExperimentFile: Sendable {
  case images(ExperimentSpecification)
  case sequences(SequenceSpecification)

  /// What a command line argument means: a file if it exists or looks like a path, otherwise a built-in.
  ///
  /// - Throws: `Problem` that names both possibilities if it is neither.
  public static func resolve(_ nameOrPath: String) throws -> ExperimentFile {
    if let builtIn = SequenceBuiltIn.all.first(where: { $0.name == nameOrPath }) {
      return .sequences(try builtIn.specification())
    }
    let path = NSString(string: nameOrPath).expandingTildeInPath
    if let text = try? String(contentsOfFile: path, encoding: .utf8),
      let document = try? DocumentNode(yaml: text, origin: { .line(source: nameOrPath, $0) }),
      case .mapping(let entries) = document.content,
      entries.contains(where: { $0.key == SequenceKey.model.rawValue })
    {
      return .sequences(try SequenceSpecification(document))
    }
    return .images(try ExperimentSpecification.resolve(nameOrPath))
  }
}
